"""Two things at once: which decides, by which paragraph, in whatever order they are told."""

import pytest

from advisor.rules.precedence import deciding

PAIRS = [
    ("official", "study", "official", "§ 6 Abs. 1 Nr. 2, Abs. 3 SGB V"),
    ("official", "protection", "official", "§ 6 Abs. 1 Nr. 2, Abs. 3 SGB V"),
    ("minijob", "study", "study", "§ 7 Abs. 1 SGB V"),
    ("minijob", "job", "job", "§ 7 Abs. 1 SGB V"),
    ("protection", "job", "job", "§ 5 Abs. 1 Nr. 1 SGB V"),
    ("protection", "study", "study", "§ 5 Abs. 1 Nr. 9 SGB V"),
    ("protection", "pension", "protection", "§ 1 AsylbLG"),
    ("benefits", "job", "job", "§ 5 Abs. 1 Nr. 1 SGB V"),
    ("benefits", "minijob", "benefits", "§ 7 Abs. 1 SGB V"),
    ("benefits", "business", "benefits", "§ 5 Abs. 1 Nr. 2, 2a SGB V"),
    ("benefits", "study", "benefits", "§ 5 Abs. 1 Nr. 2, 2a SGB V"),
    ("benefits", "pension", "benefits", "§ 5 Abs. 1 Nr. 2, 2a SGB V"),
    ("sideline", "study", "study", "§ 5 Abs. 5 SGB V"),
    ("sideline", "pension", "pension", "§ 5 Abs. 5 SGB V"),
    ("sideline", "job", "job", "§ 5 Abs. 5 SGB V"),
    ("business", "pension", "business", "§ 5 Abs. 5 SGB V"),
    ("business", "job", "business", "§ 5 Abs. 5 SGB V"),
    ("business", "study", "business", "§ 5 Abs. 5 SGB V"),
    ("job", "study", "study", "§ 6 Abs. 1 Nr. 3 SGB V"),
    ("job", "pension", "pension", "§ 5 Abs. 8 SGB V"),
    ("job", "research", "research", "§ 5 Abs. 1 Nr. 1 SGB V"),
    ("job", "au-pair", "au-pair", "§ 5 Abs. 1 Nr. 1 SGB V"),
    ("job", "after-studies", "job", "§ 5 Abs. 1 Nr. 1 SGB V"),
    ("job", "family", "job", "§ 10 Abs. 1 Satz 1 Nr. 2 SGB V"),
    ("pension", "study", "pension", "§ 5 Abs. 7 SGB V"),
    ("pension", "family", "pension", "§ 5 Abs. 1 Nr. 11 SGB V"),
    ("study", "family", "study", "§ 5 Abs. 1 Nr. 9 SGB V"),
    ("study", "nothing", "study", ""),
    ("study", "study", "study", ""),
]


@pytest.mark.parametrize(("one", "other", "decides", "law"), PAIRS)
def test_what_decides(one, other, decides, law):
    found = deciding(one, other)
    assert (found.decides, found.law) == (decides, law)
    assert bool(found.rule) is bool(law)
    if other != "nothing":
        assert deciding(other, one) == found


def test_what_no_rule_names_is_refused():
    with pytest.raises(LookupError):
        deciding("research", "family")

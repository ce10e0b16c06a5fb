"""Numbers that stand for many: a comparison is answered only where it is so for all of them, else it says where they part."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.interview.symbols import Choice, Number, Parts, Span

CONDITIONS = {
    "a sum": lambda n: n + 5 > 12,
    "a sum the other way round": lambda n: 5 + n <= 12,
    "a difference": lambda n: n - 5 >= 10,
    "what is left of a number": lambda n: 100 - n >= 40,
    "less than what is left": lambda n: 60 - n < 13,
    "at most what is left": lambda n: 60 - n <= 13,
    "what is left of a sum": lambda n: 60 - (n + 5) < 13,
    "what is left after a half": lambda n: 60 - n / 2 < 50,
    "at most what is left after a half": lambda n: 60 - n / 2 <= 50,
    "a product": lambda n: n * 12 <= 100,
    "a product the other way round": lambda n: D("0.5") * n < 7,
    "a quotient": lambda n: n / 2 > 9,
    "all at once": lambda n: (20 - n) * 3 == 15,
    "one number": lambda n: n == 17,
    "a number between two steps": lambda n: n == D("17.5"),
    "all but one": lambda n: n != 3,
    "anything": bool,
    "anything but one": lambda n: bool(n - 8),
}


def told(condition, span):
    """What a condition says of each part of a span."""
    try:
        yield span, condition(Number("n", span))
    except Parts as parts:
        for part in span.parted(parts.at):
            yield from told(condition, part)


@pytest.mark.parametrize("name", CONDITIONS)
@given(low=st.integers(0, 70), more=st.integers(0, 40))
def test_what_is_said_of_all_is_so_of_each(name, low, more):
    condition, span = CONDITIONS[name], Span(D(low), D(low + more), D(1))
    parts = list(told(condition, span))
    assert [part.low for part, _ in parts] == [span.low, *(part.high + 1 for part, _ in parts[:-1])]
    for value in range(low, low + more + 1):
        [said] = [said for part, said in parts if part.holds(D(value))]
        assert said is condition(D(value)), value


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_span_without_an_end_is_told_too(name):
    condition = CONDITIONS[name]
    parts = list(told(condition, Span(D(0), None, D(1))))
    assert parts[-1][0].high is None
    assert len(parts) <= 3
    assert parts[-1][1] is condition(D(10_000))


def test_a_limit_is_found_to_the_cent():
    parts = dict(told(lambda n: n * 12 <= D("77400.05"), Span(D(0), None, D("0.01"))))
    assert [(span.low, span.high) for span in parts] == [(D(0), D("6450.00")), (D("6450.01"), None)]
    assert list(parts.values()) == [True, False]


@pytest.mark.parametrize(
    "ask",
    [lambda n: n * 0, lambda n: n * n, lambda n: n // 7, int, hash, abs, round, lambda n: n == "17", lambda n: n.year],
)
def test_what_needs_the_very_number_says_so(ask):
    with pytest.raises(Parts) as parts:
        ask(Number("n", Span(D(0), D(9), D(1))))
    assert (parts.value.key, parts.value.at) == ("n", None)


def test_an_option_parts_from_the_others():
    choice = Choice("job", frozenset({"none", "minijob", "job"}))
    with pytest.raises(Parts) as parts:
        _ = choice == "minijob"
    assert parts.value.at == {"minijob"}
    assert (choice == "trainee") is False
    for ask in (lambda: choice == 5, lambda: hash(choice), lambda: choice.upper()):
        with pytest.raises(Parts) as parts:
            ask()
        assert parts.value.at is None

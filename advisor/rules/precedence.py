"""Two things at once: which of them decides how somebody is insured (Vorrang der Versicherungstatbestände)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Precedence:
    """What decides, the paragraph that says so, and a short name of the rule."""

    decides: str
    rule: str
    law: str


OFFICIAL, PROTECTION, BENEFITS, BUSINESS, SIDELINE, JOB, MINIJOB, PENSION, STUDY, RESEARCH, STAY, AFTER, NOTHING = (
    "official", "protection", "benefits", "business", "sideline", "job", "minijob", "pension", "study", "research", "au-pair",
    "after-studies", "nothing",
)  # fmt: skip
"""A business is the main thing; one that is not is a sideline."""

RULES: tuple[tuple[str, str, Precedence], ...] = (
    (OFFICIAL, "", Precedence(OFFICIAL, "official-first", "§ 6 Abs. 1 Nr. 2, Abs. 3 SGB V")),
    (MINIJOB, "", Precedence("", "minijob-decides-nothing", "§ 7 Abs. 1 SGB V")),
    (PROTECTION, JOB, Precedence(JOB, "job-before-asylum-benefits", "§ 5 Abs. 1 Nr. 1 SGB V")),
    (PROTECTION, STUDY, Precedence(STUDY, "studies-before-asylum-benefits", "§ 5 Abs. 1 Nr. 9 SGB V")),
    (PROTECTION, "", Precedence(PROTECTION, "asylum-benefits-first", "§ 1 AsylbLG")),
    (BENEFITS, JOB, Precedence(JOB, "job-beside-benefits", "§ 5 Abs. 1 Nr. 1 SGB V")),
    (BENEFITS, "", Precedence(BENEFITS, "benefits-first", "§ 5 Abs. 1 Nr. 2, 2a SGB V")),
    (SIDELINE, STUDY, Precedence(STUDY, "sideline-beside-studies", "§ 5 Abs. 5 SGB V")),
    (SIDELINE, PENSION, Precedence(PENSION, "sideline-beside-pension", "§ 5 Abs. 5 SGB V")),
    (SIDELINE, JOB, Precedence(JOB, "sideline-beside-job", "§ 5 Abs. 5 SGB V")),
    (BUSINESS, "", Precedence(BUSINESS, "main-business-first", "§ 5 Abs. 5 SGB V")),
    (JOB, STUDY, Precedence(STUDY, "hours-beside-studies", "§ 6 Abs. 1 Nr. 3 SGB V")),
    (JOB, PENSION, Precedence(PENSION, "job-before-pension", "§ 5 Abs. 8 SGB V")),
    (JOB, RESEARCH, Precedence(RESEARCH, "contract-before-scholarship", "§ 5 Abs. 1 Nr. 1 SGB V")),
    (JOB, STAY, Precedence(STAY, "pay-beside-stay", "§ 5 Abs. 1 Nr. 1 SGB V")),
    (JOB, AFTER, Precedence(JOB, "job-after-studies", "§ 5 Abs. 1 Nr. 1 SGB V")),
    (JOB, "", Precedence(JOB, "job-before-family", "§ 10 Abs. 1 Satz 1 Nr. 2 SGB V")),
    (PENSION, STUDY, Precedence(PENSION, "pension-before-studies", "§ 5 Abs. 7 SGB V")),
    (PENSION, "", Precedence(PENSION, "pension-first", "§ 5 Abs. 1 Nr. 11 SGB V")),
    (STUDY, "", Precedence(STUDY, "studies-first", "§ 5 Abs. 1 Nr. 9 SGB V")),
)
"""In this order: one thing, the other ("" is any), and what then decides ("" is the other)."""


def deciding(one: str, other: str) -> Precedence:
    """Which of two things decides, with the paragraph; a single thing decides by itself.

    Raises `LookupError` for a pair that no rule names.
    """
    if other in (NOTHING, one):
        return Precedence(one, "", "")
    for first, second, found in RULES:
        for this, that in ((one, other), (other, one)):
            if this == first and second in ("", that):
                return found if found.decides else Precedence(that, found.rule, found.law)
    raise LookupError(f"no rule for {one} and {other}")

"""The rules of law by which a calculation decides, where answers can be combined in more ways than one could list."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.rules.words import gettext_noop

NOTICE = (
    gettext_noop(
        "You leave your fund by notice. A job that begins on 1 January 2021 or later needs none: it lets you choose at once."
    ),
    "§ 175 Abs. 4 SGB V",
)
FIRST_JOB = (
    gettext_noop(
        "Your first job in Germany pays more than the limit of compulsory insurance. The time to join after its first day has not passed."
    ),
    "§ 9 Abs. 2 Nr. 3 SGB V",
)
FAMILY = (
    gettext_noop(
        "A member of your family is in a statutory fund, and you are the spouse or partner, or a child below the age limit. Your income is within the limit of family insurance. A tax-free scholarship does not count."
    ),
    "§ 10 SGB V",
)
NEW_JOB = (
    gettext_noop(
        "Your new job begins on 1 January 2021 or later. Or it began between 9 April 2019 and that day, and your fund bound you no more."
    ),
    "§ 175 Abs. 4 SGB V",
)
RULES: Mapping[str, tuple[str, str]] = {
    "asylum-seeker:stay_prolonged": (
        gettext_noop(
            "Without a job that insures, during the procedure or a suspended deportation, once your waiting time in Germany is over."
        ),
        "§ 2 Abs. 1 AsylbLG",
    ),
    "asylum-analogous": (
        gettext_noop(
            "Your waiting time in Germany is over. It begins with your arrival, or you told us so. And no authority has found that you prolonged your stay by abuse."
        ),
        "§ 2 Abs. 1 AsylbLG",
    ),
    "employee-first-job-above-limit": FIRST_JOB,
    "guest-worker-first-job-above-limit": FIRST_JOB,
    "guest-worker-other-state": (
        gettext_noop(
            "You also work in the country in which you are insured now, and the European rules put all your work under its law. A job counts before a business. Where both are alike, your home, your share of work there and the seat of the employer decide."
        ),
        "§ 6 SGB IV",
    ),
    "guest-worker-no-duty-abroad": (
        gettext_noop(
            "You live in another country, and German law covers your work. You have your own business, or your pay is above the limit of compulsory insurance. You do not come from a statutory fund, or the time to join has passed."
        ),
        "§ 193 Abs. 3 VVG",
    ),
    "guest-worker:home_cover": (
        gettext_noop(
            "German law covers your work, but the work does not insure you. It is a business, a minijob or a short job, or your pay is above the limit of compulsory insurance. In a first job the time to join has passed."
        ),
        "§ 9 SGB V",
    ),
    "guest-worker:home_cover_ends": (
        gettext_noop(
            "You come from public insurance in a European state. Your work does not insure you, and a fund is open to you for a certain time."
        ),
        "§ 9 Abs. 2 SGB V",
    ),
    "employee-stays-private": (
        gettext_noop(
            "You are privately insured in Germany. Your pay is above the limit of compulsory insurance, or above an older limit that still holds for you. And no first job gives you time to join a fund."
        ),
        "§ 6 Abs. 1, 7, 8 SGB V",
    ),
    "too-late-private": (
        gettext_noop(
            "Your pay is above the limit of compulsory insurance, and you are in no statutory fund. The time to join has passed."
        ),
        "§ 9 Abs. 2 SGB V",
    ),
    "immigrant:job_start": (
        gettext_noop(
            "You have a job that pays more than a minijob. With pay above the limit of compulsory insurance we ask only if you are in no statutory fund, or if the time to join has passed."
        ),
        "§ 9 SGB V",
    ),
    "immigrant-with-periods": (
        gettext_noop(
            "You were last insured in a German statutory fund or publicly in a European state. The time to join after the end of that insurance has not passed."
        ),
        "§ 9 Abs. 1, 2 SGB V",
    ),
    **dict.fromkeys(("student-family", "former-student-family", "scientist-through-spouse"), FAMILY),
    "family-all": (
        gettext_noop(
            "Family insurance covers everybody you named. We check for each person: age, income, own insurance, a life in Germany."
        ),
        "§ 10 SGB V",
    ),
    "family-some": (
        gettext_noop(
            "Family insurance covers at least one person you named, but not everybody. We check for each person: age, income, own insurance, a life in Germany."
        ),
        "§ 10 SGB V",
    ),
    "family-otherwise": (
        gettext_noop("Family insurance covers nobody you named, but each of them has another insurance."),
        "§ 10 SGB V",
    ),
    **{f"{flow}:{key}": NOTICE for flow in ("fund-choice", "switch-dates") for key in ("declared", "tariff_until")},
    **dict.fromkeys(("fund-choice:stays_voluntary", "switch-dates:stays_voluntary"), NEW_JOB),
    "beihilfe-two-children": (
        gettext_noop(
            "At least two of your children count for Beihilfe. We check for each child: age, training or work, service, disability."
        ),
        "§ 2 Abs. 2 BVO NRW",
    ),
    "qualifying-period-met": (
        gettext_noop(
            "You were insured for at least nine tenths of the second half of your working life. Each child adds time."
        ),
        "§ 5 Abs. 1 Nr. 11, Abs. 2 SGB V",
    ),
    "pay:pension_exempted": (
        gettext_noop(
            "You have a minijob, as your only job or beside a main job. Several minijobs without a main job are added up: together they must keep within the limit."
        ),
        "§ 8 SGB IV",
    ),
    "pay-marginal": (
        gettext_noop(
            "You have only minijobs, and the pay of all of them together keeps within the limit. A training is no minijob."
        ),
        "§ 8 SGB IV",
    ),
    "pay-transition": (
        gettext_noop(
            "The pay of all your insured jobs together lies in the transition range. Training has no such range. The first minijob beside a main job is left out."
        ),
        "§ 20 Abs. 2 SGB IV",
    ),
}
"""By flow and question, or by result: what has to be so, and the paragraphs."""

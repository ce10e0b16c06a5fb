"""What a page says of itself where it may not be the last word: the database is away, or the clock is wrong."""

from __future__ import annotations

import logging
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from advisor.content.library import SHELF
from advisor.formats import long_date
from advisor.rules.figures import FIRST_DAY, LAST_DAY

log = logging.getLogger(__name__)
_said: set[date] = set()


def notes(language: str) -> list[str]:
    """What the reader has to know; nothing on almost every day."""
    return [note for note in (_last_known(language), _wrong_clock(language)) if note]


def _last_known(language: str) -> str:
    if (known := SHELF.standing_in()) is None:
        return ""
    if known.on is None:
        return _(
            "We cannot look for corrections at the moment. This page shows the texts and figures that came with the site."
        )
    day = long_date(timezone.localdate(known.on), language)
    return _("We cannot look for corrections at the moment. This page shows what we knew on %(day)s.") % {"day": day}


def _wrong_clock(language: str) -> str:
    today = timezone.localdate()
    if FIRST_DAY <= today <= LAST_DAY:
        return ""
    if today not in _said:
        _said.add(today)
        log.error("the clock says %s, outside the days that there is law for", today)
    about = {"day": long_date(today, language), "shown": long_date(min(max(today, FIRST_DAY), LAST_DAY), language)}
    return (
        _(
            "The clock of this site shows %(day)s. For that day we know no law: without a day of your own, all pages show the law of %(shown)s."
        )
        % about
    )

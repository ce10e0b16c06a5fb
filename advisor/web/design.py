"""The design of the site on one page, for staff and developers: tokens with their contrast, every component in its states.

The components are the templates of the site with the answers of real journeys in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from .asking import NotUnderstood, fields_of, law_for
from .caching import public_page
from .design_samples import samples
from .errors import not_understood
from .pages import Here, page
from .words import Words, current_language

IDS = re.compile(r'\b(id|for|form|headers|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
CARRY = "carry"
"""The form of a private page that every button belongs to."""
FRAGMENT = re.compile(r'href="#([^"]*)"')
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6});")
SIZE = re.compile(r"--([a-z0-9]+): ([^;#]+);")
FOR_TEXT, FOR_MEANING = 7, 3
PAIRS = (
    *(("ink", ground, FOR_TEXT) for ground in ("paper", "sheet", "wash")),
    *(("quiet", ground, FOR_TEXT) for ground in ("paper", "sheet", "wash")),
    *(("accent", ground, FOR_TEXT) for ground in ("paper", "sheet", "wash")),
    ("good", "sheet", FOR_TEXT),
    *((name, f"{name}-wash", FOR_TEXT) for name in ("warn", "bad")),
    ("on-accent", "accent", FOR_TEXT),
    ("on-accent-quiet", "accent-deep", FOR_TEXT),
    *(("strong-line", ground, FOR_MEANING) for ground in ("paper", "sheet")),
)
"""Colours that stand on one another, and the contrast that this needs."""


@public_page
def design_page(request: HttpRequest) -> HttpResponse:
    """The whole design. Nobody but staff and developers is meant to find it."""
    try:
        asked = law_for(fields_of(request.GET, ("as_of", "law")))
    except NotUnderstood as reason:
        return not_understood(request, reason, "design")
    words = Words(current_language())
    shown = [_shown(number, *sample) for number, sample in enumerate(samples(asked, words), start=1)]
    context = {"schemes": schemes(), "sizes": sizes(), "samples": shown, "feedback": ""}
    response = page(request, "design/page.html", Here("design", asked), words, context)
    response["X-Robots-Tag"] = "noindex"
    return response


# Tokens ------------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _tokens() -> tuple[dict[str, str], dict[str, str], list[tuple[str, str, str]]]:
    """Colours by day and by night; sizes with what they are from 44rem up."""
    sheet = (settings.BASE_DIR / "static" / "site.css").read_text(encoding="utf-8")
    light, dark = (
        sheet[place.end() : sheet.index("}", place.end())] for place in list(re.finditer(r":root \{", sheet))[:2]
    )
    wide = dict(SIZE.findall(re.search(r"@media \(min-width: 44rem\) \{ :root \{([^}]*)\}", sheet)[1]))  # type: ignore[index]
    sizes = [(name, size, wide.get(name, "")) for name, size in SIZE.findall(light)]
    return dict(COLOUR.findall(light)), dict(COLOUR.findall(light)) | dict(COLOUR.findall(dark)), sizes


def sizes() -> list[tuple[str, str, str]]:
    """The steps of type and space."""
    return [size for size in _tokens()[2] if re.fullmatch(r"small|body|lead|h[123]|figure|s\d", size[0])]


def schemes() -> list[dict[str, Any]]:
    """The colours and the contrast of those that stand on one another, by day and by night."""
    return [
        {
            "name": name,
            "colours": [{"name": colour, "value": value} for colour, value in colours.items()],
            "pairs": [
                {
                    "upper": upper,
                    "ground": ground,
                    "ink": colours[upper],
                    "paper": colours[ground],
                    "contrast": f"{contrast(colours[upper], colours[ground]):.1f}",
                    "needs": needs,
                }
                for upper, ground, needs in PAIRS
            ],
        }
        for name, colours in zip(("light", "dark"), _tokens()[:2], strict=True)
    ]


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, as the guidelines for accessibility reckon."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    full = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


# Components --------------------------------------------------------------------------------------------------------------


def _shown(number: int, template: str, context: Mapping[str, Any], state: str) -> dict[str, Any]:
    """A template with a sample in it; ids get a name of their own, for other samples have the same."""
    return {
        "number": number,
        "template": template,
        "state": state,
        "html": _apart(render_to_string(template, dict(context)), f"s{number}"),
    }


def _apart(html: str, name: str) -> SafeString:
    inside = {value for attribute, value in IDS.findall(html) if attribute == "id"}

    def renamed(found: re.Match[str]) -> str:
        if found[2] == CARRY:
            return found[0]
        return f'{found[1]}="{" ".join(f"{name}-{one}" for one in found[2].split())}"'

    def led(found: re.Match[str]) -> str:
        return f'href="#{name}-{found[1]}"' if found[1] in inside else f'href="#{name}"'

    html = FRAGMENT.sub(led, IDS.sub(renamed, html)).replace(" autofocus", "")
    return mark_safe(html)

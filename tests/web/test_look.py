"""The stylesheet keeps its promises: contrast, size, either direction of writing, nothing from elsewhere."""

import re
from itertools import chain

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static" / "site.css").read_text()
BLOCKS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
LIGHT = dict(re.findall(r"--([\w-]+): (#\w+)", BLOCKS[0]))
DARK = LIGHT | dict(re.findall(r"--([\w-]+): (#\w+)", BLOCKS[1]))
PAIRS = [
    *((ink, paper) for ink in ("ink", "quiet", "accent", "bad") for paper in ("paper", "sheet")),
    *(
        (ink, paper)
        for ink in ("ink", "quiet", "accent")
        for paper in ("wash", "warn-wash")[: 1 if ink == "accent" else 2]
    ),
    ("on-accent", "accent"),
    ("on-accent-quiet", "accent-deep"),
    ("warn", "warn-wash"),
    ("bad", "bad-wash"),
    ("good", "sheet"),
    ("paper", "ink"),
]


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_text_stands_out(theme, ink, paper):
    assert contrast(theme[ink], theme[paper]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_fields_stand_out(theme):
    assert contrast(theme["strong-line"], theme["sheet"]) >= 3


def test_the_measure_of_contrast():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_text_is_large():
    assert float(re.search(r"html \{ font-size: ([\d.]+)%", CSS)[1]) / 100 * 16 >= 18
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)rem", CSS)]
    assert min(sizes) * 18 >= 15


PHYSICAL = r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height):|(?:text-align|float|clear): (?:left|right)"


def test_it_turns_with_the_direction_of_writing():
    rules = re.sub(r"@media[^{]*", "", CSS)
    assert re.findall(PHYSICAL, rules) == []


@pytest.mark.parametrize(
    "planted", ["margin-left: 1rem", "left: 0", "text-align: right", "float: left", " width: 3rem"]
)
def test_a_planted_side_is_found(planted):
    assert re.findall(PHYSICAL, f"a {{ {planted} }}")


def test_it_loads_nothing():
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "//" not in CSS


def test_every_class_is_used():
    templates = "".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    code = chain.from_iterable(
        re.findall(r"\.([a-z][\w-]*)", line) for line in re.findall(r"^([^{}@]*)\{", CSS, re.MULTILINE)
    )
    made = {"whole", "required", "entitled", "possible", "closed", "from", "attention"}
    assert {name for name in code if name not in made and not re.search(rf"\b{name}\b", templates)} == set()

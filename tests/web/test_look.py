"""The stylesheet keeps its promises: contrast, size, either direction of writing, nothing from elsewhere."""

import re
from itertools import chain

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
CSS = (STATIC / "site.css").read_text() + "@media print {" + (STATIC / "print.css").read_text() + "}"
BLOCKS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
LIGHT = dict(re.findall(r"--([\w-]+): (#\w+)", BLOCKS[0]))
DARK = LIGHT | dict(re.findall(r"--([\w-]+): (#\w+)", BLOCKS[1]))
SURFACES = ("paper", "sheet", "wash", "warn-wash", "bad-wash")
PAIRS = [
    *((ink, surface) for ink in ("ink", "quiet", "accent", "good", "warn", "bad") for surface in SURFACES),
    ("on-accent", "accent"),
    ("on-accent-quiet", "accent-deep"),
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
@pytest.mark.parametrize("surface", SURFACES)
def test_edges_that_mean_something_stand_out(theme, surface):
    assert contrast(theme["strong-line"], theme[surface]) >= 3


def test_the_measure_of_contrast():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_text_is_large():
    assert float(re.search(r"html \{ font-size: ([\d.]+)%", CSS)[1]) / 100 * 16 >= 18
    sizes = re.findall(r"--(small|body|lead|h3|h2|h1|figure): ([\d.]+)rem", CSS)
    assert {name for name, _size in sizes} == {"small", "body", "lead", "h3", "h2", "h1", "figure"}
    assert min(float(size) for _name, size in sizes) * 18 >= 15


def test_letters_have_the_sizes_and_weights_of_the_scale():
    screen = CSS.partition("@media print")[0]
    assert set(re.findall(r"font-size: ([^;}]+)", screen)) <= {"112.5%", "inherit"} | {
        f"var(--{name})" for name in ("small", "body", "lead", "h3", "h2", "h1", "figure")
    } | {"var(--small) !important"}
    assert set(re.findall(r"font-weight: ([^;}]+)", screen)) <= {"400", "700"}


PHYSICAL = r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height):|(?:text-align|float|clear): (?:left|right)"


def test_it_turns_with_the_direction_of_writing():
    rules = re.sub(r"@media[^{]*", "", CSS)
    assert re.findall(PHYSICAL, rules) == []


def test_marks_turn_too():
    """A mark of two edges of a box is drawn by the edges of the text and turned by its direction."""
    marks = [rule for rule in re.findall(r"\{([^{}]*)\}", CSS) if re.search(r"border-inline-(start|end)-width", rule)]
    assert len(marks) >= 2
    assert all("var(--turn))" in rule for rule in marks)
    assert re.findall(r"border-width: [^;}]* [^;}]*", CSS) == []
    assert "[dir=rtl] { --turn: -1; }" in CSS


@pytest.mark.parametrize("pressed", [".option", ".card", ".letters li > *", ".entries", "input:not([type])"])
def test_what_one_can_press_has_an_edge_that_stands_out(pressed):
    rule = re.search(rf"^{re.escape(pressed)}(?:,[^{{]*)? \{{([^}}]*)\}}", CSS, re.MULTILINE)
    assert re.search(r"border: \S+ solid var\(--(strong-line|accent)\)", rule[1])


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

"""A page as text browsers show it: one line after the other in the order of the source, without style, scripts and pictures."""

import re

from lxml import html

UNSEEN = {"script", "style", "svg", "template", "head"}
BLOCKS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "section", "article", "aside", "header", "footer", "main", "nav"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "tr", "th", "td", "figure", "figcaption", "hr", "br"),
    *("form", "fieldset", "legend", "details", "summary", "button", "select"),
}


EDGE = "\x00"
"""Where an element within a line begins or ends."""
RUN_TOGETHER = re.compile(rf"\S*[\w.:€)]{EDGE}+[\w(€§]\S*")


def lines(page: str) -> list[str]:
    """The lines of a page: `# heading`, `[what stands in a field]`, `( ) choice`, `<button>`."""
    return [shown for line in _lines(page) if (shown := " ".join(line.replace(EDGE, "").split()))]


def run_together(page: str) -> list[str]:
    """The words of two elements with no space between, which only the style keeps apart."""
    found = (match for line in _lines(page) for match in RUN_TOGETHER.findall(line))
    return [words.replace(EDGE, "|") for words in found]


def _lines(page: str) -> list[str]:
    found = [""]
    _read(html.fromstring(page).find("body"), found)
    return [line.replace("\u00ad", "") for line in found]


def _read(element, found: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in UNSEEN or element.get("hidden") is not None:
        return
    found.append("") if element.tag in BLOCKS else _edge(found)
    before, after = _marks(element)
    found[-1] += before + (element.text or "")
    if element.tag != "select":
        for child in element:
            _read(child, found)
            found[-1] += child.tail or ""
    found[-1] += after
    found.append("") if element.tag in BLOCKS else _edge(found)


def _edge(found: list[str]) -> None:
    found[-1] += EDGE


def _marks(element) -> tuple[str, str]:
    """What a text browser sets before and after the words of an element."""
    kind = element.get("type", "text")
    if re.fullmatch("h[1-6]", element.tag):
        return "#" * int(element.tag[1]) + " ", ""
    if element.tag == "select":
        chosen = element.xpath("string((option[@selected] | option[1])[last()])")
        return f"[{chosen}]", ""
    if element.tag == "input" and kind != "hidden":
        return {"radio": "( ) ", "checkbox": "[ ] "}.get(kind, f"[{element.get('value', '')}]"), ""
    return {"button": ("<", ">"), "a": ("", ""), "textarea": ("[", "]")}.get(element.tag, ("", ""))

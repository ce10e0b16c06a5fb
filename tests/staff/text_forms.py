"""The page on which a text is written, as a person fills it in."""

import re
from html import unescape

HIDDEN = re.compile(r'<input type="hidden" name="(version|count|base|\d+-slug)" value="([^"]*)">')
WORDING = re.compile(r'<textarea name="(\d+-\w\w)"[^>]*>(.*?)</textarea>', re.S)
TICKED = re.compile(r'name="(\d+-matches-\w\w)" checked')
WHY = re.compile(r'name="why" id="why" value="([^"]*)"')


def address(text, page="change"):
    return f"/admin/content/text/{text.pk}/{page}/"


def fields(page):
    """What a browser would send back for a page."""
    html = page.content.decode() if hasattr(page, "content") else page
    found = {name: unescape(value) for name, value in HIDDEN.findall(html)}
    found |= {name: unescape(value).removeprefix("\n") for name, value in WORDING.findall(html)}
    found |= dict.fromkeys(TICKED.findall(html), "on")
    why = WHY.search(html)
    return found | ({"why": unescape(why[1])} if why else {})


def place(form, slug):
    """The number of a segment in the form."""
    return next(name.split("-")[0] for name, value in form.items() if name.endswith("-slug") and value == slug)


def filled(form, slug, **values):
    """The form with fields of one segment filled in; nl="…", matches_nl="on"; None leaves one out."""
    number = place(form, slug)
    form = form | {f"{number}-{name.replace('_', '-')}": value for name, value in values.items()}
    return {name: value for name, value in form.items() if value is not None}


def opened(client, text):
    return fields(client.get(address(text)))


def sent(client, text, slug="p-1", do="save", why="", **values):
    """Open the page, fill in fields of one segment, and press a button."""
    return client.post(address(text), filled(opened(client, text), slug, **values) | {"do": do, "why": why})


def told(response):
    """The messages on the page that follows."""
    page = response if response.context is not None else response.client.get(response.url)
    return " ".join(str(message) for message in page.context["messages"])

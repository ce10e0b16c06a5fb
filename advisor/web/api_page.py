"""The page that tells programs how to call: made from the description of the interface, with an example for each call."""

from __future__ import annotations

from typing import Any

from advisor.flows import all_flows
from advisor.rules.words import gettext_noop

from .api import description
from .asking import Asked
from .pages import with_query
from .slugs import LISTS
from .words import Words
from .written import title_part

START = "/api/v1/"
OF_ALL = {
    "flows": gettext_noop("All groups with their questions and what each of them takes"),
    "figures": gettext_noop("All figures of a day"),
    "lists": gettext_noop("The lists there are"),
}


def calls(words: Words, asked: Asked) -> dict[str, Any]:
    """What may be called: address, an example of a call, and what it answers."""
    offered = description()["paths"]
    carried = {"lang": words.language, **asked.fields}
    told = {f"{START}{name}": (words.label(said), {"lang": words.language}) for name, said in OF_ALL.items()}
    for key in LISTS:
        title = title_part(words.parts("page", f"list-{key}", asked.law))
        told[f"{START}lists/{key}"] = title["text"] if title else key, carried
    groups = {}
    for flow in all_flows().values():
        if not flow.private:
            first = next(iter(flow.questions.values()))
            example = {first.key: first.samples[0], **carried}
            groups[f"{START}advise/{flow.key}"] = words.label(flow.label), example
    return {
        "same_for_all": [_told(path, *about) for path, about in told.items() if path in offered],
        "groups": [_told(path, *about) for path, about in groups.items() if path in offered],
    }


def _told(path: str, said: str, fields: dict[str, str]) -> dict[str, str]:
    return {"path": path, "said": said, "example": with_query(path, fields)}

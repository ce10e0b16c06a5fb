"""python -m tests.cluster.staff figure|text: two members of staff write and release, through the admin.

Prints as JSON where visitors see it, by which words, and the moment of the release.
"""

import json
import sys
import time
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from advisor.content.models import Text  # noqa: E402
from advisor.staff import releasing  # noqa: E402
from advisor.staff.models import FigureDraft  # noqa: E402
from tests.signing_in import signed_in  # noqa: E402

VALUE = "6.375,07"
WRITTEN = {
    "name": "contribution_ceiling",
    "kind": "row",
    "valid_from": "01.01.2027",
    "says": "value",
    "value": VALUE,
    "source": "BGBl. 2026 I Nr. 310, S. 5",
    "note": "",
    "why": "Verordnung im Bundesgesetzblatt",
    "reviewed_until": "",
}
ADDED = ", heute wie morgen."


def person(name: str, role: str) -> User:
    """A member of staff with a role."""
    user = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})[0]
    user.groups.set([Group.objects.get(name=role)])
    return user


def browser(user: User) -> Client:
    """Somebody signed in, who reads German."""
    return signed_in(user, Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_LANGUAGE="de"))


def act(client: Client, draft: FigureDraft, name: str) -> None:
    """What a button on the page of a draft does."""
    draft.refresh_from_db()
    given = {"version": draft.version, "compared": "on", "large_step": "on", "remark": "geprüft"}
    path = reverse(f"admin:staff_{draft._meta.model_name}_act", args=[draft.pk, name])
    client.post(path, {f"{name}-{key}": value for key, value in given.items()})


def figure() -> dict[str, Any]:
    """A figure of next year, through the forms of the admin."""
    writer = browser(person("writes-figures", "figures-editor"))
    releaser = browser(person("releases-figures", "releaser"))
    answer = writer.post(reverse("admin:staff_figuredraft_add"), WRITTEN)
    if answer.status_code != 302:
        raise RuntimeError(f"the draft was not taken: {answer.status_code}")
    draft = FigureDraft.objects.latest("pk")
    act(writer, draft, "send")
    act(releaser, draft, "release")
    draft.refresh_from_db()
    if draft.state != FigureDraft.State.RELEASED:
        raise RuntimeError(f"the figure is {draft.state}")
    with translation.override("de"):
        path = reverse("figures-topic", kwargs={"topic": "health"})
    return {"path": f"{path}?{urlencode({'as_of': '2027-02-01'})}", "words": VALUE}


def text() -> dict[str, Any]:
    """A sentence more in the guide, through what the admin calls."""
    writer, releaser = person("writes-texts", "editor"), person("releases-texts", "releaser")
    found = Text.objects.get(kind="guide", key="students")
    draft = releasing.begin_text(found, writer)
    first = next(part["slug"] for part in draft.body if part["slug"].startswith("p-"))
    body = [
        part | {"de": part["de"].removesuffix(".") + ADDED} if part["slug"] == first else part for part in draft.body
    ]
    draft = releasing.save_text(draft, body, "genauer", draft.version, writer)
    releasing.release_text(releasing.send(draft, writer), releaser)
    with translation.override("de"):
        return {"path": reverse("guide-page", kwargs={"key": "students"}), "words": ADDED}


if __name__ == "__main__":
    said = {"figure": figure, "text": text}[sys.argv[1]]()
    print(json.dumps(said | {"at": time.time()}))

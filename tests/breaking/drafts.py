"""A figure and a text that wait for their release, and a process that is killed while it releases one of them."""

import json
import signal
from datetime import date
from decimal import Decimal

from tests.breaking.nodes import python

ADDED = ", heute wie morgen."
RELEASE = """
import os, signal
from itertools import count
from django.contrib.auth import get_user_model
from advisor.content.models import FigureReview, Segment
from advisor.staff import models, releasing
written, save = count(), Segment.save
def save_and_fall(segment, **options):
    if next(written) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    save(segment, **options)
if {killed}:
    FigureReview.save = lambda *_args, **_options: os.kill(os.getpid(), signal.SIGKILL)
    Segment.save = save_and_fall
draft = models.{model}.objects.get(state="waiting")
release = {{"FigureDraft": releasing.release_figure, "TextDraft": releasing.release_text}}["{model}"]
print(release(draft, get_user_model().objects.get(username="chief")).state)
"""
STORED = """
import json
from advisor.content.models import Edition, FigureReview, FigureRow, FormerGerman, Segment
from advisor.staff.models import FigureDraft, TextDraft
from tests.breaking.drafts import ADDED
about = {
    "edition": Edition.current(),
    "rows": [FigureRow.objects.filter(name="pension_rate").count(), FigureReview.objects.count()],
    "former": FormerGerman.objects.count(),
    "segments": list(Segment.objects.filter(text__key="students", text__kind="guide").values_list("body_de", flat=True)),
    "states": {model.__name__: model.objects.get().state for model in (FigureDraft, TextDraft)},
}
print(json.dumps(about))
"""


def waiting_drafts():
    """Both, written by one member of staff, for the other to release. Gives the two."""
    from django.contrib.auth import get_user_model

    from advisor.content.models import Text
    from advisor.staff import releasing
    from advisor.staff.models import FigureDraft

    people = get_user_model().objects
    writer, chief = people.create_superuser("writer"), people.create_superuser("chief")
    about = {"value": Decimal("18.7"), "reviewed_until": date(2029, 12, 31), "state": "waiting"}
    day = {"valid_from": date(2029, 1, 1), "source": "BGBl. 2025 I S. 1"}
    FigureDraft.objects.create(name="pension_rate", **day, **about).writers.add(writer)
    draft = releasing.begin_text(Text.objects.get(kind="guide", key="students"), writer)
    last = [part["slug"] for part in draft.body if part["slug"].startswith("p-")][-1]
    body = [
        part | {"de": part["de"].removesuffix(".") + ADDED} if part["slug"] == last else part for part in draft.body
    ]
    releasing.send(releasing.save_text(draft, body, "genauer", draft.version, writer), writer)
    return writer, chief


def killed_while_releasing(folder, model, **more):
    """All that is stored is the same before and after; then the same draft is released. Gives what is stored then."""

    def stored():
        done = python(folder, STORED, **more)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    before = stored()
    assert before["states"][model] == "waiting"
    assert python(folder, RELEASE.format(killed=True, model=model), **more).returncode == -signal.SIGKILL
    assert stored() == before
    done = python(folder, RELEASE.format(killed=False, model=model), **more)
    assert done.stdout == "released\n", done.stderr
    after = stored()
    assert after["edition"] > before["edition"]
    assert after["states"] == before["states"] | {model: "released"}
    return after

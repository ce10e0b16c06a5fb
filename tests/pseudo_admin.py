"""Every page of the admin in the language made from German, as those who work there meet it.

Django and the packages bring catalogues of their own: a text of theirs counts as translated here only where all the
languages of the site have it. Whatever staff write is filled with words of the language, so that a plain word is a label.
"""

from __future__ import annotations

import gettext
import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polib
from babel import Locale

TRANSLATED = ("de", "nl", "hu")
PACKAGES = (
    ("django", "conf"),
    *(("django", f"contrib/{room}") for room in ("admin", "auth", "contenttypes", "sessions")),
    ("django_otp", "."),
)
POSTED_ONLY = {
    "same_meaning",
    "confirm_still_right",
    "staff_figuredraft_act",
    "logout",
    "view_on_site",
    "jsi18n",
    "autocomplete",
}
FILES = {"staff_figuredraft_export", "staff_language_export"}
NOBODY = {"login", "code", "enrol"}
"""Pages of those who are not yet signed in."""
STATIC = re.compile(r'((?:href|src)=")/static/([^"]+)"')
PASSWORD = "ẅ-3-ẅ-3-ẅ-3"


def package_entries(code: str, pseudo: Callable[[str], str]) -> Iterator[polib.POEntry]:
    """The texts of Django and the packages, as the language would have them, or plain where a language lacks them."""
    *ours, other = [_catalogue(language) for language in (*TRANSLATED, code)]
    for key in dict.fromkeys(key for catalogue in (*ours, other) for key in catalogue):
        msgid, number = key if isinstance(key, tuple) else (key, None)
        context, _mark, text = msgid.rpartition("\x04")
        about: dict[str, Any] = {"msgid": text, "msgctxt": context or None}
        if not text or number:
            continue
        known = all(key in catalogue for catalogue in ours)
        if number is None:
            yield polib.POEntry(**about, msgstr=pseudo(ours[0][key]) if known else text)
        else:
            forms = [pseudo(ours[0][msgid, form]) if known else text for form in (0, 1)]
            yield polib.POEntry(**about, msgid_plural=text, msgstr_plural=dict(enumerate(forms)))


def _catalogue(language: str) -> dict[Any, str]:
    found: dict[Any, str] = {}
    for package, folder in PACKAGES:
        path = Path(__import__(package).__file__).parent / folder / "locale" / language / "LC_MESSAGES/django.mo"
        if path.exists():
            with path.open("rb") as file:
                found |= gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return found


def write_for_staff(code: str, accents: dict[int, int]) -> dict[str, Any]:
    """What staff and readers have written: every column in words of the language, drafts in every state, accounts."""
    from django.contrib.auth.models import Group, User
    from django.utils import timezone

    from advisor.content.models import Text
    from advisor.staff import meaning, releasing, second_factor
    from advisor.staff.figure_drafts import begin_figure
    from advisor.staff.models import FigureDraft, LinkCheck, SameMeaning
    from advisor.web.models import Feedback

    _fill_columns(code, accents)
    rows = meaning.aligned_rows  # the check of all texts would take long, and is not what is looked at here
    meaning.aligned_rows = lambda: (row for row in rows() if row.name.startswith("page/"))
    now = timezone.now()
    chief = User.objects.create_superuser("ẅẅ", "w@w.ww", PASSWORD, first_name="Ẅ", last_name="Ẅẅ")
    writer = User.objects.create_superuser("ẅẅẅ", password=PASSWORD)
    guest = User.objects.create_user("ẅ", password=PASSWORD, is_staff=True)
    guest.groups.set(Group.objects.filter(name=f"translator-{TRANSLATED[1]}"))
    second_factor.new_recovery_codes(chief)

    states = ("draft", "waiting", "scheduled", "released", "moved")
    drafts = []
    for state, text in zip(states, Text.objects.filter(kind="guide").order_by("key"), strict=False):
        draft = releasing.begin_text(text, writer)
        draft.body = [dict(part) for part in draft.body]
        draft.body[0][code] += " ẅẅẅ"
        draft.body[-1]["de"] += " ẅẅ ẅẅẅ"
        draft.why, draft.remark = "ẅẅ ẅ", "ẅẅẅ ẅ"
        draft.state = "draft" if state in ("draft", "moved") else "waiting"
        draft.save()
        draft.writers.add(writer)
        if state == "moved":
            text.segments.filter(slug=draft.body[-1]["slug"]).update(body_de="ẅẅ ẅ ẅẅẅẅ")
        if state in ("scheduled", "released"):
            releasing.release_text(draft, chief, now + timedelta(days=9) if state == "scheduled" else None)
        drafts.append(draft)
    SameMeaning.objects.create(name="guide/x-y/p-1", language=code, german="ẅ", wording="ẅ", reason="ẅẅ", by=writer)

    figures = []
    day = now.date() + timedelta(days=200)
    about = {"says": "value", "draft_law": False, "source": "STATUTE-2022", "note": "ẅẅ", "reviewed_until": None}
    for number, name in enumerate(("minimum_wage", "care_rate")):
        row = about | {"name": name, "kind": "row", "valid_from": day, "value": Decimal("4.5")}
        figures.append(begin_figure(row, "ẅẅ", writer))
        releasing.send(figures[-1], writer)
        if number:
            FigureDraft.objects.filter(pk=figures[-1].pk).update(
                state="released", released_at=now, decided_at=now, decided_by=chief
            )

    for number, (verdict, key) in enumerate((("wrong", "x-y"), ("unclear", drafts[0].text.key), ("right", "start"))):
        Feedback.objects.create(
            verdict=verdict, words="ẅẅ " * 60, kind="guide", key=key, language=code, edition=1, figures="ẅ",
            version="1", received_on=now.date(), state="closed" if number == 2 else "open", note="ẅ" * (number % 2),
        )  # fmt: skip
    for finding in LinkCheck.Finding.values:
        where = {"url": f"https://www.example.org/{finding}/{'long-' * 12}", "note": "ẅẅ 404"}
        LinkCheck.objects.create(**where, finding=finding, since=now - timedelta(days=3), checked_at=now)
    return {"chief": chief, "writer": writer, "guest": guest, "drafts": drafts, "figures": figures}


def _fill_columns(code: str, accents: dict[int, int]) -> None:
    """The language of the test in the columns of every language, and its accents in names and sources."""
    from django.db.models import CharField, TextField
    from modeltranslation.translator import translator

    for model in translator.get_registered_models(abstract=False):
        fields = translator.get_options_for_model(model).get_field_names()
        rows = list(model._default_manager.all())
        for row in rows:
            for field in fields:
                for language in TRANSLATED:
                    setattr(row, f"{field}_{language}", getattr(row, f"{field}_{code}"))
        keys = ("key",) if model._meta.app_label == "directory" else ()
        columns = [f"{field}_{language}" for field in fields for language in TRANSLATED]
        for name in ("name", "source", "note", "postal_address", "former_name", *keys):
            if any(field.name == name and isinstance(field, CharField | TextField) for field in model._meta.fields):
                columns.append(name)
                for row in rows:
                    setattr(row, name, getattr(row, name).translate(accents))
        model._default_manager.bulk_update(rows, columns, batch_size=200)


def named_pages(patterns: list[Any]) -> Iterator[str]:
    """The names of all pages of the admin."""
    for pattern in patterns:
        yield from named_pages(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.name]


def addresses(made: dict[str, Any], code: str) -> Iterator[tuple[str, str]]:
    """Name and address of every page of the admin; of texts and figures once for each state of a draft."""
    from django.apps import apps
    from django.contrib import admin
    from django.urls import reverse

    own = {
        "text": [[draft.text_id] for draft in made["drafts"]],
        "content": [[draft.text_id] for draft in made["drafts"]],
        "figuredraft": [[draft.pk] for draft in made["figures"]],
        "language": [[code], [TRANSLATED[1]]],
        "user": [[made["writer"].pk]],
        "list": [[app] for app in sorted({model._meta.app_label for model in admin.site._registry})],
    }
    plain = ("changelist", "add", "year", "import")
    for name in sorted({name for name in named_pages(admin.site.get_urls()) if name} - POSTED_ONLY - FILES - NOBODY):
        words = name.split("_")
        model = apps.all_models.get(words[0], {}).get(words[1]) if len(words) > 2 else None
        if words[-1] in plain and model:
            given: list[list[Any]] = [[]]
        elif name == "take_away_second_factor":
            given = own["user"]
        elif model and words[1] in own:
            given = own[words[1]]
        elif words[0] in own:
            given = own[words[0]]
        elif name.startswith("staff_language"):
            given = own["language"]
        elif name == "app_list":
            given = own["list"]
        elif model:
            given = [[row.pk] for row in model._default_manager.all()[:1]]
        else:
            given = [[]]
        for arguments in given:
            yield name, reverse(f"admin:{name}", args=arguments)


def answers(made: dict[str, Any], code: str) -> Iterator[tuple[str, Any]]:
    """Every page with its name, and every form as it comes back when it is sent empty or wrong."""
    from django.test import Client
    from django.urls import reverse
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from tests.signing_in import signed_in

    def visitor() -> Client:
        return Client(headers={"accept-language": code})

    login = reverse("admin:login")
    outside = visitor()
    yield "login", outside.get(login)
    yield "login, empty", outside.post(login, {})
    yield "login, wrong", outside.post(login, {"username": "ẅẅ", "password": "ẅ"})
    chief = signed_in(made["chief"], visitor())
    guest = signed_in(made["guest"], visitor())
    writer = signed_in(made["writer"], visitor())
    for name, address in addresses(made, code):
        yield name, chief.get(address, follow=True)
        if name.endswith(("_add", "_change", "_import", "_password_change", "password_change", "factor")):
            yield f"{name}, empty", chief.post(address, {}, follow=True)
    for name, pages in (("review", made["drafts"][:2]), ("take-over", made["drafts"][-1:])):
        for draft in pages:
            yield f"{name}, as writer", writer.get(reverse(f"admin:text_{name}", args=[draft.text_id]), follow=True)
    yield "404", chief.get("/admin/no-such-page/")
    yield "404 of a row", chief.get(reverse("admin:auth_user_change", args=[10**6]), follow=True)
    yield "403", guest.get(reverse("admin:staff_figuredraft_changelist"))
    yield "front page of a guest", guest.get("/admin/")
    for state in ("enrol", "code"):
        half = visitor()
        if state == "enrol":
            TOTPDevice.objects.filter(user=made["guest"]).delete()
        half.post(
            login, {"username": (made["guest"] if state == "enrol" else made["writer"]).username, "password": PASSWORD}
        )
        yield state, half.get(reverse(f"admin:{state}"), follow=True)
        yield f"{state}, wrong", half.post(reverse(f"admin:{state}"), {"code": "ẅ"})
    yield "recovery codes", chief.post(reverse("admin:second_factor"), {"do": "codes", "password": PASSWORD})


def crawl(out: Path, code: str, accents: dict[int, int], escaped: Callable[[str, set[str]], set[str]]) -> Iterator[str]:
    """Write every page below `out`, with the name of each in pages.json; gives what is wrong."""
    from django.conf import settings
    from django.conf.locale.de import formats as german
    from django.conf.locale.eo import formats
    from django.contrib.staticfiles import finders

    from advisor.content.models import Text
    from advisor.rules.figures import shipped_figures
    from advisor.staff.roles import ROLES

    for name in (
        "DATE_FORMAT",
        "DATETIME_FORMAT",
        "MONTH_DAY_FORMAT",
        "YEAR_MONTH_FORMAT",
        "SHORT_DATE_FORMAT",
        "TIME_FORMAT",
    ):
        setattr(formats, name, getattr(german, name))
    logging.disable(logging.WARNING)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = write_for_staff(code, accents)
    own = {
        *Locale.parse(code).territories.values(),
        *Text.objects.values_list("key", flat=True),
        "title",
        "lead",
        "test",
        "GETTSIM",
        "guide",
        code,
        *ROLES,
    }
    own |= {about.term for about in shipped_figures().series.values()}
    shown: dict[str, str] = {}
    seen: dict[str, str] = {}
    for number, (name, response) in enumerate(answers(made, code)):
        html = response.content.decode()
        if response.status_code not in (200, 400, 403, 404, 422):
            yield f"admin: {name}: {response.status_code}"
        if f'lang="{code}"' not in html:
            yield f"admin: {name}: is not in the language"
        for text in escaped(html, own):
            seen.setdefault(text, name)
        html = STATIC.sub(lambda found: f'{found[1]}file://{finders.find(found[2])}"', html)
        (out / f"{number}.html").write_text(html, encoding="utf-8")
        shown[f"{number}.html"] = name
    (out / "pages.json").write_text(json.dumps(shown))
    yield from (f"admin: not translated: {text} ({name})" for text, name in seen.items())

"""The catalogues are complete, compiled, and say what the code says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

LANGUAGES = [code for code, _ in settings.LANGUAGES]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(language: str) -> Path:
    return settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"


def written(language: str) -> polib.POFile:
    return polib.pofile(catalogue(language).read_text(encoding="utf-8"))


def faults(catalogue: polib.POFile) -> list[str]:
    """What keeps a catalogue from being used: gaps, guesses, leftovers and placeholders that went astray."""
    found = []
    for entry in catalogue:
        translations = list(entry.msgstr_plural.values()) or [entry.msgstr]
        if entry.obsolete:
            found.append(f"no longer used: {entry.msgid}")
        elif entry.fuzzy:
            found.append(f"guessed: {entry.msgid}")
        elif not all(text.strip() for text in translations):
            found.append(f"empty: {entry.msgid}")
        elif not entry.msgid_plural:
            if sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr)):
                found.append(f"placeholders differ: {entry.msgid}")
        elif any(
            not set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(entry.msgid_plural)) for text in translations
        ):
            found.append(f"placeholders differ: {entry.msgid}")
    return found


def messages(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str | None, str, str], object]:
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): entry.msgstr_plural or entry.msgstr for entry in catalogue
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_guessed(language):
    assert faults(written(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_gettext_accepts_it(language):
    command = ["msgfmt", "--check", "--output-file=-", catalogue(language)]
    checked = subprocess.run(command, check=False, capture_output=True)
    assert checked.returncode == 0, checked.stderr.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_current(language):
    compiled = catalogue(language).with_suffix(".mo")
    assert compiled.exists()
    assert messages(polib.mofile(str(compiled))) == messages(written(language))


def test_the_languages_translate_the_same_messages():
    asked = [set(messages(written(language))) for language in LANGUAGES]
    assert all(keys == asked[0] for keys in asked)


def test_the_catalogues_hold_what_the_code_asks_for(tmp_path):
    for name in ("advisor", "templates", "locale"):
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name)
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    command = [sys.executable, "manage.py", "makemessages", "-l", LANGUAGES[0], "--no-obsolete"]
    environment = os.environ | {"DATA_DIR": str(tmp_path / "var")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    extracted = polib.pofile(str(tmp_path / catalogue(LANGUAGES[0]).relative_to(settings.BASE_DIR)))
    assert set(messages(written(LANGUAGES[0]))) == set(messages(extracted))


PLANTED = [
    pytest.param({"msgid": "Yes", "msgstr": ""}, "empty: Yes", id="an empty translation"),
    pytest.param({"msgid": "Yes", "msgstr": " "}, "empty: Yes", id="a blank translation"),
    pytest.param({"msgid": "Yes", "msgstr": "Ja", "flags": ["fuzzy"]}, "guessed: Yes", id="a guess"),
    pytest.param({"msgid": "Yes", "msgstr": "Ja", "obsolete": True}, "no longer used: Yes", id="a leftover"),
    pytest.param(
        {"msgid": "From %(day)s", "msgstr": "Ab %(tag)s"},
        "placeholders differ: From %(day)s",
        id="a renamed placeholder",
    ),
    pytest.param(
        {
            "msgid": "%(count)s child",
            "msgid_plural": "%(count)s children",
            "msgstr_plural": {0: "ein Kind", 1: "%(zahl)s Kinder"},
        },
        "placeholders differ: %(count)s child",
        id="a renamed placeholder in a plural",
    ),
]


@pytest.mark.parametrize(("entry", "fault"), PLANTED)
def test_a_planted_fault_is_found(entry, fault):
    planted = polib.POFile()
    planted.append(polib.POEntry(**entry))
    assert faults(planted) == [fault]

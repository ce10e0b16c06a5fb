"""Every kind of page is valid HTML for the Nu checker and for html-validate; what is switched off there is explained in
docs/decisions/0022-how-pages-are-proved.md. Languages rotate; `FULL=1` checks all of them.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.kinds import KINDS, LANGUAGES, fetch

pytestmark = pytest.mark.django_db

FULL = bool(os.environ.get("FULL"))
PACKAGES = settings.BASE_DIR / "node_modules"
VNU = ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-jar", PACKAGES / "vnu-jar/build/dist/vnu.jar"]
RULES = Path(__file__).with_name("html-validate.json")
VALIDATE = ["node", PACKAGES / "html-validate/bin/html-validate.mjs", "-c", RULES]
CHECKERS = {
    "the Nu checker": [*VNU, "--Werror", "--format", "gnu", "--skip-non-html"],
    "html-validate": [*VALIDATE, "--max-warnings", "0", "-f", "text"],
}


def said(checker: str, folder) -> list[str]:
    """What a checker says about the pages of a folder, a line each; it agrees by its exit with what it says."""
    done = subprocess.run([*CHECKERS[checker], folder], check=False, capture_output=True, text=True)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    assert bool(lines) == bool(done.returncode), (done.returncode, lines)
    return [line.replace(str(folder), "") for line in lines]


@pytest.fixture(scope="module")
def rendered(django_db_setup, django_db_blocker, tmp_path_factory):
    """A folder with every kind of page as sent."""
    folder, client = tmp_path_factory.mktemp("pages"), Client()
    with django_db_blocker.unblock():
        for number, kind in enumerate(KINDS):
            for language in LANGUAGES if FULL else (LANGUAGES[number % len(LANGUAGES)],):
                name = f"{re.sub(r'[^a-z]+', '-', kind.name)}.{language}.html"
                (folder / name).write_bytes(fetch(client, kind.at(language)).content)
    translation.activate("de")
    return folder


@pytest.mark.parametrize("checker", CHECKERS)
def test_every_kind_of_page_is_valid(rendered, checker):
    assert len(list(rendered.iterdir())) >= len(KINDS)
    assert said(checker, rendered) == []


WELL = '<!doctype html>\n<html lang="de"><head><title>t</title></head><body><h1>a</h1>%s</body></html>\n'


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_planted_fault_is_found(tmp_path, checker):
    (tmp_path / "a.html").write_text(WELL % "<p>b</p>")
    assert said(checker, tmp_path) == []
    (tmp_path / "b.html").write_text(WELL % "<p><ul><li>b</li></ul></p>")
    assert said(checker, tmp_path) != []

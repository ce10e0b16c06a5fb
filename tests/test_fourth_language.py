"""A fourth language in an hour: one command, then only translating is left; and nothing on any page escapes translation."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.pseudo_language import CODE, escaped, escaped_to_staff, pseudo

FULL = os.environ.get("FULL") == "1"
PHONE = {"width": 320, "height": 640}


def test_words_that_escape_translation_are_seen():
    page = f'<html lang="{CODE}"><title>x</title><p>%s</p></html>'
    assert escaped(page % "Hello there") == {"Hello there"}
    assert escaped(page % '<img alt="a picture">') == {"a picture"}
    assert escaped(page % pseudo("Sie zahlen %(amount)s, [hier](flow:pay).").replace("%(amount)s", "3 €")) == {
        "Síé záhlén 3 €, [híér](flow:pay). ẅórd ẅórd ẅórd"
    }
    assert escaped(page % f'{pseudo("Hallo")} <b lang="de">Krankenkasse</b>') == set()
    assert len(pseudo("a" * 100)) >= 140


def test_words_that_escape_translation_in_the_admin_are_seen_also_with_capitals_and_on_buttons():
    page = f'<html lang="{CODE}"><title>%s</title>%s</html>'
    assert escaped_to_staff(page % ("Add", '<input type="submit" value="Save"><code>as_of</code>'), {"ada"}) == {
        "Add",
        "Save",
    }
    assert escaped_to_staff(page % (pseudo("Titel"), "<td>ada</td><p>guide/some-key</p>"), {"ada"}) == set()


@pytest.mark.parametrize("code", ["nl", "xx", "../x", "EN"])
def test_a_language_that_cannot_be_added_is_refused(code):
    with pytest.raises(CommandError):
        call_command("add_language", code)


def files(root):
    """The content of every file that belongs to the project."""
    found = {}
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if path.is_file() and "__pycache__" not in inside.parts and inside.parts[0] not in ("var", "pages"):
            found[inside.as_posix()] = path.read_bytes()
    return found


def run(root, *arguments):
    environment = os.environ | {"DATA_DIR": str(root / "var"), "LOOPBACK": "1", "PYTHONPATH": str(root)}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=root,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.long
@pytest.mark.browser
def test_a_fourth_language_needs_one_command_and_a_translation(tmp_path, browser):
    root = tmp_path / "copy"
    root.mkdir()
    for name in ("advisor", "templates", "static", "locale"):
        shutil.copytree(settings.BASE_DIR / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(settings.BASE_DIR / name, root / name)
    (root / "tests").mkdir()
    for name in ("pseudo_language.py", "pseudo_admin.py", "signing_in.py"):
        shutil.copy(Path(__file__).parent / name, root / "tests")
    before = files(root)
    run(root, "manage.py", "add_language", CODE)
    changed = {name for name, content in files(root).items() if before.get(name) != content}
    strange = [
        name
        for name in changed
        if name != "advisor/settings.py" and not name.startswith("locale/") and "/migrations/" not in name
    ]
    assert strange == []
    run(root, "manage.py", "makemigrations", "--check")
    run(root, "manage.py", "check")
    assert run(root, "tests/pseudo_language.py") == ""
    assert too_wide(browser, root / "pages") == []
    assert broken_for_staff(browser, root / "pages" / "admin") == []


def too_wide(browser, folder):
    """The pages that scroll sideways on a small phone, written from right to left, as they are, or from left to right."""
    shown = json.loads((folder / "pages.json").read_text())
    context = browser.new_context(viewport=PHONE, java_script_enabled=True)
    page = context.new_page()
    found = []
    for name in list(shown)[:: 1 if FULL else 8]:
        page.goto(f"file://{folder / name}")
        assert page.evaluate("document.styleSheets.length") >= 1
        for direction in ("rtl", "ltr"):
            width = page.evaluate(TURNED, direction)
            if width > PHONE["width"]:
                found.append(f"{shown[name]} {direction}: {width}")
    context.close()
    return found


TURNED = "direction => { document.documentElement.dir = direction; return document.documentElement.scrollWidth; }"
CUT_OFF = """() => {
  const scrolls = one => one && one !== document.body && one !== document.documentElement
    && (['auto', 'scroll'].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  const shown = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().width > 2
    && !one.closest('svg, select, iframe, .visually-hidden') && one.type !== 'text' && one.type !== 'email'
    && getComputedStyle(one).visibility !== 'hidden');
  return shown.filter(one => {
    const box = one.getBoundingClientRect(), hides = ['hidden', 'clip'].includes(getComputedStyle(one).overflowX);
    const aside = !scrolls(one.parentElement) && (box.left < -1 || box.right > innerWidth + 1);
    return aside || (hides && one.clientWidth > 2 && one.scrollWidth > one.clientWidth + 1);
  }).map(one => `${one.localName}.${one.className} ${one.textContent.trim().slice(0, 30)}`).slice(0, 3);
}"""
WIDTHS = (390, 1300)


def broken_for_staff(browser, folder):
    """The pages of the admin that scroll sideways or cut something off, on a telephone or on a desk."""
    shown = json.loads((folder / "pages.json").read_text())
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    found = []
    for name in list(shown)[:: 1 if FULL else 4]:
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(f"file://{folder / name}")
        assert page.evaluate("document.styleSheets.length") >= 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            cut = page.evaluate(CUT_OFF)
            if wide > width or cut:
                found.append(f"{shown[name]} at {width}: {wide} {cut}")
    context.close()
    return found

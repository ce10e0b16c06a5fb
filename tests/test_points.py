"""What points of docs/security.md ask of the code as it is written, and of answers that no other test looks at so."""

import ast
import logging
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.core.cache import cache

from advisor.directory import table_files
from advisor.directory.management.commands import load_list
from advisor.logs import LOGGING
from advisor.staff import exchange, figure_files
from tests.kinds import KINDS, fetch

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "security.md").read_text()
MEANT_FOR_GUESSES = {"interview/length.py", "staff/text_places.py", "staff/trials.py"}
"""Modules that draw cases to try, where anybody may know what is drawn."""
OURS = {"web/accessibility.py": "xml", "web/backups.py": "zipfile"}
"""What reads the results of our own tests, and our own backups."""
ELSEWHERE = {"http", "urllib.request", "requests", "httpx", "urllib3", "socket", "ssl", "ftplib"}
NOT_HERE = {"ldap", "ldap3", "lxml", "xml", "zipfile", "tarfile", "smtplib", "django.core.mail", "graphene", "channels",
            "websockets", "jwt", "authlib", "Crypto", "cryptography", "allauth", "ctypes"}  # fmt: skip
SEALS = {"hashlib", "hmac", "secrets", "salted_hmac", "signing"}


@lru_cache
def trees():
    """Every module of the site, by its path within it."""
    modules = (path for path in (ROOT / "advisor").rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(ROOT / "advisor")): ast.parse(path.read_text()) for path in modules}


def imported(tree):
    """Names of modules and of what is taken from them, each with its parents."""
    found = set()
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            names += [node.module or "", *(f"{node.module}.{name}" for name in names)]
        found |= {".".join(name.split(".")[:end]) for name in names for end in range(1, name.count(".") + 2)}
    return found


def who_imports(names):
    return {path for path, tree in trees().items() if imported(tree) & names}


def test_what_is_left_out_is_not_there():
    """Points that do not apply, because the site has no such thing, apply as soon as a module takes it in."""
    found = {path: imported(tree) & NOT_HERE for path, tree in trees().items() if imported(tree) & NOT_HERE}
    assert {path: min(names, key=len) for path, names in found.items()} == OURS
    assert imported(ast.parse("from xml.etree import ElementTree")) >= {"xml", "xml.etree", "xml.etree.ElementTree"}


def test_what_files_may_hold_is_told():
    bytes_of = {"texts": exchange.LARGEST, "figures": figure_files.MOST_BYTES, "loads": load_list.LARGEST}
    for what, most in bytes_of.items():
        assert re.search(rf"\b{what}\b[a-z ]* {most:,} bytes", DOCUMENT)
    for lines in (figure_files.MOST_LINES, table_files.MOST_LINES):
        assert DOCUMENT.count(f"bytes and {lines:,} lines") == 2


def test_what_others_must_not_guess_is_never_drawn_at_random():
    assert who_imports({"random"}) == MEANT_FOR_GUESSES


def test_one_module_speaks_to_other_sites():
    assert who_imports(ELSEWHERE) == {"staff/link_asking.py"}
    assert "advisor/staff/link_asking.py" in DOCUMENT


def test_every_module_that_hashes_or_seals_is_in_the_document():
    _before, _head, table = DOCUMENT.partition("## Keys and hashes")
    named = set(re.findall(r"`advisor/([\w/]+\.py)`", table.partition("\n## ")[0]))
    assert who_imports(SEALS) == named


def test_templates_are_files_and_forms_of_words_are_constant():
    """No template is made of text, and no text is filled in but one that stands in the code."""
    for path, tree in trees().items():
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            assert name not in {"Template", "from_string", "format_map"}, path
            if name == "format" and isinstance(node.func, ast.Attribute):
                root = node.func.value
                while isinstance(root, ast.Subscript | ast.Attribute):
                    root = root.value
                constant = isinstance(root, ast.Constant) or getattr(root, "id", "a").isupper()
                assert constant or path.endswith("commands/add_language.py"), (path, node.lineno)


def test_the_script_of_visitors_takes_nothing_as_a_name():
    """No key of an object comes from outside, no message from another window is read, no text becomes markup."""
    (script,) = (ROOT / "static").glob("*.js")
    assert not re.search(
        r"\[|__proto__|prototype|assign\(|postMessage|onmessage|innerHTML|\"message\"", script.read_text()
    )


def test_nginx_sends_to_the_site_and_nowhere_else():
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    assert set(re.findall(r"_pass (\S+);", text)) == {"http://advisor"}
    assert not re.search(r"^\s*(?:root|alias|autoindex|resolver) ", text, re.MULTILINE)


def test_no_password_is_shipped():
    for name in ("compose.yaml", "kubernetes.yaml"):
        text = (ROOT / "deploy" / name).read_text()
        assert not re.search(r"(?i)(?:password|secret_key)\w*\"?: *\"?(?!\$\{\w+:\?\})[\w/-]", text), name
    assert "${POSTGRES_PASSWORD:?}" in (ROOT / "deploy" / "compose.yaml").read_text()


# What is sent ---------------------------------------------------------------------------------------------------------

ODD = 'a"b&c=<d>#ü %2541'


def hrefs(response):
    for found in re.findall(r'\b(?:href|action|src)="([^"]*)"', response.content.decode()):
        yield found.replace("&amp;", "&")


@pytest.mark.parametrize(("language", "path"), [("de", "/de/suche/"), ("nl", "/nl/zoeken/"), ("hu", "/hu/kereses/")])
def test_what_was_typed_stands_encoded_in_addresses(client, db, language, path):
    found = [
        one for one in hrefs(client.get(path, {"q": ODD})) if re.match("/(?:de/suche|nl/zoeken|hu/kereses)/.*q=", one)
    ]
    assert len(found) == 2, found  # the other languages
    for address in found:
        assert re.fullmatch(r"[!-~]+", address)
        assert not re.search(r'["<> ]', address)
        assert parse_qs(urlsplit(address).query)["q"] == [ODD]


def test_links_lead_to_the_web_to_a_telephone_or_to_a_mailbox(client, db):
    for kind in KINDS:
        for address in hrefs(fetch(client, kind.at("de"))):
            assert urlsplit(address).scheme in ("", "https", "http", "tel", "mailto"), (kind.name, address)


def test_what_comes_in_is_decoded_once(client, db):
    html = client.get("/de/suche/?q=%253Cb%253E").content.decode()
    assert "%3Cb%3E" in html
    assert "&lt;b&gt;" not in html
    assert "<b>" not in html
    assert client.get("/de/%2573tudium/").status_code == 404


def test_what_looks_like_a_template_stays_what_was_typed(client, db):
    html = client.get("/de/suche/", {"q": "{{ 7|add:7 }} {% now 'Y' %} ${care_rate} %(a)s {0}"}).content.decode()
    assert "{{ 7|add:7 }}" in html
    assert "${care_rate} %(a)s {0}" in html


@pytest.mark.parametrize("form", ["csv", "json"])
def test_files_have_names_of_ours(client, db, form):
    path = f"/de/krankenkassen/download.{form}"
    answer = client.get(path, {"as_of": "2026-11-22"})
    assert re.fullmatch(r'attachment; filename="[\w.-]+"', answer["Content-Disposition"])
    for asked in ({"filename": "x"}, {"as_of": 'x"\r\ny'}):
        assert client.get(path, asked).status_code == 400


# What is written down -------------------------------------------------------------------------------------------------


def test_the_log_goes_to_one_place():
    assert {handler["class"] for handler in LOGGING["handlers"].values()} == {"logging.StreamHandler"}
    assert "FileHandler" not in "".join(
        (ROOT / path).read_text() for path in ("advisor/logs.py", "advisor/settings.py")
    )


def test_a_line_says_when_with_its_zone(client, db, written_log):
    client.get("/de/nirgendwo/")
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} WARNING django\.request ", written_log.getvalue())


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b", "\x85", "\u2028"])
def test_nobody_writes_lines_into_the_log(client, db, written_log, sign):
    """Neither through Django nor through gunicorn, which writes a path as it is after decoding."""
    path = f"/de/a{sign}2026 ERROR forged/"
    client.get(quote(path))
    logging.getLogger("gunicorn.access").info("%s %s", "GET", f"{path}?b{sign}canary")
    lines = written_log.getvalue().removesuffix("\n").split("\n")
    assert ["forged" in line for line in lines] == [True, True]
    assert not set(sign + "\r") & set("".join(lines))
    assert "canary" not in "".join(lines)


def test_what_is_refused_is_logged(client, db, settings, written_log):
    settings.LIMITS = settings.LIMITS | {"api": (1, 60)}
    cache.clear()
    client.get("/de/studium/", {"as_of": "soon"})
    client.post("/de/rueckmeldung/", {"verdict": "yes"}, headers={"origin": "https://elsewhere.example"})
    client.post("/de/", b"x" * 600_000, content_type="text/plain")
    [client.get("/api/v1/flows") for _time in range(2)]
    cache.clear()
    lines = written_log.getvalue().splitlines()
    said = [line.split(" ", 3)[-1] for line in lines if " WARNING django.request " in line]
    assert any(line.startswith("Bad Request: /de/studium/") for line in said), lines
    assert any("/de/rueckmeldung/" in line for line in lines)
    assert any(line.endswith(": /de/") for line in said)
    assert any(line.startswith("Too Many Requests: /api/v1/flows") for line in said)

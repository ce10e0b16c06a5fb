"""What real processes and a real browser keep of answers that nobody gives: nothing. Run by `make canary`."""

import http.client
import re
import shutil
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from advisor.flows import all_flows
from tests.canary import WORD, asked, sent, traces, typed
from tests.cluster.front import Front
from tests.kinds import View, page
from tests.servers import free_port
from tests.soak.site import started

READER = "203.0.113.77"
ELSEWHERE = "https://elsewhere.example/"
TYPED = {"content-type": "application/x-www-form-urlencoded", "x-forwarded-for": READER}


class Running:
    """nginx as shipped before gunicorn as shipped, all that they write in one folder."""

    def __init__(self, folder: Path, app: str = "") -> None:
        self.folder, port = folder, free_port()
        self.temporary = folder / "tmp"
        self.temporary.mkdir(parents=True)
        self.site = started(port, folder, app, TMPDIR=str(self.temporary))
        self.front = Front(folder / "nginx", folder / "static", [port])
        self.front.start()
        self.port = port

    def ask(self, view, port=0, headers=TYPED):
        """The status and the text of an answer."""
        line = http.client.HTTPConnection("127.0.0.1", port or self.front.port, timeout=60)
        body = None if view.posted is None else urlencode(view.posted)
        line.request("GET" if body is None else "POST", view.path, body, headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")

    def stop(self):
        self.front.stop()
        self.site.terminate()
        self.site.wait(60)

    def written(self, but=()):
        """What stands in all files of all of them, by file."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.name not in but]
        return {str(path.relative_to(self.folder)): left_in(path) for path in files}


def left_in(path):
    """The traces in a file, also where its letters take two bytes each."""
    raw = path.read_bytes()
    return traces(raw.decode("latin-1")) | traces(raw.replace(b"\0", b"").decode("latin-1"))


@pytest.fixture
def running(tmp_path):
    made = []

    def run(app=""):
        made.append(Running(tmp_path / (app or "site"), app))
        return made[-1]

    yield run
    for one in made:
        one.stop()


def known(found):
    """The files that held something like it before anybody asked: texts and figures of the site."""
    return {name: marks for name, marks in found.items() if marks}


@pytest.mark.django_db
def test_real_processes_keep_no_answer(running):
    site = running()
    before = known(site.written())
    for one in sent():
        status, _ = site.ask(one.view)
        assert status < 500, one
        if one.about.endswith(("typed", "advise")):
            site.ask(one.view, site.port)
    _, numbers = site.ask(View("/metrics"), site.port, {})
    assert "advisor_requests" in numbers
    assert not traces(numbers)
    site.stop()
    after = known(site.written())
    assert {
        name: marks - before.get(name, set()) for name, marks in after.items() if marks - before.get(name, set())
    } == {}
    assert not [path for path in site.temporary.rglob("*") if path.is_file()]
    access = next((site.folder / "nginx").glob("access_log*")).read_text()
    assert len(access.splitlines()) > 300
    assert "?" not in access
    assert "127.0.0.1" not in access
    for log in (access, (site.folder / "log").read_text()):
        assert READER not in log
        assert not re.search(r"\b(?:\d{1,3}\.){3}(?!0\b)\d{1,3}\b(?!:)", log.replace("127.0.0.1:", ""))


@pytest.mark.django_db
def test_an_error_in_a_real_process_tells_no_answer(running):
    site = running("tests.broken_site")
    before = known(site.written())
    failed = 0
    for one in sent():
        status, said = site.ask(one.view)
        failed += status == 500
        assert status != 500 or not traces(said)
    assert failed > 100
    site.stop()
    after = known(site.written())
    assert {name for name, marks in after.items() if marks - before.get(name, set())} == set()
    log = (site.folder / "log").read_text()
    assert "ValueError" in log
    assert READER not in log


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("private", "kept"),
    [(False, {"Default/Sessions"}), (True, set())],
    ids=["a window that the browser would restore", "a private window"],
)
def test_a_real_browser_keeps_no_private_answer_and_tells_no_other_site(running, tmp_path, private, kept):
    from playwright.sync_api import sync_playwright

    site, profile, told = running(), tmp_path / "profile", []
    address = f"http://127.0.0.1:{site.front.port}"
    with sync_playwright() as playwright:
        usual = playwright.chromium.launch_persistent_context(
            profile, executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        context = usual.browser.new_context() if private else usual
        context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<h1>elsewhere</h1>"))
        context.on("request", lambda request: told.append((request.url, request.headers.get("referer", ""))))
        tab = context.new_page()
        for flow in (flow for flow in all_flows().values() if flow.private):
            for key, before in asked(flow).items():
                fields = before | typed(flow, flow.questions[key], WORD, "de")
                inputs = "".join(f'<input name="{name}" value="{raw}">' for name, raw in fields.items())
                tab.goto(f"{address}{page('interview', 'de', flow=flow.key).path}")
                with tab.expect_navigation():
                    tab.evaluate(
                        "([to, inside]) => { const form = document.createElement('form'); form.method = 'post';"  # as ours:
                        "form.autocomplete = 'off'; form.action = to; form.innerHTML = inside; document.body.append(form); form.submit(); }",
                        [tab.url, inputs],
                    )
            with tab.expect_navigation(url=ELSEWHERE):
                tab.evaluate(
                    "to => { const way = document.createElement('a'); way.href = to; document.body.append(way); way.click(); }",
                    ELSEWHERE,
                )
        assert not context.cookies()
        usual.close()
    assert not [one for one in told if traces(one[0]) or traces(one[1])]
    assert not [one for one in told if urlsplit(one[0]).hostname == "elsewhere.example" and one[1]]
    found = {path.relative_to(profile) for path in profile.rglob("*") if path.is_file() and left_in(path)}
    assert {str(path.parent) for path in found} == kept, found
    shutil.rmtree(profile)

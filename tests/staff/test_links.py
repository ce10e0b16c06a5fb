"""Links to other sites are asked for politely and safely, outside any request; only what fails twice is complained of."""

import socket
import ssl
import subprocess
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advisor.content.models import Segment, Text
from advisor.directory.models import Institution
from advisor.staff import link_check
from advisor.staff.link_asking import USER_AGENT, Manners, ask
from advisor.staff.link_places import places
from advisor.staff.models import LinkCheck
from tests.signing_in import signed_in

Finding = LinkCheck.Finding
QUICK = Manners(timeout=0.5, longest=1, own_network=True)


class Answering(BaseHTTPRequestHandler):
    """A site that answers by path, and remembers who asked when for what."""

    asked: list = []
    stop = threading.Event()

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.asked.append((self.command, self.path, self.headers["User-Agent"], time.monotonic()))
        name, *rest = self.path.strip("/").split("/")
        getattr(self, f"say_{name}", self.say_404)(*rest)

    def say(self, status, location=None, length=0):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def say_404(self, *rest):
        self.say(404)

    def say_good(self, *rest):
        self.say(200)

    def say_status(self, number, *rest):
        self.say(int(number))

    def say_onlyget(self):
        self.say(200 if self.command == "GET" else 405)

    def say_to(self, status, *rest):
        self.say(int(status), "/" + "/".join(rest))

    def say_away(self, *rest):
        self.say(301, "https://" + "/".join(rest))

    def say_strange(self):
        self.say(302, "ftp://example.org/")

    def say_loop(self, number="0"):
        self.say(302, f"/loop/{1 - int(number)}")

    def say_farther(self, number="0"):
        self.say(302, f"/farther/{int(number) + 1}")

    def say_huge(self):
        """Far more than anybody would read."""
        self.say(200, length=10**12)
        if self.command == "GET":
            self.connection.settimeout(5)
            try:
                while not self.stop.is_set():
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass

    def say_hugeonly(self):
        self.say_huge() if self.command == "GET" else self.say(405)

    def say_slow(self):
        self.stop.wait(5)

    def say_drip(self):
        """A sign now and then, for ever."""
        try:
            for sign in b"HTTP/1.0 200 OK\r\nX: " + b"x" * 1000:
                self.connection.sendall(bytes([sign]))
                if self.stop.wait(0.1):
                    return
        except OSError:
            pass

    def say_nonsense(self):
        self.wfile.write(b"what?\r\n\r\n")

    def log_message(self, *about):
        """Quiet."""


def served(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def other_site():
    Answering.asked, Answering.stop = [], threading.Event()
    server = served(ThreadingHTTPServer(("127.0.0.1", 0), Answering))
    yield f"http://127.0.0.1:{server.server_port}"
    Answering.stop.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that nobody has signed."""
    folder = tmp_path_factory.mktemp("tls")
    names = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    options = ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names, *options], check=True, capture_output=True
    )
    return folder


@pytest.fixture
def safe_site(certificate):
    Answering.asked, Answering.stop = [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    served(server)
    yield server.server_port
    server.shutdown()
    server.server_close()


def asked_for():
    return [(method, path) for method, path, _agent, _at in Answering.asked]


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("/good", Finding.WORKS),
        ("/good/%C3%BC?q=a%20b#part", Finding.WORKS),
        ("/good/Straße und Weg?q=ä", Finding.WORKS),
        ("/onlyget", Finding.WORKS),
        ("/404", Finding.BROKEN),
        ("/status/410", Finding.BROKEN),
        ("/status/500", Finding.BROKEN),
        ("/status/401", Finding.UNCLEAR),
        ("/status/403", Finding.UNCLEAR),
        ("/status/429", Finding.UNCLEAR),
        ("/status/503", Finding.UNCLEAR),
        ("/to/301/good", Finding.MOVED),
        ("/to/308/good", Finding.MOVED),
        ("/to/302/good", Finding.WORKS),
        ("/to/307/good", Finding.WORKS),
        ("/to/301/404", Finding.BROKEN),
        ("/to/301", Finding.BROKEN),
        ("/loop", Finding.BROKEN),
        ("/farther", Finding.BROKEN),
        ("/strange", Finding.UNCLEAR),
        ("/slow", Finding.BROKEN),
        ("/drip", Finding.BROKEN),
        ("/nonsense", Finding.BROKEN),
        ("/huge", Finding.WORKS),
        ("/hugeonly", Finding.WORKS),
    ],
)
def test_what_is_found(other_site, path, finding):
    began = time.monotonic()
    assert ask(other_site + path, QUICK).finding == finding
    assert time.monotonic() - began < 4


def test_what_moved_for_good_is_named(other_site):
    assert ask(f"{other_site}/to/301/to/308/good", QUICK).moved_to == f"{other_site}/good"
    assert ask(f"{other_site}/to/301/to/302/good", QUICK).moved_to == f"{other_site}/to/302/good"
    assert ask(f"{other_site}/to/302/to/301/good", QUICK).finding == Finding.WORKS


def test_what_went_wrong_is_named(other_site):
    notes = {path: ask(other_site + path, QUICK).note for path in ("/404", "/slow", "/drip", "/loop", "/status/403")}
    assert notes == {
        "/404": "HTTP 404",
        "/slow": "no answer in time",
        "/drip": "no answer in time",
        "/loop": "redirects without end",
        "/status/403": "HTTP 403",
    }


def test_it_asks_by_head_first_and_says_who_it_is(other_site):
    ask(f"{other_site}/good", QUICK)
    ask(f"{other_site}/onlyget", QUICK)
    assert asked_for() == [("HEAD", "/good"), ("HEAD", "/onlyget"), ("GET", "/onlyget")]
    assert {agent for _method, _path, agent, _at in Answering.asked} == {USER_AGENT}


def test_a_certificate_that_nobody_has_signed_is_broken(safe_site):
    found = ask(f"https://localhost:{safe_site}/good", QUICK)
    assert found.finding == Finding.BROKEN
    assert "certificate" in found.note
    assert Answering.asked == []


def test_a_certificate_for_another_name_is_broken(safe_site, certificate):
    trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    manners = Manners(timeout=0.5, longest=1, own_network=True, trusted=trusted)
    assert ask(f"https://localhost:{safe_site}/good", manners).finding == Finding.WORKS
    assert ask(f"https://127.0.0.1:{safe_site}/good", manners).finding == Finding.BROKEN


def test_nothing_is_sent_to_our_own_network(other_site):
    found = ask(f"{other_site}/good", Manners(timeout=0.5, longest=1))
    assert (found.finding, found.note) == (Finding.BROKEN, "not on the internet")
    assert Answering.asked == []


@pytest.mark.parametrize("address", ["https://127.0.0.1:%d/", "https://localhost:%d/", "http://localhost:%d/"])
def test_a_machine_of_our_own_network_is_not_even_greeted(address):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        found = ask(address % listening.getsockname()[1], Manners(timeout=0.5, longest=1))
        with pytest.raises(TimeoutError):
            listening.accept()
    assert (found.finding, found.note) == (Finding.BROKEN, "not on the internet")


@pytest.mark.parametrize("url", ["https://[::1]/", "http://[fe80::1]/", "https://[::ffff:10.0.0.1]:8443/"])
def test_an_address_in_figures_is_looked_at_like_a_name(url):
    assert ask(url, Manners(timeout=0.5, longest=1)).note == "not on the internet"


@pytest.mark.parametrize(
    "url",
    [
        "https://",
        "https://no-such-host.invalid/",
        "http://[::1",
        "https://127.0.0.1:99999/",
        "https://a..b/",
        "https://127.0.0.1:1/",
    ],
)
def test_whatever_stands_in_a_link_is_answered(url):
    assert ask(url, QUICK).finding == Finding.BROKEN


def test_a_server_that_hangs_up_is_broken():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]

        def hang_up():
            for _time in range(2):
                listening.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        assert ask(f"http://127.0.0.1:{port}/", QUICK).finding == Finding.BROKEN


# A run ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def nothing_else(db):
    """No link stands anywhere yet."""
    Text.objects.all().delete()
    for model in apps.get_app_config("directory").get_models():
        model.objects.all().delete()


@pytest.fixture
def linked(nothing_else, other_site):
    """Writes a text with links to the other site."""

    def write(*paths, key="page"):
        text, _made = Text.objects.get_or_create(kind="page", key=key)
        body = " ".join(f"[here]({other_site}{path})" for path in paths)
        return Segment.objects.create(text=text, slug=f"p-{text.segments.count()}", body_de=body, body_nl=body)

    return write


def run():
    return link_check.check_links(QUICK, pause=0)


def later(days):
    """As if the last run had been so many days ago."""
    for row in LinkCheck.objects.all():
        row.since -= timedelta(days=days)
        row.checked_at -= timedelta(days=days)
        row.save()


def test_it_complains_the_second_time_a_day_later(linked):
    linked("/404", "/good", "/to/301/good")
    assert run() == []
    assert run() == []
    later(1)
    assert {row.finding for row in run()} == {"broken", "moved"}


def test_what_works_again_is_forgotten(linked, monkeypatch):
    linked("/404")
    run()
    later(1)
    monkeypatch.setattr(Answering, "say_404", Answering.say_good)
    assert run() == []
    monkeypatch.undo()
    assert run() == []
    later(1)
    assert [row.finding for row in run()] == ["broken"]


def test_what_cannot_be_checked_is_no_complaint(linked):
    linked("/status/403")
    run()
    later(1)
    assert run() == []
    assert LinkCheck.objects.get().finding == Finding.UNCLEAR


def test_a_link_that_stands_nowhere_any_more_is_forgotten(linked):
    part = linked("/404")
    run()
    part.text.delete()
    run()
    assert not LinkCheck.objects.exists()


def test_each_link_is_asked_for_once_with_a_pause(linked):
    linked("/good/1", "/good/2")
    linked("/good/1", "/good/3", key="other")
    link_check.check_links(QUICK, pause=0.2)
    assert sorted(path for _method, path in asked_for()) == ["/good/1", "/good/2", "/good/3"]
    times = [at for *_about, at in Answering.asked]
    assert all(after - before >= 0.19 for before, after in pairwise(times))


def test_hosts_take_turns():
    urls = [
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/3",
        "https://b.example/1",
        "https://c.example/1",
    ]
    asked = [url.split("/")[2] for url in link_check.by_turns(urls)]
    assert asked == ["a.example", "b.example", "c.example", "a.example", "a.example"]


def test_every_link_is_known_with_its_places(linked, other_site):
    part = linked("/good")
    Institution.objects.create(
        key="somewhere",
        group="health",
        name_de="Amt",
        website=f"{other_site}/good",
        source="x",
        note_de=f"Siehe {other_site}/404.",
    )
    found = places()
    labels = [label for label, _address in found[f"{other_site}/good"]]
    assert any("page/page" in label and "(de)" in label for label in labels)
    assert any("somewhere" in label for label in labels)
    assert f"/admin/content/text/{part.text_id}/change/" in {address for _label, address in found[f"{other_site}/good"]}
    assert set(found) == {f"{other_site}/good", f"{other_site}/404"}


def test_the_links_that_we_ship_are_found(db):
    assert len(places()) > 20
    assert all(url.startswith(("https://", "http://")) for url in places())


def test_the_command_tells_and_fails_where_something_is_broken(linked, capsys, monkeypatch):
    monkeypatch.setattr("advisor.staff.management.commands.check_links.Manners", lambda **about: QUICK)
    linked("/404", "/good")
    call_command("check_links", pause=0)
    later(1)
    with pytest.raises(SystemExit) as ended:
        call_command("check_links", pause=0)
    assert ended.value.code == 1
    assert "/404 HTTP 404" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options", [{"timeout": 0}, {"timeout": -1}, {"timeout": float("nan")}, {"pause": -1}, {"pause": 1e9}]
)
def test_the_command_refuses_times_that_are_none(db, options):
    with pytest.raises(CommandError):
        call_command("check_links", **options)


def test_staff_see_what_was_found_and_where_to_repair_it(linked, person, other_site):
    part = linked("/404")
    run()
    row = LinkCheck.objects.get()
    client = signed_in(person("ada", "editor"))
    for path in ("/admin/staff/linkcheck/", f"/admin/staff/linkcheck/{row.pk}/change/"):
        page = client.get(path).content.decode()
        assert f"{other_site}/404" in page
        assert f"/admin/content/text/{part.text_id}/change/" in page
    assert "HTTP 404" in client.get("/admin/staff/linkcheck/?finding__exact=broken").content.decode()
    assert client.get("/admin/staff/linkcheck/?twice=yes").context["cl"].result_count == 0
    LinkCheck.objects.update(since=timezone.now() - timedelta(days=2))
    assert client.get("/admin/staff/linkcheck/?twice=yes").context["cl"].result_count == 1


def test_the_list_looks_for_the_places_once_whatever_its_length(linked, person):
    client, asked = signed_in(person("ada", "editor")), []
    for number in (5, 50):
        linked(*(f"/good/{number}-{one}" for one in range(number)))
        run()
        client.get("/admin/staff/linkcheck/")  # this edition is looked through
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/admin/staff/linkcheck/").content.decode()
        assert page.count("/admin/content/text/") >= LinkCheck.objects.count()
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_no_page_asks_another_site(linked, person):
    linked("/good")
    signed_in(person("ada", "editor")).get("/admin/")
    assert Answering.asked == []

"""What `deploy/` ships is tried as it is: nginx before a real server, the handing over of its socket, units and manifests."""

import configparser
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from ipaddress import ip_address, ip_network
from itertools import count, pairwise

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from django.urls import resolve

from tests.bench.stack import Site, asked, children_of, environment
from tests.cluster.front import Front

DEPLOY = settings.BASE_DIR / "deploy"
FORM = "/de/studium/"
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """nginx before one server that shows the shipped texts; both as they are shipped, but plain http on loopback."""
    data = tmp_path_factory.mktemp("data")
    subprocess.run([sys.executable, "-c", PREPARE], cwd=settings.BASE_DIR, env=environment(data), check=True)
    site = Site(data).start()
    front = Front(data / "nginx", data / "static", [site.port])
    try:
        front.start()
        yield front, site
    finally:
        front.stop()
        site.stop()


def lines_of(front):
    """What it wrote of the requests so far: its one worker writes a line just after the answer, but before the next."""
    sent(front, "OPTIONS", "/metrics")
    lines = (front.folder / "access_log.txt").read_text().splitlines()
    return [line for line in lines if " OPTIONS " not in line]


def sent(front, method, path, body=b"", headers=None):
    connection = HTTPConnection("127.0.0.1", front.port, timeout=30)
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_nginx_keeps_public_pages_packed_in_each_way_and_no_other(front):
    nginx, _site = front
    for packed, named in (("gzip, br", "br"), ("gzip;q=0.5", "gzip"), ("gzip, br;q=0", "gzip"), ("identity", None)):
        ways = [asked(nginx.port, "/de/", {"Accept-Encoding": packed}) for _twice in range(2)]
        assert [status for status, _body, _headers in ways] == [200, 200]
        assert {headers.get("Content-Encoding") for _status, _body, headers in ways} == {named}
        assert ways[0][1] == ways[1][1]
        assert lines_of(nginx)[-1].split()[-1] in ("HIT", "REVALIDATED")
    for _twice in range(2):
        status, _body, headers = asked(nginx.port, f"{FORM}?country=HU")
        assert (status, "no-store" in headers["Cache-Control"]) == (200, True)
        assert lines_of(nginx)[-1].split()[-1] == "MISS"
    page = asked(nginx.port, "/de/")[1].decode()
    style = re.search(r'href="(/static/site\.[^"]+\.css)"', page)[1]
    status, _body, headers = asked(nginx.port, style, {"Accept-Encoding": "br"})
    assert (status, headers["Content-Encoding"]) == (200, "br")
    assert "immutable" in headers["Cache-Control"]


def test_nginx_writes_neither_who_nor_what(front):
    nginx, _site = front
    first = len(lines_of(nginx))
    asked(nginx.port, f"{FORM}?country=canary")
    asked(nginx.port, "/de/canary-path/?age=canary")
    asked(nginx.port, "/hu/vedelem/")
    sent(nginx, "POST", "/hu/vedelem/", b"status=canary", {"X-Forwarded-For": "203.0.113.7"})
    asked(nginx.port, "/nl/")
    written = lines_of(nginx)[first:]
    assert len(written) == 5
    for line in written:
        assert line.startswith("127.0.0.0 [")
        assert not re.search(r"canary|\?|vedelem|studium|127\.0\.0\.1|203\.0\.113", line)
    assert " GET /nl/ 200 " in written[-1]
    kept = b"".join(file.read_bytes() for file in (nginx.folder / "cache").rglob("*") if file.is_file())
    assert b"canary" not in kept


def test_nginx_shows_machines_nothing_and_takes_no_flood(front):
    nginx, site = front
    assert asked(site.port, "/metrics")[0] == asked(site.port, "/readyz")[0] == 200
    assert asked(nginx.port, "/metrics")[0] == asked(nginx.port, "/readyz")[0] == 404
    assert asked(nginx.port, "/healthz")[0] == 200
    assert sent(nginx, "POST", FORM, b"x" * 600_000) == 413


GUARDS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
}


def answered(front, method, path, body=b""):
    """The status and every header as it came, those that came twice too."""
    connection = HTTPConnection("127.0.0.1", front.port, timeout=30)
    connection.request(method, path, body=body)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, [(name.lower(), value) for name, value in answer.getheaders()]


def test_what_nginx_or_gunicorn_answers_itself_is_guarded_alike(front):
    nginx, _site = front
    refused = [("GET", "/metrics", b""), ("POST", FORM, b"x" * 600_000), ("GET", f"/de/?{'x' * 8200}", b"")]
    refused += [("GET", f"/de/?{'x' * 8185}", b"")]
    statuses = []
    for asked_for in refused:
        status, headers = answered(nginx, *asked_for)
        statuses.append(status)
        assert {(name, value) for name, value in headers if name in GUARDS} == set(GUARDS.items()), asked_for[:1]
    assert statuses == [404, 413, 414, 414]


def test_what_the_site_says_for_itself_nginx_says_once(front):
    nginx, _site = front
    for path in ("/de/", "/de/", f"{FORM}?country=HU", "/de/nirgendwo/", "/hu/vedelem/"):
        _status, headers = answered(nginx, "GET", path)
        names = [name for name, _value in headers]
        assert [names.count(name) for name in GUARDS if name != "strict-transport-security"] == [1] * 4, path
        assert "strict-transport-security" not in names, "on loopback the site says nothing of it"


def test_a_dead_site_goes_on_being_read(front):
    nginx, site = front
    style = re.search(rb'href="(/static/site\.[^"]+\.css)"', asked(nginx.port, "/hu/")[1])[1].decode()
    asked(nginx.port, style)
    site.stop()
    try:
        time.sleep(2)  # the page has run out: nginx counts whole seconds
        status, headers = answered(nginx, "GET", "/hu/")
        assert status == 200
        assert [name for name, _value in headers].count("content-security-policy") == 1, "that of the page alone"
        assert lines_of(nginx)[-1].split()[-1] == "STALE"
        assert asked(nginx.port, style)[0] == 200
        status, headers = answered(nginx, "GET", f"{FORM}?country=canary")
        assert status in (502, 504)
        assert set(GUARDS.items()) <= set(headers)
        assert not re.search("canary|studium", lines_of(nginx)[-1])
        assert not list(nginx.folder.glob("error_log*")) or not (nginx.folder / "error_log.txt").read_text()
    finally:
        site.start()


def test_a_site_that_hangs_goes_on_being_read(front):
    nginx, site = front
    configuration = nginx.folder / "nginx.conf"
    shipped = configuration.read_text()
    waits = int(re.search(r"proxy_read_timeout (\d+)s", shipped)[1])
    assert int(re.search(r"proxy_next_upstream_timeout (\d+)s", shipped)[1]) > waits, "then another node is asked"

    def patient_for(seconds):
        configuration.write_text(shipped.replace(f"proxy_read_timeout {waits}s", f"proxy_read_timeout {seconds}s"))
        before = set(children_of(nginx.pid))
        os.kill(nginx.pid, signal.SIGHUP)
        while before & set(children_of(nginx.pid)):
            time.sleep(0.05)

    assert asked(nginx.port, "/hu/")[0] == 200
    patient_for(1)
    held = [site.pid, *site.workers]
    for process in held:
        os.kill(process, signal.SIGSTOP)
    try:
        time.sleep(2)  # the page has run out
        assert asked(nginx.port, "/hu/")[0] == 200
        assert lines_of(nginx)[-1].split()[-1] == "STALE"
        assert asked(nginx.port, f"{FORM}?country=canary")[0] == 504
    finally:
        for process in held:
            os.kill(process, signal.SIGCONT)
        patient_for(waits)


def test_a_new_start_turns_nobody_away(tmp_path):
    """As systemd does: it holds the socket, and the old server ends before the new one begins."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    port = listening.getsockname()[1]
    start = f"exec 3<&{listening.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec {sys.executable} -m gunicorn -c deploy/gunicorn.conf.py"

    def started():
        log = (tmp_path / "log").open("ab")
        return subprocess.Popen(
            ["bash", "-c", start], cwd=settings.BASE_DIR, env=environment(tmp_path, WEB_CONCURRENCY="1"),
            pass_fds=[listening.fileno()], stdout=log, stderr=log,
        )  # fmt: skip

    found, ends = [], threading.Event()

    def visitor():
        while not ends.is_set():
            try:
                found.append(asked(port, "/robots.txt")[0])
            except OSError as error:
                found.append(repr(error))
            time.sleep(0.01)

    server = started()
    visitors = [threading.Thread(target=visitor) for _one in range(2)]
    try:
        assert asked(port, "/healthz")[0] == 200
        for one in visitors:
            one.start()
        time.sleep(0.5)
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        before = len(found)
        server = started()
        while len(found) < before + 20 and server.poll() is None:
            time.sleep(0.1)
    finally:
        ends.set()
        for one in visitors:
            one.join()
        server.terminate()
        server.wait(60)
        listening.close()
    assert len(found) > 20
    assert set(found) == {200}


def units():
    for file in sorted(DEPLOY.glob("health-advisor*.*")):
        unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
        unit.optionxform = str
        number = count()
        unit.read_string(re.sub("^Exec", lambda found, n=number: f"{next(n)}Exec", file.read_text(), flags=re.M))
        yield file.name, unit


def test_units_start_what_there_is():
    found = dict(units())
    assert set(found) == {f"health-advisor{end}" for end in (".service", ".socket", "-daily.service", "-daily.timer")}
    for name, unit in found.items():
        assert unit.sections()[0] == "Unit"
        for key, command in unit.items("Service") if unit.has_section("Service") else ():
            if "Exec" in key:
                _program, *words = command.lstrip("-").split()
                for word, after in pairwise(words):
                    if word == "manage.py":
                        assert after in get_commands(), (name, after)
                    if word == "-c":
                        assert (settings.BASE_DIR / after).exists()
    service = dict(found["health-advisor.service"].items("Service"))
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "yes"
    assert service["ProtectSystem"] == "strict"


KNOWN = re.compile(r'(?:env\.\w+\(|environ\.get\(|environ\[)"([A-Z_]+)"')


def read_by_the_site():
    """The names of the environment that it looks at."""
    files = (settings.BASE_DIR / "advisor/settings.py", DEPLOY / "gunicorn.conf.py")
    return {name for file in files for name in KNOWN.findall(file.read_text())} | {"FORWARDED_ALLOW_IPS"}


def composed():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def manifests():
    """What Kubernetes is given, by kind."""
    return {one["kind"]: one for one in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())}


def mounted(container):
    return {one["mountPath"]: one["name"] for one in container["volumeMounts"]}


def test_manifests_name_what_the_site_reads():
    assert set(composed()["services"]["site"]["environment"]) <= read_by_the_site()
    found = manifests()
    nodes = found["StatefulSet"]["spec"]
    (container,) = nodes["template"]["spec"]["containers"]
    asked_for = {probe: container[f"{probe}Probe"]["httpGet"]["path"] for probe in ("startup", "liveness", "readiness")}
    assert asked_for == {"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}
    assert {resolve(path).url_name for path in asked_for.values()} == {"healthz", "readyz"}
    service, budget = found["Service"]["spec"], found["PodDisruptionBudget"]["spec"]
    for selector in (nodes["selector"]["matchLabels"], service["selector"], budget["selector"]["matchLabels"]):
        assert selector.items() <= nodes["template"]["metadata"]["labels"].items()
    assert nodes["serviceName"] == found["Service"]["metadata"]["name"]
    assert service["ports"][0]["targetPort"] in {port["name"] for port in container["ports"]}


def test_the_proxy_before_the_containers_is_believed():
    """What this machine's nginx sends comes from the first address of the network; a wrong one would lead to https for ever."""
    made = composed()
    (network,) = made["networks"]["default"]["ipam"]["config"]
    environment = made["services"]["site"]["environment"]
    usual = {name: re.search(r":-(.*)\}", environment[name])[1] for name in ("FORWARDED_ALLOW_IPS", "METRICS_ALLOWED")}
    assert ip_address(network["gateway"]) in ip_network(network["subnet"])
    assert usual == {"FORWARDED_ALLOW_IPS": network["gateway"], "METRICS_ALLOWED": f"127.0.0.1,{network['gateway']}"}


def test_a_site_in_containers_starts_without_its_database():
    """Nothing that it waits for asks the database, or what asks it fails without keeping it from starting."""
    services = composed()["services"]
    assert not {"prepare", "database", "cache"} & set(services["site"].get("depends_on", ()))
    assert services["prepare"]["restart"] == "on-failure"
    assert services["site"]["restart"] == "unless-stopped"
    steps = manifests()["StatefulSet"]["spec"]["template"]["spec"]["initContainers"]
    for step in steps:
        (name, _option, script) = step["command"]
        gone = script.replace(".venv/bin/python", "false")  # no command can do its work
        assert subprocess.run([name, "-c", gone], check=False, capture_output=True).returncode == 0


def test_the_last_known_edition_outlives_a_node():
    made = composed()
    site = made["services"]["site"]
    kept = dict(volume.split(":") for volume in site["volumes"])
    assert "/data" in kept.values()
    assert set(kept) <= set(made["volumes"])
    assert site["tmpfs"] == ["/tmp"]
    nodes = manifests()["StatefulSet"]["spec"]
    (container,) = nodes["template"]["spec"]["containers"]
    assert set(mounted(container)) == {"/data", "/tmp"}
    assert mounted(container)["/data"] in {one["metadata"]["name"] for one in nodes["volumeClaimTemplates"]}
    assert "DATA_DIR=/data" in (DEPLOY / "Containerfile").read_text()


def test_a_backup_is_made_every_day_and_stays():
    made, found = composed(), manifests()
    daily = made["services"]["daily"]
    assert "/bin/sh deploy/daily.sh /backups" in daily["command"][-1]
    assert "backups:/backups" in daily["volumes"]
    assert "backups" in made["volumes"]
    job = found["CronJob"]["spec"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", job["schedule"])
    pod = job["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert container["command"] == ["/bin/sh", "deploy/daily.sh", "/backups"]
    claims = {one["name"]: one["persistentVolumeClaim"]["claimName"] for one in pod["volumes"] if "emptyDir" not in one}
    assert claims[mounted(container)["/backups"]] == found["PersistentVolumeClaim"]["metadata"]["name"]
    owned = re.search(r"install -d -o advisor -m 0700 (.+)", (DEPLOY / "Containerfile").read_text())[1].split()
    assert set(mounted(container)) - {"/tmp"} <= set(owned)
    unit = dict(units())["health-advisor-daily.service"]
    (command,) = (command for key, command in unit.items("Service") if "Exec" in key)
    assert command.startswith("/bin/sh deploy/daily.sh /var/lib/health-advisor/")


@pytest.mark.parametrize("fails", ["", "restore_drill", "forget_logins", "check_links"])
def test_the_work_of_a_day_is_done_whatever_fails_and_old_backups_go_for_a_proved_one(tmp_path, fails):
    called = re.findall(r"manage (\w+)", (DEPLOY / "daily.sh").read_text())
    assert set(called) <= set(get_commands())
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> done\n[ "$2" != "{fails}" ]\n')
    python.chmod(0o755)
    kept = tmp_path / "kept"
    kept.mkdir()
    old, new = kept / "advisor-1.backup", kept / "advisor-2.backup"
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    ended = subprocess.run(["/bin/sh", DEPLOY / "daily.sh", "kept"], cwd=tmp_path, check=False).returncode
    assert ended == (fails in ("restore_drill", "forget_logins"))
    said = (tmp_path / "done").read_text().splitlines()
    assert sorted(said) == sorted(
        f"manage.py {name}{' kept' if name == 'restore_drill' else ''}"
        for name in ("restore_drill", "forget_logins", "forget_feedback", "check_links")
    )
    assert new.exists()
    assert old.exists() is (fails == "restore_drill")


def test_the_image_has_all_that_the_site_needs(tmp_path):
    """The check passes on what is copied, and nothing else."""
    steps = re.findall(r"^COPY (.+) (\S+)$", (DEPLOY / "Containerfile").read_text(), re.M)
    for names, target in steps:
        for name in names.split():
            source = settings.BASE_DIR / name
            if source.is_dir():
                shutil.copytree(source, tmp_path / "site" / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                (tmp_path / "site").mkdir(exist_ok=True)
                shutil.copy(source, tmp_path / "site" / name)
    code = "import django; django.setup(); from django.test import Client; print(Client().get('/de/', secure=True, headers={'host': 'localhost'}).status_code)"
    alone = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "advisor.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "site", env=alone, check=False, capture_output=True, text=True
    )
    assert done.stdout.strip() == "200", done.stderr[-2000:]


def test_no_key_goes_to_the_machine_that_builds():
    steps = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Containerfile").read_text(), re.M)
    _said, everything, *lines = (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
    assert everything == "*"
    assert {line.removeprefix("!") for line in lines if line[0] == "!"} == {
        name for step in steps for name in step.split()
    }


@pytest.mark.parametrize("status", [200, 503])
def test_a_container_is_asked_by_the_site_itself(status, tmp_path):
    server = f"""
import http.server
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        good = self.path == "/readyz"
        self.send_response({status} if good else 404); self.end_headers()
served = http.server.HTTPServer(("127.0.0.1", 0), Answer)
print(served.server_port, flush=True)
served.handle_request()
"""
    with subprocess.Popen(
        [sys.executable, "-c", server], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        port = process.stdout.readline().strip()
        asking = [sys.executable, DEPLOY / "ready.py"]
        done = subprocess.run(asking, env={"PORT": port}, check=False)
    assert (done.returncode == 0) is (status == 200)

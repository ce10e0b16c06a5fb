"""nginx as shipped, with a certificate, before the site as it is set up for everybody: what a browser gets over https and http."""

import os
import re
import socket
import ssl
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest
from django.conf import settings

from tests.bench.stack import PATIENCE, Site, environment
from tests.servers import free_port

SHIPPED = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
NGINX = "/usr/sbin/nginx"
HOST = "example.org"
OF_DEBIAN = ("/var/lib/nginx", "/var/log/nginx", "/run")
"""Folders that are there with Debian's nginx: it makes those within, but none around them."""
EVERYBODY = {"LOOPBACK": "", "ALLOWED_HOSTS": HOST, "WARM_UP": "0", "WEB_CONCURRENCY": "1"}
COLLECT = "import django; django.setup(); from django.core.management import call_command as do; do('migrate', verbosity=0); do('collectstatic', interactive=False, verbosity=0)"
GUARDS = {
    "content-security-policy": "default-src 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "x-content-type-options": "nosniff",
    "referrer-policy": "",
    "cache-control": "",
}


def test_the_folders_that_nginx_writes_to_are_there():
    assert [place for place in OF_DEBIAN if not Path(place).is_dir()] == []
    assert set(re.findall(r"^ *(?:proxy_cache_path|access_log|pid) (/.*)/[^/\s]+[ ;]", SHIPPED, re.M)) == set(OF_DEBIAN)


def test_only_good_versions_and_ciphers_are_taken():
    assert re.findall(r"^ *ssl_protocols (.+);", SHIPPED, re.M) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"^ *ssl_ciphers (\S+);", SHIPPED, re.M)
    listed = subprocess.run(
        ["openssl", "ciphers", "-tls1_2", "-s", "-v", ciphers], check=True, capture_output=True, text=True
    )
    assert all("Kx=ECDH " in one and "Mac=AEAD" in one for one in listed.stdout.splitlines() if "TLSv1.3" not in one)


class Front:
    """nginx with all that is shipped but its places."""

    def __init__(self, folder, site):
        self.folder, self.plain, self.tls = folder, free_port(), free_port()
        key = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
               "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
               "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]  # fmt: skip
        subprocess.run(key, check=True, capture_output=True)
        text = SHIPPED.replace(
            "user www-data;", "user root;" if os.geteuid() == 0 else ""
        )  # whose are the folders here
        for place in (*OF_DEBIAN, "/etc/ssl/advisor"):
            assert f" {place}/" in text
            text = text.replace(f" {place}/", f" {folder}/")
        ports = {"80": self.plain, "443": self.tls, "[::]:80": free_port(), "[::]:443": free_port()}
        for address, port in ports.items():  # this machine may know no IPv6
            assert f"listen {address} " in text
            text = text.replace(f"listen {address} ", f"listen 127.0.0.1:{port} ")
        assert "server 127.0.0.1:8000 " in text
        (folder / "nginx.conf").write_text(text.replace("127.0.0.1:8000", f"127.0.0.1:{site.port}"))
        self.command = [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.txt"]
        self.trust = ssl.create_default_context(cafile=folder / "fullchain.pem")

    def connected(self, context=None):
        """A connection as a browser makes it, which believes the name in the certificate."""
        line = (context or self.trust).wrap_socket(
            socket.create_connection(("127.0.0.1", self.tls)), server_hostname=HOST
        )
        line.settimeout(30)
        return line

    def answers(self):
        """It is there, and the site behind it."""
        with suppress(OSError):
            return self.ask("GET", "/healthz")[0] == 200
        return False

    def ask(self, method, path, body=None, https=True, **headers):
        """Status, headers as they came, by name, and the body."""
        connection = HTTPSConnection(HOST) if https else HTTPConnection("127.0.0.1", self.plain)
        if https:
            connection.sock = self.connected()
        connection.request(method, path, body, {"Host": HOST, **headers})
        answer = connection.getresponse()
        named = {}
        for name, value in answer.getheaders():
            named.setdefault(name.lower(), []).append(value)
        text = answer.read()
        connection.close()
        return answer.status, named, text


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    subprocess.run(
        [sys.executable, "-c", COLLECT], cwd=settings.BASE_DIR, env=environment(data, **EVERYBODY), check=True
    )
    site = Site(data, **EVERYBODY).start()
    nginx = Front(tmp_path_factory.mktemp("nginx"), site)
    process = subprocess.Popen([*nginx.command, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE
        while not nginx.answers():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        yield nginx
    finally:
        process.terminate()
        process.wait(30)
        site.stop()


def test_nginx_takes_the_whole_configuration_with_a_certificate(front):
    done = subprocess.run([*front.command, "-t"], check=False, capture_output=True, text=True)
    assert "syntax is ok" in done.stderr
    assert "[warn]" not in done.stderr.replace('the "user" directive', "")


def test_old_versions_are_refused_and_new_ones_speak_http_2(front):
    new = ssl.create_default_context(cafile=front.folder / "fullchain.pem")
    new.set_alpn_protocols(["h2", "http/1.1"])
    with front.connected(new) as line:
        assert (line.version(), line.selected_alpn_protocol()) == ("TLSv1.3", "h2")
    old = ssl.create_default_context(cafile=front.folder / "fullchain.pem")
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        front.connected(old)


def test_whoever_comes_by_http_is_sent_on_and_nobody_keeps_where_to(front):
    status, headers, _body = front.ask("GET", "/de/studium/?country=HU", https=False)
    assert (status, headers["location"]) == (308, [f"https://{HOST}/de/studium/?country=HU"])
    assert headers["cache-control"] == ["private, no-store"]


def test_every_answer_over_https_is_guarded_once(front):
    style = re.search(rb'href="(/static/site\.[^"]+\.css)"', front.ask("GET", "/de/")[2])[1].decode()
    asked = {
        ("GET", "/de/"): 200, ("GET", "/de/studium/?country=HU"): 200, ("GET", "/de/nirgendwo/"): 404, ("GET", "/metrics"): 404,
        ("GET", "/de/studium"): 301, ("POST", "/de/"): 405, ("GET", f"/de/?{'x' * 8200}"): 414, ("GET", style): 200,
        ("GET", "/admin/login/"): 200, ("GET", "/api/v1/flows"): 200,
    }  # fmt: skip
    for (method, path), status in asked.items():
        found, headers, _body = front.ask(method, path)
        assert found == status, path
        for name, begins in GUARDS.items():
            if path != style or name != "content-security-policy":
                assert len(headers.get(name, [])) == 1, (path, name, headers.get(name))
                assert begins in headers[name][0]


def test_a_form_of_a_private_group_and_the_cookies_of_staff_come_through(front):
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"}
    status, headers, _body = front.ask("POST", "/de/schutzsuchende/", "as_of=2026-10-01", **kind)
    assert (status, headers.get("set-cookie")) == (200, None)
    _status, headers, _body = front.ask("GET", "/admin/login/")
    (cookie,) = headers["set-cookie"]
    assert cookie.startswith("__Secure-csrftoken=")
    assert {"Secure", "HttpOnly", "Path=/admin"} <= set(cookie.split("; "))
    assert "set-cookie" not in front.ask("GET", "/de/")[1]

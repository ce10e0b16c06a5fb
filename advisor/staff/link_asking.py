"""Ask another site whether a page is there: politely, safely, and never for long."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPS_PORT, HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from .models import LinkCheck

Finding = LinkCheck.Finding
USER_AGENT = "LinkCheck/1.0 (health insurance advisor; looks whether our links still work)"
FOR_GOOD = (301, 308)
MOVING = (*FOR_GOOD, 302, 303, 307)
REFUSED = (401, 403, 406, 407, 418, 429, 451, 503, 999)
"""Answers of a site that will not talk to a program, or not now; a person may well see the page."""
MOST_REDIRECTS = 8


class Foreign(Exception):
    """A link that is not asked for: not the web, or a machine of our own network."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How long to wait, in seconds, and whom to trust. own_network: also ask machines that are not on the internet."""

    timeout: float = 10
    longest: float = 30
    trusted: ssl.SSLContext | None = None
    own_network: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What is behind a link."""

    finding: str
    note: str = ""
    moved_to: str = ""


def ask(url: str, manners: Manners) -> Found:
    """What is behind a link: by HEAD, then by GET where that does not work; redirects are followed by hand."""
    found = _asked("HEAD", url, manners)
    return found if found.finding in (Finding.WORKS, Finding.MOVED) else _asked("GET", url, manners)


def _asked(method: str, url: str, manners: Manners) -> Found:
    at, seen, moved_to, for_good = url, [url], "", True
    try:
        while True:
            status, target = _answer(method, at, manners)
            if status not in MOVING or not target:
                return _judged(status, moved_to)
            at = urljoin(at, target).partition("#")[0]
            for_good = for_good and status in FOR_GOOD
            if for_good:
                moved_to = at
            if at in seen or len(seen) > MOST_REDIRECTS:
                return Found(Finding.BROKEN, "redirects without end")
            seen.append(at)
    except Foreign as error:
        return Found(Finding.BROKEN if at == url else Finding.UNCLEAR, str(error))
    except ssl.SSLCertVerificationError as error:
        return Found(Finding.BROKEN, f"certificate: {error.verify_message}"[:200])
    except TimeoutError:
        return Found(Finding.BROKEN, "no answer in time")
    except socket.gaierror:
        return Found(Finding.BROKEN, "no such host")
    except (OSError, HTTPException, ValueError) as error:
        return Found(Finding.BROKEN, f"{type(error).__name__}: {error}"[:200])


def _judged(status: int, moved_to: str) -> Found:
    if status in REFUSED:
        return Found(Finding.UNCLEAR, f"HTTP {status}")
    if status >= 300:
        return Found(Finding.BROKEN, f"HTTP {status}")
    return Found(Finding.MOVED, "", moved_to[:1000]) if moved_to else Found(Finding.WORKS)


def _answer(method: str, url: str, manners: Manners) -> tuple[int, str]:
    """The status, and where it redirects to. The body is not read, however large it is."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Foreign("not an address of the web")
    connection = (_Encrypted if parts.scheme == "https" else _Plain)(
        parts.hostname.encode("idna").decode(), parts.port, manners
    )
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    )
    with _not_for_long(connection, manners.longest) as late:
        try:
            connection.connect()
            headers = {"User-Agent": USER_AGENT, "Accept": "text/html,*/*;q=0.5", "Connection": "close"}
            connection.request(method, path, headers=headers)
            response: HTTPResponse = connection.getresponse()
            return response.status, response.headers.get("Location", "")
        except (OSError, HTTPException):
            if late:
                raise TimeoutError from None
            raise


class _Plain(HTTPConnection):
    """Nothing is sent to a machine of our own network, wherever a redirect points: an address is looked at before it is
    connected to, and the name is not asked for a second time."""

    def __init__(self, host: str, port: int | None, manners: Manners) -> None:
        super().__init__(host, self.default_port if port is None else port, timeout=manners.timeout)
        self.manners = manners

    def connect(self) -> None:
        failed: OSError | None = None
        for address in _addresses(self.host, self.port, self.manners):
            try:
                self.sock = socket.create_connection((address, self.port), self.manners.timeout)
            except OSError as error:
                failed = error
            else:
                return
        raise failed or Foreign("not on the internet")


class _Encrypted(_Plain):
    """The same with TLS, for the host by its name."""

    default_port = HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        trusted = self.manners.trusted or ssl.create_default_context()
        self.sock = trusted.wrap_socket(self.sock, server_hostname=self.host)


def _addresses(host: str, port: int, manners: Manners) -> list[str]:
    """The addresses behind a name that may be connected to."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = dict.fromkeys(str(place[0]) for *_about, place in found)
    return [address for address in addresses if manners.own_network or ip_address(address).is_global]


@contextmanager
def _not_for_long(connection: HTTPConnection, seconds: float) -> Iterator[list[bool]]:
    """End a connection that sends a sign now and then; the list is filled when that happened."""
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        with suppress(OSError, AttributeError):
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        connection.close()

"""Write the headers and limits of this site into docs/security.md, as answers and settings have them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, no_translations
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from advisor.flows import all_flows
from advisor.security import FurtherHeaders

DOCUMENT = Path(settings.BASE_DIR, "docs", "security.md")
HEADERS = (
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
)
FILES = {"stylesheet, script": "site.css", "drawing": "icon.svg", "picture of a link to us": "card.png"}
TYPES = {"css": "text/css", "svg": "image/svg+xml", "png": "image/png"}
OF = {
    "api": "calls of the API from one address, those not counted that are answered from what is kept",
    "feedback": "messages from one address",
    "sign-in": "passwords and codes from one address, right or wrong",
    "sign-in-wrong": "wrong passwords from one address",
    "account-wrong": "wrong passwords for one account from one address",
    "account-wrong-everywhere": "wrong passwords for one account, but where its owner has signed in before",
    "feedback-page": "messages about one page",
    "feedback-site": "messages about all pages",
    "feedback-stored": "messages kept, whatever the cache counts",
}
"""What each of `settings.LIMITS` counts."""


def _answers() -> dict[str, HttpResponse]:
    """One answer of each sort."""
    client = Client(headers={"host": "localhost"})
    private = next(flow.key for flow in all_flows().values() if flow.private)
    with translation.override("de"):
        paths = {
            "page": reverse("start"),
            "page of a private group": reverse("interview", kwargs={"flow": private}),
            "page of staff": reverse("admin:login"),
            "API": "/api/none",
        }
    found: dict[str, Any] = {name: client.get(path, secure=True) for name, path in paths.items()}
    for name, file in FILES.items():
        kind = TYPES[file.rpartition(".")[2]]
        guarded = FurtherHeaders(SecurityMiddleware(lambda _request, kind=kind: HttpResponse(content_type=kind)))
        found[name] = guarded(RequestFactory().get(f"{settings.STATIC_URL}{file}", secure=True))
    return found


def headers() -> str:
    """The table of headers: those that each sort of answer carries."""
    lines = ["| Answer | Header | Value |", "|---|---|---|"]
    for name, answer in _answers().items():
        for header in HEADERS:
            if header in answer:
                value = "; ".join(sorted(answer[header].split("; "))) if header == HEADERS[0] else answer[header]
                lines.append(f"| {name} | `{header}` | `{value}` |")
                name = ""
    return "\n".join(lines)


def limits() -> str:
    """The table of limits."""
    lines = ["| At most | of | within |", "|---|---|---|"]
    for name, (times, seconds) in settings.LIMITS.items():
        span = f"{seconds // 3600} h" if seconds >= 3600 else f"{seconds // 60} min"
        lines.append(f"| {times} | {OF[name]} | {span} |")
    kinds = {
        "of a request": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "of a request of staff, with its files": settings.LARGEST_UPLOAD,
    }
    lines += [f"| {size // 1024} KiB | {what} | |" for what, size in kinds.items()]
    return "\n".join(lines)


def written(document: str) -> str:
    """The document with both tables as they are now."""
    for name, table in (("headers", headers()), ("limits", limits())):
        document = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)",
            lambda found, table=table: f"{found[1]}{table}\n{found[2]}",  # type: ignore[misc]
            document,
            flags=re.DOTALL,
        )
    return document


class Command(BaseCommand):
    help = "Write the tables of headers and limits into docs/security.md. Run it without LOOPBACK."

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        DOCUMENT.write_text(written(DOCUMENT.read_text()))

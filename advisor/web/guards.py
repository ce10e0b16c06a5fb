"""Middleware: sends pages small, and lets nothing vary by what a reader's browser tells of them."""

from __future__ import annotations

import re
from functools import lru_cache

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.text import compress_string
from django.utils.translation import get_language_from_path

WORTHWHILE = 400
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")
"""What a browser says behind an encoding that it does not take (RFC 9110, 12.4.2)."""
TEXT = ("text/", "application/json", "application/xml")
PACKING = {"quality": 9, "lgwin": 16}
"""Of Brotli: in a window of 64 KB, 9 is as quick as 7 in the usual one and smaller; from 10 on a page takes twenty times as long."""
BLANK_LINES = re.compile(rb"\n\s*\n")
AS_TYPED = (b"<textarea", b"<pre")
"""What holds blank lines that somebody may have meant."""


@lru_cache(maxsize=512)
def encoding_for(accepted: str) -> str:
    """How text is packed for a browser that accepts this; empty where it is not."""
    named = {part.partition(";")[0].strip().lower() for part in accepted.split(",") if not REFUSED.search(part)}
    return next((encoding for encoding in ("br", "gzip") if encoding in named), "")


def without_blank_lines(text: bytes) -> bytes:
    """A page without the blank lines that templates leave."""
    return text if any(tag in text for tag in AS_TYPED) else BLANK_LINES.sub(b"\n", text)


class Language(LocaleMiddleware):
    """A page has the language of its address. What has none in its address is the same for all, or kept by nobody."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if get_language_from_path(request.path_info) or request.path_info.startswith(settings.ADMIN_PATH):
            return super().process_response(request, response)
        if hasattr(response, "made_of"):
            return response
        answer = super().process_response(request, response)
        if answer is not response:  # a way on into the language that the browser asks for
            patch_cache_control(answer, private=True, no_store=True)
        if "no-store" in answer.get("Cache-Control", ""):
            del answer["Vary"]
        return answer


class Compression(MiddlewareMixin):
    """Brotli or gzip for text. Pages with a form against forgery are left alone: their token must not be guessable."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if (
            response.streaming
            or len(response.content) < WORTHWHILE
            or response.has_header("Content-Encoding")
            or request.path_info.startswith(settings.ADMIN_PATH)
            or not response.get("Content-Type", "").startswith(TEXT)
        ):
            return response
        if "no-store" not in response.get("Cache-Control", ""):
            patch_vary_headers(response, ("Accept-Encoding",))
        encoding = encoding_for(request.headers.get("Accept-Encoding", ""))
        if not encoding:
            return response
        text = without_blank_lines(response.content)
        packed = brotli.compress(text, **PACKING) if encoding == "br" else compress_string(text)
        response.content = packed
        response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(response.content))
        if etag := response.get("ETag", ""):
            response["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
        return response

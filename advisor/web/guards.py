"""Middleware: refuses endless addresses, and sends pages small."""

from __future__ import annotations

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.text import compress_string

from .errors import too_long

LONGEST_ADDRESS = 4000
WORTHWHILE = 400
TEXT = ("text/", "application/json")
QUALITY = 7


class AddressLength(MiddlewareMixin):
    """414 for an address that no form of this site can make."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        return too_long(request) if len(request.get_full_path()) > LONGEST_ADDRESS else None


class Compression(MiddlewareMixin):
    """Brotli or gzip for text. Pages with a form against forgery are left alone: their token must not be guessable."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if (
            response.streaming
            or len(response.content) < WORTHWHILE
            or response.has_header("Content-Encoding")
            or request.path_info.startswith("/admin/")
            or not response.get("Content-Type", "").startswith(TEXT)
        ):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        accepted = {part.split(";")[0].strip() for part in request.headers.get("Accept-Encoding", "").split(",")}
        if "br" in accepted:
            response.content, encoding = brotli.compress(response.content, quality=QUALITY), "br"
        elif "gzip" in accepted:
            response.content, encoding = compress_string(response.content), "gzip"
        else:
            return response
        response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(response.content))
        if etag := response.get("ETag", ""):
            response["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
        return response

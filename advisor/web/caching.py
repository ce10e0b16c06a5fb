"""Pages of content, the same for everybody, may be kept by browsers and servers between."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page of content: the same for everybody, so it may be cached."""

    @csrf_exempt  # Whatever could be forged is refused.
    @wraps(view)
    @require_safe
    @conditional_page
    def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=10)
        return response

    return cached

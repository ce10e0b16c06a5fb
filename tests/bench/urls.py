"""The addresses of the site, and the floor: a word, and pages that are one template without a tag."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from advisor import urls as site


def hello(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer."""
    return HttpResponse("hello")


def flat(request: HttpRequest, name: str) -> HttpResponse:
    """A page as it was once sent, as a template."""
    return render(request, f"{name}.html")


urlpatterns = [path("floor/hello", hello), path("floor/<slug:name>", flat), *site.urlpatterns]
handler400, handler403 = site.handler400, site.handler403
handler404, handler500 = site.handler404, site.handler500

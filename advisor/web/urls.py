"""Addresses: those of one language, and those without a language."""

from django.urls import path, register_converter

from . import slugs, views

register_converter(slugs.FlowSlug, "flow")
register_converter(slugs.PageSlug, "page")

translated = [
    path("", views.start, name="start"),
    path("<flow:flow>/", views.interview, name="interview"),
    path("<page:page_key>/", views.site_page, name="site-page"),
]
neutral = [
    path("", views.chooser, name="chooser"),
]

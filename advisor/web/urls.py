"""Addresses: those of one language, and those without a language."""

from django.urls import path, register_converter

from . import api, health, slugs, views

register_converter(slugs.FlowSlug, "flow")
register_converter(slugs.PageSlug, "page")

translated = [
    path("", views.start, name="start"),
    path("<flow:flow>/", views.interview, name="interview"),
    path("<page:page_key>/", views.site_page, name="site-page"),
]
neutral = [
    path("", views.chooser, name="chooser"),
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", health.robots, name="robots"),
    path("api/v1/openapi.json", api.openapi, name="api-description"),
    path("api/v1/flows", api.flows, name="api-flows"),
    path("api/v1/advise/<str:flow>", api.advise, name="api-advise"),
    path("api/<path:rest>", api.no_such_address),
    path("api/", api.no_such_address),
]

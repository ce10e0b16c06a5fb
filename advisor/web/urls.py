"""Addresses: those of one language, and those without a language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path, register_converter
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from advisor.rules.words import gettext_noop

from . import (
    api,
    calendar_file,
    design,
    feedback,
    flow_charts,
    health,
    lists,
    reading,
    search,
    sheet_page,
    slugs,
    views,
    wellknown,
    working,
)
from .caching import public_page
from .sitemaps import SITEMAPS

register_converter(slugs.FlowSlug, "flow")
register_converter(slugs.PageSlug, "page")
register_converter(slugs.GuideSlug, "guide")
register_converter(slugs.TopicSlug, "topic")
register_converter(slugs.ListSlug, "list")

guide = [
    path("", reading.guide_index, name="guide"),
    path("<guide:key>/", reading.guide_page, name="guide-page"),
]
glossary = [
    path("", reading.glossary_index, name="glossary"),
    re_path("^(?P<letter>[a-z0])/$", reading.glossary_letter, name="glossary-letter"),
]

translated = [
    path("", views.start, name="start"),
    path(slugs.folder(gettext_noop("address|guide")), include(guide)),
    path(slugs.folder(gettext_noop("address|glossary")), include(glossary)),
    path(slugs.folder(gettext_noop("address|search")), search.search_page, name="search"),
    path(
        slugs.folder(gettext_noop("address|feedback")),
        include(
            [
                path("", feedback.feedback, name="feedback"),
                path(slugs.folder(gettext_noop("address|thank-you")), feedback.thanks, name="feedback-thanks"),
            ]
        ),
    ),
    path(
        slugs.folder(slugs.PAGES["figures"]),
        include([path("<topic:topic>/", reading.figures_topic, name="figures-topic")]),
    ),
    path("design/", design.design_page, name="design"),
    path("<flow:flow>/", views.interview, name="interview"),
    path("<flow:flow>/calendar.ics", calendar_file.calendar, name="calendar"),
    path(
        "<flow:flow>/", include([path(slugs.folder(gettext_noop("address|working")), working.working, name="working")])
    ),
    path("<flow:flow>/", include([path(slugs.folder(gettext_noop("address|sheet")), sheet_page.sheet, name="sheet")])),
    path("<flow:flow>/", include([path(slugs.folder(slugs.FLOW_CHART), flow_charts.flow_page, name="flow-chart")])),
    path("<page:page_key>/", views.site_page, name="site-page"),
    path("<list:list_key>/", lists.list_page, name="list"),
    path("<list:list_key>/download.csv", lists.download, {"form": "csv"}, name="list-csv"),
    path("<list:list_key>/download.json", lists.download, {"form": "json"}, name="list-json"),
]
moved = [
    re_path(
        "^hu/szotar/(?P<rest>[a-z0/]*)$",
        cache_control(public=True, max_age=24 * 3600)(
            require_safe(RedirectView.as_view(url="/hu/fogalomtar/%(rest)s", permanent=True, query_string=True))
        ),
    ),
]
"""Addresses that had another name once."""
neutral = [
    *moved,
    path("", views.chooser, name="chooser"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("robots.txt", public_page(health.robots), name="robots"),
    path(".well-known/security.txt", public_page(wellknown.security_txt), name="security-txt"),
    path("sitemap.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("api/v1/openapi.json", api.call, name="api-description"),
    path("api/v1/flows", api.call, name="api-flows"),
    path("api/v1/figures", api.call, name="api-figures"),
    path("api/v1/lists", api.call, name="api-lists"),
    path("api/v1/lists/<str:key>", api.call, name="api-list"),
    path("api/v1/next/<str:flow>", api.call, name="api-next"),
    path("api/v1/advise/<str:flow>", api.call, name="api-advise"),
    path("api/<path:rest>", api.no_such_address),
    path("api/", api.no_such_address),
]

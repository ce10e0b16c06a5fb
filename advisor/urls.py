from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.urls.resolvers import LocalePrefixPattern

from advisor.web import urls as web
from advisor.web.slugs import KnownAddresses

urlpatterns = [
    path(settings.ADMIN_PATH[1:], admin.site.urls),
    *web.neutral,
    KnownAddresses(LocalePrefixPattern(), web.translated),
]
handler400 = "advisor.web.errors.bad_request"
handler403 = "advisor.web.errors.forbidden"
handler404 = "advisor.web.errors.not_found"
handler500 = "advisor.staff.away.server_error"

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

from advisor.web import urls as web

urlpatterns = [
    path(settings.ADMIN_PATH[1:], admin.site.urls),
    *web.neutral,
    *i18n_patterns(*web.translated),
]
handler400 = "advisor.web.errors.bad_request"
handler403 = "advisor.web.errors.forbidden"
handler404 = "advisor.web.errors.not_found"
handler500 = "advisor.staff.away.server_error"

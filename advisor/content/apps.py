"""The room of texts: what the site says, in three languages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "advisor.content"
    verbose_name = _("Texts")

    def ready(self) -> None:
        from . import catalogues

        catalogues.check()

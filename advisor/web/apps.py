"""The room of pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "advisor.web"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from . import inside

        self.verbose_name = _("Readers")

        inside.register()

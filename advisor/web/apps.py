"""The room of pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "advisor.web"

    def ready(self) -> None:
        from . import inside

        inside.register()

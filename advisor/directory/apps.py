"""The room of lists: institutions, emergency numbers and what funds ask, as staff keep them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "advisor.directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from . import shelf  # noqa: F401 - from now on lists and figures are read with the texts

"""The room of lists: institutions, emergency numbers and what funds ask, as staff keep them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "advisor.directory"
    verbose_name = _("Directory")

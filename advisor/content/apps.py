"""The room of texts: what the site says, in three languages."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "advisor.content"

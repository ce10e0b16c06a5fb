"""The room of staff: drafts, releases, and what they would change."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate


class StaffAdminConfig(admin.AdminConfig):
    """Django's admin, on the site that asks for a second factor."""

    default = False
    default_site = "advisor.staff.site.StaffSite"


class StaffConfig(AppConfig):
    name = "advisor.staff"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from advisor.content.models import fallen_due

        from . import django_words, meaning, releasing, roles

        self.verbose_name = _("Drafts and releases")
        fallen_due.connect(releasing.release_due, dispatch_uid="release_due")
        django_words.say_in_every_language()
        post_migrate.connect(roles.make_roles, sender=self, dispatch_uid="make_roles")
        post_migrate.connect(meaning.remember_all, sender=self, dispatch_uid="remember_all")

"""The way back for those who have lost app and recovery codes."""

from argparse import ArgumentParser
from getpass import getuser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from advisor.staff.second_factor import take_away_on_the_server


def _who() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        return "?"


class Command(BaseCommand):
    help = "Take the second factor of an account away. Its sessions end; at the next login it enrols anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name of the account")
        parser.add_argument("--why", required=True, help="goes into the log, for instance: lost telephone")

    def handle(self, *args: Any, **options: Any) -> None:
        model = get_user_model()
        account = model._default_manager.filter(**{model.USERNAME_FIELD: options["user"]}).first()
        if account is None:
            raise CommandError(f"There is no account “{options['user']}”.")
        why = options["why"].strip()
        if not why:
            raise CommandError("Please say why.")
        take_away_on_the_server(account, why, _who())
        self.stdout.write(f"{options['user']} sets up a new second factor at the next login. This is in the log.")

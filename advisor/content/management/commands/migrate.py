"""Django's `migrate`, and the one that may begin a SQLite file: everything else opens only a file that there is."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    help = migrate.Command.help

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Make the file before anything asks for it, the checks included."""
        connection = connections[options["database"]]
        name = str(connection.settings_dict["NAME"])
        if connection.vendor == "sqlite" and name.startswith("file:///"):
            file = Path(unquote(urlsplit(name).path))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        return super().execute(*args, **options)

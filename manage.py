#!/usr/bin/env python
"""Django's command line, with the embedded servers under it where no others are named."""

import os
import sys

# Commands that read no table and send no job. `makemigrations` is not one of them: it compares
# itself with the database.
WITHOUT_SERVERS = {
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "spectacular",
    "startapp",
    "version",
}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = arguments[1] if len(arguments) > 1 else "help"
    asks_for_help = {"-h", "--help", "--version"} & set(arguments)
    if command.lstrip("-") not in WITHOUT_SERVERS and not asks_for_help:
        from config import embedded

        embedded.ensure()
    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)


if __name__ == "__main__":
    main(sys.argv)

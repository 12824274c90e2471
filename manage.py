#!/usr/bin/env python
"""Django's command line for credtrack."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credtrack.settings")
    from django.core.management import execute_from_command_line, load_command_class

    if sys.argv[1:2] in (["extract"], ["compare"]):  # need no app: loading them takes longer than an article does
        load_command_class("claims", sys.argv[1]).run_from_argv(sys.argv)
    else:
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

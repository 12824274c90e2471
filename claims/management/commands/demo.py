"""`manage.py demo`: the demonstration articles, through the real pipeline."""

from __future__ import annotations

from importlib.resources import as_file, files

from django.core.management import call_command
from django.core.management.base import BaseCommand

from sources import demonstration


class Command(BaseCommand):
    help = "Load the demonstration articles and wait until they are analysed. Repeating it changes nothing."

    def handle(self, *args: object, **options: object) -> None:
        with as_file(files(demonstration) / "articles.jsonl") as path:
            call_command("ingest", path, wait=True, stdout=self.stdout, stderr=self.stderr)

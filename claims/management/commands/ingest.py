"""`manage.py ingest FILE.jsonl|DIR [--wait]`: articles from a file or a folder, through the one intake."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.intake_files import LineRefused, records
from claims.services import ArticleRefused, article_submit
from claims.waiting import wait_until_finished
from sources.models import Revision

SHOWN_REFUSALS = 50


class Command(BaseCommand):
    help = "Take in articles from a JSON-lines file or a folder of .txt files. Repeating it changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="FILE.jsonl, or a folder of .txt files (UTF-8)")
        parser.add_argument("--wait", action="store_true", help="return when the pipeline has finished")

    def handle(self, *args: object, **options: object) -> None:
        path = options["path"]
        assert isinstance(path, Path)
        if not path.exists():
            raise CommandError(f"No such file or folder: {path}")
        counts: Counter[str] = Counter()
        refusals: list[str] = []
        pending: list[int] = []
        with tqdm(desc="taking in", unit=" articles", disable=not sys.stderr.isatty()) as bar:
            for where, record in records(path):
                bar.update()
                if isinstance(record, LineRefused):
                    counts["refused"] += 1
                    refusals.append(f"{where}: {record}")
                    continue
                try:
                    submission = article_submit(**record)
                except ArticleRefused as error:
                    counts["refused"] += 1
                    refusals.append(f"{where}: {error.field + ': ' if error.field else ''}{error.message}")
                    continue
                counts["new" if submission.created else "held"] += 1
                pending.append(submission.revision.pk)
        self.stdout.write(f"{counts['new']} taken in, {counts['held']} held already, {counts['refused']} refused.")
        for line in refusals[:SHOWN_REFUSALS]:
            self.stderr.write(f"refused {line}")
        if len(refusals) > SHOWN_REFUSALS:
            self.stderr.write(f"… and {len(refusals) - SHOWN_REFUSALS} more")
        if options["wait"]:
            wait_until_finished(pending, what="analysing")
            self._report(pending)
        if counts["refused"]:
            sys.exit(1)

    def _report(self, pending: list[int]) -> None:
        failed = Revision.objects.filter(pk__in=pending, state=Revision.State.FAILED).select_related("article")
        done = Revision.objects.filter(pk__in=pending, state=Revision.State.MATCHED).count()
        self.stdout.write(f"{done} analysed, {len(failed)} failed.")
        for revision in failed:
            self.stderr.write(f"failed {revision.article}: {revision.error}")

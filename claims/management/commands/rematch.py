"""`manage.py rematch [--all] [--wait]`: compare again after a change of the models."""

from __future__ import annotations

import argparse
import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from claims.models import Claim
from claims.services.extraction import EMBEDDING_VERSION
from claims.services.rematching import claims_reembed, revisions_rematch
from claims.waiting import wait_until_finished
from sources.models import Revision


class Command(BaseCommand):
    help = "Embed and compare again what earlier versions of the models did. Interrupted, it goes on where it stopped."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also what this version has compared")
        parser.add_argument("--wait", action="store_true", help="return when the pipeline has finished")

    def handle(self, *args: object, **options: object) -> None:
        old = Claim.objects.current().filter(embedding_version__lt=EMBEDDING_VERSION).count()
        with tqdm(total=old, desc="embedding", unit=" claims", disable=not sys.stderr.isatty()) as bar:
            for done in claims_reembed():
                bar.update(done)
        queued = revisions_rematch(everything=bool(options["all"]))
        self.stdout.write(f"{old} claims embedded again, {queued} articles sent through matching.")
        if options["wait"]:
            under_way = Revision.objects.in_work().filter(state=Revision.State.EXTRACTED)
            wait_until_finished(list(under_way.values_list("pk", flat=True)), what="matching")

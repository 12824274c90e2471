"""The Celery application: carries ids between steps; facts stay in PostgreSQL (see `claims.pipeline`)."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

from credtrack.embedded.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credtrack.settings")

app = Celery("credtrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def end_with_the_worker(**_: Any) -> None:
    """A pool process whose worker was killed outright would wait for its next task for ever."""
    die_with_parent()

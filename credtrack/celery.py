"""The Celery application: carries ids between steps; facts stay in PostgreSQL (see `claims.pipeline`)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credtrack.settings")

app = Celery("credtrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

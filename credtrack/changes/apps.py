from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "credtrack.changes"
    label = "changes"

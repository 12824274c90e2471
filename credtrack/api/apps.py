from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "credtrack.api"
    label = "api"

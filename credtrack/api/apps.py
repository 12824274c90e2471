from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "credtrack.api"
    label = "api"

    def ready(self) -> None:
        from credtrack.api import schema  # noqa: F401 - drf-spectacular finds what is imported

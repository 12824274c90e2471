from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "credtrack.accounts"
    label = "accounts"

"""Brings the database up to date before anything serves it: migrations, first accounts, static files.

A process of its own, `python -m credtrack.supervisor.preparation`, so that the supervisor stays small and a broken
setting is an answer and not a crash of it. Prints one JSON object: {"accounts": [[role, name, secret]…], "empty": bool}
or {"error": one line}. With the argument `demo` it loads the demonstration articles instead, progress on the terminal.
"""

import json
import os
import sys
import traceback
from pathlib import Path

from credtrack.embedded.state import write_private

ACCOUNTS_FILE = "first-accounts.txt"


def prepare() -> dict[str, object]:
    """Migrate, make the first accounts on an empty installation, and say whether any article is there."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    check_servers()
    call_command("migrate", interactive=False, verbosity=0)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)
    from sources.models import Article

    accounts = make_first_accounts(Path(settings.VAR_DIR))
    return {"accounts": accounts, "empty": not Article.objects.exists()}


def check_servers() -> None:
    """Ask both servers for a sign of life; raises RuntimeError that names the setting of the one that gives none."""
    import redis
    from django.conf import settings
    from django.db import OperationalError, connection
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise RuntimeError(f"DATABASE_URL: {first_line(error)}") from error
    try:
        once = Retry(NoBackoff(), 0)
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=10, retry=once).ping()
    except redis.RedisError as error:
        raise RuntimeError(f"REDIS_URL: {first_line(error)}") from error


def make_first_accounts(var: Path) -> list[list[str]]:
    """Accounts and the file with their passwords, both or neither: a crash between would lock everybody out."""
    from django.db import transaction

    from credtrack.accounts.services import first_accounts_create

    with transaction.atomic():
        accounts = [[c.role, c.name, c.secret] for c in first_accounts_create()]
        if accounts:
            lines = [f"{role:<10}  {name:<10}  {secret}\n" for role, name, secret in accounts]
            write_private(var / ACCOUNTS_FILE, "".join(lines))
    return accounts


def first_line(error: BaseException) -> str:
    """The first line of an error that says something."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:300] if lines else type(error).__name__


def load_demo(log: Path) -> int:
    """The command `demo`, a failure of it in `log` and not on the terminal."""
    import django
    from django.core.management import call_command

    try:
        django.setup()
        call_command("demo")
    except Exception:  # noqa: BLE001  # the supervisor says that it failed, the log says why
        log.write_text(traceback.format_exc(), encoding="utf-8")
        return 1
    return 0


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credtrack.settings")
    if arguments[:1] == ["demo"]:
        return load_demo(Path(arguments[1]))
    try:
        answer = prepare()
    except Exception as error:  # noqa: BLE001  # whatever it is, the person at the terminal gets one line
        traceback.print_exc()
        answer = {"error": first_line(error)}
    print(json.dumps(answer))
    return 1 if "error" in answer else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

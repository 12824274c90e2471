"""Where the project lies, and its directory of data, logs and secrets."""

import os
from pathlib import Path

from dotenv import load_dotenv

PROJECT = Path(__file__).resolve().parent.parent.parent


def var_directory() -> Path:
    """`CREDTRACK_VAR`, else `var/` in the project. Reads `.env` into the environment first."""
    load_dotenv(PROJECT / ".env")
    return Path(os.environ.get("CREDTRACK_VAR", "").strip() or PROJECT / "var").absolute()

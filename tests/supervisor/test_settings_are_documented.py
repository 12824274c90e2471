"""`.env.example` names every setting that the code reads, and none that it does not."""

import re

from credtrack.embedded.project import PROJECT

READERS = r"\benv(?:_flag|_int)?\(|environ(?:ment)?(?:\.get\(|\[)|_number\(environment, "
READ = re.compile(rf'(?:{READERS})"([A-Z][A-Z_]+)"')
DOCUMENTED = re.compile(r"^# ([A-Z][A-Z_]+)=", re.MULTILINE)
# Set by the system or by make, not by whoever runs credtrack.
NOT_OURS = {"PATH", "MAKELEVEL", "DJANGO_SETTINGS_MODULE"}


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    read = {"CREDTRACK_CHROMIUM"}  # the Makefile's
    for package in ("credtrack", "claims", "sources"):
        for path in (PROJECT / package).rglob("*.py"):
            if "training" not in path.parts:
                read |= set(READ.findall(path.read_text(encoding="utf-8")))
    documented = DOCUMENTED.findall((PROJECT / ".env.example").read_text(encoding="utf-8"))
    assert len(documented) == len(set(documented))
    assert set(documented) == read - NOT_OURS

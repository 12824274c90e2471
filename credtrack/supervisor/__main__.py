"""`python -m credtrack.supervisor`, which is what `make run` calls after the set-up."""

import os
import signal
import sys

from credtrack.embedded.errors import StartRefused, explain_os_error
from credtrack.embedded.processes import die_with_parent
from credtrack.embedded.project import var_directory
from credtrack.supervisor.configuration import read_configuration
from credtrack.supervisor.supervisor import Supervisor


def main() -> int:
    if "MAKELEVEL" in os.environ:  # `make` killed outright is nobody's Ctrl-C any more: end with it
        die_with_parent(signal.SIGTERM)
    try:
        var_directory()
        Supervisor(read_configuration(os.environ)).run()
    except StartRefused as refusal:
        print(f"credtrack: {refusal}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"credtrack: {explain_os_error(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

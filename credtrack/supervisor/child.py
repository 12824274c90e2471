"""One supervised child: started, watched, started again when it ends by itself, at growing intervals."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping

from credtrack.embedded.processes import signal_group, spawn
from credtrack.embedded.project import PROJECT
from credtrack.supervisor.configuration import Program
from credtrack.supervisor.logs import ChildLog

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
# Who ran this long was healthy: the next end of it counts as the first.
HEALTHY_SECONDS = 60.0


class Child:
    """A program under supervision. `output` is the descriptor to read its words from while it runs."""

    def __init__(self, program: Program, log: ChildLog) -> None:
        self.program = program
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.output: int | None = None
        self.starts = 0
        self.start_again_at = 0.0
        self._pause = FIRST_PAUSE_SECONDS
        self._began = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, environment: Mapping[str, str]) -> None:
        reader, writer = os.pipe()
        with os.fdopen(writer, "wb") as output:
            self.process = spawn(
                self.program.command,
                death_signal=self.program.death_signal,
                output=output,
                environment=environment,
                directory=PROJECT,
            )
        os.set_blocking(reader, False)
        self.output = reader
        self.starts += 1
        self._began = time.monotonic()

    def read(self) -> list[str]:
        """What it said since the last call, into its log; the lines for the terminal. Closes `output` at its end."""
        shown: list[str] = []
        while self.output is not None:
            try:
                data = os.read(self.output, 65536)
            except BlockingIOError:
                break
            if not data:
                os.close(self.output)
                self.output = None
                break
            shown += self.log.feed(data)
        return shown

    def note_end(self) -> tuple[str, float]:
        """After it ended by itself: how, and after how many seconds it is to be started again."""
        assert self.process is not None
        code = self.process.wait()
        signal_group(self.process, signal.SIGKILL)  # its own children
        self.process = None
        if time.monotonic() - self._began > HEALTHY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE_SECONDS)
        self.start_again_at = time.monotonic() + pause
        how = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
        return how, pause

    def ask_to_stop(self) -> None:
        if self.is_running:
            assert self.process is not None
            self.process.terminate()

    def kill(self) -> None:
        """Whatever is left of it and its children."""
        if self.process is not None:
            signal_group(self.process, signal.SIGKILL)
            self.process.wait()
            self.process = None

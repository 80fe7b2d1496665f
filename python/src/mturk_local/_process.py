"""An emulator as a process that ends with this one."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
from typing import IO, Any, Dict, List, Optional, Sequence

from ._node_program import find_command
from .errors import StartError

#: Seconds that the emulator may take to end by itself.
_END_TIMEOUT = 10.0


class EmulatorProcess:
    """A running emulator.

    It ends when its standard input does, and therefore with this process, however that ends.

    :param flags: of ``mturk-local start``
    :param log: the file that receives its standard error
    :param timeout: seconds that the start may take
    :raises NodeError: when there is no usable Node.js
    :raises StartError: when the emulator does not start
    """

    def __init__(self, flags: Sequence[str], log: Optional[str], timeout: float) -> None:
        self._owner = os.getpid()
        self._log: IO[bytes] = open(log, "w+b") if log else tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [
                *find_command(),
                *("start", "--port", "0", "--smtp-port", "0"),
                *("--ready-json", "--until-stdin-closes"),
                *flags,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=_own_environment(),
            **_own_group(),
        )
        try:
            self.ready = self._read_ready_line(timeout)
        except BaseException:
            self._process.kill()
            self.close()
            raise

    def _read_ready_line(self, timeout: float) -> Dict[str, Any]:
        lines: List[bytes] = []
        output = self._process.stdout
        assert output is not None
        # A pipe cannot be read with a time limit on every system.
        reader = threading.Thread(target=lambda: lines.append(output.readline()), daemon=True)
        reader.start()
        reader.join(timeout)
        if not lines:
            raise StartError(f"The emulator did not start within {timeout:g} s. {self._said()}")
        try:
            ready = json.loads(lines[0])
        except ValueError:
            code = self._process.wait(_END_TIMEOUT)
            raise StartError(
                f"The emulator did not start and ended with {code}. {self._said()}"
            ) from None
        assert isinstance(ready, dict)
        return ready

    def _said(self) -> str:
        self._log.flush()
        self._log.seek(0)
        return self._log.read().decode("utf-8", "replace").strip()[-2000:]

    def close(self) -> None:
        """Ends the emulator after its work in progress."""
        # A forked child has the same object, and the emulator is its parent's.
        if os.getpid() != self._owner:
            return
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.close()
        except OSError:
            pass
        try:
            process.wait(_END_TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        self._log.close()


def _own_environment() -> Dict[str, str]:
    """Settings and flags of the user's other emulators do not apply."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MTURK_LOCAL_") and name != "NODE_OPTIONS"
    }


def _own_group() -> Dict[str, Any]:
    """Ctrl-C must not end the emulator: what tests clean up afterwards still needs it."""
    if os.name == "nt":
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP")}
    return {"start_new_session": True}

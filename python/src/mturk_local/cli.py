"""The command ``mturk-local``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from ._node_program import find_command
from .errors import NodeError

#: What shells return when a program is not found.
_NOT_FOUND = 127


def main() -> int:
    """Runs the command line that this package contains, and returns its exit code."""
    try:
        command = [*find_command(), *sys.argv[1:]]
    except NodeError as error:
        print(f"mturk-local: {error}", file=sys.stderr)
        return _NOT_FOUND
    if os.name != "nt":
        # Node.js replaces this process: signals and exit codes are its own.
        os.execv(command[0], command)
    # Windows cannot replace a process. Ctrl-C reaches both, and Node.js decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)

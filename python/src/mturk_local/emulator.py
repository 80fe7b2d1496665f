"""An emulator for scripts, notebooks and fixtures."""

from __future__ import annotations

import asyncio
import os
import secrets
from typing import Any, List, Mapping, Optional, Sequence

from ._html import render
from ._process import EmulatorProcess
from .control import Control
from .errors import StartError
from .requester import Requester

#: Seconds that a start may take on a busy machine.
START_TIMEOUT = 60.0


class Emulator(Requester):
    """An emulator as a context manager, with clients of one account.

    Uses the emulator that ``MTURK_LOCAL_ENDPOINT`` names, else starts one that ends with this
    process at the latest.

    :param flags: of ``mturk-local start``, such as ``["--seed", "1"]``
    :param endpoint: of an emulator that runs, in place of ``MTURK_LOCAL_ENDPOINT``
    :param token: of that emulator; default: ``MTURK_LOCAL_TOKEN``
    :param log: a file for the log of the emulator that is started
    :raises NodeError: when there is no usable Node.js
    :raises StartError: when the emulator does not start
    """

    def __init__(
        self,
        flags: Sequence[str] = (),
        *,
        endpoint: Optional[str] = None,
        token: Optional[str] = None,
        account: str = "000000000000",
        region: str = "us-east-1",
        timeout: float = 10.0,
        start_timeout: float = START_TIMEOUT,
        log: Optional[str] = None,
    ) -> None:
        endpoint = endpoint or os.environ.get("MTURK_LOCAL_ENDPOINT")
        token = token or os.environ.get("MTURK_LOCAL_TOKEN")
        self._process: Optional[EmulatorProcess] = None
        if not endpoint:
            self._process = EmulatorProcess(flags, log, start_timeout)
            endpoint = self._process.ready["endpoint"]
            token = _find_token(flags)
        elif flags:
            raise StartError(
                f"Flags are for an emulator that is started; {endpoint} is running already."
            )
        super().__init__(Control(endpoint, token), account, region=region, timeout=timeout)

    @property
    def endpoint(self) -> str:
        return self.control.endpoint

    @property
    def console(self) -> str:
        return f"{self.endpoint}/console"

    @property
    def is_shared(self) -> bool:
        """Whether it was running already, so that others may use it too."""
        return self._process is None

    def requester(self, account: Optional[str] = None) -> Requester:
        """Returns another account; without a number, a new one."""
        number = account or str(10**11 + secrets.randbelow(9 * 10**11))
        return Requester(self.control, number, region=self.region, timeout=self.deliveries._timeout)

    def close(self) -> None:
        """Ends the emulator if it was started here."""
        if self._process:
            self._process.close()

    def __enter__(self) -> Emulator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Emulator:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.get_running_loop().run_in_executor(None, self.close)

    def _repr_html_(self) -> str:
        """Shows the latest HITs and deliveries in a notebook."""
        hits: List[Mapping[str, Any]] = self.control.hits(limit=20)["hits"]
        deliveries: List[Mapping[str, Any]] = self.control.deliveries(limit=20)["deliveries"]
        return render(self.console, hits, deliveries)


def _find_token(flags: Sequence[str]) -> Optional[str]:
    for index, flag in enumerate(flags):
        if flag.startswith("--token="):
            return flag[len("--token=") :]
        if flag == "--token" and index + 1 < len(flags):
            return flags[index + 1]
    return None

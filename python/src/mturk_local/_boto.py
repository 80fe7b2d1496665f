"""boto3, which is imported when the first client is created."""

from __future__ import annotations

import os
import threading
from typing import Any, Optional

from .errors import MTurkLocalError

_session: Optional[Any] = None
_lock = threading.Lock()


def create_client(service: str, **options: Any) -> Any:
    """Creates a client that reads nothing of the user's configuration.

    It does not repeat a call that fails, so that a test sees each error.
    """
    global _session
    try:
        import boto3
        import botocore.session
        from botocore.config import Config
    except ImportError:
        raise MTurkLocalError("boto3 is not installed: pip install boto3") from None
    config = Config(proxies={}, retries={"total_max_attempts": 1, "mode": "standard"})
    with _lock:
        # A new session reads the descriptions of all services again, which takes most of the time.
        if _session is None:
            unset = (None, None, None, None)
            no_file = (None, None, os.devnull, None)
            core = botocore.session.Session(
                {"profile": unset, "config_file": no_file, "credentials_file": no_file}
            )
            _session = boto3.Session(botocore_session=core)
        return _session.client(service, config=config, **options)

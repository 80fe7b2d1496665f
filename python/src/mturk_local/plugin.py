"""Fixtures for pytest.

Each process of pytest has an emulator of its own, which the first test that asks for one starts:
the clock and simulated workers belong to the whole emulator, so that processes must not share it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Generator, Iterator, List

import pytest

if TYPE_CHECKING:
    from .control import Json
    from .emulator import Emulator
    from .requester import Clock, Crowd, Deliveries, Mailbox, Queue, Requester, Topic, Worker

#: On a test's item: the requester that it used.
_REQUESTER = "_mturk_local_requester"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "mturk_local_flags",
        "Flags of `mturk-local start`, such as --seed 1.",
        type="args",
        default=[],
    )
    parser.addini("mturk_local_region", "The region of the clients.", default="us-east-1")
    parser.addini(
        "mturk_local_timeout", "Seconds that waits take at most by default.", default="10"
    )
    parser.addini(
        "mturk_local_start_timeout", "Seconds that the emulator's start may take.", default="60"
    )
    parser.addini(
        "mturk_local_allow_shared",
        "Let tests move the clock of an emulator that was not started here, and delete its data.",
        type="bool",
        default=False,
    )


@pytest.fixture(scope="session")
def mturk_emulator(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Emulator]:
    """The emulator of this process of pytest."""
    from .emulator import Emulator

    with Emulator(
        pytestconfig.getini("mturk_local_flags"),
        region=pytestconfig.getini("mturk_local_region"),
        timeout=_read_seconds(pytestconfig, "mturk_local_timeout"),
        start_timeout=_read_seconds(pytestconfig, "mturk_local_start_timeout"),
        log=str(tmp_path_factory.getbasetemp() / "mturk-local.log"),
    ) as emulator:
        yield emulator


def _read_seconds(config: pytest.Config, option: str) -> float:
    text = config.getini(option)
    try:
        return float(text)
    except ValueError:
        raise pytest.UsageError(f"{option} is {text!r}, not a number of seconds") from None


@pytest.fixture
def mturk_requester(request: pytest.FixtureRequest, mturk_emulator: Emulator) -> Requester:
    """An account that no other test uses, with clients, queues, topics and workers."""
    requester = mturk_emulator.requester()
    setattr(request.node, _REQUESTER, requester)
    return requester


@pytest.fixture
def mturk(mturk_requester: Requester) -> Any:
    """A boto3 client of MTurk, of an account that no other test uses."""
    return mturk_requester.mturk


@pytest.fixture
def mturk_queue(mturk_requester: Requester) -> Queue:
    """An empty SQS queue."""
    return mturk_requester.queue()


@pytest.fixture
def mturk_topic(mturk_requester: Requester) -> Topic:
    """An SNS topic without subscriptions."""
    return mturk_requester.topic()


@pytest.fixture
def mturk_worker(mturk_requester: Requester) -> Worker:
    """A worker who has done nothing yet."""
    return mturk_requester.worker()


@pytest.fixture
def mturk_deliveries(mturk_requester: Requester) -> Deliveries:
    """The notifications that the test caused."""
    return mturk_requester.deliveries


@pytest.fixture
def mturk_mailbox(mturk_requester: Requester) -> Mailbox:
    """The e-mails to an address that no other test uses."""
    return mturk_requester.mailbox


@pytest.fixture
def mturk_check_consumer(mturk_requester: Requester) -> Callable[..., Json]:
    """Sends every kind of notification to a consumer that runs, and fails if it is not right."""
    return mturk_requester.check_consumer


@pytest.fixture
def mturk_reset(pytestconfig: pytest.Config, mturk_emulator: Emulator) -> None:
    """Deletes all data of the emulator before the test."""
    _require_own(pytestconfig, mturk_emulator)
    mturk_emulator.control.reset("all")


@pytest.fixture
def mturk_clock(
    pytestconfig: pytest.Config, mturk_emulator: Emulator, mturk_requester: Requester
) -> Iterator[Clock]:
    """The clock. After the test it runs, or is frozen, as before; it is never set back."""
    _require_own(pytestconfig, mturk_emulator)
    state = mturk_emulator.control.clock()["state"]
    yield mturk_requester.clock
    mturk_emulator.control.set_clock(state)


def _require_own(config: pytest.Config, emulator: Emulator) -> None:
    if emulator.is_shared and not config.getini("mturk_local_allow_shared"):
        pytest.fail(
            f"The emulator at {emulator.endpoint} was not started by this run, and the test would "
            "move its clock or delete its data. Set mturk_local_allow_shared = true to allow that.",
            pytrace=False,
        )


@pytest.fixture
def mturk_crowd(mturk_requester: Requester) -> Iterator[Crowd]:
    """Simulated workers for the HITs of the test."""
    yield mturk_requester.crowd
    mturk_requester.crowd.delete()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    requester = getattr(item, _REQUESTER, None)
    # Before the fixtures are torn down, since the emulator must still answer.
    if requester and report.failed and report.when in ("setup", "call"):
        report.sections.append(("mturk-local", "\n".join(_describe(requester))))


def _describe(requester: Requester) -> List[str]:
    from .failure import describe_failure

    try:
        return describe_failure(requester)
    except Exception as error:  # The report of the test matters more.
        return [f"The emulator at {requester.control.endpoint} does not answer: {error}"]

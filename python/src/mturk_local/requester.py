"""One requester's account, with what surrounds it in a test."""

from __future__ import annotations

import asyncio
import itertools
import json
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional, Sequence, Union

from ._boto import create_client
from .control import Answers, Control, Json, unpage
from .errors import ControlError

_PAGE = 100


class Delivery(Dict[str, Any]):
    """One delivery of the log, as the control API returns it."""

    @property
    def document(self) -> Json:
        """The notification payload, parsed."""
        document: Json = json.loads(self["payload"])
        return document

    @property
    def events(self) -> List[Json]:
        events: List[Json] = self.document["Events"]
        return events


class Deliveries:
    """The notifications that were sent for an account."""

    def __init__(self, control: Control, account: str, timeout: float) -> None:
        self._control = control
        self._account = account
        self._timeout = timeout

    def list(self, **filters: Any) -> List[Delivery]:
        """Returns the last 100 deliveries that match, oldest first, unsent ones too."""
        filters = {"limit": _PAGE, **filters}
        page = self._control.deliveries(account=self._account, **filters)
        return [Delivery(each) for each in unpage(page, "deliveries")]

    def wait_for(
        self,
        *,
        event_type: Optional[str] = None,
        transport: Optional[str] = None,
        count: int = 1,
        timeout: Optional[float] = None,
        **filters: Any,
    ) -> List[Delivery]:
        """Waits until ``count`` notifications that match were sent, and returns them.

        :param timeout: seconds of real time; default: the option ``mturk_local_timeout``
        :raises AssertionError: when fewer were sent in time
        """
        timeout = self._timeout if timeout is None else timeout
        filters = {"event_type": event_type, "transport": transport, **filters}
        result = self._control.wait_for_deliveries(
            account=self._account, count=count, timeout=round(timeout * 1000), **filters
        )
        found = [Delivery(each) for each in result["deliveries"]]
        if not result["complete"]:
            raise AssertionError(
                f"{len(found)} of {count} deliveries{_describe(filters)} were sent "
                f"within {timeout:g} s."
            )
        return found

    async def arrive(self, **filters: Any) -> List[Delivery]:
        """Waits as :meth:`wait_for` does, without blocking the event loop."""
        return await asyncio.get_running_loop().run_in_executor(
            None, lambda: self.wait_for(**filters)
        )

    def expect_none(self, *, within: float = 0, **filters: Any) -> None:
        """Checks that no notification that matches is sent.

        Waits for what is due already, and then for ``within`` seconds of real time.

        :raises AssertionError: when one was sent
        """
        self._control.wait_until_idle()
        result = self._control.wait_for_deliveries(
            account=self._account, timeout=round(within * 1000), **filters
        )
        if result["deliveries"]:
            found = Delivery(result["deliveries"][0])
            raise AssertionError(
                f"A delivery{_describe(filters)} was sent to {found['destination']}: "
                f"{found['payload']}"
            )


def _describe(filters: Dict[str, Any]) -> str:
    given = ", ".join(f"{name}={value!r}" for name, value in filters.items() if value is not None)
    return f" with {given}" if given else ""


class Queue:
    """A built-in SQS queue as the destination of notifications."""

    def __init__(self, control: Control, description: Json) -> None:
        self._control = control
        self.url: str = description["url"]
        self.arn: str = description["arn"]

    def bodies(self) -> List[str]:
        """Returns the bodies of the messages, oldest first; consumes none."""
        page = self._control.queue_messages(self.arn, limit=_PAGE)
        return [message["body"] for message in unpage(page, "messages")]

    def documents(self) -> List[Json]:
        """Returns the same bodies, parsed."""
        return [json.loads(body) for body in self.bodies()]


class Topic:
    """A built-in SNS topic as the destination of notifications."""

    def __init__(self, control: Control, description: Json) -> None:
        self._control = control
        self.arn: str = description["arn"]

    def subscribe(self, protocol: str, endpoint: str) -> None:
        """Subscribes a queue (``"sqs"`` and its ARN), a web hook or a mailbox."""
        self._control.subscribe(self.arn, protocol, endpoint)

    def bodies(self) -> List[str]:
        """Returns the messages that were published last, oldest first."""
        [topic] = self._control.topics(arn=self.arn)["topics"]
        return [each["message"]["message"] for each in unpage(topic, "messages")]

    def documents(self) -> List[Json]:
        """Returns the same messages, parsed."""
        return [json.loads(body) for body in self.bodies()]


class Worker:
    """A worker. What a worker may not do raises a ControlError with the reason."""

    def __init__(self, control: Control, worker_id: str) -> None:
        self._control = control
        self.id = worker_id

    def update(self, **details: Any) -> None:
        """Sets ``locale``, ``adult``, ``master`` or ``history``."""
        self._control.update_worker(self.id, **details)

    def hits(self, search: Optional[str] = None) -> List[Json]:
        """Returns available HITs, each with the reasons why the worker cannot accept it."""
        hits: List[Json] = self._control.worker_hits(self.id, search=search, limit=_PAGE)["hits"]
        return hits

    def accept(self, hit_id: str) -> str:
        """Accepts a HIT; returns the ID of the assignment."""
        assignment_id: str = self._control.accept(self.id, hit_id)["id"]
        return assignment_id

    def submit(self, assignment_id: str, answers: Optional[Answers] = None) -> Json:
        """Submits an assignment: fields by name, or the whole answer in XML."""
        return self._control.submit(self.id, assignment_id, answers)

    def work(self, hit_id: str, answers: Optional[Answers] = None) -> str:
        """Accepts a HIT and submits it; returns the ID of the assignment."""
        assignment_id = self.accept(hit_id)
        self.submit(assignment_id, answers)
        return assignment_id

    def return_assignment(self, assignment_id: str) -> Json:
        return self._control.return_assignment(self.id, assignment_id)

    def request_qualification(
        self, qualification_type_id: str, answers: Optional[Answers] = None
    ) -> Json:
        return self._control.request_qualification(self.id, qualification_type_id, answers)


class Clock:
    """The clock of the emulator. All its accounts share it."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def now(self) -> datetime:
        text: str = self._control.clock()["now"]
        return datetime.fromisoformat(text.replace("Z", "+00:00"))

    def freeze(self) -> None:
        self._control.set_clock("frozen")

    def run(self) -> None:
        self._control.set_clock("running")

    def advance(self, by: Union[timedelta, str]) -> None:
        """Advances the clock; what falls due on the way happens at its time.

        :param by: a timedelta, or a duration such as ``"PT1H"``
        """
        duration = f"PT{by.total_seconds():g}S" if isinstance(by, timedelta) else by
        self._control.advance_clock(by=duration)

    def advance_to(self, instant: datetime) -> None:
        """Advances the clock to a later instant, which has a time zone."""
        utc = instant.astimezone(timezone.utc).replace(tzinfo=None)
        self._control.advance_clock(to=utc.isoformat(timespec="milliseconds") + "Z")


class Mailbox:
    """The e-mails to one address, which is valid in the emulator's mailbox only."""

    def __init__(self, control: Control, address: str, timeout: float) -> None:
        self._control = control
        self._timeout = timeout
        self.address = address

    def list(self, **filters: Any) -> List[Json]:
        """Returns the last 100 e-mails, oldest first, each with its text and headers."""
        page = self._control.mails(to=self.address, limit=_PAGE, **filters)
        return [self._control.mail(mail["id"]) for mail in unpage(page, "mails")]

    def wait_for(
        self, *, count: int = 1, timeout: Optional[float] = None, **filters: Any
    ) -> List[Json]:
        """Waits until ``count`` e-mails that match have arrived, and returns them.

        :raises AssertionError: when fewer arrived in time
        """
        timeout = self._timeout if timeout is None else timeout
        result = self._control.wait_for_mails(
            to=self.address, count=count, timeout=round(timeout * 1000), **filters
        )
        found = [self._control.mail(mail["id"]) for mail in result["mails"]]
        if not result["complete"]:
            raise AssertionError(
                f"{len(found)} of {count} e-mails{_describe(filters)} to {self.address} arrived "
                f"within {timeout:g} s."
            )
        return found


class Crowd:
    """Simulated workers who work on the HITs of one account."""

    def __init__(self, control: Control, account: str) -> None:
        self._control = control
        self._account = account
        self._is_created = False
        self.name = f"crowd-{account}"

    def start(self, **options: Any) -> Json:
        """Starts it with options such as ``workers``, ``answers`` and ``accept_rate``."""
        self._is_created = True
        return self._control.put_crowd(self.name, account=self._account, **options)

    def status(self) -> Json:
        """Returns what the workers have done, and what they do now."""
        return self._control.crowd(self.name)

    def stop(self) -> None:
        """Lets its workers finish what they have and not come back."""
        self._control.stop_crowd(self.name)

    def delete(self) -> None:
        if not self._is_created:
            return
        self._is_created = False
        try:
            self._control.delete_crowd(self.name)
        except ControlError as error:
            # A reset deletes crowds too.
            if error.status != 404:
                raise


class Requester:
    """An account of its own, so that tests do not see each other's data.

    :param account: 12 digits
    :param timeout: seconds that its waits take at most by default
    """

    def __init__(
        self,
        control: Control,
        account: str,
        *,
        region: str = "us-east-1",
        timeout: float = 10.0,
    ) -> None:
        self.control = control
        self.account = account
        self.region = region
        self.deliveries = Deliveries(control, account, timeout)
        self.clock = Clock(control)
        self.mailbox = Mailbox(control, f"requester-{account}@example.com", timeout)
        self.crowd = Crowd(control, account)
        self._clients: Dict[str, Any] = {}
        self._workers = itertools.count(1)

    @property
    def client_options(self) -> Dict[str, str]:
        """Options of a client of boto3 or aioboto3."""
        return {
            "endpoint_url": self.control.endpoint,
            "region_name": self.region,
            "aws_access_key_id": self.account,
            "aws_secret_access_key": "test",
        }

    def client(self, service: str) -> Any:
        """Returns a boto3 client, such as ``client("sqs")``."""
        if service not in self._clients:
            self._clients[service] = create_client(service, **self.client_options)
        return self._clients[service]

    @property
    def mturk(self) -> Any:
        return self.client("mturk")

    @property
    def sqs(self) -> Any:
        return self.client("sqs")

    @property
    def sns(self) -> Any:
        return self.client("sns")

    def queue(self, name: str = "events") -> Queue:
        """Returns the queue of this name, created if missing."""
        created = self.control.create_queue(name, account=self.account, region=self.region)
        return Queue(self.control, created)

    def topic(self, name: str = "events") -> Topic:
        """Returns the topic of this name, created if missing."""
        created = self.control.create_topic(name, account=self.account, region=self.region)
        return Topic(self.control, created)

    def check_consumer(
        self,
        *,
        queue: Optional[str] = None,
        topic: Optional[str] = None,
        http: Optional[str] = None,
        mail: Optional[str] = None,
        only: Optional[Sequence[str]] = None,
        seed: Optional[str] = None,
        acknowledges: bool = False,
        timeout: float = 10.0,
        grace: float = 5.0,
        payloads: Optional[Sequence[str]] = None,
    ) -> Json:
        """Sends every kind of notification to a running consumer; returns what was seen.

        Give one of ``queue`` (a URL), ``topic`` (an ARN), ``http`` (a URL) and ``mail`` (an address).

        :param acknowledges: whether the consumer acknowledges each event that it has handled
        :param timeout: seconds that the consumer has for a message
        :param grace: seconds after that for its calls and acknowledgements
        :raises AssertionError: when the consumer does not handle something
        """
        targets = {"queue": queue, "topic": topic, "http": http, "mail": mail}
        given = [(kind, address) for kind, address in targets.items() if address is not None]
        if len(given) != 1:
            raise TypeError("Give check_consumer one of queue, topic, http and mail.")
        [(kind, address)] = given
        check = self.control.start_check(
            kind,
            address,
            account=self.account,
            only=only,
            seed=seed,
            acknowledges=acknowledges,
            timeout=round(timeout * 1000),
            grace=round(grace * 1000),
            payloads=payloads,
        )
        while check["state"] == "running":
            check = self.control.wait_for_check(check["id"])
        if check["failed"] or check["state"] != "finished" or check.get("problem"):
            raise AssertionError(_describe_check(check))
        return check

    def worker(self, worker_id: Optional[str] = None) -> Worker:
        """Returns a worker; without an ID, one who has done nothing yet."""
        return Worker(self.control, worker_id or f"A{self.account}W{next(self._workers)}")


def _describe_check(check: Json) -> str:
    results = check["results"]
    failed = [each for each in results if each.get("outcome") == "failed"]
    lines = [f"{len(failed)} of {len(results)} cases failed."]
    for each in failed:
        lines += [f"{each['case']}: {each['title']}", f"  {each['reason']}", f"  {each['advice']}"]
    if check.get("problem"):
        lines.append(check["problem"])
    return "\n".join(lines)

"""The control API: what Mechanical Turk has no API for. Only the standard library is used."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List, Mapping, Optional, Sequence, Union
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import ProxyHandler, Request, build_opener

from .errors import ControlError

Json = Dict[str, Any]
Answers = Union[str, Mapping[str, Any]]

#: Seconds that a request may take, besides what it was asked to wait.
REQUEST_TIMEOUT = 30.0


class Control:
    """A client of the control API of one emulator.

    Options are named as in the API, in snake case: ``event_type`` is ``eventType``. Responses are
    the API's, as ``GET /_mturk/openapi.json`` describes them.
    """

    def __init__(self, endpoint: str, token: Optional[str] = None) -> None:
        self.endpoint = endpoint.rstrip("/")
        self._headers = {"content-type": "application/json"}
        if token:
            self._headers["authorization"] = f"Bearer {token}"
        # Requests to this machine must not go through a proxy.
        self._open = build_opener(ProxyHandler({})).open

    def send(
        self,
        operation: str,
        path: Sequence[str] = (),
        query: Optional[Mapping[str, Any]] = None,
        body: Optional[Mapping[str, Any]] = None,
        wait: float = 0,
    ) -> Json:
        """Sends one request; returns an empty object where the response has no content.

        :param operation: method and path, as in the API's description
        :param path: values of the parameters in the path, in order
        :param wait: seconds for which the response may be waited for, besides the usual limit
        :raises ControlError: when the API refuses it
        """
        text = self._request(operation, path, query or {}, body, wait)
        content: Json = json.loads(text) if text else {}
        return content

    def _request(
        self,
        operation: str,
        path: Sequence[str],
        query: Mapping[str, Any],
        body: Optional[Mapping[str, Any]],
        wait: float,
    ) -> bytes:
        method, route = operation.split(" ")
        values = iter(path)
        url = re.sub(r"\{\w+\}", lambda _: quote(next(values), safe=""), route)
        parameters = {_camel(k): _text(v) for k, v in query.items() if v is not None}
        if parameters:
            url = f"{url}?{urlencode(parameters)}"
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.endpoint + url, data, self._headers, method=method)
        try:
            with self._open(request, timeout=REQUEST_TIMEOUT + wait) as response:
                content: bytes = response.read()
                return content
        except HTTPError as error:
            raise _read_error(error) from None

    # The emulator

    def info(self) -> Json:
        """Returns version, addresses, clock, destinations of notifications and operations."""
        return self.send("GET /_mturk/info")

    def ready(self) -> Json:
        return self.send("GET /_mturk/ready")

    def wait_until_idle(self, retries: Optional[str] = None) -> Json:
        """Returns when everything that is due was sent.

        :param retries: ``"wait"`` to wait for later retries too
        """
        return self.send("GET /_mturk/settled", query={"retries": retries}, wait=600)

    def export(self) -> Json:
        """Returns the present state as an init file."""
        return self.send("GET /_mturk/export")

    def reset(self, scope: str = "all") -> Json:
        """Deletes all data, or only ``"messages"``."""
        return self.send("POST /_mturk/reset", body={"scope": scope})

    def stop(self) -> Json:
        """Stops the emulator after its work in progress; returns when it has ended."""
        return self.send("POST /_mturk/stop", body={})

    # Deliveries

    def deliveries(
        self,
        *,
        account: Optional[str] = None,
        transport: Optional[str] = None,
        destination: Optional[str] = None,
        status: Optional[str] = None,
        kind: Optional[str] = None,
        event_type: Optional[str] = None,
        text: Optional[str] = None,
        limit: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Json:
        """Returns a page of the delivery log, newest first."""
        return self.send("GET /_mturk/deliveries", query=_options(locals()))

    def wait_for_deliveries(
        self,
        *,
        account: Optional[str] = None,
        transport: Optional[str] = None,
        destination: Optional[str] = None,
        status: Optional[str] = None,
        kind: Optional[str] = None,
        event_type: Optional[str] = None,
        text: Optional[str] = None,
        count: Optional[int] = None,
        timeout: int = 10_000,
    ) -> Json:
        """Returns as soon as ``count`` deliveries match, or after ``timeout`` milliseconds."""
        query = _options(locals())
        return self.send("GET /_mturk/deliveries/wait", query=query, wait=timeout / 1000)

    def delivery(self, delivery_id: str) -> Json:
        return self.send("GET /_mturk/deliveries/{id}", [delivery_id])

    def redeliver(self, delivery_id: str) -> Json:
        """Sends the same payload once more."""
        return self.send("POST /_mturk/deliveries/{id}/redeliver", [delivery_id], body={})

    # Mailbox, queues and topics

    def mails(
        self,
        *,
        to: Optional[str] = None,
        subject: Optional[str] = None,
        text: Optional[str] = None,
        limit: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Json:
        """Returns a page of the e-mails that arrived, newest first."""
        return self.send("GET /_mturk/mailbox", query=_options(locals()))

    def wait_for_mails(
        self,
        *,
        to: Optional[str] = None,
        subject: Optional[str] = None,
        text: Optional[str] = None,
        count: Optional[int] = None,
        timeout: int = 10_000,
    ) -> Json:
        """Returns as soon as ``count`` e-mails match, or after ``timeout`` milliseconds."""
        query = _options(locals())
        return self.send("GET /_mturk/mailbox/wait", query=query, wait=timeout / 1000)

    def mail(self, mail_id: str) -> Json:
        """Returns one e-mail, parsed."""
        return self.send("GET /_mturk/mailbox/{id}", [mail_id])

    def delete_mails(
        self,
        *,
        to: Optional[str] = None,
        subject: Optional[str] = None,
        text: Optional[str] = None,
    ) -> Json:
        return self.send("DELETE /_mturk/mailbox", query=_options(locals()))

    def create_queue(
        self, name: str, *, account: Optional[str] = None, region: Optional[str] = None
    ) -> Json:
        """Creates a queue, or returns the one with this name."""
        return self.send("POST /_mturk/queues", body=_options(locals()))

    def queues(
        self,
        *,
        arn: Optional[str] = None,
        account: Optional[str] = None,
        name: Optional[str] = None,
        limit: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Json:
        return self.send("GET /_mturk/queues", query=_options(locals()))

    def queue_messages(
        self, arn: str, *, limit: Optional[int] = None, after: Optional[str] = None
    ) -> Json:
        """Returns a page of the messages of a queue, newest first; consumes none."""
        query = {"limit": limit, "after": after}
        return self.send("GET /_mturk/queues/{arn}/messages", [arn], query)

    def purge_queue(self, arn: str) -> Json:
        return self.send("POST /_mturk/queues/{arn}/purge", [arn], body={})

    def set_queue_attributes(self, arn: str, attributes: Mapping[str, str]) -> Json:
        body = {"attributes": attributes}
        return self.send("PUT /_mturk/queues/{arn}/attributes", [arn], body=body)

    def create_topic(
        self, name: str, *, account: Optional[str] = None, region: Optional[str] = None
    ) -> Json:
        """Creates a topic, or returns the one with this name."""
        return self.send("POST /_mturk/topics", body=_options(locals()))

    def topics(
        self,
        *,
        arn: Optional[str] = None,
        limit: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Json:
        return self.send("GET /_mturk/topics", query=_options(locals()))

    def subscribe(self, arn: str, protocol: str, endpoint: str) -> Json:
        """Subscribes an endpoint to a topic."""
        body = {"protocol": protocol, "endpoint": endpoint}
        return self.send("POST /_mturk/topics/{arn}/subscriptions", [arn], body=body)

    # Checks of consumers

    def start_check(
        self,
        kind: str,
        address: str,
        *,
        account: Optional[str] = None,
        only: Optional[Sequence[str]] = None,
        seed: Optional[str] = None,
        acknowledges: Optional[bool] = None,
        timeout: Optional[int] = None,
        grace: Optional[int] = None,
        payloads: Optional[Sequence[str]] = None,
    ) -> Json:
        """Starts to send every kind of notification to a consumer; returns the check.

        :param kind: ``"queue"``, ``"topic"``, ``"http"`` or ``"mail"``, where the consumer receives
        """
        body = _options(locals())
        body["target"] = {"kind": body.pop("kind"), "address": body.pop("address")}
        return self.send("POST /_mturk/checks", body=body)

    def check(self, check_id: str = "latest") -> Json:
        return self.send("GET /_mturk/checks/{id}", [check_id])

    def wait_for_check(self, check_id: str = "latest", *, timeout: int = 10_000) -> Json:
        """Returns a check as soon as it is over, or after ``timeout`` milliseconds."""
        query = {"timeout": timeout}
        return self.send("GET /_mturk/checks/{id}/wait", [check_id], query, wait=timeout / 1000)

    def check_payload(self, event_doc_id: str, check_id: str = "latest") -> Json:
        path = [check_id, event_doc_id]
        return self.send("GET /_mturk/checks/{id}/payloads/{eventDocId}", path)

    def acknowledge(self, event_doc_id: str, index: int = 0, check_id: str = "latest") -> None:
        """Reports to a check that the consumer has handled an event of a payload."""
        body = {"eventDocId": event_doc_id, "index": index}
        self.send("POST /_mturk/checks/{id}/handled", [check_id], body=body)

    def delete_check(self, check_id: str) -> None:
        self.send("DELETE /_mturk/checks/{id}", [check_id])

    # Faults

    def faults(self) -> Json:
        return self.send("GET /_mturk/faults")

    def add_fault(
        self,
        what: str,
        *,
        error: Optional[str] = None,
        message: Optional[str] = None,
        milliseconds: Optional[float] = None,
        where: Optional[Mapping[str, Any]] = None,
        when: Optional[Mapping[str, Any]] = None,
    ) -> Json:
        """Adds a fault rule, such as ``add_fault("duplicate", where={"transport": "SQS"})``."""
        return self.send("POST /_mturk/faults", body=_options(locals()))

    def remove_fault(self, fault_id: str) -> None:
        self.send("DELETE /_mturk/faults/{id}", [fault_id])

    def remove_faults(self) -> None:
        self.send("DELETE /_mturk/faults")

    # Calls of the requester API

    def calls(
        self,
        *,
        account: Optional[str] = None,
        operation: Optional[str] = None,
        outcome: Optional[str] = None,
        text: Optional[str] = None,
        limit: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Json:
        """Returns a page of the latest calls, newest first."""
        return self.send("GET /_mturk/calls", query=_options(locals()))

    def call(self, request_id: str) -> Json:
        """Returns one call, with request and response."""
        return self.send("GET /_mturk/calls/{requestId}", [request_id])

    # HITs

    def hits(
        self,
        *,
        account: Optional[str] = None,
        hit_type_id: Optional[str] = None,
        batch_id: Optional[str] = None,
        status: Optional[str] = None,
        text: Optional[str] = None,
        limit: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Json:
        """Returns a page of the HITs, newest first, disposed ones too."""
        return self.send("GET /_mturk/hits", query=_options(locals()))

    def hit(self, hit_id: str) -> Json:
        return self.send("GET /_mturk/hits/{id}", [hit_id])

    def hit_assignments(
        self, hit_id: str, *, limit: Optional[int] = None, after: Optional[str] = None
    ) -> Json:
        query = {"limit": limit, "after": after}
        return self.send("GET /_mturk/hits/{id}/assignments", [hit_id], query)

    def assignment(self, assignment_id: str) -> Json:
        return self.send("GET /_mturk/assignments/{id}", [assignment_id])

    def put_layout(self, layout_id: str, html: str, *, account: Optional[str] = None) -> Json:
        """Creates or replaces a HIT layout."""
        body = _given({"html": html, "account": account})
        return self.send("PUT /_mturk/layouts/{id}", [layout_id], body=body)

    # Batches from CSV

    def create_batch(
        self,
        template: str,
        csv: str,
        title: str,
        *,
        escape: Optional[bool] = None,
        description: Optional[str] = None,
        keywords: Optional[str] = None,
        reward: Optional[str] = None,
        assignments: Optional[int] = None,
        duration: Optional[int] = None,
        lifetime: Optional[int] = None,
        auto_approval_delay: Optional[int] = None,
        frame_height: Optional[int] = None,
        batch_id: Optional[str] = None,
        account: Optional[str] = None,
    ) -> Json:
        """Creates a HIT for each row of a CSV file, or none if a row is refused.

        :param template: HTML with variables such as ``${image_url}``, which are columns
        :param csv: the text of the file, whose first row names its columns
        :param escape: whether values are inserted as text, rather than as HTML
        """
        body = {_camel(option): value for option, value in _options(locals()).items()}
        return self.send("POST /_mturk/batches", body=body)

    def batches(
        self,
        *,
        account: Optional[str] = None,
        text: Optional[str] = None,
        limit: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Json:
        """Returns a page of the batches with their progress, newest first."""
        return self.send("GET /_mturk/batches", query=_options(locals()))

    def batch(self, batch_id: str, *, account: Optional[str] = None) -> Json:
        return self.send("GET /_mturk/batches/{id}", [batch_id], {"account": account})

    def batch_rows(
        self,
        batch_id: str,
        *,
        account: Optional[str] = None,
        limit: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Json:
        """Returns a page of the rows, each with its HIT and what was submitted."""
        query = {"account": account, "limit": limit, "after": after}
        return self.send("GET /_mturk/batches/{id}/rows", [batch_id], query)

    def batch_results(self, batch_id: str, *, account: Optional[str] = None) -> str:
        """Returns the results as CSV, in the columns of the requester website."""
        operation = "GET /_mturk/batches/{id}/results"
        return self._request(operation, [batch_id], {"account": account}, None, 0).decode()

    def review_batch(self, batch_id: str, csv: str, *, account: Optional[str] = None) -> Json:
        """Approves and rejects by a reviewed file of the results."""
        query = {"account": account}
        body = {"csv": csv}
        return self.send("POST /_mturk/batches/{id}/review", [batch_id], query, body)

    # Accounts

    def balance(self, account: str) -> Json:
        return self.send("GET /_mturk/accounts/{account}/balance", [account])

    def set_balance(self, account: str, available: str) -> Json:
        body = {"available": available}
        return self.send("PUT /_mturk/accounts/{account}/balance", [account], body=body)

    # Workers

    def worker(self, worker_id: str) -> Json:
        return self.send("GET /_mturk/workers/{id}", [worker_id])

    def update_worker(
        self,
        worker_id: str,
        *,
        locale: Optional[str] = None,
        adult: Optional[bool] = None,
        master: Optional[bool] = None,
        history: Optional[Mapping[str, Any]] = None,
    ) -> Json:
        """Creates a worker, or changes what is known of one."""
        body = _given({"locale": locale, "adult": adult, "master": master, "history": history})
        return self.send("PUT /_mturk/workers/{id}", [worker_id], body=body)

    def worker_hits(
        self, worker_id: str, *, search: Optional[str] = None, limit: Optional[int] = None
    ) -> Json:
        """Returns a page of the HITs that a worker can discover, oldest first."""
        query = {"search": search, "limit": limit}
        return self.send("GET /_mturk/workers/{id}/hits", [worker_id], query)

    def accept(self, worker_id: str, hit_id: str) -> Json:
        """Accepts a HIT; returns the assignment."""
        return self.send("POST /_mturk/workers/{id}/accept", [worker_id], body={"hitId": hit_id})

    def submit(self, worker_id: str, assignment_id: str, answers: Optional[Answers] = None) -> Json:
        """Submits an assignment: fields by name, or the whole answer in XML."""
        return self.send(
            "POST /_mturk/workers/{id}/assignments/{assignmentId}/submit",
            [worker_id, assignment_id],
            body=_given({"answers": answers}),
        )

    def return_assignment(self, worker_id: str, assignment_id: str) -> Json:
        """Returns an assignment to the marketplace."""
        return self.send(
            "POST /_mturk/workers/{id}/assignments/{assignmentId}/return",
            [worker_id, assignment_id],
            body={},
        )

    def worker_assignments(
        self, worker_id: str, *, status: Optional[str] = None, limit: Optional[int] = None
    ) -> Json:
        query = {"status": status, "limit": limit}
        return self.send("GET /_mturk/workers/{id}/assignments", [worker_id], query)

    def request_qualification(
        self, worker_id: str, qualification_type_id: str, answers: Optional[Answers] = None
    ) -> Json:
        """Requests a qualification; a test with an answer key is scored at once."""
        return self.send(
            "POST /_mturk/workers/{id}/qualification-requests",
            [worker_id],
            body=_given({"qualificationTypeId": qualification_type_id, "answers": answers}),
        )

    # Simulated workers

    def crowds(self) -> Json:
        return self.send("GET /_mturk/crowds")

    def crowd(self, name: str) -> Json:
        return self.send("GET /_mturk/crowds/{name}", [name])

    def put_crowd(self, name: str, **options: Any) -> Json:
        """Creates or changes a crowd; options such as ``workers`` and ``accept_rate``."""
        body = {_camel(option): value for option, value in options.items()}
        return self.send("PUT /_mturk/crowds/{name}", [name], body=body)

    def start_crowd(self, name: str) -> Json:
        return self.send("POST /_mturk/crowds/{name}/start", [name], body={})

    def stop_crowd(self, name: str) -> Json:
        return self.send("POST /_mturk/crowds/{name}/stop", [name], body={})

    def delete_crowd(self, name: str) -> None:
        self.send("DELETE /_mturk/crowds/{name}", [name])

    # The clock

    def clock(self) -> Json:
        return self.send("GET /_mturk/clock")

    def set_clock(self, state: str) -> Json:
        """Sets the clock ``"running"`` or ``"frozen"``."""
        return self.send("PUT /_mturk/clock", body={"state": state})

    def advance_clock(self, *, by: Optional[str] = None, to: Optional[str] = None) -> Json:
        """Advances the clock by a duration in ISO 8601, or to an instant."""
        return self.send("POST /_mturk/clock/advance", body=_options(locals()), wait=600)


def _options(arguments: Mapping[str, Any]) -> Json:
    return _given({name: value for name, value in arguments.items() if name != "self"})


def _given(options: Mapping[str, Any]) -> Json:
    return {name: value for name, value in options.items() if value is not None}


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read_error(error: HTTPError) -> ControlError:
    text = error.read().decode("utf-8", "replace")
    try:
        content = json.loads(text)
        return ControlError(error.code, content["error"], content["message"])
    except (ValueError, KeyError, TypeError):
        return ControlError(error.code, "Unknown", text or f"HTTP status {error.code}")


def unpage(page: Json, member: str) -> List[Json]:
    """Returns the items of a page, oldest first."""
    return list(reversed(page[member]))

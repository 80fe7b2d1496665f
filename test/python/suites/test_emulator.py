"""The emulator as a context manager."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from mturk_local import Emulator, StartError

QUESTION = (
    '<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/'
    '2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<form name="mturk_form" method="post" '
    'action="https://www.mturk.com/mturk/externalSubmit"><input name="answer"/></form>]]>'
    "</HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>"
)
HIT = {
    "Title": "Count <b>",
    "Description": "Count",
    "Reward": "0.10",
    "AssignmentDurationInSeconds": 600,
    "LifetimeInSeconds": 3600,
    "Question": QUESTION,
}


def notify(requester, hit_type_id, transport, destination, *event_types):
    requester.mturk.update_notification_settings(
        HITTypeId=hit_type_id,
        Active=True,
        Notification={
            "Transport": transport,
            "Destination": destination,
            "Version": "2006-05-05",
            "EventTypes": list(event_types),
        },
    )


@pytest.fixture(scope="module")
def emulator():
    with Emulator(["--seed", "1"]) as emulator:
        yield emulator


def test_clients_queues_topics_workers_and_deliveries_belong_together(emulator):
    requester = emulator.requester()
    queue, topic = requester.queue(), requester.topic()
    topic.subscribe("sqs", requester.queue("other").arn)
    hit = requester.mturk.create_hit(**HIT)["HIT"]
    notify(requester, hit["HITTypeId"], "SQS", queue.url, "AssignmentSubmitted")

    worker = requester.worker()
    assignment = worker.work(hit["HITId"], {"answer": "42"})
    [delivery] = requester.deliveries.wait_for(event_type="AssignmentSubmitted", transport="SQS")
    notify(requester, hit["HITTypeId"], "SNS", topic.arn, "AssignmentApproved")
    requester.mturk.approve_assignment(AssignmentId=assignment)
    requester.deliveries.wait_for(event_type="AssignmentApproved", transport="SNS")
    emulator.control.wait_until_idle()

    assert delivery.events[0]["AssignmentId"] == assignment
    assert queue.documents() == [delivery.document]
    assert [each["Events"][0]["EventType"] for each in topic.documents()] == ["AssignmentApproved"]
    assert len(requester.queue("other").bodies()) == 1
    assert [each["eventTypes"] for each in requester.deliveries.list()] == [
        ["AssignmentSubmitted"],
        ["AssignmentApproved"],
    ]
    assert emulator.deliveries.list() == []


def test_the_mailbox_and_the_absence_of_deliveries(emulator):
    requester = emulator.requester()
    hit = requester.mturk.create_hit(**HIT)["HIT"]
    notify(requester, hit["HITTypeId"], "Email", requester.mailbox.address, "AssignmentAccepted")

    requester.worker().accept(hit["HITId"])
    [mail] = requester.mailbox.wait_for(count=1)

    assert "AssignmentAccepted" in mail["text"]
    assert requester.mailbox.list() == [mail]
    requester.deliveries.expect_none(event_type="AssignmentSubmitted")
    with pytest.raises(AssertionError, match="with event_type='AssignmentAccepted' was sent to"):
        requester.deliveries.expect_none(event_type="AssignmentAccepted")
    with pytest.raises(AssertionError, match="0 of 1 deliveries with event_type='HITExpired'"):
        requester.deliveries.wait_for(event_type="HITExpired", timeout=0.01)


def test_a_crowd_works_while_the_clock_is_advanced(emulator):
    requester = emulator.requester()
    hit = requester.mturk.create_hit(**HIT, MaxAssignments=3)["HIT"]
    emulator.clock.freeze()
    before = emulator.clock.now()

    requester.crowd.start(workers=5, arrivals_per_hour=600, answers={"answer": "42"})
    emulator.clock.advance(timedelta(minutes=30))
    emulator.clock.advance_to(before + timedelta(minutes=50))

    assert emulator.clock.now() - before == timedelta(minutes=50)
    emulator.clock.run()
    submitted = requester.mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert len(submitted) == 3 and "42" in submitted[0]["Answer"]
    assert requester.crowd.status()["name"] == requester.crowd.name
    requester.crowd.delete()
    requester.crowd.delete()


def test_a_notebook_shows_hits_and_deliveries(emulator):
    emulator.mturk.create_hit(**HIT)

    html = emulator._repr_html_()

    assert "Count &lt;b&gt;" in html and "<b>" not in html
    assert emulator.console in html


def test_async_programs_wait_without_blocking_the_event_loop():
    async def story():
        async with Emulator() as emulator:
            queue = emulator.queue()
            hit = emulator.mturk.create_hit(**HIT)["HIT"]
            notify(emulator, hit["HITTypeId"], "SQS", queue.url, "AssignmentAccepted")
            arrival = asyncio.ensure_future(emulator.deliveries.arrive(transport="SQS"))
            await asyncio.sleep(0)
            emulator.worker().accept(hit["HITId"])
            return await arrival

    assert len(asyncio.run(story())) == 1


def test_an_emulator_that_runs_is_used(emulator, monkeypatch):
    monkeypatch.setenv("MTURK_LOCAL_ENDPOINT", emulator.endpoint)

    with Emulator() as attached:
        assert attached.is_shared and attached.endpoint == emulator.endpoint
    assert emulator.control.info()
    with pytest.raises(StartError, match="is running already"):
        Emulator(["--seed", "1"])


def test_a_token_is_used():
    with Emulator(["--token", "a-token-of-a-test-0123456789"]) as emulator:
        assert emulator.control.info()["version"]


def test_a_start_that_fails_says_why():
    with pytest.raises(StartError, match="--nonsense"):
        Emulator(["--nonsense"])


def test_users_settings_do_not_apply(monkeypatch):
    for name, value in {
        "AWS_PROFILE": "missing",
        "HTTP_PROXY": "http://127.0.0.1:1",
        "http_proxy": "http://127.0.0.1:1",
        "MTURK_LOCAL_DATA": "/nonexistent/file.db",
        "NODE_OPTIONS": "--nonsense",
    }.items():
        monkeypatch.setenv(name, value)

    with Emulator() as emulator:
        assert emulator.mturk.get_account_balance()["AvailableBalance"] == "10000.00"
        assert emulator.control.info()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_an_emulator_ends_with_a_program_that_is_killed():
    program = (
        "import sys, mturk_local\n"
        "emulator = mturk_local.Emulator()\n"
        "print(emulator._process.ready['pid'], flush=True)\n"
        "sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    pid = int(child.stdout.readline())

    child.send_signal(signal.SIGKILL)
    child.wait()

    # The pipe's other end, standard output, is closed by the emulator's end.
    while is_running(pid):
        os.sched_yield()
    child.stdin.close()
    child.stdout.close()


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

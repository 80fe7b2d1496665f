"""The fixtures, as a user's tests ask for them."""

import asyncio
import json
import threading
from datetime import timedelta

import pytest

from mturk_local import ControlError

SCHEMAS = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas"
QUESTION = f"""<HTMLQuestion xmlns="{SCHEMAS}/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[
  <form name="mturk_form" method="post" action="https://www.mturk.com/mturk/externalSubmit">
    <input name="answer">
  </form>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>"""


@pytest.fixture
def hit(mturk):
    return mturk.create_hit(
        Title="Count",
        Description="Count",
        Reward="0.10",
        AssignmentDurationInSeconds=600,
        LifetimeInSeconds=3600,
        Question=QUESTION,
    )["HIT"]


@pytest.fixture
def notify(mturk, hit):
    def notify(transport, destination, *event_types):
        mturk.update_notification_settings(
            HITTypeId=hit["HITTypeId"],
            Active=True,
            Notification=dict(
                Transport=transport,
                Destination=destination,
                Version="2006-05-05",
                EventTypes=event_types,
            ),
        )

    return notify


@pytest.mark.parametrize("number", range(8))
def test_a_test_sees_its_own_hits_only(mturk, hit, number):
    assert [each["HITId"] for each in mturk.list_hits()["HITs"]] == [hit["HITId"]]


def test_submitted(hit, notify, mturk_queue, mturk_worker, mturk_deliveries):
    notify("SQS", mturk_queue.url, "AssignmentSubmitted")

    assignment = mturk_worker.accept(hit["HITId"])
    mturk_worker.submit(assignment, {"answer": "42"})

    [delivery] = mturk_deliveries.wait_for(event_type="AssignmentSubmitted", count=1)
    assert mturk_queue.documents() == [delivery.document]


def test_a_topic(hit, notify, mturk_topic, mturk_worker, mturk_deliveries):
    notify("SNS", mturk_topic.arn, "AssignmentAccepted", "AssignmentReturned")

    mturk_worker.return_assignment(mturk_worker.accept(hit["HITId"]))

    mturk_deliveries.wait_for(transport="SNS", count=2)
    mturk_deliveries.expect_none(event_type="AssignmentSubmitted", within=0.01)
    assert len(mturk_topic.documents()) == 2


def test_a_mailbox(hit, notify, mturk_mailbox, mturk_worker):
    notify("Email", mturk_mailbox.address, "AssignmentAccepted")

    mturk_worker.accept(hit["HITId"])

    assert len(mturk_mailbox.wait_for(count=1)) == 1


@pytest.fixture
def consume(mturk_requester, mturk_queue):
    """Runs a consumer of the queue, which handles payloads as a function says."""
    ended = threading.Event()

    def run(handle):
        sqs = mturk_requester.client("sqs")
        while not ended.is_set():
            received = sqs.receive_message(QueueUrl=mturk_queue.url, WaitTimeSeconds=1)
            for message in received.get("Messages", []):
                handled = {"QueueUrl": mturk_queue.url, "ReceiptHandle": message["ReceiptHandle"]}
                try:
                    handle(json.loads(message["Body"]))
                    sqs.delete_message(**handled)
                except KeyError:
                    sqs.change_message_visibility(**handled, VisibilityTimeout=0)

    threads = []

    def consume(handle):
        threads.append(threading.Thread(target=run, args=[handle]))
        threads[-1].start()

    yield consume
    ended.set()
    for thread in threads:
        thread.join()


def test_a_right_consumer(consume, mturk_check_consumer, mturk_queue, mturk_emulator):
    def acknowledge(document):
        for index, _ in enumerate(document["Events"]):
            mturk_emulator.control.acknowledge(document["EventDocId"], index)

    consume(acknowledge)

    check = mturk_check_consumer(
        queue=mturk_queue.url,
        only=["several-events", "HITExpired"],
        acknowledges=True,
        timeout=120,
        grace=120,
    )

    assert check["passed"] == 2


def test_a_consumer_that_needs_an_assignment(consume, mturk_check_consumer, mturk_queue):
    consume(lambda document: document["Events"][0]["AssignmentId"])

    with pytest.raises(AssertionError) as failure:
        mturk_check_consumer(
            queue=mturk_queue.url, only=["AssignmentAccepted", "HITExpired"], timeout=120
        )

    assert "1 of 2 cases failed.\nHITExpired: HITExpired, an event on a HIT" in str(failure.value)
    assert "It received the message and left it" in str(failure.value)
    with pytest.raises(TypeError, match="Give check_consumer one of queue"):
        mturk_check_consumer()


def test_an_advanced_clock(hit, notify, mturk_queue, mturk_clock, mturk_deliveries):
    notify("SQS", mturk_queue.url, "HITExpired")

    mturk_clock.advance(timedelta(hours=2))

    assert mturk_deliveries.wait_for(event_type="HITExpired")


@pytest.mark.usefixtures("mturk_reset")
def test_a_reset_comes_before_the_other_fixtures(hit, mturk_emulator):
    hits = mturk_emulator.control.hits()["hits"]

    assert [each["id"] for each in hits] == [hit["HITId"]]


def test_a_crowd(mturk_clock, mturk_crowd, mturk, hit):
    mturk_crowd.start(workers=3, arrivals_per_hour=600, answers={"answer": "42"})

    mturk_clock.advance("PT50M")

    [assignment] = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert "42" in assignment["Answer"]


def test_a_worker_sees_the_reason_of_a_refusal(mturk_worker, mturk_requester, hit):
    mturk_worker.accept(hit["HITId"])

    with pytest.raises(ControlError) as refused:
        mturk_requester.worker().accept(hit["HITId"])
    assert refused.value.code == "WorkerError"


def test_an_asynchronous_test(hit, notify, mturk_queue, mturk_worker, mturk_deliveries):
    notify("SQS", mturk_queue.url, "AssignmentAccepted")
    mturk_worker.accept(hit["HITId"])

    assert len(asyncio.run(mturk_deliveries.arrive(transport="SQS"))) == 1

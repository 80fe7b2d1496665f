"""Runs test/sdk/STORY.md with boto3."""

import datetime
import json

import boto3

from errors import run_errors, run_faults
from requester import (
    EVENT_TYPES, QUESTION, TYPE, create_hit, create_qualification_type, create_queue, mturk, receive,
    get_score, send, send_bonus, sns, sqs,
)
from story_checks import Checks, accept, control, change_assignment, assert_equal

print(f'boto3 {boto3.__version__}')

checks = Checks()
step = checks.step
type_id = cats = queue_url = hit_id = first = second = None

# Creation


@step('balance')
def _():
    assert_equal(mturk.get_account_balance()['AvailableBalance'], '10000.00')


@step('hit-type')
def _():
    global type_id
    type_id = mturk.create_hit_type(**TYPE)['HITTypeId']
    assert_equal(mturk.create_hit_type(**TYPE)['HITTypeId'], type_id)
    assert mturk.create_hit_type(**{**TYPE, 'Title': 'Draw a dog'})['HITTypeId'] != type_id


@step('qualification-type')
def _():
    global cats
    cats = create_qualification_type('Draws cats')
    found = mturk.get_qualification_type(QualificationTypeId=cats)['QualificationType']
    assert_equal([found['Name'], found['QualificationTypeStatus']], ['Draws cats', 'Active'])
    age = datetime.datetime.now(datetime.timezone.utc) - found['CreationTime']
    assert abs(age) < datetime.timedelta(hours=1), found


@step('qualification')
def _():
    mturk.associate_qualification_with_worker(
        QualificationTypeId=cats, WorkerId='A1WORKER', IntegerValue=80,
    )
    found = get_score('A1WORKER', cats)
    assert_equal([found['IntegerValue'], found['Status']], [80, 'Granted'])


# Test events


def send_all(transport, destination):
    for event_type in EVENT_TYPES:
        send(transport, destination, event_type)


def event_types(documents):
    return [document['Events'][0]['EventType'] for document in documents]


@step('test-events-by-sqs')
def _():
    url = create_queue('tests')
    send_all('SQS', url)
    documents = receive(url, len(EVENT_TYPES))
    assert_equal(event_types(documents), EVENT_TYPES)
    assert_equal({document['EventDocVersion'] for document in documents}, {'2014-08-15'})


@step('test-events-by-sns')
def _():
    url = create_queue('passed-on')
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['QueueArn'])['Attributes']['QueueArn']
    topic = sns.create_topic(Name='tests')['TopicArn']
    sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=arn)
    send_all('SNS', topic)
    envelopes = receive(url, len(EVENT_TYPES))
    assert_equal({envelope['TopicArn'] for envelope in envelopes}, {topic})
    assert_equal(event_types([json.loads(envelope['Message']) for envelope in envelopes]), EVENT_TYPES)


@step('test-events-by-email')
def _():
    send_all('Email', 'story@example.com')
    mails = [
        control('GET', f"mailbox/{mail['id']}")
        for mail in control('GET', 'mailbox?to=story@example.com')['mails']
    ]
    assert_equal(len(mails), len(EVENT_TYPES))
    for event_type in EVENT_TYPES:
        assert_equal([event_type in mail['text'] for mail in mails].count(True), 1)


@step('test-event-of-2006')
def _():
    url = create_queue('of-2006')
    send('SQS', url, 'Ping', '2006-05-05')
    [document] = receive(url, 1)
    assert_equal([document['EventDocVersion'], *event_types([document])], ['2006-05-05', 'Ping'])


# The life of a HIT


def get_hit():
    return mturk.get_hit(HITId=hit_id)['HIT']


@step('notification-settings')
def _():
    global queue_url
    queue_url = create_queue('news')
    mturk.update_notification_settings(HITTypeId=type_id, Active=True, Notification={
        'Transport': 'SQS', 'Destination': queue_url, 'Version': '2014-08-15',
        'EventTypes': [event_type for event_type in EVENT_TYPES if event_type != 'Ping'],
    })
    for active in (False, True):
        mturk.update_notification_settings(HITTypeId=type_id, Active=active)


@step('hit')
def _():
    global hit_id
    annotation = '№ 1 & "猫"'
    hit_id = mturk.create_hit_with_hit_type(
        HITTypeId=type_id, MaxAssignments=4, LifetimeInSeconds=3600, Question=QUESTION,
        RequesterAnnotation=annotation,
    )['HIT']['HITId']
    hit = get_hit()
    assert_equal([hit['Title'], hit['Reward'], hit['Question']], ['Draw a cat', '0.10', QUESTION])
    assert_equal([hit['RequesterAnnotation'], hit['MaxAssignments']], [annotation, 4])
    assert_equal(hit['HITStatus'], 'Assignable')


@step('work')
def _():
    global first, second
    answers = {'answers': {'drawing': '猫 <&>'}}
    first = accept('A1WORKER', hit_id)
    change_assignment('A1WORKER', first, 'submit', answers)
    second = accept('A2WORKER', hit_id)
    change_assignment('A2WORKER', second, 'submit', answers)
    change_assignment('A3WORKER', accept('A3WORKER', hit_id), 'return')
    accept('A4WORKER', hit_id)
    control('POST', 'clock/advance', {'by': 'PT10M'})
    found = mturk.list_assignments_for_hit(HITId=hit_id)['Assignments']
    assert_equal(
        [(each['AssignmentId'], each['WorkerId'], each['AssignmentStatus']) for each in found],
        [(first, 'A1WORKER', 'Submitted'), (second, 'A2WORKER', 'Submitted')],
    )
    for each in found:
        assert '猫 &lt;&amp;&gt;' in each['Answer'], each['Answer']


@step('review')
def _():
    mturk.approve_assignment(AssignmentId=first, RequesterFeedback='Well drawn')
    mturk.reject_assignment(AssignmentId=second, RequesterFeedback='A dog')
    approved = mturk.get_assignment(AssignmentId=first)['Assignment']
    assert_equal([approved['AssignmentStatus'], approved['RequesterFeedback']], ['Approved', 'Well drawn'])
    assert_equal(mturk.get_assignment(AssignmentId=second)['Assignment']['AssignmentStatus'], 'Rejected')


@step('bonus')
def _():
    send_bonus(first, UniqueRequestToken='bonus')
    payments = mturk.list_bonus_payments(HITId=hit_id)['BonusPayments']
    assert_equal([(each['WorkerId'], each['BonusAmount']) for each in payments], [('A1WORKER', '0.05')])


@step('more-assignments')
def _():
    mturk.create_additional_assignments_for_hit(HITId=hit_id, NumberOfAdditionalAssignments=1)
    assert_equal(get_hit()['MaxAssignments'], 5)


@step('expiration')
def _():
    mturk.update_expiration_for_hit(
        HITId=hit_id, ExpireAt=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc),
    )
    hit = get_hit()
    assert_equal(hit['HITStatus'], 'Reviewable')
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=10)
    assert hit['Expiration'] <= now, hit['Expiration']


@step('disposal')
def _():
    mturk.delete_hit(HITId=hit_id)
    assert_equal(get_hit()['HITStatus'], 'Disposed')


@step('events')
def _():
    events = [event for document in receive(queue_url, 15) for event in document['Events']]
    assert_equal([event['EventType'] for event in events], [
        'HITCreated', 'AssignmentAccepted', 'AssignmentSubmitted', 'AssignmentAccepted',
        'AssignmentSubmitted', 'AssignmentAccepted', 'AssignmentReturned', 'AssignmentAccepted',
        'AssignmentAbandoned', 'AssignmentApproved', 'AssignmentRejected', 'HITExtended',
        'HITExpired', 'HITReviewable', 'HITDisposed',
    ])
    assert_equal({event['HITId'] for event in events}, {hit_id})


# Pages


@step('pages')
def _():
    others = ['A2WORKER', 'A3WORKER', 'A4WORKER', 'A5WORKER']
    for worker in others:
        mturk.associate_qualification_with_worker(QualificationTypeId=cats, WorkerId=worker)
    workers, next_token = [], {}
    while True:
        page = mturk.list_workers_with_qualification_type(
            QualificationTypeId=cats, MaxResults=2, **next_token,
        )
        assert len(page['Qualifications']) <= 2, page
        workers += [each['WorkerId'] for each in page['Qualifications']]
        if 'NextToken' not in page:
            break
        next_token = {'NextToken': page['NextToken']}
    assert_equal(sorted(workers), ['A1WORKER', *others])


@step('paginator')
def _():
    created = [create_hit() for _ in range(5)]
    pages = mturk.get_paginator('list_hits').paginate(PaginationConfig={'PageSize': 2})
    assert_equal(sorted(hit['HITId'] for page in pages for hit in page['HITs']), sorted(created))


run_errors(step, cats, first)
run_faults(step, hit_id, queue_url)
checks.end()

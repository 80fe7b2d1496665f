"""The calls of a requester in the story."""

import json

import boto3

mturk = boto3.client('mturk')
sqs = boto3.client('sqs')
sns = boto3.client('sns')

EVENT_TYPES = [
    'AssignmentAccepted', 'AssignmentAbandoned', 'AssignmentReturned', 'AssignmentSubmitted',
    'AssignmentRejected', 'AssignmentApproved', 'HITCreated', 'HITExpired', 'HITReviewable',
    'HITExtended', 'HITDisposed', 'Ping',
]
QUESTION = '''<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://example.com/task?cat=猫&amp;colour=black</ExternalURL>
  <FrameHeight>0</FrameHeight>
</ExternalQuestion>'''
TYPE = {
    'Title': 'Draw a cat', 'Description': 'With a pencil', 'Keywords': 'cats, pencils',
    'Reward': '0.10', 'AssignmentDurationInSeconds': 600, 'AutoApprovalDelayInSeconds': 86400,
}


def create_hit(**more):
    return mturk.create_hit(**{
        **TYPE, 'LifetimeInSeconds': 3600, 'Question': QUESTION, **more,
    })['HIT']['HITId']


def create_qualification_type(name):
    return mturk.create_qualification_type(
        Name=name, Description='Is good at it', QualificationTypeStatus='Active',
    )['QualificationType']['QualificationTypeId']


def get_score(worker, type_id):
    return mturk.get_qualification_score(
        QualificationTypeId=type_id, WorkerId=worker,
    )['Qualification']


def send_bonus(assignment_id, **more):
    return mturk.send_bonus(**{
        'WorkerId': 'A1WORKER', 'AssignmentId': assignment_id, 'BonusAmount': '0.05',
        'Reason': 'A fine cat', **more,
    })


def receive(url, count):
    """Receives `count` payloads from a queue and deletes them there."""
    bodies = []
    while len(bodies) < count:
        messages = sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=20,
        ).get('Messages', [])
        assert messages, f'{len(bodies)} of {count} messages arrived'
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message['ReceiptHandle'])
        bodies += [message['Body'] for message in messages]
    return [json.loads(body) for body in bodies]


def create_queue(name):
    return sqs.create_queue(QueueName=name)['QueueUrl']


def send(transport, destination, event_type, version='2014-08-15'):
    return mturk.send_test_event_notification(
        Notification={
            'Transport': transport, 'Destination': destination, 'Version': version,
            'EventTypes': [event_type],
        },
        TestEventType=event_type,
    )

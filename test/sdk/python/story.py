"""What a requester does with boto3, unchanged but for the endpoint in the environment."""

import json
import os
import traceback
import urllib.request

import boto3
from botocore.exceptions import ClientError

mturk = boto3.client('mturk')
sqs = boto3.client('sqs')
sns = boto3.client('sns')

EVENT_TYPES = [
    'AssignmentAccepted', 'AssignmentAbandoned', 'AssignmentReturned', 'AssignmentSubmitted',
    'AssignmentRejected', 'AssignmentApproved', 'HITCreated', 'HITExpired', 'HITReviewable',
    'HITExtended', 'HITDisposed', 'Ping',
]


def send(transport, destination, event_type, version='2014-08-15'):
    return mturk.send_test_event_notification(
        Notification={
            'Destination': destination,
            'Transport': transport,
            'Version': version,
            'EventTypes': [event_type],
        },
        TestEventType=event_type,
    )


def receive(url, count=10):
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=count, WaitTimeSeconds=2).get('Messages', [])
    for message in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message['ReceiptHandle'])
    return [message['Body'] for message in messages]


def refused(code, call, **fields):
    try:
        call(**fields)
    except ClientError as error:
        assert error.response['Error']['Code'] == code, error.response
        return error
    raise AssertionError(f'{code} expected')


def balance():
    assert mturk.get_account_balance()['AvailableBalance'] == '10000.00'


def queue_gets_every_event():
    url = sqs.create_queue(QueueName='events')['QueueUrl']
    for version in ('2006-05-05', '2014-08-15'):
        for event_type in EVENT_TYPES:
            answer = send('SQS', url, event_type, version)
            assert set(answer) == {'ResponseMetadata'}, answer
            [body] = receive(url)
            document = json.loads(body)
            assert document['EventDocVersion'] == version
            assert {event['EventType'] for event in document['Events']} == {event_type}


def topic_passes_every_event_on():
    url = sqs.create_queue(QueueName='passed-on')['QueueUrl']
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['QueueArn'])['Attributes']['QueueArn']
    topic = sns.create_topic(Name='events')['TopicArn']
    sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=arn)
    for event_type in EVENT_TYPES:
        send('SNS', topic, event_type)
        [body] = receive(url)
        envelope = json.loads(body)
        assert envelope['Type'] == 'Notification' and envelope['TopicArn'] == topic
        assert json.loads(envelope['Message'])['Events'][0]['EventType'] == event_type


def mail_takes_every_event():
    for event_type in EVENT_TYPES:
        send('Email', 'jane@example.com', event_type)


def errors_have_their_names():
    error = refused('ParameterValidationError', send, transport='SQS', destination='no url', event_type='Ping')
    assert 'is not valid for the parameter Destination. (' in str(error)
    refused('ValidationException', mturk.send_test_event_notification, Notification={
        'Destination': 'a@example.com', 'Transport': 'Pigeon', 'Version': '2014-08-15', 'EventTypes': ['Ping'],
    }, TestEventType='Ping')
    try:
        mturk.update_notification_settings(HITTypeId='3NOSUCHTYPE', Active=True)
    except mturk.exceptions.RequestError as error:
        assert error.response['TurkErrorCode'] == 'AWS.MechanicalTurk.HITTypeDoesNotExist', error.response
    else:
        raise AssertionError('RequestError expected')


def queues_do_what_sqs_does():
    url = sqs.create_queue(QueueName='work', Attributes={'VisibilityTimeout': '5'})['QueueUrl']
    assert sqs.get_queue_url(QueueName='work')['QueueUrl'] == url
    sent = sqs.send_message(QueueUrl=url, MessageBody='hello', MessageAttributes={
        'n': {'DataType': 'Number', 'StringValue': '1'},
        'b': {'DataType': 'Binary', 'BinaryValue': b'\x00\xff'},
    })
    [message] = sqs.receive_message(QueueUrl=url, MessageAttributeNames=['All'], AttributeNames=['All'])['Messages']
    assert message['MessageId'] == sent['MessageId']
    assert message['MessageAttributes']['b']['BinaryValue'] == b'\x00\xff'
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message['ReceiptHandle'], VisibilityTimeout=0)
    assert receive(url) == ['hello']
    batch = sqs.send_message_batch(QueueUrl=url, Entries=[{'Id': str(i), 'MessageBody': str(i)} for i in range(10)])
    assert len(batch['Successful']) == 10
    assert sorted(receive(url)) == [str(i) for i in range(10)]
    sqs.purge_queue(QueueUrl=url)
    sqs.delete_queue(QueueUrl=url)
    try:
        sqs.get_queue_url(QueueName='work')
    except sqs.exceptions.QueueDoesNotExist:
        pass
    else:
        raise AssertionError('QueueDoesNotExist expected')


def fifo_queues_keep_order():
    url = sqs.create_queue(QueueName='line.fifo', Attributes={'FifoQueue': 'true'})['QueueUrl']
    for number in range(5):
        sqs.send_message(QueueUrl=url, MessageBody=str(number), MessageGroupId='g', MessageDeduplicationId=str(number))
    assert receive(url) == ['0', '1', '2', '3', '4']


def topics_do_what_sns_does():
    topic = sns.create_topic(Name='work')['TopicArn']
    url = sqs.create_queue(QueueName='filtered')['QueueUrl']
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['QueueArn'])['Attributes']['QueueArn']
    sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=arn, Attributes={
        'RawMessageDelivery': 'true', 'FilterPolicy': json.dumps({'kind': ['good']}),
    })
    for kind in ('good', 'bad'):
        sns.publish(TopicArn=topic, Message=kind, MessageAttributes={
            'kind': {'DataType': 'String', 'StringValue': kind},
        })
    assert receive(url) == ['good']
    pages = sns.get_paginator('list_subscriptions_by_topic').paginate(TopicArn=topic)
    assert [s['Protocol'] for page in pages for s in page['Subscriptions']] == ['sqs']
    try:
        sns.get_topic_attributes(TopicArn=topic + 'x')
    except sns.exceptions.NotFoundException:
        pass
    else:
        raise AssertionError('NotFoundException expected')


QUESTION = (
    '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">'
    '<ExternalURL>https://example.com/task</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>'
)


def control(path, **body):
    request = urllib.request.Request(
        os.environ['AWS_ENDPOINT_URL'] + path,
        data=json.dumps(body).encode(), headers={'Content-Type': 'application/json'},
    )
    return json.load(urllib.request.urlopen(request))


def create_hit(**more):
    return mturk.create_hit(**{
        'Title': 'Draw a cat', 'Description': 'With a pencil', 'Reward': '0.10', 'Question': QUESTION,
        'AssignmentDurationInSeconds': 600, 'LifetimeInSeconds': 3600, **more,
    })['HIT']


def a_hit_is_worked_on_and_told_of():
    url = sqs.create_queue(QueueName='life')['QueueUrl']
    hit = create_hit(MaxAssignments=2)
    mturk.update_notification_settings(HITTypeId=hit['HITTypeId'], Active=True, Notification={
        'Destination': url, 'Transport': 'SQS', 'Version': '2014-08-15',
        'EventTypes': ['AssignmentAccepted', 'AssignmentSubmitted', 'AssignmentApproved', 'HITReviewable'],
    })
    for worker in ('A1WORKER', 'A2WORKER'):
        assignment = control(f'/_mturk/workers/{worker}/accept', hitId=hit['HITId'])
        control(f"/_mturk/workers/{worker}/assignments/{assignment['id']}/submit", answers={'cat': 'miaow'})
    pages = mturk.get_paginator('list_assignments_for_hit').paginate(HITId=hit['HITId'], PaginationConfig={'PageSize': 1})
    assignments = [each for page in pages for each in page['Assignments']]
    assert [each['WorkerId'] for each in assignments] == ['A1WORKER', 'A2WORKER']
    for each in assignments:
        mturk.approve_assignment(AssignmentId=each['AssignmentId'])
    told = [json.loads(body)['Events'][0]['EventType'] for body in receive(url)]
    assert told == [
        'AssignmentAccepted', 'AssignmentSubmitted', 'AssignmentAccepted', 'AssignmentSubmitted',
        'HITReviewable', 'AssignmentApproved', 'AssignmentApproved',
    ], told
    mturk.delete_hit(HITId=hit['HITId'])
    assert mturk.get_hit(HITId=hit['HITId'])['HIT']['HITStatus'] == 'Disposed'


def every_paginator_ends():
    hit = create_hit()
    type_id = mturk.create_qualification_type(
        Name='Cats', Description='Knows cats', QualificationTypeStatus='Active',
    )['QualificationType']['QualificationTypeId']
    for worker in ('A1WORKER', 'A2WORKER', 'A3WORKER'):
        mturk.associate_qualification_with_worker(QualificationTypeId=type_id, WorkerId=worker)
    for name, fields in {
        'list_assignments_for_hit': {'HITId': hit['HITId']},
        'list_bonus_payments': {'HITId': hit['HITId']},
        'list_hits': {},
        'list_hits_for_qualification_type': {'QualificationTypeId': type_id},
        'list_qualification_requests': {},
        'list_qualification_types': {'MustBeRequestable': True},
        'list_reviewable_hits': {},
        'list_worker_blocks': {},
        'list_workers_with_qualification_type': {'QualificationTypeId': type_id},
    }.items():
        pages = list(mturk.get_paginator(name).paginate(**fields, PaginationConfig={'PageSize': 2}))
        assert 'NextToken' not in pages[-1] and pages[-1]['NumResults'] == 0, (name, pages[-1])
    workers = mturk.get_paginator('list_workers_with_qualification_type').paginate(QualificationTypeId=type_id)
    assert len([each for page in workers for each in page['Qualifications']]) == 3


def modelled_errors_are_typed():
    for call, fields, code in (
        (mturk.get_hit, {'HITId': '3NONE'}, 'HITDoesNotExist'),
        (mturk.get_assignment, {'AssignmentId': '3NONE'}, 'AssignmentDoesNotExist'),
        (mturk.get_qualification_type, {'QualificationTypeId': '3NONE'}, 'QualificationTypeDoesNotExist'),
        (mturk.delete_hit, {'HITId': create_hit()['HITId']}, 'InvalidHITState'),
    ):
        try:
            call(**fields)
        except mturk.exceptions.RequestError as error:
            assert error.response['TurkErrorCode'] == f'AWS.MechanicalTurk.{code}', error.response
        else:
            raise AssertionError(f'{code} expected')


passed = failed = 0
for chapter in (
    balance, queue_gets_every_event, topic_passes_every_event_on, mail_takes_every_event,
    errors_have_their_names, a_hit_is_worked_on_and_told_of, every_paginator_ends,
    modelled_errors_are_typed, queues_do_what_sqs_does, fifo_queues_keep_order, topics_do_what_sns_does,
):
    try:
        chapter()
        passed += 1
    except Exception:
        failed += 1
        print(f'{chapter.__name__}:\n{traceback.format_exc()}')
print(f'{passed} passed, {failed} failed')

"""boto3's SQS and SNS clients with the built-in queues and topics."""

import json

import boto3

from story_checks import Checks

sqs = boto3.client('sqs')
sns = boto3.client('sns')


def receive(url, count=10):
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=count, WaitTimeSeconds=2).get('Messages', [])
    for message in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message['ReceiptHandle'])
    return [message['Body'] for message in messages]


def queues_behave_like_sqs():
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


def topics_behave_like_sns():
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


checks = Checks()
for chapter in (queues_behave_like_sqs, fifo_queues_keep_order, topics_behave_like_sns):
    checks.step(chapter.__name__)(chapter)
checks.end()

"""A requester's production script, with Amazon's endpoints written in."""

import boto3

mturk = boto3.client(
    'mturk',
    region_name='us-east-1',
    endpoint_url='https://mturk-requester-sandbox.us-east-1.amazonaws.com',
)
sqs = boto3.client('sqs', endpoint_url='https://sqs.us-east-1.amazonaws.com')
sns = boto3.client('sns', endpoint_url='https://sns.us-east-1.amazonaws.com')

balance = mturk.get_account_balance()['AvailableBalance']
queue_url = sqs.create_queue(QueueName='news')['QueueUrl']
topic_arn = sns.create_topic(Name='news')['TopicArn']
sns.subscribe(
    TopicArn=topic_arn, Protocol='sqs', Endpoint='arn:aws:sqs:us-east-1:000000000000:news'
)
mturk.send_test_event_notification(
    Notification={
        'Transport': 'SNS',
        'Destination': topic_arn,
        'Version': '2014-08-15',
        'EventTypes': ['HITReviewable'],
    },
    TestEventType='HITReviewable',
)
messages = sqs.receive_message(QueueUrl=queue_url, WaitTimeSeconds=20)['Messages']

print(balance)
print(queue_url)
print(messages[0]['Body'])

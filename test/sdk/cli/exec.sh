#!/bin/sh
# A requester's production script, with Amazon's endpoints written in.
set -eu
mturk() { aws mturk --endpoint-url https://mturk-requester-sandbox.us-east-1.amazonaws.com "$@"; }
sqs() { aws sqs --endpoint-url https://sqs.us-east-1.amazonaws.com "$@"; }
sns() { aws sns --endpoint-url https://sns.us-east-1.amazonaws.com "$@"; }

mturk get-account-balance --query AvailableBalance --output text
queue=$(sqs create-queue --queue-name news --query QueueUrl --output text)
topic=$(sns create-topic --name news --query TopicArn --output text)
sns subscribe --topic-arn "$topic" --protocol sqs \
  --notification-endpoint arn:aws:sqs:us-east-1:000000000000:news > /dev/null
mturk send-test-event-notification --test-event-type HITReviewable \
  --notification "Transport=SNS,Destination=$topic,Version=2014-08-15,EventTypes=HITReviewable"
echo "$queue"
sqs receive-message --queue-url "$queue" --wait-time-seconds 20 \
  --query 'Messages[0].Body' --output text

// A requester's production program, with Amazon's endpoints written in.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/mturk"

	old "github.com/aws/aws-sdk-go/aws"
)

func main() {
	ctx := context.Background()
	settings := must(config.LoadDefaultConfig(ctx, config.WithRegion("us-east-1")))
	queues := sqs.NewFromConfig(settings, func(o *sqs.Options) {
		o.BaseEndpoint = aws.String("https://sqs.us-east-1.amazonaws.com")
	})
	topics := sns.NewFromConfig(settings, func(o *sns.Options) {
		o.BaseEndpoint = aws.String("https://sns.us-east-1.amazonaws.com")
	})
	requester := mturk.New(session.Must(session.NewSession()), &old.Config{
		Region:   old.String("us-east-1"),
		Endpoint: old.String("https://mturk-requester-sandbox.us-east-1.amazonaws.com"),
	})

	balance := must(requester.GetAccountBalance(&mturk.GetAccountBalanceInput{}))
	queue := must(queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("news")}))
	topic := must(topics.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("news")}))
	must(topics.Subscribe(ctx, &sns.SubscribeInput{
		TopicArn: topic.TopicArn,
		Protocol: aws.String("sqs"),
		Endpoint: aws.String("arn:aws:sqs:us-east-1:000000000000:news"),
	}))
	must(requester.SendTestEventNotification(&mturk.SendTestEventNotificationInput{
		Notification: &mturk.NotificationSpecification{
			Transport:   old.String("SNS"),
			Destination: topic.TopicArn,
			Version:     old.String("2014-08-15"),
			EventTypes:  old.StringSlice([]string{"HITReviewable"}),
		},
		TestEventType: old.String("HITReviewable"),
	}))
	received := must(queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl:        queue.QueueUrl,
		WaitTimeSeconds: 20,
	}))

	fmt.Println(*balance.AvailableBalance)
	fmt.Println(*queue.QueueUrl)
	fmt.Println(*received.Messages[0].Body)
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// Publishes and receives messages with watermill, over SQS and over SNS.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"time"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-aws/sns"
	"github.com/ThreeDotsLabs/watermill-aws/sqs"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	awssns "github.com/aws/aws-sdk-go-v2/service/sns"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	logger := watermill.NewStdLoggerWithOut(os.Stderr, false, false)
	awsConfig, err := config.LoadDefaultConfig(ctx)
	check(err)

	queuePublisher, err := sqs.NewPublisher(sqs.PublisherConfig{AWSConfig: awsConfig}, logger)
	check(err)
	queueSubscriber, err := sqs.NewSubscriber(sqs.SubscriberConfig{AWSConfig: awsConfig}, logger)
	check(err)
	exchange(ctx, "queue", queuePublisher, queueSubscriber, "watermill")

	resolver, err := sns.NewGenerateArnTopicResolver("000000000000", "us-east-1")
	check(err)
	topicPublisher, err := sns.NewPublisher(
		sns.PublisherConfig{AWSConfig: awsConfig, TopicResolver: resolver}, logger)
	check(err)
	topicSubscriber, err := sns.NewSubscriber(
		sns.SubscriberConfig{
			AWSConfig:     awsConfig,
			TopicResolver: resolver,
			GenerateSqsQueueName: func(_ context.Context, _ sns.TopicArn) (string, error) {
				return "subscriber", nil
			},
		},
		sqs.SubscriberConfig{AWSConfig: awsConfig}, logger)
	check(err)
	// A subscriber expects that its topic exists.
	_, err = awssns.NewFromConfig(awsConfig).CreateTopic(ctx, &awssns.CreateTopicInput{Name: aws.String("watermill")})
	check(err)
	exchange(ctx, "topic", topicPublisher, topicSubscriber, "watermill")
}

// Publishes three messages and prints those that arrive.
func exchange(ctx context.Context, title string, publisher message.Publisher, subscriber message.Subscriber, topic string) {
	messages, err := subscriber.Subscribe(ctx, topic)
	check(err)
	for _, text := range []string{"one", "two", "three"} {
		sent := message.NewMessage(watermill.NewUUID(), []byte(text))
		sent.Metadata.Set("kind", "number")
		check(publisher.Publish(topic, sent))
	}

	var received []string
	for len(received) < 3 {
		select {
		case each := <-messages:
			received = append(received, string(each.Payload)+" "+each.Metadata.Get("kind"))
			each.Ack()
		case <-ctx.Done():
			check(ctx.Err())
		}
	}
	sort.Strings(received)
	fmt.Println(title, received)
	check(subscriber.Close())
	check(publisher.Close())
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	queue "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

var eventTypes = types.EventType("").Values()

func (s *story) runTestEvents() {
	sendAll := func(transport types.NotificationTransport, destination string) {
		for _, event := range eventTypes {
			must(0, s.sendTestEvent(transport, destination, event, "2014-08-15"))
		}
	}
	assertOneOfEach := func(documents []document) {
		assertEqual(len(documents), len(eventTypes))
		for index, event := range eventTypes {
			assertEqual(documents[index].Events[0].EventType, string(event))
			assertEqual(documents[index].EventDocVersion, "2014-08-15")
		}
	}

	s.step("test-events-by-sqs", func() {
		url := s.createQueue("tests")
		sendAll(types.NotificationTransportSqs, url)
		assertOneOfEach(receive[document](s, url, len(eventTypes)))
	})

	s.step("test-events-by-sns", func() {
		url := s.createQueue("passed-on")
		attributes := must(s.sqs.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
			QueueUrl:       &url,
			AttributeNames: []queue.QueueAttributeName{queue.QueueAttributeNameQueueArn},
		})).Attributes
		topic := must(s.sns.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("tests")}))
		must(s.sns.Subscribe(ctx, &sns.SubscribeInput{
			TopicArn: topic.TopicArn,
			Protocol: aws.String("sqs"),
			Endpoint: aws.String(attributes["QueueArn"]),
		}))
		sendAll(types.NotificationTransportSns, *topic.TopicArn)
		var documents []document
		for _, envelope := range receive[struct{ TopicArn, Message string }](s, url, len(eventTypes)) {
			assertEqual(envelope.TopicArn, *topic.TopicArn)
			var passedOn document
			must(0, json.Unmarshal([]byte(envelope.Message), &passedOn))
			documents = append(documents, passedOn)
		}
		assertOneOfEach(documents)
	})

	s.step("test-events-by-email", func() {
		sendAll(types.NotificationTransportEmail, "story@example.com")
		type mail struct{ ID, Text string }
		type page struct{ Mails []mail }
		var texts []string
		for _, each := range control[page]("GET", "mailbox?to=story@example.com", nil).Mails {
			texts = append(texts, control[mail]("GET", "mailbox/"+each.ID, nil).Text)
		}
		assertEqual(len(texts), len(eventTypes))
		for _, event := range eventTypes {
			assertTrue(slices.ContainsFunc(texts, func(text string) bool {
				return strings.Contains(text, string(event))
			}), fmt.Sprintf("no mail of %s", event))
		}
	})

	s.step("test-event-of-2006", func() {
		url := s.createQueue("of-2006")
		must(0, s.sendTestEvent(types.NotificationTransportSqs, url, types.EventTypePing, "2006-05-05"))
		received := receive[document](s, url, 1)[0]
		assertEqual(received.EventDocVersion, "2006-05-05")
		assertEqual(received.Events[0].EventType, "Ping")
	})
}

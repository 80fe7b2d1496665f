package main

import (
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

const question = `<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://example.com/task?cat=猫&amp;colour=black</ExternalURL>
  <FrameHeight>0</FrameHeight>
</ExternalQuestion>`

func hitInput() *mturk.CreateHITInput {
	return &mturk.CreateHITInput{
		Title:                       aws.String("Draw a cat"),
		Description:                 aws.String("With a pencil"),
		Keywords:                    aws.String("cats, pencils"),
		Reward:                      aws.String("0.10"),
		AssignmentDurationInSeconds: aws.Int64(600),
		AutoApprovalDelayInSeconds:  aws.Int64(86_400),
		LifetimeInSeconds:           aws.Int64(3600),
		Question:                    aws.String(question),
	}
}

func (s *story) createHIT(input *mturk.CreateHITInput) (string, error) {
	created, err := s.mturk.CreateHIT(ctx, input)
	if err != nil {
		return "", err
	}
	return *created.HIT.HITId, nil
}

func (s *story) createQualificationType(name string) (string, error) {
	created, err := s.mturk.CreateQualificationType(ctx, &mturk.CreateQualificationTypeInput{
		Name:                    &name,
		Description:             aws.String("Is good at it"),
		QualificationTypeStatus: types.QualificationTypeStatusActive,
	})
	if err != nil {
		return "", err
	}
	return *created.QualificationType.QualificationTypeId, nil
}

func (s *story) qualify(worker string, value *int32) {
	must(s.mturk.AssociateQualificationWithWorker(ctx, &mturk.AssociateQualificationWithWorkerInput{
		QualificationTypeId: &s.cats,
		WorkerId:            &worker,
		IntegerValue:        value,
	}))
}

func (s *story) getScore(worker string) (*mturk.GetQualificationScoreOutput, error) {
	return s.mturk.GetQualificationScore(ctx, &mturk.GetQualificationScoreInput{
		QualificationTypeId: &s.cats,
		WorkerId:            &worker,
	})
}

func (s *story) sendBonus(amount string, token *string) (*mturk.SendBonusOutput, error) {
	return s.mturk.SendBonus(ctx, &mturk.SendBonusInput{
		WorkerId:           aws.String("A1WORKER"),
		AssignmentId:       &s.first,
		BonusAmount:        &amount,
		Reason:             aws.String("A fine cat"),
		UniqueRequestToken: token,
	})
}

type event struct{ EventType, HITId string }

// document is one notification.
type document struct {
	Events          []event
	EventDocVersion string
}

func (s *story) createQueue(name string) string {
	return *must(s.sqs.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: &name})).QueueUrl
}

// receive receives count payloads from a queue and deletes them there.
func receive[T any](s *story, url string, count int) []T {
	var received []T
	for len(received) < count {
		messages := must(s.sqs.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
			QueueUrl:            &url,
			MaxNumberOfMessages: 10,
			WaitTimeSeconds:     20,
		})).Messages
		assertTrue(len(messages) > 0, fmt.Sprintf("%d of %d messages", len(received), count))
		for _, message := range messages {
			must(s.sqs.DeleteMessage(ctx, &sqs.DeleteMessageInput{
				QueueUrl:      &url,
				ReceiptHandle: message.ReceiptHandle,
			}))
			var value T
			must(0, json.Unmarshal([]byte(*message.Body), &value))
			received = append(received, value)
		}
	}
	return received
}

func (s *story) sendTestEvent(
	transport types.NotificationTransport, destination string, event types.EventType, version string,
) error {
	_, err := s.mturk.SendTestEventNotification(ctx, &mturk.SendTestEventNotificationInput{
		Notification: &types.NotificationSpecification{
			Transport:   transport,
			Destination: &destination,
			Version:     &version,
			EventTypes:  []types.EventType{event},
		},
		TestEventType: event,
	})
	return err
}

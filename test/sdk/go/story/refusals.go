package main

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
)

// refusalOf drops what a call answers: it is refused.
func refusalOf[T any](_ T, err error) error { return err }

func (s *story) tellRefusals() {
	refusal := func(code string, call func() error) {
		s.step(code, func() {
			err := call()
			var refused *types.RequestError
			holds(errors.As(err, &refused), err)
			same(*refused.TurkErrorCode, "AWS.MechanicalTurk."+code)
			holds(*refused.Message != "", err)
		})
	}

	refusal("HITDoesNotExist", func() error {
		return refusalOf(s.mturk.GetHIT(ctx, &mturk.GetHITInput{HITId: aws.String("3NONE")}))
	})
	refusal("HITTypeDoesNotExist", func() error {
		return refusalOf(s.mturk.CreateHITWithHITType(ctx, &mturk.CreateHITWithHITTypeInput{
			HITTypeId:         aws.String("3NONE"),
			LifetimeInSeconds: aws.Int64(3600),
			Question:          aws.String(question),
		}))
	})
	refusal("HITLayoutDoesNotExist", func() error {
		input := work()
		input.Question, input.HITLayoutId = nil, aws.String("3NONE")
		return refusalOf(s.createHIT(input))
	})
	refusal("HitAlreadyExists", func() error {
		input := work()
		input.UniqueRequestToken = aws.String("hit")
		must(s.createHIT(input))
		return refusalOf(s.createHIT(input))
	})
	refusal("InvalidHITState", func() error {
		open := must(s.createHIT(work()))
		return refusalOf(s.mturk.DeleteHIT(ctx, &mturk.DeleteHITInput{HITId: &open}))
	})
	refusal("InvalidMaximumAssignmentsIncrease", func() error {
		input := work()
		input.MaxAssignments = aws.Int32(9)
		nine := must(s.createHIT(input))
		return refusalOf(s.mturk.CreateAdditionalAssignmentsForHIT(ctx,
			&mturk.CreateAdditionalAssignmentsForHITInput{
				HITId:                         &nine,
				NumberOfAdditionalAssignments: aws.Int32(1),
			}))
	})

	refusal("AssignmentDoesNotExist", func() error {
		return refusalOf(s.mturk.ApproveAssignment(ctx, &mturk.ApproveAssignmentInput{
			AssignmentId: aws.String("3NONE"),
		}))
	})
	refusal("InvalidAssignmentState", func() error {
		return refusalOf(s.mturk.RejectAssignment(ctx, &mturk.RejectAssignmentInput{
			AssignmentId:      &s.first,
			RequesterFeedback: aws.String("No cat"),
		}))
	})
	refusal("IdempotencyTokenAlreadyProcessed", func() error {
		must(s.sendBonus("0.05", aws.String("twice")))
		return refusalOf(s.sendBonus("0.05", aws.String("twice")))
	})
	refusal("InsufficientFunds", func() error { return refusalOf(s.sendBonus("1000000", nil)) })

	s.tellRefusalsOfQualifications(refusal)
}

func (s *story) tellRefusalsOfQualifications(refusal func(code string, call func() error)) {
	refusal("QualificationTypeDoesNotExist", func() error {
		return refusalOf(s.mturk.GetQualificationType(ctx, &mturk.GetQualificationTypeInput{
			QualificationTypeId: aws.String("3NONE"),
		}))
	})
	refusal("QualificationTypeAlreadyExists", func() error {
		return refusalOf(s.createQualificationType("Draws cats"))
	})
	refusal("InvalidQualificationTypeState", func() error {
		dogs := must(s.createQualificationType("Draws dogs"))
		input := &mturk.DeleteQualificationTypeInput{QualificationTypeId: &dogs}
		must(s.mturk.DeleteQualificationType(ctx, input))
		return refusalOf(s.mturk.DeleteQualificationType(ctx, input))
	})
	refusal("QualificationDoesNotExist", func() error { return refusalOf(s.scoreOf("A9WORKER")) })
	refusal("InvalidQualificationState", func() error {
		must(s.mturk.DisassociateQualificationFromWorker(ctx,
			&mturk.DisassociateQualificationFromWorkerInput{
				QualificationTypeId: &s.cats,
				WorkerId:            aws.String("A5WORKER"),
			}))
		return refusalOf(s.scoreOf("A5WORKER"))
	})

	grant := func(id string) error {
		return refusalOf(s.mturk.AcceptQualificationRequest(ctx, &mturk.AcceptQualificationRequestInput{
			QualificationRequestId: &id,
		}))
	}
	refusal("QualificationRequestDoesNotExist", func() error { return grant("3NONE") })
	refusal("InvalidQualificationRequestState", func() error {
		asked := control[identified]("POST", "workers/A9WORKER/qualification-requests",
			map[string]string{"qualificationTypeId": s.cats}).ID
		must(s.mturk.RejectQualificationRequest(ctx, &mturk.RejectQualificationRequestInput{
			QualificationRequestId: &asked,
		}))
		return grant(asked)
	})
}

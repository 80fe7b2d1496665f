package main

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
)

// errorOf drops the output of a call that must fail.
func errorOf[T any](_ T, err error) error { return err }

func (s *story) runErrors() {
	errorStep := func(code string, call func() error) {
		s.step(code, func() {
			err := call()
			var requestError *types.RequestError
			assertTrue(errors.As(err, &requestError), err)
			assertEqual(*requestError.TurkErrorCode, "AWS.MechanicalTurk."+code)
			assertTrue(*requestError.Message != "", err)
		})
	}

	errorStep("HITDoesNotExist", func() error {
		return errorOf(s.mturk.GetHIT(ctx, &mturk.GetHITInput{HITId: aws.String("3NONE")}))
	})
	errorStep("HITTypeDoesNotExist", func() error {
		return errorOf(s.mturk.CreateHITWithHITType(ctx, &mturk.CreateHITWithHITTypeInput{
			HITTypeId:         aws.String("3NONE"),
			LifetimeInSeconds: aws.Int64(3600),
			Question:          aws.String(question),
		}))
	})
	errorStep("HITLayoutDoesNotExist", func() error {
		input := hitInput()
		input.Question, input.HITLayoutId = nil, aws.String("3NONE")
		return errorOf(s.createHIT(input))
	})
	errorStep("HitAlreadyExists", func() error {
		input := hitInput()
		input.UniqueRequestToken = aws.String("hit")
		must(s.createHIT(input))
		return errorOf(s.createHIT(input))
	})
	errorStep("InvalidHITState", func() error {
		open := must(s.createHIT(hitInput()))
		return errorOf(s.mturk.DeleteHIT(ctx, &mturk.DeleteHITInput{HITId: &open}))
	})
	errorStep("InvalidMaximumAssignmentsIncrease", func() error {
		input := hitInput()
		input.MaxAssignments = aws.Int32(9)
		nine := must(s.createHIT(input))
		return errorOf(s.mturk.CreateAdditionalAssignmentsForHIT(ctx,
			&mturk.CreateAdditionalAssignmentsForHITInput{
				HITId:                         &nine,
				NumberOfAdditionalAssignments: aws.Int32(1),
			}))
	})

	errorStep("AssignmentDoesNotExist", func() error {
		return errorOf(s.mturk.ApproveAssignment(ctx, &mturk.ApproveAssignmentInput{
			AssignmentId: aws.String("3NONE"),
		}))
	})
	errorStep("InvalidAssignmentState", func() error {
		return errorOf(s.mturk.RejectAssignment(ctx, &mturk.RejectAssignmentInput{
			AssignmentId:      &s.first,
			RequesterFeedback: aws.String("No cat"),
		}))
	})
	errorStep("IdempotencyTokenAlreadyProcessed", func() error {
		must(s.sendBonus("0.05", aws.String("twice")))
		return errorOf(s.sendBonus("0.05", aws.String("twice")))
	})
	errorStep("InsufficientFunds", func() error { return errorOf(s.sendBonus("1000000", nil)) })

	s.runQualificationErrors(errorStep)
}

func (s *story) runQualificationErrors(errorStep func(code string, call func() error)) {
	errorStep("QualificationTypeDoesNotExist", func() error {
		return errorOf(s.mturk.GetQualificationType(ctx, &mturk.GetQualificationTypeInput{
			QualificationTypeId: aws.String("3NONE"),
		}))
	})
	errorStep("QualificationTypeAlreadyExists", func() error {
		return errorOf(s.createQualificationType("Draws cats"))
	})
	errorStep("InvalidQualificationTypeState", func() error {
		dogs := must(s.createQualificationType("Draws dogs"))
		input := &mturk.DeleteQualificationTypeInput{QualificationTypeId: &dogs}
		must(s.mturk.DeleteQualificationType(ctx, input))
		return errorOf(s.mturk.DeleteQualificationType(ctx, input))
	})
	errorStep("QualificationDoesNotExist", func() error { return errorOf(s.getScore("A9WORKER")) })
	errorStep("InvalidQualificationState", func() error {
		must(s.mturk.DisassociateQualificationFromWorker(ctx,
			&mturk.DisassociateQualificationFromWorkerInput{
				QualificationTypeId: &s.cats,
				WorkerId:            aws.String("A5WORKER"),
			}))
		return errorOf(s.getScore("A5WORKER"))
	})

	grant := func(id string) error {
		return errorOf(s.mturk.AcceptQualificationRequest(ctx, &mturk.AcceptQualificationRequestInput{
			QualificationRequestId: &id,
		}))
	}
	errorStep("QualificationRequestDoesNotExist", func() error { return grant("3NONE") })
	errorStep("InvalidQualificationRequestState", func() error {
		requestID := control[resource]("POST", "workers/A9WORKER/qualification-requests",
			map[string]string{"qualificationTypeId": s.cats}).ID
		must(s.mturk.RejectQualificationRequest(ctx, &mturk.RejectQualificationRequestInput{
			QualificationRequestId: &requestID,
		}))
		return grant(requestID)
	})
}

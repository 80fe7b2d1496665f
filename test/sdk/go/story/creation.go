package main

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
)

func (s *story) runCreation() {
	s.step("balance", func() {
		balance := must(s.mturk.GetAccountBalance(ctx, &mturk.GetAccountBalanceInput{}))
		assertEqual(*balance.AvailableBalance, "10000.00")
	})

	s.step("hit-type", func() {
		create := func(title string) string {
			return *must(s.mturk.CreateHITType(ctx, &mturk.CreateHITTypeInput{
				Title:                       &title,
				Description:                 aws.String("With a pencil"),
				Keywords:                    aws.String("cats, pencils"),
				Reward:                      aws.String("0.10"),
				AssignmentDurationInSeconds: aws.Int64(600),
				AutoApprovalDelayInSeconds:  aws.Int64(86_400),
			})).HITTypeId
		}
		s.typeID = create("Draw a cat")
		assertEqual(create("Draw a cat"), s.typeID)
		assertTrue(create("Draw a dog") != s.typeID, s.typeID)
	})

	s.step("qualification-type", func() {
		s.cats = must(s.createQualificationType("Draws cats"))
		found := must(s.mturk.GetQualificationType(ctx, &mturk.GetQualificationTypeInput{
			QualificationTypeId: &s.cats,
		})).QualificationType
		assertEqual(*found.Name, "Draws cats")
		assertEqual(found.QualificationTypeStatus, types.QualificationTypeStatusActive)
		assertTrue(time.Since(*found.CreationTime).Abs() < time.Hour, found.CreationTime)
	})

	s.step("qualification", func() {
		s.qualify("A1WORKER", aws.Int32(80))
		found := must(s.getScore("A1WORKER")).Qualification
		assertEqual(*found.IntegerValue, 80)
		assertEqual(found.Status, types.QualificationStatusGranted)
	})
}

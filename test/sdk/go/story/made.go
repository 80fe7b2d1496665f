package main

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
)

func (s *story) tellWhatIsMade() {
	s.step("balance", func() {
		balance := must(s.mturk.GetAccountBalance(ctx, &mturk.GetAccountBalanceInput{}))
		same(*balance.AvailableBalance, "10000.00")
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
		same(create("Draw a cat"), s.typeID)
		holds(create("Draw a dog") != s.typeID, s.typeID)
	})

	s.step("qualification-type", func() {
		s.cats = must(s.createQualificationType("Draws cats"))
		found := must(s.mturk.GetQualificationType(ctx, &mturk.GetQualificationTypeInput{
			QualificationTypeId: &s.cats,
		})).QualificationType
		same(*found.Name, "Draws cats")
		same(found.QualificationTypeStatus, types.QualificationTypeStatusActive)
		holds(time.Since(*found.CreationTime).Abs() < time.Hour, found.CreationTime)
	})

	s.step("qualification", func() {
		s.qualify("A1WORKER", aws.Int32(80))
		found := must(s.scoreOf("A1WORKER")).Qualification
		same(*found.IntegerValue, 80)
		same(found.Status, types.QualificationStatusGranted)
	})
}

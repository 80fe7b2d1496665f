package main

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
)

var expectedEvents = []string{
	"HITCreated", "AssignmentAccepted", "AssignmentSubmitted", "AssignmentAccepted",
	"AssignmentSubmitted", "AssignmentAccepted", "AssignmentReturned", "AssignmentAccepted",
	"AssignmentAbandoned", "AssignmentApproved", "AssignmentRejected", "HITExtended",
	"HITExpired", "HITReviewable", "HITDisposed",
}

func (s *story) runLife() {
	getHIT := func() *types.HIT {
		return must(s.mturk.GetHIT(ctx, &mturk.GetHITInput{HITId: &s.hitID})).HIT
	}

	s.step("notification-settings", func() {
		s.queueURL = s.createQueue("news")
		must(s.mturk.UpdateNotificationSettings(ctx, &mturk.UpdateNotificationSettingsInput{
			HITTypeId: &s.typeID,
			Active:    aws.Bool(true),
			Notification: &types.NotificationSpecification{
				Transport:   types.NotificationTransportSqs,
				Destination: &s.queueURL,
				Version:     aws.String("2014-08-15"),
				EventTypes: slices.DeleteFunc(slices.Clone(eventTypes), func(event types.EventType) bool {
					return event == types.EventTypePing
				}),
			},
		}))
		for _, active := range []bool{false, true} {
			must(s.mturk.UpdateNotificationSettings(ctx, &mturk.UpdateNotificationSettingsInput{
				HITTypeId: &s.typeID,
				Active:    &active,
			}))
		}
	})

	s.step("hit", func() {
		annotation := `№ 1 & "猫"`
		s.hitID = *must(s.mturk.CreateHITWithHITType(ctx, &mturk.CreateHITWithHITTypeInput{
			HITTypeId:           &s.typeID,
			MaxAssignments:      aws.Int32(4),
			LifetimeInSeconds:   aws.Int64(3600),
			Question:            aws.String(question),
			RequesterAnnotation: &annotation,
		})).HIT.HITId
		hit := getHIT()
		assertEqual([]string{*hit.Title, *hit.Reward, *hit.Question}, []string{"Draw a cat", "0.10", question})
		assertEqual(*hit.RequesterAnnotation, annotation)
		assertEqual(*hit.MaxAssignments, 4)
		assertEqual(hit.HITStatus, types.HITStatusAssignable)
	})

	s.step("work", func() {
		answers := map[string]any{"answers": map[string]string{"drawing": "猫 <&>"}}
		s.first = accept("A1WORKER", s.hitID)
		changeAssignment("A1WORKER", s.first, "submit", answers)
		s.second = accept("A2WORKER", s.hitID)
		changeAssignment("A2WORKER", s.second, "submit", answers)
		changeAssignment("A3WORKER", accept("A3WORKER", s.hitID), "return", struct{}{})
		accept("A4WORKER", s.hitID)
		control[any]("POST", "clock/advance", map[string]string{"by": "PT10M"})
		listed := must(s.mturk.ListAssignmentsForHIT(ctx, &mturk.ListAssignmentsForHITInput{
			HITId: &s.hitID,
		})).Assignments
		var found [][2]string
		for _, each := range listed {
			found = append(found, [2]string{*each.AssignmentId, *each.WorkerId})
			assertEqual(each.AssignmentStatus, types.AssignmentStatusSubmitted)
			assertTrue(strings.Contains(*each.Answer, "猫 &lt;&amp;&gt;"), *each.Answer)
		}
		assertEqual(found, [][2]string{{s.first, "A1WORKER"}, {s.second, "A2WORKER"}})
	})

	s.step("review", func() {
		must(s.mturk.ApproveAssignment(ctx, &mturk.ApproveAssignmentInput{
			AssignmentId:      &s.first,
			RequesterFeedback: aws.String("Well drawn"),
		}))
		must(s.mturk.RejectAssignment(ctx, &mturk.RejectAssignmentInput{
			AssignmentId:      &s.second,
			RequesterFeedback: aws.String("A dog"),
		}))
		get := func(id string) *types.Assignment {
			return must(s.mturk.GetAssignment(ctx, &mturk.GetAssignmentInput{AssignmentId: &id})).Assignment
		}
		assertEqual(get(s.first).AssignmentStatus, types.AssignmentStatusApproved)
		assertEqual(*get(s.first).RequesterFeedback, "Well drawn")
		assertEqual(get(s.second).AssignmentStatus, types.AssignmentStatusRejected)
	})

	s.step("bonus", func() {
		must(s.sendBonus("0.05", aws.String("bonus")))
		payments := must(s.mturk.ListBonusPayments(ctx, &mturk.ListBonusPaymentsInput{
			HITId: &s.hitID,
		})).BonusPayments
		assertEqual(len(payments), 1)
		assertEqual([]string{*payments[0].WorkerId, *payments[0].BonusAmount}, []string{"A1WORKER", "0.05"})
	})

	s.step("more-assignments", func() {
		must(s.mturk.CreateAdditionalAssignmentsForHIT(ctx, &mturk.CreateAdditionalAssignmentsForHITInput{
			HITId:                         &s.hitID,
			NumberOfAdditionalAssignments: aws.Int32(1),
		}))
		assertEqual(*getHIT().MaxAssignments, 5)
	})

	s.step("expiration", func() {
		must(s.mturk.UpdateExpirationForHIT(ctx, &mturk.UpdateExpirationForHITInput{
			HITId:    &s.hitID,
			ExpireAt: aws.Time(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)),
		}))
		hit := getHIT()
		assertEqual(hit.HITStatus, types.HITStatusReviewable)
		assertTrue(hit.Expiration.Before(time.Now().Add(11*time.Minute)), hit.Expiration)
	})

	s.step("disposal", func() {
		must(s.mturk.DeleteHIT(ctx, &mturk.DeleteHITInput{HITId: &s.hitID}))
		assertEqual(getHIT().HITStatus, types.HITStatusDisposed)
	})

	s.step("events", func() {
		var eventNames []string
		for _, document := range receive[document](s, s.queueURL, len(expectedEvents)) {
			for _, event := range document.Events {
				eventNames = append(eventNames, event.EventType)
				assertEqual(event.HITId, s.hitID)
			}
		}
		assertEqual(eventNames, expectedEvents)
	})
}

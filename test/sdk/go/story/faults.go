package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
	"github.com/aws/smithy-go"
)

// countRule returns how often a rule matched and was applied during work.
func countRule(rule string, work func()) [2]int {
	type faults struct {
		Rules []struct{ Matched, Applied int }
	}
	control[any]("PUT", "faults", map[string][]string{"rules": {rule}})
	work()
	counts := control[faults]("GET", "faults", nil).Rules[0]
	control[any]("DELETE", "faults", nil)
	return [2]int{counts.Matched, counts.Applied}
}

func (s *story) runFaults() {
	s.step("ServiceFault", func() {
		assertEqual(countRule("error operation=GetHIT", func() {
			_, err := s.mturk.GetHIT(ctx, &mturk.GetHITInput{HITId: &s.hitID})
			var fault *types.ServiceFault
			assertTrue(errors.As(err, &fault), err)
			assertEqual(*fault.TurkErrorCode, "AWS.MechanicalTurk.ServiceFault")
		}), [2]int{2, 2})
	})

	s.step("ThrottlingException", func() {
		assertEqual(countRule("throttle operation=GetAccountBalance nth=1", func() {
			balance := must(s.mturk.GetAccountBalance(ctx, &mturk.GetAccountBalanceInput{}))
			assertTrue(must(strconv.ParseFloat(*balance.AvailableBalance, 64)) > 9000, balance)
		}), [2]int{2, 1})
	})

	// Errors outside the model have only a name.
	fault := func(code, text string, call func() error) {
		s.step(code, func() {
			err := call()
			var fault smithy.APIError
			assertTrue(errors.As(err, &fault), err)
			assertEqual(fault.ErrorCode(), code)
			assertTrue(strings.Contains(fault.ErrorMessage(), text), err)
		})
	}
	fault("InternalFailure", "", func() error {
		return s.sendTestEvent(
			types.NotificationTransportSqs, s.queueURL+"-not-there", types.EventTypePing, "2014-08-15")
	})
	fault("ParameterValidationError", "NextToken", func() error {
		return errorOf(s.mturk.ListHITs(ctx, &mturk.ListHITsInput{NextToken: aws.String("created-up")}))
	})
	fault("ValidationException", "workerId", func() error {
		return errorOf(s.mturk.CreateWorkerBlock(ctx, &mturk.CreateWorkerBlockInput{
			WorkerId: aws.String("nonsense"),
			Reason:   aws.String("None"),
		}))
	})
}

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

// hindered tells how often a rule fitted and struck while something was done.
func hindered(rule string, work func()) [2]int {
	type faults struct {
		Rules []struct{ Fitted, Struck int }
	}
	control[any]("PUT", "faults", map[string][]string{"rules": {rule}})
	work()
	told := control[faults]("GET", "faults", nil).Rules[0]
	control[any]("DELETE", "faults", nil)
	return [2]int{told.Fitted, told.Struck}
}

func (s *story) tellFaults() {
	s.step("ServiceFault", func() {
		same(hindered("error operation=GetHIT", func() {
			_, err := s.mturk.GetHIT(ctx, &mturk.GetHITInput{HITId: &s.hitID})
			var fault *types.ServiceFault
			holds(errors.As(err, &fault), err)
			same(*fault.TurkErrorCode, "AWS.MechanicalTurk.ServiceFault")
		}), [2]int{2, 2})
	})

	s.step("ThrottlingException", func() {
		same(hindered("throttle operation=GetAccountBalance nth=1", func() {
			balance := must(s.mturk.GetAccountBalance(ctx, &mturk.GetAccountBalanceInput{}))
			holds(must(strconv.ParseFloat(*balance.AvailableBalance, 64)) > 9000, balance)
		}), [2]int{2, 1})
	})

	// What the model does not list has its name alone.
	fault := func(code, text string, call func() error) {
		s.step(code, func() {
			err := call()
			var fault smithy.APIError
			holds(errors.As(err, &fault), err)
			same(fault.ErrorCode(), code)
			holds(strings.Contains(fault.ErrorMessage(), text), err)
		})
	}
	fault("InternalFailure", "", func() error {
		return s.sendTestEvent(
			types.NotificationTransportSqs, s.news+"-not-there", types.EventTypePing, "2014-08-15")
	})
	fault("ParameterValidationError", "NextToken", func() error {
		return refusalOf(s.mturk.ListHITs(ctx, &mturk.ListHITsInput{NextToken: aws.String("made-up")}))
	})
	fault("ValidationException", "workerId", func() error {
		return refusalOf(s.mturk.CreateWorkerBlock(ctx, &mturk.CreateWorkerBlockInput{
			WorkerId: aws.String("nonsense"),
			Reason:   aws.String("None"),
		}))
	})
}

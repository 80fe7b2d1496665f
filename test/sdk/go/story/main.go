// Runs test/sdk/STORY.md with version 2 of the AWS SDK for Go.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

const module = "github.com/aws/aws-sdk-go-v2/service/mturk"

// story is the state that steps share.
type story struct {
	checks
	mturk *mturk.Client
	sqs   *sqs.Client
	sns   *sns.Client

	typeID, cats, queueURL, hitID, first, second string
}

func main() {
	fmt.Println(module, version())
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	s := &story{
		mturk: mturk.NewFromConfig(settings),
		sqs:   sqs.NewFromConfig(settings),
		sns:   sns.NewFromConfig(settings),
	}
	s.runCreation()
	s.runTestEvents()
	s.runLife()
	s.runPages()
	s.runErrors()
	s.runFaults()
	s.end()
}

var ctx = context.Background()

// version returns the module's version in this build.
func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return strings.TrimPrefix(dependency.Version, "v")
		}
	}
	return "?"
}

// Tells test/sdk/STORY.md by version 2 of the AWS SDK for Go.
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

// story is what a step needs of those before it.
type story struct {
	checks
	mturk *mturk.Client
	sqs   *sqs.Client
	sns   *sns.Client

	typeID, cats, news, hitID, first, second string
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
	s.tellWhatIsMade()
	s.tellTestEvents()
	s.tellLife()
	s.tellPages()
	s.tellRefusals()
	s.tellFaults()
	s.end()
}

var ctx = context.Background()

// version is which of the module's was built in.
func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return strings.TrimPrefix(dependency.Version, "v")
		}
	}
	return "?"
}

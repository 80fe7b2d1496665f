package main

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
)

func (s *story) runPages() {
	s.step("pages", func() {
		others := []string{"A2WORKER", "A3WORKER", "A4WORKER", "A5WORKER"}
		for _, worker := range others {
			s.qualify(worker, nil)
		}
		var workers []string
		var token *string
		for {
			page := must(s.mturk.ListWorkersWithQualificationType(ctx,
				&mturk.ListWorkersWithQualificationTypeInput{
					QualificationTypeId: &s.cats,
					MaxResults:          aws.Int32(2),
					NextToken:           token,
				}))
			assertTrue(len(page.Qualifications) <= 2, page)
			for _, each := range page.Qualifications {
				workers = append(workers, *each.WorkerId)
			}
			if token = page.NextToken; token == nil {
				break
			}
		}
		slices.Sort(workers)
		assertEqual(workers, append([]string{"A1WORKER"}, others...))
	})

	s.step("paginator", func() {
		var created, found []string
		for range 5 {
			created = append(created, must(s.createHIT(hitInput())))
		}
		pages := mturk.NewListHITsPaginator(s.mturk, &mturk.ListHITsInput{MaxResults: aws.Int32(2)})
		for pages.HasMorePages() {
			for _, hit := range must(pages.NextPage(ctx)).HITs {
				found = append(found, *hit.HITId)
			}
		}
		slices.Sort(created)
		slices.Sort(found)
		assertEqual(found, created)
	})
}

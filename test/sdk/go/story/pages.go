package main

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
)

func (s *story) tellPages() {
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
			holds(len(page.Qualifications) <= 2, page)
			for _, each := range page.Qualifications {
				workers = append(workers, *each.WorkerId)
			}
			if token = page.NextToken; token == nil {
				break
			}
		}
		slices.Sort(workers)
		same(workers, append([]string{"A1WORKER"}, others...))
	})

	s.step("paginator", func() {
		var made, found []string
		for range 5 {
			made = append(made, must(s.createHIT(work())))
		}
		pages := mturk.NewListHITsPaginator(s.mturk, &mturk.ListHITsInput{MaxResults: aws.Int32(2)})
		for pages.HasMorePages() {
			for _, hit := range must(pages.NextPage(ctx)).HITs {
				found = append(found, *hit.HITId)
			}
		}
		slices.Sort(made)
		slices.Sort(found)
		same(found, made)
	})
}

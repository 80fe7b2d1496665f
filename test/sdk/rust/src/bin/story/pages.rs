//! Pages by NextToken, and by the SDK's paginator.

use crate::checks::{Checks, assert_that, assert_equal};
use crate::requester::{Requester, create_hit_id};

pub async fn run(checks: &mut Checks, requester: &Requester) {
    checks
        .step("pages", async {
            for worker in ["A2WORKER", "A3WORKER", "A4WORKER", "A5WORKER"] {
                requester.qualify(worker, None).await?;
            }
            let mut workers = Vec::new();
            let mut token = None;
            loop {
                let page = requester
                    .mturk
                    .list_workers_with_qualification_type()
                    .qualification_type_id(&requester.cats)
                    .max_results(2)
                    .set_next_token(token)
                    .send()
                    .await?;
                assert_that(page.qualifications().len() <= 2, &page)?;
                let those = page.qualifications().iter();
                workers.extend(those.filter_map(|each| each.worker_id().map(str::to_owned)));
                token = page.next_token;
                if token.is_none() {
                    break;
                }
            }
            workers.sort();
            assert_equal(
                workers,
                ["A1WORKER", "A2WORKER", "A3WORKER", "A4WORKER", "A5WORKER"],
            )
        })
        .await;

    checks
        .step("paginator", async {
            let mut created = Vec::new();
            for _ in 0..5 {
                created.push(create_hit_id(requester.hit_input()).await?);
            }
            let mut pages = requester
                .mturk
                .list_hits()
                .into_paginator()
                .page_size(2)
                .send();
            let mut found = Vec::new();
            while let Some(page) = pages.next().await {
                let hits = page?.hits.unwrap_or_default();
                found.extend(hits.into_iter().filter_map(|hit| hit.hit_id));
            }
            created.sort();
            found.sort();
            assert_equal(found, created)
        })
        .await;
}

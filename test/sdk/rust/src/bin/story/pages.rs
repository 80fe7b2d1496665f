//! Pages by hand, and by the SDK.

use crate::checks::{Checks, holds, same};
use crate::requester::{Requester, created};

pub async fn tell(checks: &mut Checks, requester: &Requester) {
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
                holds(page.qualifications().len() <= 2, &page)?;
                let those = page.qualifications().iter();
                workers.extend(those.filter_map(|each| each.worker_id().map(str::to_owned)));
                token = page.next_token;
                if token.is_none() {
                    break;
                }
            }
            workers.sort();
            same(
                workers,
                ["A1WORKER", "A2WORKER", "A3WORKER", "A4WORKER", "A5WORKER"],
            )
        })
        .await;

    checks
        .step("paginator", async {
            let mut made = Vec::new();
            for _ in 0..5 {
                made.push(created(requester.work()).await?);
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
            made.sort();
            found.sort();
            same(found, made)
        })
        .await;
}

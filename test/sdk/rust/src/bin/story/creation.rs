//! Creates what later steps use.

use crate::checks::{Checks, StepResult, assert_that, assert_equal};
use crate::requester::Requester;
use aws_sdk_mturk::types::{QualificationStatus, QualificationTypeStatus};
use std::time::{SystemTime, UNIX_EPOCH};

pub async fn run(checks: &mut Checks, requester: &mut Requester) {
    checks
        .step("balance", async {
            let balance = requester.mturk.get_account_balance().send().await?;
            assert_equal(balance.available_balance(), Some("10000.00"))
        })
        .await;

    checks
        .step("hit-type", async {
            requester.type_id = create_type(requester, "Draw a cat").await?;
            assert_equal(
                &create_type(requester, "Draw a cat").await?,
                &requester.type_id,
            )?;
            let other = create_type(requester, "Draw a dog").await?;
            assert_that(other != requester.type_id, other)
        })
        .await;

    checks
        .step("qualification-type", async {
            requester.cats = requester.create_qualification_type("Draws cats").await?;
            let answer = requester
                .mturk
                .get_qualification_type()
                .qualification_type_id(&requester.cats)
                .send()
                .await?;
            let found = answer.qualification_type.ok_or("no qualification type")?;
            assert_equal(found.name(), Some("Draws cats"))?;
            assert_equal(
                found.qualification_type_status(),
                Some(&QualificationTypeStatus::Active),
            )?;
            let created_at = found.creation_time().ok_or("no time")?.secs();
            assert_that((created_at - now()?).abs() < 3600, created_at)
        })
        .await;

    checks
        .step("qualification", async {
            requester.qualify("A1WORKER", Some(80)).await?;
            let found = requester
                .get_score("A1WORKER")
                .await?
                .ok_or("no qualification")?;
            assert_equal(found.integer_value(), Some(80))?;
            assert_equal(found.status(), Some(&QualificationStatus::Granted))
        })
        .await;
}

async fn create_type(requester: &Requester, title: &str) -> StepResult<String> {
    let output = requester
        .mturk
        .create_hit_type()
        .title(title)
        .description("With a pencil")
        .keywords("cats, pencils")
        .reward("0.10")
        .assignment_duration_in_seconds(600)
        .auto_approval_delay_in_seconds(86_400)
        .send()
        .await?;
    Ok(output.hit_type_id.unwrap_or_default())
}

/// In seconds since 1970, as Amazon counts.
pub fn now() -> StepResult<i64> {
    Ok(i64::try_from(
        SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    )?)
}

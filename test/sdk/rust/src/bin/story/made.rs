//! What is made.

use crate::checks::{Checks, Told, holds, same};
use crate::requester::Requester;
use aws_sdk_mturk::types::{QualificationStatus, QualificationTypeStatus};
use std::time::{SystemTime, UNIX_EPOCH};

pub async fn tell(checks: &mut Checks, requester: &mut Requester) {
    checks
        .step("balance", async {
            let balance = requester.mturk.get_account_balance().send().await?;
            same(balance.available_balance(), Some("10000.00"))
        })
        .await;

    checks
        .step("hit-type", async {
            requester.type_id = create_type(requester, "Draw a cat").await?;
            same(
                &create_type(requester, "Draw a cat").await?,
                &requester.type_id,
            )?;
            let other = create_type(requester, "Draw a dog").await?;
            holds(other != requester.type_id, other)
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
            same(found.name(), Some("Draws cats"))?;
            same(
                found.qualification_type_status(),
                Some(&QualificationTypeStatus::Active),
            )?;
            let made = found.creation_time().ok_or("no time")?.secs();
            holds((made - now()?).abs() < 3600, made)
        })
        .await;

    checks
        .step("qualification", async {
            requester.qualify("A1WORKER", Some(80)).await?;
            let found = requester
                .score_of("A1WORKER")
                .await?
                .ok_or("no qualification")?;
            same(found.integer_value(), Some(80))?;
            same(found.status(), Some(&QualificationStatus::Granted))
        })
        .await;
}

async fn create_type(requester: &Requester, title: &str) -> Told<String> {
    let made = requester
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
    Ok(made.hit_type_id.unwrap_or_default())
}

/// In seconds, as Amazon counts them.
pub fn now() -> Told<i64> {
    Ok(i64::try_from(
        SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    )?)
}

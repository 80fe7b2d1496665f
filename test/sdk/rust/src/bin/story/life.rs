//! The life of a HIT.

use crate::checks::{Checks, StepResult, assert_that, assert_equal};
use crate::control::{accept, call, change_assignment};
use crate::creation::now;
use crate::requester::{QUESTION, Requester};
use aws_sdk_mturk::primitives::DateTime;
use aws_sdk_mturk::types::{
    Assignment, AssignmentStatus, EventType, Hit, HitStatus, NotificationSpecification,
    NotificationTransport,
};
use serde_json::json;

const EXPECTED_EVENTS: [&str; 15] = [
    "HITCreated",
    "AssignmentAccepted",
    "AssignmentSubmitted",
    "AssignmentAccepted",
    "AssignmentSubmitted",
    "AssignmentAccepted",
    "AssignmentReturned",
    "AssignmentAccepted",
    "AssignmentAbandoned",
    "AssignmentApproved",
    "AssignmentRejected",
    "HITExtended",
    "HITExpired",
    "HITReviewable",
    "HITDisposed",
];

pub async fn run(checks: &mut Checks, requester: &mut Requester) {
    checks
        .step("notification-settings", subscribe_queue(requester))
        .await;
    checks.step("hit", create_hit(requester)).await;
    checks.step("work", work(requester)).await;
    checks.step("review", review(requester)).await;
    checks.step("bonus", pay_bonus(requester)).await;
    checks.step("more-assignments", extend(requester)).await;
    checks.step("expiration", expire(requester)).await;
    checks.step("disposal", dispose(requester)).await;
    checks.step("events", read_events(requester)).await;
}

async fn get_hit(requester: &Requester) -> StepResult<Hit> {
    let found = requester
        .mturk
        .get_hit()
        .hit_id(&requester.hit_id)
        .send()
        .await?;
    Ok(found.hit.ok_or("no HIT")?)
}

async fn subscribe_queue(requester: &mut Requester) -> StepResult {
    requester.queue_url = requester.create_queue("news").await?;
    let all = EventType::values().iter().filter(|event| **event != "Ping");
    let notification = NotificationSpecification::builder()
        .transport(NotificationTransport::Sqs)
        .destination(&requester.queue_url)
        .version("2014-08-15")
        .set_event_types(Some(all.map(|event| EventType::from(*event)).collect()))
        .build()?;
    let settings = || {
        requester
            .mturk
            .update_notification_settings()
            .hit_type_id(&requester.type_id)
    };
    settings()
        .notification(notification)
        .active(true)
        .send()
        .await?;
    for active in [false, true] {
        settings().active(active).send().await?;
    }
    Ok(())
}

async fn create_hit(requester: &mut Requester) -> StepResult {
    let annotation = "№ 1 & \"猫\"";
    let output = requester
        .mturk
        .create_hit_with_hit_type()
        .hit_type_id(&requester.type_id)
        .max_assignments(4)
        .lifetime_in_seconds(3600)
        .question(QUESTION)
        .requester_annotation(annotation)
        .send()
        .await?;
    requester.hit_id = output.hit.and_then(|hit| hit.hit_id).ok_or("no ID")?;
    let hit = get_hit(requester).await?;
    assert_equal(
        [
            hit.title(),
            hit.reward(),
            hit.question(),
            hit.requester_annotation(),
        ],
        [
            Some("Draw a cat"),
            Some("0.10"),
            Some(QUESTION),
            Some(annotation),
        ],
    )?;
    assert_equal(hit.max_assignments(), Some(4))?;
    assert_equal(hit.hit_status(), Some(&HitStatus::Assignable))
}

async fn work(requester: &mut Requester) -> StepResult {
    let answers = json!({ "answers": { "drawing": "猫 <&>" } });
    let hit_id = &requester.hit_id;
    requester.first = accept("A1WORKER", hit_id)?;
    change_assignment("A1WORKER", &requester.first, "submit", answers.clone())?;
    requester.second = accept("A2WORKER", hit_id)?;
    change_assignment("A2WORKER", &requester.second, "submit", answers)?;
    change_assignment(
        "A3WORKER",
        &accept("A3WORKER", hit_id)?,
        "return",
        json!({}),
    )?;
    accept("A4WORKER", hit_id)?;
    call("POST", "clock/advance", json!({ "by": "PT10M" }))?;
    let listed = requester
        .mturk
        .list_assignments_for_hit()
        .hit_id(hit_id)
        .send()
        .await?;
    let found: Vec<_> = listed
        .assignments()
        .iter()
        .map(|each| {
            (
                each.assignment_id(),
                each.worker_id(),
                each.assignment_status(),
            )
        })
        .collect();
    let submitted = Some(&AssignmentStatus::Submitted);
    assert_equal(
        found,
        vec![
            (Some(requester.first.as_str()), Some("A1WORKER"), submitted),
            (Some(requester.second.as_str()), Some("A2WORKER"), submitted),
        ],
    )?;
    for each in listed.assignments() {
        assert_that(
            each.answer()
                .unwrap_or_default()
                .contains("猫 &lt;&amp;&gt;"),
            each,
        )?;
    }
    Ok(())
}

async fn review(requester: &Requester) -> StepResult {
    let (mturk, first, second) = (&requester.mturk, &requester.first, &requester.second);
    let approval = mturk.approve_assignment().assignment_id(first);
    approval.requester_feedback("Well drawn").send().await?;
    let rejection = mturk.reject_assignment().assignment_id(second);
    rejection.requester_feedback("A dog").send().await?;
    let approved = get_assignment(requester, first).await?;
    assert_equal(
        approved.assignment_status(),
        Some(&AssignmentStatus::Approved),
    )?;
    assert_equal(approved.requester_feedback(), Some("Well drawn"))?;
    let rejected = get_assignment(requester, second).await?;
    assert_equal(
        rejected.assignment_status(),
        Some(&AssignmentStatus::Rejected),
    )
}

async fn get_assignment(requester: &Requester, id: &str) -> StepResult<Assignment> {
    let found = requester
        .mturk
        .get_assignment()
        .assignment_id(id)
        .send()
        .await?;
    Ok(found.assignment.ok_or("no assignment")?)
}

async fn pay_bonus(requester: &Requester) -> StepResult {
    requester.send_bonus("0.05", Some("bonus")).await?;
    let listed = requester
        .mturk
        .list_bonus_payments()
        .hit_id(&requester.hit_id)
        .send()
        .await?;
    let payments: Vec<_> = listed
        .bonus_payments()
        .iter()
        .map(|each| (each.worker_id(), each.bonus_amount()))
        .collect();
    assert_equal(payments, vec![(Some("A1WORKER"), Some("0.05"))])
}

async fn extend(requester: &Requester) -> StepResult {
    requester
        .mturk
        .create_additional_assignments_for_hit()
        .hit_id(&requester.hit_id)
        .number_of_additional_assignments(1)
        .send()
        .await?;
    assert_equal(get_hit(requester).await?.max_assignments(), Some(5))
}

async fn expire(requester: &Requester) -> StepResult {
    requester
        .mturk
        .update_expiration_for_hit()
        .hit_id(&requester.hit_id)
        .expire_at(DateTime::from_secs(1_577_836_800))
        .send()
        .await?;
    let hit = get_hit(requester).await?;
    assert_equal(hit.hit_status(), Some(&HitStatus::Reviewable))?;
    let expiration = hit.expiration().ok_or("no time")?.secs();
    assert_that(expiration <= now()? + 600, expiration)
}

async fn dispose(requester: &Requester) -> StepResult {
    requester
        .mturk
        .delete_hit()
        .hit_id(&requester.hit_id)
        .send()
        .await?;
    assert_equal(
        get_hit(requester).await?.hit_status(),
        Some(&HitStatus::Disposed),
    )
}

async fn read_events(requester: &Requester) -> StepResult {
    let mut event_names = Vec::new();
    for document in requester
        .receive(&requester.queue_url, EXPECTED_EVENTS.len())
        .await?
    {
        for event in document["Events"].as_array().into_iter().flatten() {
            event_names.push(event["EventType"].as_str().unwrap_or_default().to_owned());
            assert_equal(event["HITId"].as_str(), Some(requester.hit_id.as_str()))?;
        }
    }
    assert_equal(event_names, EXPECTED_EVENTS)
}

//! Error responses: each is a RequestError of the SDK's own type, with its code.

use crate::checks::{Checks, assert_that, assert_equal};
use crate::control::{call, get_id};
use crate::requester::{QUESTION, Requester, create_hit_id};
use aws_sdk_mturk::Error;
use serde_json::json;

async fn error_step<T, E: Into<Error>>(
    checks: &mut Checks,
    code: &str,
    call: impl Future<Output = Result<T, E>>,
) {
    checks
        .step(code, async {
            let error = call.await.err().ok_or("RequestError expected")?.into();
            let Error::RequestError(error) = error else {
                return Err(error.into());
            };
            let wanted = format!("AWS.MechanicalTurk.{code}");
            assert_equal(error.turk_error_code(), Some(wanted.as_str()))?;
            assert_that(
                error.message().is_some_and(|text| !text.is_empty()),
                &error,
            )
        })
        .await;
}

pub async fn run(checks: &mut Checks, requester: &Requester) {
    run_hit_errors(checks, requester).await;
    run_assignment_errors(checks, requester).await;
    run_qualification_errors(checks, requester).await;
}

async fn run_hit_errors(checks: &mut Checks, requester: &Requester) {
    let mturk = &requester.mturk;
    error_step(
        checks,
        "HITDoesNotExist",
        mturk.get_hit().hit_id("3NONE").send(),
    )
    .await;

    let of_no_type = mturk.create_hit_with_hit_type().hit_type_id("3NONE");
    let call = of_no_type
        .lifetime_in_seconds(3600)
        .question(QUESTION)
        .send();
    error_step(checks, "HITTypeDoesNotExist", call).await;

    let of_no_layout = requester.hit_input().set_question(None).hit_layout_id("3NONE");
    error_step(checks, "HITLayoutDoesNotExist", create_hit_id(of_no_layout)).await;

    let twice = async {
        create_hit_id(requester.hit_input().unique_request_token("hit")).await?;
        create_hit_id(requester.hit_input().unique_request_token("hit")).await
    };
    error_step(checks, "HitAlreadyExists", twice).await;

    let open = async {
        let hit_id = create_hit_id(requester.hit_input()).await?;
        Ok::<_, Error>(mturk.delete_hit().hit_id(hit_id).send().await?)
    };
    error_step(checks, "InvalidHITState", open).await;

    let nine = async {
        let hit_id = create_hit_id(requester.hit_input().max_assignments(9)).await?;
        let more = mturk.create_additional_assignments_for_hit().hit_id(hit_id);
        Ok::<_, Error>(more.number_of_additional_assignments(1).send().await?)
    };
    error_step(checks, "InvalidMaximumAssignmentsIncrease", nine).await;
}

async fn run_assignment_errors(checks: &mut Checks, requester: &Requester) {
    let mturk = &requester.mturk;
    let unknown = mturk.approve_assignment().assignment_id("3NONE").send();
    error_step(checks, "AssignmentDoesNotExist", unknown).await;

    let approved = mturk.reject_assignment().assignment_id(&requester.first);
    let call = approved.requester_feedback("No cat").send();
    error_step(checks, "InvalidAssignmentState", call).await;

    let twice = async {
        requester.send_bonus("0.05", Some("twice")).await?;
        requester.send_bonus("0.05", Some("twice")).await
    };
    error_step(checks, "IdempotencyTokenAlreadyProcessed", twice).await;
    error_step(
        checks,
        "InsufficientFunds",
        requester.send_bonus("1000000", None),
    )
    .await;
}

async fn run_qualification_errors(checks: &mut Checks, requester: &Requester) {
    let mturk = &requester.mturk;
    let none = mturk
        .get_qualification_type()
        .qualification_type_id("3NONE")
        .send();
    error_step(checks, "QualificationTypeDoesNotExist", none).await;

    let again = requester.create_qualification_type("Draws cats");
    error_step(checks, "QualificationTypeAlreadyExists", again).await;

    let deleted = async {
        let dogs = requester.create_qualification_type("Draws dogs").await?;
        mturk
            .delete_qualification_type()
            .qualification_type_id(&dogs)
            .send()
            .await?;
        Ok::<_, Error>(
            mturk
                .delete_qualification_type()
                .qualification_type_id(dogs)
                .send()
                .await?,
        )
    };
    error_step(checks, "InvalidQualificationTypeState", deleted).await;

    error_step(
        checks,
        "QualificationDoesNotExist",
        requester.get_score("A9WORKER"),
    )
    .await;

    let taken_back = async {
        let cats = mturk.disassociate_qualification_from_worker();
        cats.qualification_type_id(&requester.cats)
            .worker_id("A5WORKER")
            .send()
            .await?;
        requester.get_score("A5WORKER").await
    };
    error_step(checks, "InvalidQualificationState", taken_back).await;

    let grant = |id: &str| {
        mturk
            .accept_qualification_request()
            .qualification_request_id(id)
            .send()
    };
    error_step(checks, "QualificationRequestDoesNotExist", grant("3NONE")).await;

    let input = json!({ "qualificationTypeId": requester.cats });
    let request = call("POST", "workers/A9WORKER/qualification-requests", input).unwrap_or_default();
    let rejected = async {
        let id = get_id(&request);
        mturk
            .reject_qualification_request()
            .qualification_request_id(&id)
            .send()
            .await?;
        Ok::<_, Error>(grant(&id).await?)
    };
    error_step(checks, "InvalidQualificationRequestState", rejected).await;
}

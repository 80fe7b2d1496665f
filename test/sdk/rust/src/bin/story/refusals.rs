//! What is refused: each a RequestError of the SDK's own type, with its code.

use crate::checks::{Checks, holds, same};
use crate::control::{ask, id_of};
use crate::requester::{QUESTION, Requester, created};
use aws_sdk_mturk::Error;
use serde_json::json;

async fn refusal<T, E: Into<Error>>(
    checks: &mut Checks,
    code: &str,
    call: impl Future<Output = Result<T, E>>,
) {
    checks
        .step(code, async {
            let refused = call.await.err().ok_or("RequestError expected")?.into();
            let Error::RequestError(refused) = refused else {
                return Err(refused.into());
            };
            let wanted = format!("AWS.MechanicalTurk.{code}");
            same(refused.turk_error_code(), Some(wanted.as_str()))?;
            holds(
                refused.message().is_some_and(|text| !text.is_empty()),
                &refused,
            )
        })
        .await;
}

pub async fn tell(checks: &mut Checks, requester: &Requester) {
    tell_of_hits(checks, requester).await;
    tell_of_assignments(checks, requester).await;
    tell_of_qualifications(checks, requester).await;
}

async fn tell_of_hits(checks: &mut Checks, requester: &Requester) {
    let mturk = &requester.mturk;
    refusal(
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
    refusal(checks, "HITTypeDoesNotExist", call).await;

    let of_no_layout = requester.work().set_question(None).hit_layout_id("3NONE");
    refusal(checks, "HITLayoutDoesNotExist", created(of_no_layout)).await;

    let twice = async {
        created(requester.work().unique_request_token("hit")).await?;
        created(requester.work().unique_request_token("hit")).await
    };
    refusal(checks, "HitAlreadyExists", twice).await;

    let open = async {
        let hit_id = created(requester.work()).await?;
        Ok::<_, Error>(mturk.delete_hit().hit_id(hit_id).send().await?)
    };
    refusal(checks, "InvalidHITState", open).await;

    let nine = async {
        let hit_id = created(requester.work().max_assignments(9)).await?;
        let more = mturk.create_additional_assignments_for_hit().hit_id(hit_id);
        Ok::<_, Error>(more.number_of_additional_assignments(1).send().await?)
    };
    refusal(checks, "InvalidMaximumAssignmentsIncrease", nine).await;
}

async fn tell_of_assignments(checks: &mut Checks, requester: &Requester) {
    let mturk = &requester.mturk;
    let nobodys = mturk.approve_assignment().assignment_id("3NONE").send();
    refusal(checks, "AssignmentDoesNotExist", nobodys).await;

    let approved = mturk.reject_assignment().assignment_id(&requester.first);
    let call = approved.requester_feedback("No cat").send();
    refusal(checks, "InvalidAssignmentState", call).await;

    let twice = async {
        requester.send_bonus("0.05", Some("twice")).await?;
        requester.send_bonus("0.05", Some("twice")).await
    };
    refusal(checks, "IdempotencyTokenAlreadyProcessed", twice).await;
    refusal(
        checks,
        "InsufficientFunds",
        requester.send_bonus("1000000", None),
    )
    .await;
}

async fn tell_of_qualifications(checks: &mut Checks, requester: &Requester) {
    let mturk = &requester.mturk;
    let none = mturk
        .get_qualification_type()
        .qualification_type_id("3NONE")
        .send();
    refusal(checks, "QualificationTypeDoesNotExist", none).await;

    let again = requester.create_qualification_type("Draws cats");
    refusal(checks, "QualificationTypeAlreadyExists", again).await;

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
    refusal(checks, "InvalidQualificationTypeState", deleted).await;

    refusal(
        checks,
        "QualificationDoesNotExist",
        requester.score_of("A9WORKER"),
    )
    .await;

    let taken_back = async {
        let cats = mturk.disassociate_qualification_from_worker();
        cats.qualification_type_id(&requester.cats)
            .worker_id("A5WORKER")
            .send()
            .await?;
        requester.score_of("A5WORKER").await
    };
    refusal(checks, "InvalidQualificationState", taken_back).await;

    let grant = |id: &str| {
        mturk
            .accept_qualification_request()
            .qualification_request_id(id)
            .send()
    };
    refusal(checks, "QualificationRequestDoesNotExist", grant("3NONE")).await;

    let asking = json!({ "qualificationTypeId": requester.cats });
    let asked = ask("POST", "workers/A9WORKER/qualification-requests", asking).unwrap_or_default();
    let rejected = async {
        let id = id_of(&asked);
        mturk
            .reject_qualification_request()
            .qualification_request_id(&id)
            .send()
            .await?;
        Ok::<_, Error>(grant(&id).await?)
    };
    refusal(checks, "InvalidQualificationRequestState", rejected).await;
}

//! Injected faults, and errors outside the model, which have only a name.

use crate::checks::{Checks, StepResult, assert_that, assert_equal};
use crate::control::call;
use crate::requester::Requester;
use aws_sdk_mturk::Error;
use aws_sdk_mturk::error::ProvideErrorMetadata;
use aws_sdk_mturk::types::{EventType, NotificationTransport};
use serde_json::{Value, json};

pub async fn run(checks: &mut Checks, requester: &Requester) {
    let mturk = &requester.mturk;

    checks
        .step("ServiceFault", async {
            let counts = count_rule("error operation=GetHIT", async {
                let answer = mturk.get_hit().hit_id(&requester.hit_id).send().await;
                match answer.err().map(Error::from) {
                    Some(Error::ServiceFault(fault)) => assert_equal(
                        fault.turk_error_code(),
                        Some("AWS.MechanicalTurk.ServiceFault"),
                    ),
                    other => Err(format!("ServiceFault expected, not {other:?}").into()),
                }
            });
            assert_equal(counts.await?, (Some(2), Some(2)))
        })
        .await;

    checks
        .step("ThrottlingException", async {
            let counts = count_rule("throttle operation=GetAccountBalance nth=1", async {
                let balance = mturk.get_account_balance().send().await?;
                let left: f64 = balance.available_balance().unwrap_or_default().parse()?;
                assert_that(left > 9000.0, left)
            });
            assert_equal(counts.await?, (Some(2), Some(1)))
        })
        .await;

    let nowhere = format!("{}-not-there", requester.queue_url);
    let ping = requester.send_test_event(
        NotificationTransport::Sqs,
        &nowhere,
        EventType::Ping,
        "2014-08-15",
    );
    fault(checks, "InternalFailure", "", ping).await;

    let made_up = mturk.list_hits().next_token("made-up").send();
    fault(checks, "ParameterValidationError", "NextToken", made_up).await;

    let nonsense = mturk
        .create_worker_block()
        .worker_id("nonsense")
        .reason("None")
        .send();
    fault(checks, "ValidationException", "workerId", nonsense).await;
}

/// Returns how often a rule matched and was applied during `work`.
async fn count_rule(
    rule: &str,
    work: impl Future<Output = StepResult>,
) -> StepResult<(Option<u64>, Option<u64>)> {
    call("PUT", "faults", json!({ "rules": [rule] }))?;
    work.await?;
    let faults = call("GET", "faults", Value::Null)?;
    call("DELETE", "faults", Value::Null)?;
    let counts = &faults["rules"][0];
    Ok((counts["matched"].as_u64(), counts["applied"].as_u64()))
}

async fn fault<T, E: Into<Error>>(
    checks: &mut Checks,
    code: &str,
    text: &str,
    call: impl Future<Output = Result<T, E>>,
) {
    checks
        .step(code, async {
            let fault: Error = call.await.err().ok_or("an error expected")?.into();
            assert_equal(fault.code(), Some(code))?;
            assert_that(
                fault.message().is_some_and(|message| message.contains(text)),
                &fault,
            )
        })
        .await;
}

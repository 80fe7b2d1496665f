//! What goes wrong, and what the model does not list, which has its name alone.

use crate::checks::{Checks, Told, holds, same};
use crate::control::ask;
use crate::requester::Requester;
use aws_sdk_mturk::Error;
use aws_sdk_mturk::error::ProvideErrorMetadata;
use aws_sdk_mturk::types::{EventType, NotificationTransport};
use serde_json::{Value, json};

pub async fn tell(checks: &mut Checks, requester: &Requester) {
    let mturk = &requester.mturk;

    checks
        .step("ServiceFault", async {
            let struck = hindered("error operation=GetHIT", async {
                let answer = mturk.get_hit().hit_id(&requester.hit_id).send().await;
                match answer.err().map(Error::from) {
                    Some(Error::ServiceFault(fault)) => same(
                        fault.turk_error_code(),
                        Some("AWS.MechanicalTurk.ServiceFault"),
                    ),
                    other => Err(format!("ServiceFault expected, not {other:?}").into()),
                }
            });
            same(struck.await?, (Some(2), Some(2)))
        })
        .await;

    checks
        .step("ThrottlingException", async {
            let struck = hindered("throttle operation=GetAccountBalance nth=1", async {
                let balance = mturk.get_account_balance().send().await?;
                let left: f64 = balance.available_balance().unwrap_or_default().parse()?;
                holds(left > 9000.0, left)
            });
            same(struck.await?, (Some(2), Some(1)))
        })
        .await;

    let nowhere = format!("{}-not-there", requester.news);
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

/// How often a rule fitted and struck while something was done.
async fn hindered(
    rule: &str,
    work: impl Future<Output = Told>,
) -> Told<(Option<u64>, Option<u64>)> {
    ask("PUT", "faults", json!({ "rules": [rule] }))?;
    work.await?;
    let told = ask("GET", "faults", Value::Null)?;
    ask("DELETE", "faults", Value::Null)?;
    let counted = &told["rules"][0];
    Ok((counted["fitted"].as_u64(), counted["struck"].as_u64()))
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
            same(fault.code(), Some(code))?;
            holds(
                fault.message().is_some_and(|said| said.contains(text)),
                &fault,
            )
        })
        .await;
}

//! Test events by each transport.

use crate::checks::{Checks, StepResult, assert_equal};
use crate::control::{call, get_id};
use crate::requester::Requester;
use aws_sdk_mturk::types::{EventType, NotificationTransport};
use aws_sdk_sqs::types::QueueAttributeName;
use serde_json::Value;

pub async fn run(checks: &mut Checks, requester: &Requester) {
    checks
        .step("test-events-by-sqs", async {
            let url = requester.create_queue("tests").await?;
            send_all(requester, NotificationTransport::Sqs, &url).await?;
            assert_one_of_each(&requester.receive(&url, EventType::values().len()).await?)
        })
        .await;

    checks
        .step("test-events-by-sns", async {
            let url = requester.create_queue("passed-on").await?;
            let attributes = requester
                .sqs
                .get_queue_attributes()
                .queue_url(&url)
                .attribute_names(QueueAttributeName::QueueArn)
                .send()
                .await?;
            let arn = attributes
                .attributes()
                .and_then(|all| all.get(&QueueAttributeName::QueueArn))
                .ok_or("no ARN")?;
            let topic = requester.sns.create_topic().name("tests").send().await?;
            let topic_arn = topic.topic_arn().unwrap_or_default();
            let subscribe = requester.sns.subscribe();
            subscribe
                .topic_arn(topic_arn)
                .protocol("sqs")
                .endpoint(arn)
                .send()
                .await?;
            send_all(requester, NotificationTransport::Sns, topic_arn).await?;
            let mut documents = Vec::new();
            for envelope in requester.receive(&url, EventType::values().len()).await? {
                assert_equal(envelope["TopicArn"].as_str(), Some(topic_arn))?;
                let message = envelope["Message"].as_str().unwrap_or_default();
                documents.push(serde_json::from_str(message)?);
            }
            assert_one_of_each(&documents)
        })
        .await;

    checks
        .step("test-events-by-email", async {
            send_all(requester, NotificationTransport::Email, "story@example.com").await?;
            let texts = list_mails("story@example.com")?;
            assert_equal(texts.len(), EventType::values().len())?;
            for event in EventType::values() {
                assert_equal(texts.iter().filter(|text| text.contains(event)).count(), 1)?;
            }
            Ok(())
        })
        .await;

    checks
        .step("test-event-of-2006", async {
            let url = requester.create_queue("of-2006").await?;
            requester
                .send_test_event(
                    NotificationTransport::Sqs,
                    &url,
                    EventType::Ping,
                    "2006-05-05",
                )
                .await?;
            let documents = requester.receive(&url, 1).await?;
            assert_equal(documents[0]["EventDocVersion"].as_str(), Some("2006-05-05"))?;
            assert_equal(
                documents[0]["Events"][0]["EventType"].as_str(),
                Some("Ping"),
            )
        })
        .await;
}

async fn send_all(
    requester: &Requester,
    transport: NotificationTransport,
    destination: &str,
) -> StepResult {
    for event in EventType::values() {
        requester
            .send_test_event(
                transport.clone(),
                destination,
                EventType::from(*event),
                "2014-08-15",
            )
            .await?;
    }
    Ok(())
}

fn assert_one_of_each(documents: &[Value]) -> StepResult {
    assert_equal(documents.len(), EventType::values().len())?;
    for (document, event) in documents.iter().zip(EventType::values()) {
        assert_equal(document["Events"][0]["EventType"].as_str(), Some(*event))?;
        assert_equal(document["EventDocVersion"].as_str(), Some("2014-08-15"))?;
    }
    Ok(())
}

fn list_mails(address: &str) -> StepResult<Vec<String>> {
    let mut texts = Vec::new();
    let page = call("GET", &format!("mailbox?to={address}"), Value::Null)?;
    for mail in page["mails"].as_array().into_iter().flatten() {
        let whole = call("GET", &format!("mailbox/{}", get_id(mail)), Value::Null)?;
        texts.push(whole["text"].as_str().unwrap_or_default().to_owned());
    }
    Ok(texts)
}

//! The calls of a requester, and the state that steps share.

use crate::checks::{StepResult, assert_that};
use aws_config::BehaviorVersion;
use aws_sdk_mturk::Error;
use aws_sdk_mturk::operation::create_hit::builders::CreateHITFluentBuilder;
use aws_sdk_mturk::types::{
    EventType, NotificationSpecification, NotificationTransport, Qualification,
    QualificationTypeStatus,
};
use serde_json::Value;

pub const QUESTION: &str = r#"<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://example.com/task?cat=猫&amp;colour=black</ExternalURL>
  <FrameHeight>0</FrameHeight>
</ExternalQuestion>"#;

pub struct Requester {
    pub mturk: aws_sdk_mturk::Client,
    pub sqs: aws_sdk_sqs::Client,
    pub sns: aws_sdk_sns::Client,
    pub type_id: String,
    pub cats: String,
    pub queue_url: String,
    pub hit_id: String,
    pub first: String,
    pub second: String,
}

impl Requester {
    pub async fn new() -> Self {
        let settings = aws_config::load_defaults(BehaviorVersion::latest()).await;
        Requester {
            mturk: aws_sdk_mturk::Client::new(&settings),
            sqs: aws_sdk_sqs::Client::new(&settings),
            sns: aws_sdk_sns::Client::new(&settings),
            type_id: String::new(),
            cats: String::new(),
            queue_url: String::new(),
            hit_id: String::new(),
            first: String::new(),
            second: String::new(),
        }
    }

    pub fn hit_input(&self) -> CreateHITFluentBuilder {
        self.mturk
            .create_hit()
            .title("Draw a cat")
            .description("With a pencil")
            .keywords("cats, pencils")
            .reward("0.10")
            .assignment_duration_in_seconds(600)
            .auto_approval_delay_in_seconds(86_400)
            .lifetime_in_seconds(3600)
            .question(QUESTION)
    }

    pub async fn create_qualification_type(&self, name: &str) -> Result<String, Error> {
        let output = self
            .mturk
            .create_qualification_type()
            .name(name)
            .description("Is good at it")
            .qualification_type_status(QualificationTypeStatus::Active)
            .send()
            .await?;
        let id = output
            .qualification_type
            .and_then(|output| output.qualification_type_id);
        Ok(id.unwrap_or_default())
    }

    pub async fn qualify(&self, worker: &str, value: Option<i32>) -> Result<(), Error> {
        self.mturk
            .associate_qualification_with_worker()
            .qualification_type_id(&self.cats)
            .worker_id(worker)
            .set_integer_value(value)
            .send()
            .await?;
        Ok(())
    }

    pub async fn get_score(&self, worker: &str) -> Result<Option<Qualification>, Error> {
        let found = self
            .mturk
            .get_qualification_score()
            .qualification_type_id(&self.cats)
            .worker_id(worker)
            .send()
            .await?;
        Ok(found.qualification)
    }

    pub async fn send_bonus(&self, amount: &str, token: Option<&str>) -> Result<(), Error> {
        self.mturk
            .send_bonus()
            .worker_id("A1WORKER")
            .assignment_id(&self.first)
            .bonus_amount(amount)
            .reason("A fine cat")
            .set_unique_request_token(token.map(str::to_owned))
            .send()
            .await?;
        Ok(())
    }

    pub async fn create_queue(&self, name: &str) -> StepResult<String> {
        let output = self.sqs.create_queue().queue_name(name).send().await?;
        Ok(output.queue_url.unwrap_or_default())
    }

    /// Receives `count` payloads from a queue and deletes them there.
    pub async fn receive(&self, url: &str, count: usize) -> StepResult<Vec<Value>> {
        let mut received = Vec::new();
        while received.len() < count {
            let answer = self
                .sqs
                .receive_message()
                .queue_url(url)
                .max_number_of_messages(10)
                .wait_time_seconds(20)
                .send()
                .await?;
            assert_that(
                !answer.messages().is_empty(),
                format!("{} messages", received.len()),
            )?;
            for message in answer.messages() {
                self.sqs
                    .delete_message()
                    .queue_url(url)
                    .receipt_handle(message.receipt_handle().unwrap_or_default())
                    .send()
                    .await?;
                received.push(serde_json::from_str(message.body().unwrap_or_default())?);
            }
        }
        Ok(received)
    }

    pub async fn send_test_event(
        &self,
        transport: NotificationTransport,
        destination: &str,
        event: EventType,
        version: &str,
    ) -> Result<(), Error> {
        let notification = NotificationSpecification::builder()
            .transport(transport)
            .destination(destination)
            .version(version)
            .event_types(event.clone())
            .build()?;
        self.mturk
            .send_test_event_notification()
            .notification(notification)
            .test_event_type(event)
            .send()
            .await?;
        Ok(())
    }
}

/// Creates a HIT; returns its ID.
pub async fn create_hit_id(hit: CreateHITFluentBuilder) -> Result<String, Error> {
    let output = hit.send().await?.hit.and_then(|hit| hit.hit_id);
    Ok(output.unwrap_or_default())
}

//! A requester's production program, with Amazon's endpoints written in.

use aws_config::{BehaviorVersion, Region};
use aws_sdk_mturk::types::{EventType, NotificationSpecification, NotificationTransport};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let settings = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .load()
        .await;
    let at = |host: &str| format!("https://{host}.us-east-1.amazonaws.com");
    let mturk = aws_sdk_mturk::Client::from_conf(
        aws_sdk_mturk::config::Builder::from(&settings)
            .endpoint_url(at("mturk-requester-sandbox"))
            .build(),
    );
    let sqs = aws_sdk_sqs::Client::from_conf(
        aws_sdk_sqs::config::Builder::from(&settings)
            .endpoint_url(at("sqs"))
            .build(),
    );
    let sns = aws_sdk_sns::Client::from_conf(
        aws_sdk_sns::config::Builder::from(&settings)
            .endpoint_url(at("sns"))
            .build(),
    );

    let balance = mturk.get_account_balance().send().await?;
    let queue = sqs.create_queue().queue_name("news").send().await?;
    let topic = sns.create_topic().name("news").send().await?;
    sns.subscribe()
        .set_topic_arn(topic.topic_arn.clone())
        .protocol("sqs")
        .endpoint("arn:aws:sqs:us-east-1:000000000000:news")
        .send()
        .await?;
    let to_topic = NotificationSpecification::builder()
        .transport(NotificationTransport::Sns)
        .set_destination(topic.topic_arn)
        .version("2014-08-15")
        .event_types(EventType::HitReviewable)
        .build()?;
    mturk
        .send_test_event_notification()
        .notification(to_topic)
        .test_event_type(EventType::HitReviewable)
        .send()
        .await?;
    let received = sqs
        .receive_message()
        .set_queue_url(queue.queue_url.clone())
        .wait_time_seconds(20)
        .send()
        .await?;

    println!("{}", balance.available_balance.unwrap_or_default());
    println!("{}", queue.queue_url.unwrap_or_default());
    println!("{}", received.messages()[0].body().unwrap_or_default());
    Ok(())
}

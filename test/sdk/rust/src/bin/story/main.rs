//! Tells test/sdk/STORY.md by the AWS SDK for Rust.

mod checks;
mod control;
mod events;
mod faults;
mod life;
mod made;
mod pages;
mod refusals;
mod requester;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("aws-sdk-mturk {}", aws_sdk_mturk::meta::PKG_VERSION);
    let mut checks = checks::Checks::default();
    let mut requester = requester::Requester::new().await;
    made::tell(&mut checks, &mut requester).await;
    events::tell(&mut checks, &requester).await;
    life::tell(&mut checks, &mut requester).await;
    pages::tell(&mut checks, &requester).await;
    refusals::tell(&mut checks, &requester).await;
    faults::tell(&mut checks, &requester).await;
    std::process::exit(checks.end());
}

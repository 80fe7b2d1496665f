//! Runs test/sdk/STORY.md with the AWS SDK for Rust.

mod checks;
mod control;
mod events;
mod faults;
mod life;
mod creation;
mod pages;
mod errors;
mod requester;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("aws-sdk-mturk {}", aws_sdk_mturk::meta::PKG_VERSION);
    let mut checks = checks::Checks::default();
    let mut requester = requester::Requester::new().await;
    creation::run(&mut checks, &mut requester).await;
    events::run(&mut checks, &requester).await;
    life::run(&mut checks, &mut requester).await;
    pages::run(&mut checks, &requester).await;
    errors::run(&mut checks, &requester).await;
    faults::run(&mut checks, &requester).await;
    std::process::exit(checks.end());
}

//! Calls the control API: Amazon has no API for workers, mails, the clock and faults.

use crate::checks::StepResult;
use serde_json::{Value, json};
use std::env;
use ureq::http::Request;

pub fn call(method: &str, path: &str, body: Value) -> StepResult<Value> {
    let url = format!("{}/_mturk/{path}", env::var("AWS_ENDPOINT_URL")?);
    let request = Request::builder()
        .method(method)
        .uri(url)
        .header("content-type", "application/json");
    let agent = ureq::agent();
    let mut response = match body {
        Value::Null => agent.run(request.body(())?)?,
        _ => agent.run(request.body(body.to_string())?)?,
    };
    let text = response.body_mut().read_to_string()?;
    Ok(if text.is_empty() {
        Value::Null
    } else {
        serde_json::from_str(&text)?
    })
}

pub fn get_id(resource: &Value) -> String {
    resource["id"].as_str().unwrap_or_default().to_owned()
}

/// A worker accepts a HIT; returns the ID of the assignment.
pub fn accept(worker: &str, hit_id: &str) -> StepResult<String> {
    let path = format!("workers/{worker}/accept");
    Ok(get_id(&call("POST", &path, json!({ "hitId": hit_id }))?))
}

/// A worker submits or returns an assignment.
pub fn change_assignment(worker: &str, assignment_id: &str, action: &str, body: Value) -> StepResult {
    let path = format!("workers/{worker}/assignments/{assignment_id}/{action}");
    call("POST", &path, body).map(drop)
}

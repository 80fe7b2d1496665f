//! What Amazon has no API for.

use crate::checks::Told;
use serde_json::{Value, json};
use std::env;
use ureq::http::Request;

pub fn ask(method: &str, path: &str, body: Value) -> Told<Value> {
    let url = format!("{}/_mturk/{path}", env::var("AWS_ENDPOINT_URL")?);
    let request = Request::builder()
        .method(method)
        .uri(url)
        .header("content-type", "application/json");
    let agent = ureq::agent();
    let mut answer = match body {
        Value::Null => agent.run(request.body(())?)?,
        _ => agent.run(request.body(body.to_string())?)?,
    };
    let text = answer.body_mut().read_to_string()?;
    Ok(if text.is_empty() {
        Value::Null
    } else {
        serde_json::from_str(&text)?
    })
}

pub fn id_of(told: &Value) -> String {
    told["id"].as_str().unwrap_or_default().to_owned()
}

/// Has a worker accept a HIT; gives the ID of the assignment.
pub fn accept(worker: &str, hit_id: &str) -> Told<String> {
    let path = format!("workers/{worker}/accept");
    Ok(id_of(&ask("POST", &path, json!({ "hitId": hit_id }))?))
}

/// Has a worker submit an assignment, or return it.
pub fn done(worker: &str, assignment_id: &str, what: &str, body: Value) -> Told {
    let path = format!("workers/{worker}/assignments/{assignment_id}/{what}");
    ask("POST", &path, body).map(drop)
}

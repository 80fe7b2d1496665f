//! Runs the steps of the story and prints the result of each.

use std::error::Error;
use std::fmt::Debug;

pub type StepResult<T = ()> = Result<T, Box<dyn Error>>;

#[derive(Default)]
pub struct Checks {
    passed: u32,
    failed: u32,
}

impl Checks {
    pub async fn step(&mut self, name: &str, run: impl Future<Output = StepResult>) {
        match run.await {
            Ok(()) => {
                self.passed += 1;
                println!("ok {name}");
            }
            Err(cause) => {
                self.failed += 1;
                println!("not ok {name}: {}", format!("{cause:?}").replace('\n', " "));
            }
        }
    }

    /// Returns the program's exit code.
    pub fn end(&self) -> i32 {
        println!("{} passed, {} failed", self.passed, self.failed);
        i32::from(self.failed > 0)
    }
}

pub fn assert_equal<F: Debug + PartialEq<W>, W: Debug>(actual: F, expected: W) -> StepResult {
    assert_that(actual == expected, format!("{actual:?} instead of {expected:?}"))
}

pub fn assert_that(condition: bool, actual: impl Debug) -> StepResult {
    if condition {
        Ok(())
    } else {
        Err(format!("unexpected: {actual:?}").into())
    }
}

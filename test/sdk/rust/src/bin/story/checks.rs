//! Takes the steps of the story one by one, and says how each went.

use std::error::Error;
use std::fmt::Debug;

pub type Told<T = ()> = Result<T, Box<dyn Error>>;

#[derive(Default)]
pub struct Checks {
    passed: u32,
    failed: u32,
}

impl Checks {
    pub async fn step(&mut self, name: &str, take: impl Future<Output = Told>) {
        match take.await {
            Ok(()) => {
                self.passed += 1;
                println!("ok {name}");
            }
            Err(fault) => {
                self.failed += 1;
                println!("not ok {name}: {}", format!("{fault:?}").replace('\n', " "));
            }
        }
    }

    /// The program's exit code.
    pub fn end(&self) -> i32 {
        println!("{} passed, {} failed", self.passed, self.failed);
        i32::from(self.failed > 0)
    }
}

pub fn same<F: Debug + PartialEq<W>, W: Debug>(found: F, wanted: W) -> Told {
    holds(found == wanted, format!("{found:?} and not {wanted:?}"))
}

pub fn holds(what: bool, found: impl Debug) -> Told {
    if what {
        Ok(())
    } else {
        Err(format!("unexpected: {found:?}").into())
    }
}

//! `jingwei explain`

use super::{Failure, report};
use crate::finding::{Code, codes, nearest};

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// The code of a finding, such as `dead-link`; lists all of them if left out
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let Some(name) = &self.code else {
            let lines = codes::ALL.iter().map(|code| summary(code));
            return report::print_lines(lines).map_err(Failure::could_not_run);
        };
        let Some(code) = codes::find(name) else { return Err(unknown(name)) };
        report::print_lines([code.manual.trim_end()]).map_err(Failure::could_not_run)
    }
}

fn unknown(name: &str) -> Failure {
    let near = nearest(name, codes::ALL.iter().map(|code| code.name));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`jingwei explain` lists them all".to_owned(),
    };
    Failure::CouldNotRun(format!("there is no code `{name}`; {help}"))
}

/// A code in one line: its name, its level, what it finds.
fn summary(code: &Code) -> String {
    format!("{:<26} {:<8} {}", code.name, code.level.as_str(), first_sentence(code.manual))
}

/// The first sentence of what a code finds.
fn first_sentence(manual: &str) -> String {
    let part = manual.split("## What it finds").nth(1).unwrap_or("");
    let words = part.split("\n## ").next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    words.split_once(". ").map_or(words.clone(), |(first, _)| format!("{first}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_summed_up_in_one_sentence() {
        for code in codes::ALL {
            let sentence = first_sentence(code.manual);
            assert!(sentence.ends_with('.') && sentence.len() > 20, "{}: {sentence}", code.name);
        }
    }
}

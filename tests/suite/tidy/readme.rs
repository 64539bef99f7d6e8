//! What the READMEs tell a reader to type, and what the program understands.

use super::{read, repository};
use std::{collections::BTreeMap, process::Command};
use walkdir::WalkDir;

/// What a line calls the program by.
const CALLS: &[&str] =
    &["jingwei", "cargo run --release --", "cargo run --", "cargo run -q --", "./target/release/jingwei"];

/// The arguments of each command in the `sh` fences of a text that calls the program.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if let Some(info) = line.trim_start().strip_prefix("```") {
            inside = !inside && matches!(info.trim(), "sh" | "bash" | "console");
            continue;
        }
        let line = line.trim().trim_start_matches("$ ");
        let called = CALLS.iter().find_map(|call| line.strip_prefix(call)?.strip_prefix(' '));
        if let Some(arguments) = called.filter(|_| inside) {
            let words =
                arguments.split_whitespace().take_while(|word| !matches!(*word, "#" | "|" | ">" | "&&"));
            found.push(words.map(|word| word.trim_matches(['"', '\'']).to_owned()).collect());
        }
    }
    found
}

/// The help of a command of the program, or why there is none.
fn help(command: &str) -> Result<String, String> {
    let run = Command::new(env!("CARGO_BIN_EXE_jingwei"))
        .args([command, "--help"])
        .output()
        .expect("the program runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if run.status.success() { Ok(said(&run.stdout)) } else { Err(said(&run.stderr)) }
}

/// What a command says that the program would not understand.
fn fault(arguments: &[String], help: impl Fn(&str) -> Result<String, String>) -> Option<String> {
    let line = arguments.join(" ");
    let command = arguments.iter().find(|word| !word.starts_with('-'))?;
    let help = match help(command) {
        Ok(help) => help,
        Err(said) => return Some(format!("`{line}`: {said}")),
    };
    let options = arguments.iter().filter(|word| word.starts_with("--"));
    let unknown = options.map(|word| word.split('=').next().unwrap_or(word)).find(|option| {
        !help.split(|c: char| c.is_whitespace() || matches!(c, ',' | '=' | '[')).any(|word| word == *option)
    });
    unknown.map(|option| format!("`{line}`: there is no `{option}`"))
}

#[test]
fn every_command_in_a_readme_is_one_that_the_program_knows() {
    let mut texts = BTreeMap::from([("README.md".to_owned(), read("README.md"))]);
    let skipped = ["target", "node_modules", "public", ".git"];
    let folders = WalkDir::new(repository())
        .into_iter()
        .filter_entry(|entry| !skipped.iter().any(|name| entry.file_name() == *name));
    for entry in folders.filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().ends_with(".md") {
            let below = entry.path().strip_prefix(repository()).expect("it is below").to_string_lossy();
            if below.contains("README") || below == "CONTRIBUTING.md" {
                texts.insert(below.to_string(), read(&below));
            }
        }
    }
    assert!(!commands(&texts["README.md"]).is_empty(), "README.md shows no command in a `sh` fence");
    let faults: Vec<_> = texts
        .iter()
        .flat_map(|(path, text)| commands(text).into_iter().map(move |command| (path, command)))
        .filter_map(|(path, command)| fault(&command, help).map(|fault| format!("{path}: {fault}")))
        .collect();
    super::assert_none(&faults);
}

#[test]
fn a_command_that_does_not_exist_is_found() {
    let text = "```sh\n$ jingwei build --output site\ncargo run --release -- chek\n```\njingwei nothing\n";
    let found = commands(text);
    assert_eq!(found, [vec!["build", "--output", "site"], vec!["chek"]]);
    assert_eq!(fault(&found[0], help), None);
    assert!(fault(&found[1], help).is_some());
    let wrong = ["build", "--nowhere"].map(str::to_owned);
    assert_eq!(fault(&wrong, help).as_deref(), Some("`build --nowhere`: there is no `--nowhere`"));
}

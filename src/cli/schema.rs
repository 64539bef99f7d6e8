//! `jingwei schema`

use super::{Failure, report};
use crate::{
    finding::nearest,
    scaffold,
    schema::json::{NamedSchema, schemas},
};
use std::path::PathBuf;

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// Which schema to print, such as `policy`; lists all of them if left out
    name: Option<String>,
    /// Writes all schemas to this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    output: Option<PathBuf>,
}

impl Schema {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if let Some(folder) = &self.output {
            let written = scaffold::write_schemas(folder).map_err(Failure::could_not_run)?;
            report::say(&format!("{} schemas in `{}`", written.len(), folder.display()));
            return Ok(());
        }
        let lines = match &self.name {
            Some(name) => vec![find(name)?.text().trim_end().to_owned()],
            None => schemas().iter().map(summary).collect(),
        };
        report::print_lines(lines).map_err(Failure::could_not_run)
    }
}

/// A schema in one line: its name and the files it describes.
fn summary(schema: &NamedSchema) -> String {
    let part = if schema.whole { "" } else { " (front matter)" };
    format!("{:<12} {}{part}", schema.name, schema.files)
}

fn find(name: &str) -> Result<NamedSchema, Failure> {
    let short = name.trim_end_matches(".json").trim_end_matches(".schema");
    let mut all = schemas();
    if let Some(at) = all.iter().position(|schema| schema.name == short) {
        return Ok(all.swap_remove(at));
    }
    let help = match nearest(short, all.iter().map(|schema| schema.name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`jingwei schema` lists them all".to_owned(),
    };
    Err(Failure::CouldNotRun(format!("there is no schema `{name}`; {help}")))
}

//! `jingwei build`

use super::{
    Failure,
    check::{leave, verdict},
    current_folder,
    progress::Progress,
    report, site_root,
};
use crate::{
    load,
    model::date::Date,
    pipeline::{BuildError, Options, analyse, draw_all},
    publish::{Effort, Stage},
};
use std::path::{Path, PathBuf};

/// What reproducible builds take for now: seconds since 1970 (reproducible-builds.org).
const NOW: &str = "SOURCE_DATE_EPOCH";

/// What a site without a base URL goes without.
const NO_BASE_URL: &str = "note: without `base_url` in jingwei.toml there are no canonical links, no \
     hreflang, no sitemap and no feeds, and 404.html links from the server's root";

/// Arguments of `build`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option that is given or not")]
pub(super) struct Build {
    /// Where the site goes; a folder that `jingwei` made is replaced whole
    #[arg(long, value_name = "DIR", default_value = "public")]
    output: PathBuf,
    /// Where the site will be published, in place of what `jingwei.toml` says
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Publishes drafts, too
    #[arg(long)]
    drafts: bool,
    /// For reading without a server: links name files, so that a double click opens every page
    #[arg(long)]
    portable: bool,
    /// Adds a `.gz` and a `.br` beside each text file, for servers that send them; takes more time and
    /// makes them smaller with `--release`
    #[arg(long)]
    precompress: bool,
    /// For publishing: what is not in the ledger yet is an error
    #[arg(long, conflicts_with = "drafts")]
    release: bool,
    /// Warnings count as errors
    #[arg(long)]
    deny_warnings: bool,
    /// How many threads work; as many as there are processors if left out
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

impl Build {
    pub(super) fn run(&self, root: Option<&Path>) -> Result<(), Failure> {
        let root = site_root(root)?;
        let jobs = self.jobs.unwrap_or(0);
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(jobs).build().map_err(Failure::could_not_run)?;
        pool.install(|| self.build(&root))
    }

    /// The target: below the site's folder, unless it is named from the current one.
    fn target(&self, root: &Path) -> Result<PathBuf, Failure> {
        if self.output == Path::new("public") {
            return Ok(root.join("public"));
        }
        Ok(current_folder()?.join(&self.output))
    }

    fn build(&self, root: &Path) -> Result<(), Failure> {
        let base_url = self.base_url.as_deref().map(checked_url).transpose()?;
        let protected = ["", "content", "seeds", "themes", "static"].map(|folder| root.join(folder));
        let target = self.target(root)?;
        let loaded = load::load(root).map_err(Failure::could_not_run)?;
        let options = Options {
            drafts: self.drafts,
            base_url,
            portable: self.portable,
            release: self.release,
            now: now()?,
        };
        let analysis = analyse(loaded, &options, None);
        report::print_talk(&analysis).map_err(Failure::could_not_run)?;
        verdict(&analysis, self.deny_warnings)?;
        let (Some(site), Some(ready)) = (&analysis.site, &analysis.ready) else {
            return Err(Failure::Findings);
        };
        if site.config.base_url.is_none() {
            report::say(NO_BASE_URL);
        }
        if let Err(reason) = &site.history {
            report::say(&format!("note: no page has a change history: {reason}"));
        }
        let mut stage = Stage::begin(&target, &protected).map_err(Failure::could_not_run)?;
        if self.precompress {
            stage = stage.precompressing(if self.release { Effort::Most } else { Effort::Quick });
        }
        let progress = Progress::begin("drawing", ready.plan.items.len());
        let drawn = draw_all(site, ready, &stage, || progress.step());
        progress.end();
        match drawn {
            Ok(()) => {}
            Err(BuildError::Draw(fault)) => {
                report::print_finding(&analysis, *fault.finding).map_err(Failure::could_not_run)?;
                return Err(Failure::Findings);
            }
            Err(error) => return Err(Failure::could_not_run(error)),
        }
        let published = stage.commit().map_err(Failure::could_not_run)?;
        report::say(&format!(
            "{} files, {} bytes, in `{}`",
            published.files,
            published.bytes,
            published.target.display()
        ));
        leave(analysis);
        Ok(())
    }
}

/// The day that the environment says it is, if it does.
#[expect(clippy::disallowed_methods, reason = "the environment is read once, here")]
fn now() -> Result<Option<Date>, Failure> {
    let Some(value) = std::env::var_os(NOW) else { return Ok(None) };
    let seconds = value.to_str().and_then(|value| value.trim().parse().ok());
    seconds.and_then(Date::of_seconds).map(Some).ok_or_else(|| {
        Failure::CouldNotRun(format!("{NOW} is not a number of seconds since 1970: {}", value.display()))
    })
}

/// A base URL given on the command line follows the same rules as one in the site file.
fn checked_url(url: &str) -> Result<String, Failure> {
    crate::config::normal_base_url(url)
        .map_err(|reason| Failure::CouldNotRun(format!("--base-url: {reason}")))
}

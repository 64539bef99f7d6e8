//! A progress bar for work that takes longer than a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Work of a known number of steps.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Begins; the bar shows itself after a second, and only on a terminal.
    pub(super) fn begin(what: &str, steps: usize) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_length(steps as u64);
        bar.set_message(what.to_owned());
        let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}")
            .map_or_else(|_| ProgressStyle::default_bar(), |style| style.progress_chars("=> "));
        bar.set_style(style);
        if super::report::is_watched() {
            let late = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_secs(1));
                if !late.is_finished() {
                    late.set_draw_target(ProgressDrawTarget::stderr());
                }
            });
        }
        Self(bar)
    }

    /// One step is done.
    pub(super) fn step(&self) {
        self.0.inc(1);
    }

    /// All is done, or given up.
    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}

//! What the preview shows at one moment, and how it tells browsers of the next.
//!
//! The worker hands a new [`View`] to [`Stage::show`]; requests take the one that stands there and
//! keep it until they are answered, so a page never mixes two. Nothing is drawn here.
//!
//! Start with [`View`].

use super::panel::Panel;
use crate::{pipeline::Ready, site::Site};
use std::{
    hash::{BuildHasher, RandomState},
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};
use tokio::sync::broadcast;

/// One state of the site, ready to be shown.
pub(super) struct View {
    /// Names the state; another program, started later, has other names.
    pub(super) name: String,
    /// The last site without errors; nothing if there never was one.
    pub(super) good: Option<Good>,
    /// What was found in the latest run.
    pub(super) panel: Panel,
}

/// A site that can be drawn.
#[derive(Clone)]
pub(super) struct Good {
    pub(super) root: Arc<PathBuf>,
    pub(super) site: Site,
    pub(super) ready: Ready,
}

/// What a browser is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// There is something new to see.
    Reload,
    /// Only style sheets changed their names; in the state of this name.
    Style {
        /// The state.
        name: String,
        /// The old and the new address of each.
        sheets: Vec<(String, String)>,
    },
}

/// The view that is shown, and who waits for the next.
pub(super) struct Stage {
    view: RwLock<Arc<View>>,
    signals: broadcast::Sender<Signal>,
}

impl Stage {
    /// Shows the first view.
    pub(super) fn new(view: View) -> Self {
        Self { view: RwLock::new(Arc::new(view)), signals: broadcast::Sender::new(16) }
    }

    /// The view as it is now.
    pub(super) fn view(&self) -> Arc<View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows another view, and tells everyone who waits.
    pub(super) fn show(&self, view: View, signal: Signal) {
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
        // It is no mistake if nobody waits.
        let _ = self.signals.send(signal);
    }

    /// What is told from now on.
    pub(super) fn listen(&self) -> broadcast::Receiver<Signal> {
        self.signals.subscribe()
    }
}

/// Names views one after the other: `<this program>-<number>`.
pub(super) struct Names {
    program: u64,
    number: u64,
}

impl Names {
    /// Begins with a name that no other run of the program has.
    pub(super) fn new() -> Self {
        Self { program: RandomState::new().hash_one("preview"), number: 0 }
    }

    /// The next name.
    pub(super) fn next(&mut self) -> String {
        self.number += 1;
        format!("{:x}-{}", self.program, self.number)
    }
}

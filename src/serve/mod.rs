//! The preview: the site as it would be published, drawn while it is written.
//!
//! A folder goes in; pages go out to browsers on this computer, and [`News`] to whoever started it.
//! Each request draws the one page it asks for. Files are watched, and only those that changed are
//! read and parsed again; a site with errors does not take the place of the last good one, its
//! findings stand in the page. Nothing is written, and nothing here prints.
//!
//! Start with [`serve`]; `work.rs` is what happens when a file is saved, `reply.rs` what happens when
//! a page is asked for.

mod address;
mod http;
mod panel;
mod reply;
mod state;
mod watch;
mod work;

use crate::{
    load::{self, LoadError},
    pipeline::{Analysis, Options},
};
use state::Stage;
use std::{
    io,
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    sync::Arc,
    thread,
    time::Duration,
};
use tokio::{runtime, sync::oneshot};
use watch::{Inbox, Watch};
use work::{First, Worker};

/// How many pages are drawn at the same time, at most.
const DRAWERS: usize = 4;

/// What the caller decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The site's folder.
    pub root: PathBuf,
    /// The port on 127.0.0.1; 0 for any that is free.
    pub port: u16,
    /// Whether drafts are shown.
    pub drafts: bool,
}

/// What a preview has to say.
#[derive(Debug)]
pub enum News<'a> {
    /// Pages can be asked for at this address.
    Serving(&'a str),
    /// The content was read and checked for the first time.
    First(&'a Run<'a>),
    /// Files changed, and the content was checked again.
    Run(&'a Run<'a>),
    /// A part of the site cannot be read or watched; the preview goes on.
    Trouble(&'a str),
}

/// What was done, at the beginning or after files had changed.
pub struct Run<'a> {
    /// What was found.
    pub analysis: &'a Analysis,
    /// How many files changed; all, at the beginning.
    pub files: usize,
    /// How many of them were parsed.
    pub parsed: usize,
    /// How long it took.
    pub took: Duration,
    /// Whether the findings are those of the run before.
    pub same_findings: bool,
}

impl std::fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run")
            .field("report", &self.analysis.report)
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

/// Why there can be no preview.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error("port {port} is taken{}", other(*free))]
    PortTaken {
        /// The port that was asked for.
        port: u16,
        /// One that is free.
        free: Option<u16>,
    },
    /// The system does not let us listen.
    #[error("cannot listen on 127.0.0.1: {0}")]
    Listen(#[source] io::Error),
    /// The folder is no site, or cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The system does not let us watch the files.
    #[error("cannot watch the site's files: {0}")]
    Watch(#[from] notify::Error),
    /// The part that follows the files came to an unexpected end.
    #[error("the preview can no longer follow the files; this is a mistake in jingwei")]
    Stopped,
}

fn other(free: Option<u16>) -> String {
    free.map_or_else(
        || ": `--port 0` takes any that is free".to_owned(),
        |free| format!(": try `--port {free}`, or `--port 0` for any that is free"),
    )
}

/// Serves a site until the program is told to stop, by Ctrl-C or the signal TERM.
///
/// # Errors
/// The port is taken, or the folder cannot be read or watched.
pub fn serve(settings: &Settings, talk: impl Fn(News<'_>) + Send + 'static) -> Result<(), ServeError> {
    let listener = listen(settings.port)?;
    let port = listener.local_addr().map_err(ServeError::Listen)?.port();
    let root = load::real_root(&settings.root)?;
    // The watch begins first, so that nothing changes unseen while the files are read.
    let inbox = Arc::new(Inbox::default());
    let watch = Watch::begin(&root, &inbox)?;
    let options = Options { drafts: settings.drafts, ..Options::default() };
    let started = std::time::Instant::now();
    let mut first = First::run(load::load(&root)?, &options);
    let stage = Arc::new(Stage::new(first.view()));
    let analysis = first.analysis();
    talk(News::First(&Run {
        analysis,
        files: analysis.loaded.inputs.files.len(),
        parsed: analysis.work.parsed,
        took: started.elapsed(),
        same_findings: false,
    }));
    talk(News::Serving(&format!("http://127.0.0.1:{port}/")));

    let worker = Worker::new(first, (inbox, watch), stage.clone(), options, talk);
    let (alive, stopped) = oneshot::channel();
    thread::spawn(move || {
        // Held for as long as the worker works; a panic lets go of it, too.
        let _alive: oneshot::Sender<()> = alive;
        worker.work();
    });
    answer(listener, stage, stopped)
}

fn listen(port: u16) -> Result<TcpListener, ServeError> {
    let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    bind(port).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            let next = (1..=20).filter_map(|step| port.checked_add(step));
            ServeError::PortTaken { port, free: next.into_iter().find(|port| bind(*port).is_ok()) }
        }
        _ => ServeError::Listen(error),
    })
}

/// Answers requests until a signal comes or the worker ends.
fn answer(
    listener: TcpListener,
    stage: Arc<Stage>,
    stopped: oneshot::Receiver<()>,
) -> Result<(), ServeError> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(DRAWERS)
        .build()
        .map_err(ServeError::Listen)?;
    let result = runtime.block_on(async {
        listener.set_nonblocking(true).map_err(ServeError::Listen)?;
        let port = listener.local_addr().map_err(ServeError::Listen)?.port();
        let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::Listen)?;
        let answers = axum::serve(listener, http::router(stage, port));
        tokio::select! {
            ended = answers => ended.map_err(ServeError::Listen),
            told = stop() => told.map_err(ServeError::Listen),
            _ = stopped => Err(ServeError::Stopped),
        }
    });
    // Browsers that wait for events would keep a polite end waiting for ever.
    runtime.shutdown_background();
    result
}

/// Waits until someone wants the program to stop.
async fn stop() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

//! A reader of one site: a server, a browser, and patience.

use super::{browser::Browser, server::Server};
use crate::built::Built;
use serde_json::Value;
use std::time::Duration;

/// Where the site stands below the server.
pub(super) const BASE: &str = "/works/";

/// A reader of a published site.
pub(super) struct Reader {
    pub(super) server: Server,
    pub(super) browser: Browser,
    pub(super) built: Built,
}

impl Reader {
    /// Opens a browser before a site; `script` runs at the start of each page.
    pub(super) async fn enter(built: Built, script: Option<&str>) -> Self {
        let server = Server::start(vec![(BASE, built.target())]).await;
        let browser = Browser::start(script).await;
        browser.width(1280).await;
        Self { server, browser, built }
    }

    /// The address of a path of the site.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.address.trim_end_matches('/').to_owned() + BASE)
    }

    /// Opens a page of the site.
    pub(super) async fn open(&self, path: &str) {
        self.browser.open(&self.url(path)).await;
    }

    /// Waits until an expression comes to be something, as it does before long.
    pub(super) async fn becomes(&self, expression: &str, expected: Value) {
        let mut seen = Value::Null;
        for _ in 0..100 {
            seen = self.browser.ask(expression).await;
            if seen == expected {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(seen, expected, "{expression} at {}", self.browser.place().await);
    }

    /// Nothing was missing, and the browser had nothing to say.
    pub(super) async fn complains_of_nothing(&self) {
        assert_eq!(self.browser.complaints().await, Vec::<String>::new());
        assert_eq!(self.server.take_missing(), Vec::<String>::new());
    }

    /// Closes the browser of a site that gave no cause for complaint.
    pub(super) async fn leave(self) {
        self.complains_of_nothing().await;
        self.browser.close().await;
    }
}

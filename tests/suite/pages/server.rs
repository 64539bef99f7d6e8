//! Serves published folders to a browser, as strictly as a careful web server would.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A server that runs as long as the test.
pub(super) struct Server {
    /// Where it answers, with `http://` and a `/` at the end.
    pub(super) address: String,
    missing: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts serving folders, each below a path such as `/a/b/`.
    pub(super) async fn start(folders: Vec<(&'static str, PathBuf)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        let missing = Arc::new(Mutex::new(Vec::new()));
        let (folders, log) = (Arc::new(folders), missing.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (folders, log) = (folders.clone(), log.clone());
                tokio::spawn(async move {
                    // A browser that hangs up half-way is no failure of the page.
                    let _ = answer(stream, &folders, &log).await;
                });
            }
        });
        Self { address, missing }
    }

    /// What was asked for and is not there, since the last time.
    pub(super) fn take_missing(&self) -> Vec<String> {
        std::mem::take(&mut *self.missing.lock().expect("nobody panics with it"))
    }
}

async fn answer(
    mut stream: TcpStream,
    folders: &[(&str, PathBuf)],
    missing: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut part = [0; 4096];
        match stream.read(&mut part).await? {
            0 => return Ok(()),
            length => request.extend_from_slice(&part[..length]),
        }
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split_whitespace().nth(1).unwrap_or("/").split('?').next().unwrap_or("/");
    let found = find(path, folders);
    let (status, kind, body) = match &found {
        Some((file, bytes)) => ("200 OK", kind(file), &bytes[..]),
        None => ("404 Not Found", "text/plain", &b""[..]),
    };
    if found.is_none() {
        missing.lock().expect("nobody panics with it").push(path.to_owned());
    }
    // Nothing but what this server gives.
    let policy = crate::hosting::policy();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    stream.shutdown().await
}

fn find(path: &str, folders: &[(&str, PathBuf)]) -> Option<(PathBuf, Vec<u8>)> {
    let (below, folder) =
        folders.iter().find_map(|(prefix, folder)| Some((path.strip_prefix(prefix)?, folder)))?;
    let name = if below.is_empty() || below.ends_with('/') {
        format!("{below}index.html")
    } else {
        below.to_owned()
    };
    let file = folder.join(name);
    let bytes = std::fs::read(&file).ok()?;
    Some((file, bytes))
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

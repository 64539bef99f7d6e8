//! Answers browsers.
//!
//! Requests come in over HTTP and are answered from the [`View`] that stands on the [`Stage`];
//! [`Signal`]s go out to browsers that wait, as server-sent events
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html>). Whoever names another host
//! than this computer is turned away.
//!
//! Start with [`router`].
//!
//! [`View`]: super::state::View

use super::{
    address::{OWN, is_own_host, media_type},
    reply::{self, Reply, reply},
    state::{Signal, Stage},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use std::{convert::Infallible, fs::File, io, io::Read, sync::Arc, time::Duration};
use tokio::{sync::mpsc, task::spawn_blocking};
use tokio_stream::{
    Stream, StreamExt,
    wrappers::{BroadcastStream, ReceiverStream},
};

/// How many bytes of a file are in memory for one request.
const CHUNK: usize = 64 << 10;

/// The server's answers; `port` is its own.
pub(super) fn router(stage: Arc<Stage>, port: u16) -> Router {
    let own = |name: &str| format!("{OWN}{name}");
    Router::new()
        .route(&own("events"), get(events))
        .route(&own("live.js"), get(async || file("live.js", include_str!("live.js"))))
        .route(&own("panel.css"), get(async || file("panel.css", include_str!("panel.css"))))
        .fallback(page)
        .layer(middleware::from_fn_with_state(port, guard))
        .with_state(stage)
}

fn file(name: &str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type(name))], text).into_response()
}

/// Refuses what is not for us, and tells browsers how to treat the rest.
async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allowed, "only GET and HEAD\n").into_response();
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| is_own_host(host, port)) {
        let message = format!("this preview answers to http://127.0.0.1:{port}/ only\n");
        return (StatusCode::FORBIDDEN, message).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // An earlier state is never shown again from a browser's memory.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let policy = header::HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("same-origin"));
    response
}

/// Draws on another thread, so that one slow page does not hold up the rest.
async fn page(State(stage): State<Arc<Stage>>, uri: Uri) -> Response {
    let drawn = spawn_blocking(move || reply(&stage.view(), uri.path(), uri.query())).await;
    match drawn {
        Ok(reply) => response(reply),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "the page could not be drawn\n").into_response(),
    }
}

fn response(reply: Reply) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(reply.media_type));
    if let Some(location) = reply.location.and_then(|to| HeaderValue::try_from(to).ok()) {
        headers.insert(header::LOCATION, location);
    }
    let body = match reply.body {
        reply::Body::Bytes(bytes) => Body::from(bytes),
        reply::Body::File(file, size) => {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
            Body::from_stream(chunks(file, size))
        }
    };
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, headers, body).into_response()
}

/// The first `size` bytes of a file, read as fast as they are taken.
fn chunks(file: File, size: u64) -> impl Stream<Item = io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel(1);
    let mut file = file.take(size);
    tokio::spawn(async move {
        // A thread is used for each read only: a reader that takes its time holds none.
        loop {
            let read = spawn_blocking(move || {
                let mut chunk = Vec::with_capacity(CHUNK);
                let read = file.by_ref().take(CHUNK as u64).read_to_end(&mut chunk);
                (file, read.map(|_| chunk))
            });
            let Ok((rest, chunk)) = read.await else { return };
            file = rest;
            let (is_end, failed) = (chunk.as_ref().is_ok_and(Vec::is_empty), chunk.is_err());
            if is_end || sender.send(chunk).await.is_err() || failed {
                return;
            }
        }
    });
    ReceiverStream::new(receiver)
}

/// Tells a browser when there is something new. `?view=` names what it shows: if that is no longer
/// what stands here, it is told at once.
async fn events(State(stage): State<Arc<Stage>>, uri: Uri) -> impl IntoResponse {
    // Listening begins before the comparison, so that nothing falls between the two.
    let signals = BroadcastStream::new(stage.listen());
    let shown = uri.query().and_then(|query| query.strip_prefix("view="));
    let now = stage.view().name.clone();
    let first = match shown {
        Some(shown) if shown != now => event(&Signal::Reload),
        _ => Event::default().comment("waiting"),
    };
    // A browser that missed signals can only start over.
    let later = signals.map(|signal| event(&signal.unwrap_or(Signal::Reload)));
    let all = tokio_stream::once(first).chain(later).map(Ok::<_, Infallible>);
    Sse::new(all).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

fn event(signal: &Signal) -> Event {
    match signal {
        Signal::Reload => Event::default().event("reload").data("now"),
        Signal::Style { name, sheets } => {
            // No address of a file holds a tab.
            let names = sheets.iter().flat_map(|(old, new)| [old.as_str(), new.as_str()]);
            let data: Vec<&str> = std::iter::once(name.as_str()).chain(names).collect();
            Event::default().event("style").data(data.join("\t"))
        }
    }
}

//! The samples of `docs/hosting` serve a site as they say: nginx with its configuration, and Python.
//!
//! Each test publishes a site under `/kb/`, starts a server on a free port as the user it runs as, and
//! asks it as a browser or a search engine would. nginx and its module for brotli are Debian's
//! packages; without them the tests fail.
//!
//! Start with [`Host`].

use crate::built::{files, repository};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

const NGINX: &str = include_str!("../../docs/hosting/nginx.conf");
const APACHE: &str = include_str!("../../docs/hosting/apache.conf");
const CADDY: &str = include_str!("../../docs/hosting/Caddyfile");
const HEADERS: &str = include_str!("../../docs/hosting/_headers");

/// How long a server may take to answer: much longer than it should ever take.
const LONG: Duration = Duration::from_secs(20);

/// The content policy of the samples, which the tests in a browser hold every page to.
pub(crate) fn policy() -> &'static str {
    let (_, rest) =
        NGINX.split_once("add_header Content-Security-Policy \"").expect("the sample has a policy");
    rest.split_once('"').expect("it ends").0
}

/// A published site, below `/kb/` of a folder that a server can show.
struct Host {
    folder: TempDir,
}

impl Host {
    /// Publishes a site with its compressed files.
    fn of(root: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_jingwei"))
            .args(["build", "--precompress", "--base-url", "https://example.org/kb/", "--root"])
            .arg(root)
            .arg("--output")
            .arg(folder.path().join("www/kb"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        Self { folder }
    }

    fn small() -> Self {
        Self::of(&repository().join("tests/sites/warm-homes"))
    }

    /// The folder that holds `kb`.
    fn www(&self) -> PathBuf {
        self.folder.path().join("www")
    }

    fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.www().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The only file whose path starts and ends so.
    fn find(&self, start: &str, end: &str) -> String {
        let all = files(&self.www());
        let mut found = all.keys().filter(|path| path.starts_with(start) && path.ends_with(end));
        found.next().unwrap_or_else(|| panic!("no {start}...{end}")).clone()
    }

    /// Starts nginx with the sample; `change` is what a reader of the sample changes in it.
    fn nginx(&self, change: impl Fn(&str) -> String) -> Server {
        let program = ["nginx", "/usr/sbin/nginx"]
            .into_iter()
            .find(|name| Command::new(name).arg("-v").output().is_ok())
            .expect("nginx is missing: `apt-get install nginx`");
        let built_with = Command::new(program).arg("-V").output().unwrap().stderr;
        let built_with = String::from_utf8_lossy(&built_with).into_owned();
        let modules =
            built_with.split("--modules-path=").nth(1).and_then(|rest| rest.split_whitespace().next());
        let brotli =
            Path::new(modules.expect("modules have a place")).join("ngx_http_brotli_static_module.so");
        assert!(
            brotli.is_file(),
            "{} is missing: `apt-get install libnginx-mod-http-brotli-static`",
            brotli.display()
        );
        let own = self.folder.path().join("nginx");
        fs::create_dir_all(&own).unwrap();

        Server::start(|port| {
            let sample = replaced(&change(NGINX), "listen 80;", &format!("listen 127.0.0.1:{port};"));
            let sample = replaced(&sample, "/srv/www", &self.www().display().to_string());
            fs::write(own.join("site.conf"), sample).unwrap();
            let paths: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|name| format!("{name}_temp_path {name};\n"))
                .concat();
            // One process, which ends with the test and reads what its user may read.
            let around = format!(
                "load_module {};\ndaemon off;\nmaster_process off;\npid nginx.pid;\nevents {{}}\n\
                 http {{\naccess_log off;\n{paths}include site.conf;\n}}\n",
                brotli.display()
            );
            fs::write(own.join("nginx.conf"), around).unwrap();
            let mut command = Command::new(program);
            command.arg("-p").arg(&own).args(["-c", "nginx.conf", "-e", "error.log"]);
            command
        })
    }

    fn python(&self) -> Server {
        Server::start(|port| {
            let mut command = Command::new("python3");
            command.args(["-m", "http.server", "--bind", "127.0.0.1", "--directory"]);
            command.arg(self.www()).arg(port.to_string());
            command
        })
    }
}

/// A text in which something that stands there is something else.
fn replaced(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "the sample says `{old}`");
    text.replace(old, new)
}

/// A server that ends with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts a server on a free port; one that finds its port taken by another is started again.
    fn start(command: impl Fn(u16) -> Command) -> Self {
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let mut command = command(port);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
            let mut server = Self { child, port };
            if server.answers() {
                return server;
            }
        }
        panic!("the server ended five times before it answered");
    }

    /// Waits until it answers; not if it ends before.
    fn answers(&mut self) -> bool {
        let start = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return true;
            }
            assert!(start.elapsed() < LONG, "a server runs and does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(path, "identity")
    }

    fn ask(&self, path: &str, encodings: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: example.org\r\nAccept-Encoding: {encodings}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status").parse().unwrap();
        let fields = lines.filter_map(|line| line.split_once(": "));
        let fields = fields.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Answer { status, fields, body: bytes.split_off(end + 4) }
    }
}

/// What a server answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    fields: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// The pages that links lead to, from the first on, and what is wrong with their answers.
fn walk(server: &Server, faults: &mut Vec<String>) -> BTreeSet<String> {
    let links = regex::Regex::new(r#" (?:href|src|action)="([^"]*)""#).unwrap();
    let base = url::Url::parse("http://example.org/kb/").unwrap();
    let mut seen = BTreeSet::from([base.path().to_owned()]);
    let mut next: Vec<_> = seen.iter().cloned().collect();
    while !next.is_empty() {
        let answers: Vec<_> = next.par_iter().map(|path| (path, server.get(path))).collect();
        let mut found = BTreeSet::new();
        for (path, answer) in answers {
            if answer.status != 200 {
                faults.push(format!("{path}: {}", answer.status));
            }
            if !answer.field("content-type").starts_with("text/html") {
                continue;
            }
            let page = base.join(path).unwrap();
            let text = String::from_utf8(answer.body).expect("a page is UTF-8");
            for link in links.captures_iter(&text) {
                let to = page.join(&link[1]).unwrap();
                // Links to the twins of a page are absolute, and https.
                if to.host_str() == base.host_str() {
                    found.insert(to.path().to_owned());
                }
            }
        }
        next = found.into_iter().filter(|path| seen.insert(path.clone())).collect();
    }
    seen
}

/// The endings of published files whose type a server does not know.
fn unknown_types(server: &Server, all: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut endings = BTreeMap::new();
    // Packed files are of no other type than what a server gives to the unknown.
    let is_packed = |path: &str| [".br", ".bin"].iter().any(|ending| path.ends_with(ending));
    for path in all.keys().filter(|path| !path.contains("/.") && !is_packed(path)) {
        endings.entry(path.rsplit('.').next().unwrap_or_default()).or_insert(path);
    }
    let kind = |path: &str| server.get(&format!("/{path}")).field("content-type").to_owned();
    let unknown =
        endings.values().filter(|path| ["", "application/octet-stream"].contains(&kind(path).as_str()));
    unknown.map(|path| format!("{path}: of no type")).collect()
}

#[test]
fn every_page_and_every_file_that_is_linked_answers_under_nginx_and_python() {
    let host = Host::of(repository());
    let all = files(&host.www());
    let permalink = |path: &String| path.strip_suffix("index.html").map(|folder| format!("/{folder}"));
    let pages: BTreeSet<_> = all.keys().filter_map(permalink).collect();
    assert!(pages.len() > 1000);
    for (name, server) in [("nginx", host.nginx(str::to_owned)), ("python", host.python())] {
        let mut faults = Vec::new();
        let seen = walk(&server, &mut faults);
        let alone = pages.difference(&seen).map(|page| format!("{page}: no link leads there"));
        faults.extend(alone);
        if name == "nginx" {
            faults.extend(unknown_types(&server, &all));
        }
        assert!(faults.is_empty(), "{name}, {} faults:\n{}\n", faults.len(), faults.join("\n"));
    }
}

#[test]
fn types_name_their_charset() {
    let host = Host::small();
    let server = host.nginx(str::to_owned);
    let file = |start: &str, end: &str| format!("/{}", host.find(start, end));
    for (path, expected) in [
        ("/kb/".to_owned(), "text/html; charset=utf-8"),
        ("/kb/404.html".to_owned(), "text/html; charset=utf-8"),
        (file("kb/assets/", ".css"), "text/css; charset=utf-8"),
        (file("kb/assets/", ".js"), "text/javascript; charset=utf-8"),
        (file("kb/assets/", ".svg"), "image/svg+xml; charset=utf-8"),
        (file("kb/en/", "cite.bib"), "application/x-bibtex; charset=utf-8"),
        (file("kb/en/", "cite.ris"), "application/x-research-info-systems; charset=utf-8"),
        ("/kb/sitemap.xml".to_owned(), "application/xml; charset=utf-8"),
        ("/kb/robots.txt".to_owned(), "text/plain; charset=utf-8"),
    ] {
        for encodings in ["identity", "gzip", "br"] {
            let answer = server.ask(&path, encodings);
            assert_eq!((answer.status, answer.field("content-type")), (200, expected), "{path} {encodings}");
        }
    }
}

#[test]
fn what_is_not_there_is_a_404_with_the_page_of_the_site() {
    let host = Host::small();
    let server = host.nginx(str::to_owned);
    let page = host.bytes("kb/404.html");
    // A folder without a page, the list of what was published, a build beside the site.
    fs::create_dir(host.www().join(".kb.jingwei-staging-1")).unwrap();
    fs::write(host.www().join(".kb.jingwei-staging-1/index.html"), "half a site").unwrap();
    let hidden = ["/kb/.jingwei-manifest", "/.kb.jingwei-staging-1/", "/.kb.jingwei-staging-1/index.html"];
    for path in ["/kb/en/nothing", "/kb/en/nothing/", "/kb/x/y/z.css", "/kb/assets/none.css", "/kb/assets/"]
        .into_iter()
        .chain(hidden)
    {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.field("content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(answer.field("cache-control"), "no-cache", "{path}");
        assert!(answer.body == page, "{path}: another page");
    }
    assert_eq!(host.python().get("/kb/en/nothing").status, 404);
}

#[test]
fn assets_are_kept_for_a_year_and_pages_are_asked_for_anew() {
    let host = Host::small();
    let server = host.nginx(str::to_owned);
    let style = format!("/{}", host.find("kb/assets/", ".css"));
    let shard = format!("/{}", host.find("kb/search/", ".bin"));
    for path in [style, shard] {
        let kept = "public, max-age=31536000, immutable";
        assert_eq!(server.get(&path).field("cache-control"), kept, "{path}");
    }
    for path in ["/kb/", "/kb/en/", "/kb/sitemap.xml", "/kb/robots.txt", "/kb/search/index.json"] {
        let answer = server.get(path);
        assert_eq!(answer.field("cache-control"), "no-cache", "{path}");
        assert!(!answer.field("etag").is_empty(), "{path} can be asked for anew");
    }
}

#[test]
fn compressed_files_are_sent_as_they_were_published() {
    let host = Host::small();
    let server = host.nginx(str::to_owned);
    let style = host.find("kb/assets/", ".css");
    for (address, file) in [("kb/en/", "kb/en/index.html"), (&style, &style)] {
        for (encodings, expected, ending) in [
            ("br", "br", ".br"),
            ("gzip", "gzip", ".gz"),
            ("gzip, deflate, br, zstd", "br", ".br"),
            ("identity", "", ""),
        ] {
            let answer = server.ask(&format!("/{address}"), encodings);
            assert_eq!(answer.field("content-encoding"), expected, "{address} {encodings}");
            assert_eq!(answer.field("vary"), "Accept-Encoding", "{address} {encodings}");
            assert!(answer.body == host.bytes(&format!("{file}{ending}")), "{address} {encodings}");
        }
    }
}

#[test]
fn every_answer_is_guarded() {
    let host = Host::small();
    let server = host.nginx(str::to_owned);
    let style = format!("/{}", host.find("kb/assets/", ".css"));
    for path in ["/kb/", "/kb/en", "/kb/en/", "/kb/nothing", "/kb/sitemap.xml", &style] {
        let answer = server.get(path);
        assert_eq!(answer.field("content-security-policy"), policy(), "{path}");
        assert_eq!(answer.field("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.field("referrer-policy"), "strict-origin-when-cross-origin", "{path}");
        assert_eq!(answer.field("strict-transport-security"), "", "{path}: the owner of the host decides");
    }
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy().contains(part), "{part}");
    }
    assert!(!policy().contains("unsafe"));
    for (name, sample) in [("apache.conf", APACHE), ("Caddyfile", CADDY), ("_headers", HEADERS)] {
        assert!(sample.contains(policy()), "{name} has another policy");
    }
}

#[test]
fn an_address_without_its_slash_leads_to_the_one_with() {
    let host = Host::small();
    for (name, server) in [("nginx", host.nginx(str::to_owned)), ("python", host.python())] {
        let answer = server.get("/kb/en");
        assert_eq!((answer.status, answer.field("location")), (301, "/kb/en/"), "{name}");
    }
}

#[test]
fn the_sample_serves_a_site_at_the_root_of_its_host() {
    let host = Host::small();
    let server = host.nginx(|sample| {
        replaced(&replaced(sample, "root /srv/www;", "root /srv/www|kb;"), "/kb/", "/")
            .replace("www|kb", "www/kb")
    });
    assert_eq!(server.get("/en/").status, 200);
    let style = host.find("kb/assets/", ".css");
    let style = server.get(style.trim_start_matches("kb"));
    assert_eq!(style.field("cache-control"), "public, max-age=31536000, immutable");
    let missing = server.get("/nothing");
    assert_eq!((missing.status, missing.body == host.bytes("kb/404.html")), (404, true));
}

/// Python names no charset; the pages do.
#[test]
fn python_serves_types_that_browsers_need() {
    let host = Host::small();
    let server = host.python();
    for (start, end, expected) in [
        ("kb/en/index", ".html", "text/html"),
        ("kb/assets/", ".css", "text/css"),
        ("kb/assets/", ".svg", "image/svg+xml"),
    ] {
        let answer = server.get(&format!("/{}", host.find(start, end)));
        assert_eq!((answer.status, answer.field("content-type")), (200, expected));
    }
    let script = server.get(&format!("/{}", host.find("kb/assets/", ".js")));
    assert!(script.field("content-type").ends_with("/javascript"), "{:?}", script.fields);
}

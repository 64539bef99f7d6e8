//! The preview follows the files, shows the last good site, and lets go when it is told to.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take before a test gives up: much longer than it should ever take.
const LONG: Duration = Duration::from_secs(20);

const SITE: &str = "[site]\ntitle = { en = \"Title\", zh = \"标题\" }\nlanguages = [\"en\", \"zh\"]\n";
const ABOUT: &str = "---\ntitle: About\n---\n\nThe first text.\n";

/// A site in a folder of its own, with a preview of it.
struct Preview {
    folder: tempfile::TempDir,
    child: Child,
    port: u16,
    said: Arc<Mutex<String>>,
}

impl Preview {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(&folder.path().join("site").join(path), text);
        }
        let site = folder.path().join("site");
        Self::at(&site, folder)
    }

    /// Starts the preview of a site; the folder goes when the preview does.
    fn at(site: &Path, folder: tempfile::TempDir) -> Self {
        let mut child = command(site, "0").spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (talk, heard) = (BufReader::new(child.stderr.take().unwrap()), said.clone());
        thread::spawn(move || {
            for line in talk.lines().map_while(Result::ok) {
                let mut said = heard.lock().unwrap();
                said.push_str(&line);
                said.push('\n');
            }
        });
        let mut preview = Self { folder, child, port: 0, said };
        let address = until("the address", || {
            preview.said().split_once("http://127.0.0.1:").map(|(_, rest)| rest.to_owned())
        });
        preview.port = address.split('/').next().unwrap().parse().unwrap();
        preview
    }

    fn small() -> Self {
        Self::of(&[("jingwei.toml", SITE), ("content/pages/about.en.md", ABOUT)])
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text);
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Asks with headers of one's own.
    fn ask(&self, head: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        write!(stream, "{head}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}", self.port))
    }

    /// Waits until a page says what it should.
    fn get_until(&self, path: &str, good: impl Fn(&Answer) -> bool) -> Answer {
        let mut last = String::new();
        until(&format!("{path} to change"), || {
            let answer = self.get(path);
            last.clone_from(&answer.body);
            good(&answer).then_some(answer)
        })
    }

    /// Begins to listen, as a page that shows what is shown now.
    fn listen(&self) -> Listener {
        let page = self.get("/en/").body;
        let view = page.split_once("data-view=\"").unwrap().1.split('"').next().unwrap();
        self.listen_as(view)
    }

    fn listen_as(&self, view: &str) -> Listener {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        let host = format!("Host: 127.0.0.1:{}", self.port);
        write!(stream, "GET /__jingwei/events?view={view} HTTP/1.1\r\n{host}\r\n\r\n").unwrap();
        let mut listener = Listener(BufReader::new(stream));
        assert!(listener.line().contains("200"));
        listener
    }

    fn stop(mut self, signal: &str) -> ExitStatus {
        assert!(
            Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success()
        );
        until("the end", || self.child.try_wait().unwrap())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// A browser that waits for events.
struct Listener(BufReader<TcpStream>);

impl Listener {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("the preview says something in time");
        line.trim_end().to_owned()
    }

    /// The name and the data of the next event.
    fn event(&mut self) -> (String, String) {
        let name = loop {
            if let Some(name) = self.line().strip_prefix("event: ") {
                break name.to_owned();
            }
        };
        let data = self.line();
        (name, data.strip_prefix("data: ").unwrap().to_owned())
    }
}

fn command(root: &Path, port: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jingwei"));
    command.args(["serve", "--port", port, "--root"]).arg(root).stdin(Stdio::null()).stderr(Stdio::piped());
    command
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < LONG, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_page_is_drawn_when_it_is_asked_for() {
    let preview = Preview::small();
    let page = preview.get("/en/about/");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    assert!(page.body.contains("The first text.") && page.body.contains("/__jingwei/live.js"));
    assert!(!page.body.contains("id=\"_jingwei\""), "a site without findings has no panel");
    for own in ["/__jingwei/live.js", "/__jingwei/panel.css", "/robots.txt", "/"] {
        assert_eq!(preview.get(own).status, 200, "{own}");
    }
    let style = page.body.split("href=\"../../assets/site.").nth(1).unwrap().split('"').next().unwrap();
    let style = preview.get(&format!("/assets/site.{style}"));
    assert!(style.status == 200 && style.head.contains("text/css; charset=utf-8"));
}

#[test]
fn an_edit_reaches_the_page_and_whoever_looks_at_it() {
    let preview = Preview::small();
    let mut listener = preview.listen();
    preview.write("content/pages/about.en.md", &ABOUT.replace("first", "second"));
    assert_eq!(listener.event().0, "reload");
    assert!(preview.get("/en/about/").body.contains("The second text."));
    // The terminal is told after the browser.
    until("the summary", || preview.said().contains("1 file changed, parsed 1").then_some(()));
}

#[test]
fn what_was_just_written_is_found_by_the_search() {
    let preview = Preview::small();
    let texts = |manifest: &str| {
        let folder = manifest.split("\"folder\":\"").nth(1).unwrap().split('"').next().unwrap();
        (0..8).map(|file| preview.get(&format!("/{folder}/en/{file}.json")).body).collect::<String>()
    };
    let before = preview.get("/search/index.json");
    assert!(before.status == 200 && before.head.contains("application/json"), "{}", before.head);
    assert!(texts(&before.body).contains("The first text."));
    preview.write("content/pages/about.en.md", &ABOUT.replace("first", "second"));
    let after = preview.get_until("/search/index.json", |answer| answer.body != before.body);
    assert!(texts(&after.body).contains("The second text."));
    assert_eq!(preview.get("/search/nothing.json").status, 404);
}

#[test]
fn editors_save_in_many_ways() {
    let preview = Preview::small();
    let (file, other) = (preview.path("content/pages/about.en.md"), preview.path("content/pages/.about.tmp"));
    let saves: [&dyn Fn(&str); 4] = [
        &|text| {
            fs::write(&other, text).unwrap();
            fs::rename(&other, &file).unwrap();
        },
        &|text| {
            fs::remove_file(&file).unwrap();
            fs::write(&file, text).unwrap();
        },
        &|text| {
            fs::rename(&file, preview.path("content/pages/about.en.md~")).unwrap();
            fs::write(&file, text).unwrap();
        },
        &|text| {
            let mut open = fs::File::create(&file).unwrap();
            for part in text.split_inclusive(' ') {
                open.write_all(part.as_bytes()).unwrap();
                open.flush().unwrap();
                thread::sleep(Duration::from_millis(1));
            }
        },
    ];
    for (number, save) in saves.iter().enumerate() {
        let word = format!("way-{number}");
        save(&ABOUT.replace("first", &word));
        preview
            .get_until("/en/about/", |page| page.body.contains(&word) && !page.body.contains("_jingwei\""));
    }
}

#[test]
fn errors_stand_over_the_last_good_page() {
    let preview = Preview::small();
    let mut listener = preview.listen();
    preview.write("content/pages/about.en.md", &ABOUT.replace("first text", "[[nowhere]] <b>"));
    assert_eq!(listener.event().0, "reload");
    let page = preview.get("/en/about/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("The first text."), "the last good page stays");
    assert!(page.body.contains("content/pages/about.en.md:5:5: error[dead-link]"), "{}", page.body);
    assert!(page.body.contains("[[nowhere]] &lt;b&gt;"), "the line is shown as text");
    until("the finding", || preview.said().contains("error[dead-link]").then_some(()));

    preview.write("content/pages/about.en.md", &ABOUT.replace("first", "mended"));
    assert_eq!(listener.event().0, "reload");
    let page = preview.get("/en/about/");
    assert!(page.body.contains("The mended text.") && !page.body.contains("id=\"_jingwei\""));
}

#[test]
fn a_site_that_was_never_good_shows_what_to_mend() {
    let preview = Preview::of(&[("jingwei.toml", "[site]\ntitle = \"T\"\nlanguages = []\n")]);
    let page = preview.get("/any/where/");
    assert_eq!(page.status, 503);
    assert!(page.body.contains("jingwei.toml:3:") && page.body.contains("/__jingwei/live.js"));
    preview.write("jingwei.toml", SITE);
    preview.get_until("/en/", |page| page.status == 200);
}

#[test]
fn a_site_file_that_is_gone_leaves_the_last_good_site() {
    let preview = Preview::small();
    fs::remove_file(preview.path("jingwei.toml")).unwrap();
    let page = preview.get_until("/en/about/", |page| page.body.contains("id=\"_jingwei\""));
    assert!(page.body.contains("The first text.") && page.body.contains("is gone"), "{}", page.body);
    preview.write("jingwei.toml", &SITE.replace("Title", "Other"));
    preview.get_until("/en/", |page| page.body.contains("Other") && !page.body.contains("id=\"_jingwei\""));
}

#[test]
fn files_and_folders_come_and_go() {
    let preview = Preview::small();
    assert_eq!(preview.get("/en/new/").status, 404);
    preview.write("content/pages/deep/new.en.md", &ABOUT.replace("About", "New"));
    preview.get_until("/en/new/", |page| page.status == 200);

    fs::rename(preview.path("content/pages/deep"), preview.path("content/pages/moved")).unwrap();
    preview.write("content/pages/moved/new.en.md", &ABOUT.replace("first", "moved"));
    preview.get_until("/en/new/", |page| page.body.contains("The moved text."));

    // The very folder that is watched goes, and another takes its place.
    fs::rename(preview.path("content"), preview.path("old")).unwrap();
    preview.get_until("/en/about/", |page| page.status == 404);
    preview.write("content/pages/about.en.md", &ABOUT.replace("first", "other"));
    preview.get_until("/en/about/", |page| page.body.contains("The other text."));
    preview.write("content/pages/about.en.md", &ABOUT.replace("first", "last"));
    preview.get_until("/en/about/", |page| page.body.contains("The last text."));

    preview.write("static/hello.txt", "你好");
    let file = preview.get_until("/hello.txt", |file| file.status == 200);
    assert!(file.body == "你好" && file.head.contains("text/plain; charset=utf-8"), "{}", file.head);
}

#[test]
fn a_burst_of_files_is_taken_in_whole() {
    let preview = Preview::small();
    for number in 0..500 {
        preview.write(&format!("content/pages/burst/page-{number}.en.md"), ABOUT);
    }
    preview.get_until("/en/page-499/", |page| page.status == 200);
    for number in 0..500 {
        assert_eq!(preview.get(&format!("/en/page-{number}/")).status, 200, "{number}");
    }
    fs::remove_dir_all(preview.path("content/pages/burst")).unwrap();
    preview.get_until("/en/page-0/", |page| page.status == 404);
    preview.get_until("/en/page-499/", |page| page.status == 404);
}

#[test]
fn a_style_sheet_is_changed_without_drawing_the_page_again() {
    let theme = SITE.to_owned() + "theme = \"own\"\n";
    let preview = Preview::of(&[("jingwei.toml", &theme), ("themes/own/assets/site.css", "a{}")]);
    let before = preview.get("/en/").body;
    let mut listener = preview.listen();
    preview.write("themes/own/assets/site.css", "b{}");
    let (name, data) = listener.event();
    assert_eq!(name, "style");
    let mut names = data.split('\t').skip(1);
    let (old, new) = (names.next().unwrap(), names.next().unwrap());
    assert!(before.contains(old) && preview.get("/en/").body.contains(new));
    assert!(preview.get(&format!("/{new}")).body.contains("b{}"));
}

#[test]
fn a_template_that_fails_says_so_in_the_page() {
    let theme = SITE.to_owned() + "theme = \"own\"\n";
    let page = "{{ view.nothing.of.this }}";
    let preview = Preview::of(&[
        ("jingwei.toml", &theme),
        ("content/pages/about.en.md", ABOUT),
        ("themes/own/templates/page.html", page),
    ]);
    let failed = preview.get("/en/about/");
    assert_eq!(failed.status, 503);
    assert!(failed.body.contains("themes/own/templates/page.html:1:"), "{}", failed.body);
    preview.write("themes/own/templates/page.html", "<p>{{ page.title.text }}</p>");
    preview.get_until("/en/about/", |page| page.status == 200 && page.body.starts_with("<p>About</p>"));
}

#[test]
fn addresses_are_answered_as_a_web_server_would() {
    let preview = Preview::small();
    let unknown = preview.get("/en/nothing/");
    assert_eq!(unknown.status, 404);
    assert!(unknown.body.contains("<!doctype html>") && unknown.body.contains("live.js"));
    let folder = preview.get("/en/about?x=1");
    assert_eq!(folder.status, 308);
    assert!(folder.head.contains("location: /en/about/?x=1"), "{}", folder.head);
    for outside in
        ["/../jingwei.toml", "/%2e%2e/jingwei.toml", "/en/..%2f..%2fjingwei.toml", "//jingwei.toml"]
    {
        let answer = preview.get(outside);
        assert_eq!(answer.status, 400, "{outside}");
        assert!(!answer.body.contains("languages"));
    }
    let host = format!("Host: 127.0.0.1:{}", preview.port);
    let head = preview.ask(&format!("HEAD /en/about/ HTTP/1.1\r\n{host}"));
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("content-length: "));
    let post = preview.ask(&format!("POST /en/about/ HTTP/1.1\r\n{host}\r\nContent-Length: 0"));
    assert!(post.status == 405 && post.head.contains("allow: get, head"), "{}", post.head);
}

#[test]
fn a_page_of_the_web_cannot_read_the_preview_under_its_own_name() {
    let preview = Preview::small();
    for host in ["example.org", "127.0.0.1:1", "127.0.0.1.example.org"] {
        let answer = preview.ask(&format!("GET /en/about/ HTTP/1.1\r\nHost: {host}"));
        assert_eq!(answer.status, 403, "{host}");
    }
    assert_eq!(preview.ask("GET /en/about/ HTTP/1.0").status, 403);
}

#[test]
fn a_page_of_an_earlier_preview_is_told_at_once() {
    let preview = Preview::small();
    assert_eq!(preview.listen_as("0-1").event().0, "reload");
}

#[cfg(unix)]
#[test]
fn it_stops_at_once_though_a_browser_waits() {
    for signal in ["-INT", "-TERM"] {
        let preview = Preview::small();
        let _listener = preview.listen();
        let start = Instant::now();
        assert!(preview.stop(signal).success());
        assert!(start.elapsed() < Duration::from_secs(2), "{signal}: {:?}", start.elapsed());
    }
}

#[test]
fn a_port_that_is_taken_is_named_with_another() {
    let preview = Preview::small();
    let output = command(&preview.path(""), &preview.port.to_string()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains(&format!("port {} is taken: try `--port", preview.port)), "{said}");
}

#[cfg(unix)]
#[test]
fn the_site_may_be_reached_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("site/jingwei.toml"), SITE);
    write(&folder.path().join("site/content/pages/about.en.md"), ABOUT);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(folder.path().join("site"), &link).unwrap();
    let preview = Preview::at(&link, folder);
    preview.write("content/pages/about.en.md", &ABOUT.replace("first", "linked"));
    preview.get_until("/en/about/", |page| page.body.contains("The linked text."));
}

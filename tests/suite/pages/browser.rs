//! Chromium, driven through chromedriver: what a reader does and sees.
//!
//! Debian's packages are `chromium` and `chromium-driver`; `CHROMIUM` and `CHROMEDRIVER` name others.

use fantoccini::{Client, ClientBuilder, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};
use std::{
    env,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// Keeps what the content policy of a page forbade, also what no console speaks of.
const WATCH: &str = "window.forbidden = []; addEventListener('securitypolicyviolation', event =>
    window.forbidden.push(event.effectiveDirective + ' ' + (event.blockedURI || event.sourceFile)));";

/// A browser of its own for one test, with nothing remembered.
pub(super) struct Browser {
    client: Client,
    _driver: Driver,
    _profile: TempDir,
}

/// The program that hands our wishes to the browser.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver; one that finds its port taken by another of the same moment is started again.
    fn start() -> Self {
        (0..5).find_map(|_| Self::started()).expect("chromedriver ended five times before it had started")
    }

    fn started() -> Option<Self> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let process = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("chromedriver: {error}; `apt-get install chromium-driver`"));
        // From here on the process ends with the driver, also where a test gives up.
        let mut driver = Self { process, port: 0 };
        let mut said = BufReader::new(driver.process.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        // The first line names port 0; the one that counts says that it started.
        while said.read_line(&mut line).expect("chromedriver talks") > 0 {
            let port = line.split("successfully on port ").nth(1);
            if let Some(port) = port.and_then(|port| port.trim().trim_end_matches('.').parse().ok()) {
                std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
                driver.port = port;
                return Some(driver);
            }
            line.clear();
        }
        None
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A command of chromedriver that the standard does not know.
#[derive(Debug)]
struct Extra {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    /// Starts a browser in which `script` runs at the start of each page.
    pub(super) async fn start(script: Option<&str>) -> Self {
        let driver = Driver::start();
        let profile = tempfile::tempdir().expect("a folder");
        let binary = env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        let capabilities = json!({
            "goog:chromeOptions": {
                "binary": binary,
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars",
                    format!("--user-data-dir={}", profile.path().display()),
                ],
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities.as_object().expect("an object").clone())
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .unwrap_or_else(|error| panic!("chromium: {error}; `apt-get install chromium`"));
        let browser = Self { client, _driver: driver, _profile: profile };
        for script in [Some(WATCH), script].into_iter().flatten() {
            browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
        }
        browser
    }

    /// Ends the browser.
    pub(super) async fn close(self) {
        self.client.close().await.expect("the browser closes");
    }

    /// Sends a command of the developer tools.
    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        let answer = self.client.issue_cmd(Extra { path: "goog/cdp/execute", body }).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Makes the window as wide as a device.
    pub(super) async fn width(&self, width: u32) {
        let height = if width < 700 { 740 } else { 900 };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Asks for light or dark pages.
    pub(super) async fn scheme(&self, scheme: &str) {
        self.media("screen", &[("prefers-color-scheme", scheme)]).await;
    }

    /// Shows pages on `screen` or as for `print`, to someone with these wishes.
    pub(super) async fn media(&self, media: &str, wishes: &[(&str, &str)]) {
        let features: Vec<_> =
            wishes.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media, "features": features })).await;
    }

    /// Stops the scripts of pages, or lets them run.
    pub(super) async fn scripts(&self, run: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !run })).await;
    }

    /// Opens a page.
    pub(super) async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Where the reader is.
    pub(super) async fn place(&self) -> String {
        self.client.current_url().await.expect("a page is open").to_string()
    }

    /// What an expression is worth in the page.
    pub(super) async fn ask(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        let answer = self.client.execute(&script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// What a script hands to `done`, its last argument.
    pub(super) async fn wait_for(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.client
            .execute_async(&script, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// The text of the page as a reader sees it, also where no script may run.
    pub(super) async fn text(&self) -> String {
        self.inspect("document.body.innerText").await
    }

    /// The text that an expression comes to, also where no script of the page may run.
    pub(super) async fn inspect(&self, expression: &str) -> String {
        let parameters = json!({ "expression": expression, "returnByValue": true });
        let answer = self.devtools("Runtime.evaluate", parameters).await;
        answer["result"]["value"].as_str().unwrap_or_else(|| panic!("no text: {answer}")).to_owned()
    }

    /// Presses the tabulator many times, as fast as the browser follows.
    pub(super) async fn tab(&self, times: usize) {
        // The key is held down, as a reader does; each repetition is a step.
        let mut keys = vec![json!({ "type": "keyDown", "value": "\u{e004}" }); times];
        keys.push(json!({ "type": "keyUp", "value": "\u{e004}" }));
        let body = json!({ "actions": [{ "type": "key", "id": "keys", "actions": keys }] });
        let done = self.client.issue_cmd(Extra { path: "actions", body }).await;
        done.unwrap_or_else(|error| panic!("{times} steps: {error}"));
    }

    /// Presses a key.
    pub(super) async fn press(&self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "ArrowRight" => (39, ""),
            "ArrowDown" => (40, ""),
            other => panic!("what does `{other}` do?"),
        };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let event = json!({
                "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text,
            });
            self.devtools("Input.dispatchKeyEvent", event).await;
        }
    }

    /// Moves the mouse to a place in the window.
    pub(super) async fn point(&self, (x, y): (f64, f64)) {
        let event = json!({ "type": "mouseMoved", "x": x, "y": y, "pointerType": "mouse" });
        self.devtools("Input.dispatchMouseEvent", event).await;
    }

    /// Taps a place in the window with a finger.
    pub(super) async fn tap(&self, (x, y): (f64, f64)) {
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
        for (kind, points) in [("touchStart", json!([{ "x": x, "y": y }])), ("touchEnd", json!([]))] {
            self.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await;
        }
    }

    /// What the browser had to say since the last time.
    pub(super) async fn complaints(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Extra { path: "se/log", body: json!({ "type": "browser" }) }).await;
        let log = log.expect("the browser keeps a log");
        let lines = log.as_array().expect("a list of messages").iter();
        lines.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

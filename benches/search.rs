//! The search index of whole sites, measured:
//! `cargo bench --bench search -- <site> <empty folder> [--pagefind <program> <published site>]`.
//!
//! Prints the processor time and the memory that the index alone takes, and its size, and writes its
//! files into the folder, where `search.mjs` asks it. With Pagefind, its index of the pages of what is
//! found here is made beside, and the ratio of both is printed. Linux only.

#![expect(clippy::print_stdout, reason = "it prints what it measures")]
#![expect(
    clippy::disallowed_methods,
    reason = "it reads what the system says of the process, and writes files"
)]

use jingwei::{
    load,
    pipeline::{Options, analyse},
    search::Index,
};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// The promises: seconds of the processor for 1,000 entries, and MB over what the site takes.
const MOST: (f64, f64) = (1.0, 400.0);
/// The pages of entries, terms and sources: what the index holds, without lists of them.
const PAGES: &str = "??/{policies,projects,platforms,topics,regions,agencies,sources}/*/index.html";

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (site, out, other) = match arguments.as_slice() {
        [site, out] => (site, out, None),
        [site, out, option, program, pages] if option == "--pagefind" => (site, out, Some((program, pages))),
        _ => {
            println!(
                "usage: cargo bench --bench search -- <site> <empty folder> [--pagefind <program> <published site>]"
            );
            return;
        }
    };
    let loaded = load::load(Path::new(&site)).expect("a site");
    let analysis = analyse(loaded, &Options::default(), None);
    let site = analysis.site.as_ref().expect("a site that can be read");
    let plan = &analysis.ready.as_ref().expect("a plan").plan;
    let entries = site.corpus.entries.len();

    // The highest mark of memory begins anew here.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let (memory, cpu, wall) = (resident("VmRSS:"), cpu_seconds(), Instant::now());
    let index = Index::of(site, plan);
    let (cpu, wall) = (cpu_seconds() - cpu, wall.elapsed().as_secs_f64());
    let peak = resident("VmHWM:") - memory;
    let share = cpu * 1000.0 / f64::from(u32::try_from(entries.max(1)).unwrap_or(u32::MAX));
    let broken = (entries >= 1000 && share > MOST.0) || (entries <= 10_000 && peak > MOST.1);
    println!(
        "{} {entries} entries: {cpu:.2} s CPU, {share:.3} s per 1,000, {wall:.2} s wall, peak {peak:.0} MB over {memory:.0} MB",
        if broken { "!" } else { " " },
    );

    let begun = cpu_seconds();
    let (mut files, mut bytes, mut texts) = (0, 0, 0);
    for path in index.paths() {
        let content = index.file(site, plan, &path).expect("a path of the index");
        let full = Path::new(&out).join(path.as_str());
        fs::create_dir_all(full.parent().expect("a folder")).expect("it can be made");
        files += 1;
        if path.as_str().matches('/').count() > 2 {
            texts += content.len();
        } else {
            bytes += content.len();
        }
        fs::write(full, content).expect("it can be written");
    }
    println!(
        "  {files} files, index {bytes} bytes, texts {texts} bytes; written in {:.2} s CPU",
        cpu_seconds() - begun
    );
    if let Some((program, pages)) = other {
        let whole = cpu_seconds() - begun + cpu;
        let (other, high) = pagefind(program, pages);
        println!(
            "  Pagefind on the same pages: {other:.2} s CPU, peak {high:.0} MB; ours to that: CPU {:.3} with its files written, memory {:.3}",
            whole / other,
            peak / high
        );
    }
    std::process::exit(i32::from(broken));
}

/// The processor time of Pagefind and the most memory that it takes, in MB.
fn pagefind(program: &str, pages: &str) -> (f64, f64) {
    let out = tempfile::tempdir().expect("a temporary folder");
    let begun = children_seconds();
    let mut child = Command::new(program)
        .args(["--site", pages, "--glob", PAGES, "--output-path"])
        .arg(out.path())
        .stdout(Stdio::null())
        .spawn()
        .expect("Pagefind runs");
    let (status, mut high) = (format!("/proc/{}/status", child.id()), 0.0_f64);
    while child.try_wait().expect("it can be waited for").is_none() {
        high = high.max(field_of(&status, "VmHWM:"));
        sleep(Duration::from_millis(5));
    }
    assert!(child.wait().expect("it ended").success(), "Pagefind failed");
    (children_seconds() - begun, high)
}

/// What the system says of the memory of this process, in MB.
fn resident(field: &str) -> f64 {
    field_of("/proc/self/status", field)
}

fn field_of(status: &str, field: &str) -> f64 {
    let status = fs::read_to_string(status).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or("0");
    line.split_whitespace().next().and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// The processor time of this process so far, with all its threads; the system counts in hundredths.
fn cpu_seconds() -> f64 {
    ticks(11)
}

/// The same of all the programs that it started and that have ended.
fn children_seconds() -> f64 {
    ticks(13)
}

fn ticks(from: usize) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or("");
    after.split_whitespace().skip(from).take(2).filter_map(|number| number.parse::<f64>().ok()).sum::<f64>()
        / 100.0
}

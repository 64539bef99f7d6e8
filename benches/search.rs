//! The search index of whole sites, measured: `cargo bench --bench search -- <site> <empty folder>`.
//!
//! Prints the processor time and the memory that the index alone takes, and its size, and writes its
//! files into the folder, where `search.mjs` asks it. Linux only.

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
use std::{fs, path::Path, time::Instant};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let (Some(site), Some(out)) = (arguments.next(), arguments.next()) else {
        println!("usage: cargo bench --bench search -- <site> <empty folder>");
        return;
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
    println!(
        "{entries} entries: {cpu:.2} s CPU, {:.2} s per 1,000, {wall:.2} s wall, peak {peak:.0} MB over {memory:.0} MB",
        cpu * 1000.0 / f64::from(u32::try_from(entries.max(1)).unwrap_or(u32::MAX))
    );

    let cpu = cpu_seconds();
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
        "{files} files, index {bytes} bytes, texts {texts} bytes; written in {:.2} s CPU",
        cpu_seconds() - cpu
    );
}

/// What the system says of the memory of this process, in MB.
fn resident(field: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or("0");
    line.split_whitespace().next().and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// The processor time of this process so far, with all its threads; the system counts in hundredths.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or("");
    after.split_whitespace().skip(11).take(2).filter_map(|number| number.parse::<f64>().ok()).sum::<f64>()
        / 100.0
}

//! A long recording is taken in constant memory.

use crate::support::Bench;
use std::fs;

const MIB: u64 = 1 << 20;

/// Peak resident memory of one run, in KiB, as the kernel saw it. The child is looked at until it ends.
fn peak(bench: &Bench, args: &[&str]) -> u64 {
    let mut child = bench.command(args).stdout(std::process::Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let code = loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0));
        if let Some(code) = child.try_wait().unwrap() {
            break code;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    assert!(code.success());
    peak
}

/// 256 MiB by default; JUZHENG_SLOW=1 takes 1 GiB.
#[test]
#[cfg(target_os = "linux")]
fn a_long_recording() {
    let bench = Bench::on_disk();
    bench.init("c");
    let size = if std::env::var_os("JUZHENG_SLOW").is_some() { 1024 * MIB } else { 256 * MIB };
    bench.write("small.amr", b"#!AMR\n");
    fs::File::create(bench.path("long.amr")).unwrap().set_len(size).unwrap();
    let base = peak(&bench, &["add", "c", "small.amr"]);
    let long = peak(&bench, &["add", "c", "long.amr"]);
    assert!(base > 0 && long < base + 16 * 1024, "{base} KiB for a small file, {long} KiB for {size} bytes");
    let taken = bench.json(&["--json", "exhibits", "c"]);
    assert_eq!(taken[1]["size"], size);
    let id = taken[1]["sha256"].as_str().unwrap().to_owned();
    assert_eq!(fs::metadata(bench.path("c/exhibits").join(id)).unwrap().len(), size);
}

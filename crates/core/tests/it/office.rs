//! Papers through LibreOffice: what it reads out of every DOCX is what the draft says, in the same order, and no more.
//! Where `soffice` is not installed the test says so and passes nothing off as tested.

#![allow(clippy::print_stderr)]

use crate::demo::reviewed;
use crate::papers::papers_of;
use juzheng_core::draft;
use std::process::Command;

fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

#[test]
fn an_office_reads_the_same_words() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("skipped: no soffice on this machine");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (mut case, _) = reviewed(&dir.path().join("case"));
    let papers = papers_of(&mut case);
    let profile = format!("-env:UserInstallation=file://{}", dir.path().join("profile").display());
    let mut command = Command::new("soffice");
    command.args(["--headless", &profile, "--convert-to", "txt:Text (encoded):UTF8", "--outdir"]).arg(dir.path());
    for paper in &papers {
        let path = dir.path().join(format!("{}.docx", paper.id));
        std::fs::write(&path, draft::docx::docx(paper).unwrap()).unwrap();
        command.arg(path);
    }
    let ran = command.output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    for paper in &papers {
        let read = std::fs::read_to_string(dir.path().join(format!("{}.txt", paper.id))).unwrap_or_else(|e| panic!("{}: {e}", paper.id));
        let read = squeezed(&read);
        let mut rest = read.as_str();
        for word in draft::words(paper).iter().map(|w| squeezed(w)) {
            let Some((before, after)) = rest.split_once(word.as_str()) else { panic!("{}: “{word}” does not come next in: {}", paper.id, rest.chars().take(200).collect::<String>()) };
            assert!(before.is_empty(), "{}: “{before}” stands before “{word}”", paper.id);
            rest = after;
        }
        assert!(rest.is_empty(), "{}: more than the draft says: {rest}", paper.id);
    }
}

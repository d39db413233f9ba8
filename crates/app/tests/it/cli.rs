//! The command line: exit codes, errors in four parts, Chinese help, JSON, pipes, completions.

use crate::support::{Bench, SMS, facts};
use std::io::Read;
use std::process::Stdio;

const COMMANDS: [&[&str]; 32] = [
    &[],
    &["init"],
    &["add"],
    &["read"],
    &["permissions"],
    &["review"],
    &["routes"],
    &["deadlines"],
    &["log"],
    &["log", "x", "sent"],
    &["log", "x", "answered"],
    &["log", "x", "refused"],
    &["log", "x", "silent"],
    &["plan"],
    &["screen"],
    &["draft"],
    &["export"],
    &["verify"],
    &["fact"],
    &["fact", "x", "set"],
    &["fact", "x", "add"],
    &["fact", "x", "remove"],
    &["fact", "x", "accept"],
    &["exhibits"],
    &["withdraw"],
    &["formats"],
    &["rules"],
    &["law"],
    &["casebook"],
    &["casebook", "evaluate"],
    &["loan"],
    &["completions"],
];

#[test]
fn help_is_chinese() {
    let bench = Bench::new();
    for command in COMMANDS {
        for flag in ["--help", "-h"] {
            let ran = bench.ok(&[command, &[flag]].concat());
            assert!(ran.err.is_empty() && ran.out.contains("用法："), "{ran:?}");
            let lower = ran.out.to_lowercase();
            for word in ["usage", "option", "argument", "command", "possible", "default:", "print help", "[default", "subcommand", "aliases", "required"] {
                assert!(!lower.contains(word), "“{word}” in the help of {command:?}:\n{}", ran.out);
            }
        }
    }
    let none = bench.run(&[]);
    assert!(none.code == 2 && !none.out.to_lowercase().contains("usage") && !none.err.to_lowercase().contains("usage"), "{none:?}");
    assert!(bench.ok(&["--version"]).out.starts_with("juzheng 0."));
}

#[test]
fn errors_have_four_parts() {
    let bench = Bench::new();
    bench.init("c");
    for command in ["review", "exhibits", "verify", "draft", "export", "fact"] {
        bench.run(&[command, "nowhere"]).refused("case.missing");
    }
    bench.run(&["add", "nowhere", "facts.json"]).refused("case.missing");
    bench.run(&["withdraw", "nowhere", "1", "--reason", "x"]).refused("case.missing");
    let ran = bench.run(&["add", "c", "no-such-file.xml"]);
    ran.refused("io");
    assert!(ran.err.contains("no-such-file.xml"), "{ran:?}");
    bench.run(&["read", "no-such-file.xml"]).refused("io");
    bench.run(&["init", "c", "--borrower", "许一"]).refused("case.exists");
    bench.write("full/x", b"x");
    bench.run(&["init", "full", "--borrower", "许一"]).refused("case.not_empty");
    bench.run(&["init", "d"]).refused("init.borrower");
    bench.run(&["init", "d", "--facts", "no-such.json"]).refused("io");
    bench.write("bad.json", "{\n  \"title\": \"x\",\n  \"persons\": [,]\n}\n");
    let ran = bench.run(&["init", "d", "--facts", "bad.json"]);
    ran.refused("facts.json");
    assert!(ran.err.contains("bad.json 第3行"), "{ran:?}");
    bench.write("ref.json", "{\"borrower\": \"nobody\"}");
    bench.run(&["init", "d", "--facts", "ref.json"]).refused("facts.reference");
    bench.write("list.json", "[1]");
    assert_eq!(bench.run(&["init", "d", "--facts", "list.json"]).code, 2);
    bench.write("latin.json", b"\xff\xfe{");
    bench.run(&["init", "d", "--facts", "latin.json"]).refused("io");
    assert!(!bench.path("d").exists(), "nothing was made");
    for usage in [
        &["add", "c", "--nonsense", "x"][..],
        &["add"],
        &["add", "c"],
        &["nonsense"],
        &["init", "d", "--lender"],
        &["init", "d", "--borrower", "甲", "--facts", "facts.json"],
        &["init", "d", "--borrower", "甲", "--relation", "friend"],
        &["add", "c", "x", "--consent", "perhaps"],
        &["add", "c", "x", "--consent="],
        &["withdraw", "c", "first", "--reason", "x"],
        &["withdraw", "c", "1"],
        &["review", "c", "--quotes", "-1"],
        &["review", "c", "c"],
        &["completions", "cmd.exe"],
        &["formats", "x"],
        &["fact", "c", "change"],
        &["--json=1", "formats"],
    ] {
        let ran = bench.run(usage);
        ran.refused("usage");
        assert!(!["Usage", "error:", "required", "invalid", "tip:"].iter().any(|w| ran.err.contains(w)), "{ran:?}");
    }
    for date in ["2026-13-01", "yesterday", "2026-02-30", ""] {
        bench.run(&["law", "治安管理处罚法", "--on", date]).refused("law.date");
    }
    bench.run(&["law", "没有这部法"]).refused("law.unknown");
    bench.run(&["rules", "no_such_rule"]).refused("rule.unknown");
    bench.run(&["draft", "c", "no_such_paper"]).refused("draft.unknown");
    bench.run(&["export", "c", "-o", "full"]).refused("export.not_empty");
    bench.run(&["fact", "c", "set", "persons.nobody.name", "x"]).refused("facts.path");
    bench.run(&["fact", "c", "add", "persons", "not json"]).refused("facts.json");
    bench.run(&["fact", "c", "set", "borrower", "nobody"]).refused("facts.reference");
    bench.ok(&["verify", "c"]);
    bench.run(&["add", "c", "facts.json", "--from", "许二", "--consent", "no"]).refused("add.consent");
    // A file nothing can read is taken whole; that is no failure. A file nobody could read at all is one.
    bench.write("x.bin", b"x");
    bench.ok(&["add", "c", "x.bin"]);
    assert_eq!(bench.run(&["read", "x.bin"]).code, 2);
    // Refused consent leaves nothing behind.
    let before = std::fs::read(bench.path("c/ledger.jsonl")).unwrap();
    bench.run(&["add", "c", "x.bin", "--from", "新人", "--consent", "no"]).refused("add.consent");
    assert_eq!(std::fs::read(bench.path("c/ledger.jsonl")).unwrap(), before);
    // A case edited by hand into nonsense says where.
    let toml = std::fs::read_to_string(bench.path("c/case.toml")).unwrap();
    std::fs::write(bench.path("c/case.toml"), format!("{toml}\nx = = 1\n")).unwrap();
    bench.run(&["review", "c"]).refused("facts.toml");
    assert_eq!(bench.run(&["verify", "c"]).code, 1);
}

#[test]
fn every_command_speaks_json() {
    let bench = Bench::new();
    bench.write("facts.json", facts().to_string());
    bench.write("in/sms.xml", SMS);
    for args in [
        &["--json", "init", "c", "--facts", "facts.json"][..],
        &["review", "--json", "c"],
        &["--json", "draft", "c", "-o", "papers"],
        &["--json", "export", "c", "-o", "bundle"],
        &["--json", "verify", "c"],
        &["--json", "verify", "bundle"],
        &["--json", "fact", "c"],
        &["--json", "fact", "c", "set", "title", "y"],
        &["--json", "exhibits", "c"],
        &["--json", "formats"],
        &["--json", "rules"],
        &["--json", "papers"],
        &["--json", "law"],
        &["--json", "law", "治安管理处罚法"],
    ] {
        bench.json(args);
    }
    for args in [&["--json", "add", "c", "in"][..], &["--json", "read", "in"]] {
        assert_eq!(bench.ok(args).json_lines().len(), 1);
    }
    bench.json(&["--json", "withdraw", "c", "1", "--reason", "x"]);
    let ran = bench.run(&["--json", "review", "nowhere"]);
    assert_eq!(ran.json_lines()[0]["error"]["code"], "case.missing");
    let ran = bench.run(&["--json", "review"]);
    assert_eq!((ran.code, ran.json_lines()[0]["error"]["code"].as_str()), (2, Some("usage")));
    for part in ["code", "what", "where", "todo"] {
        assert!(!ran.json_lines()[0]["error"][part].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_closed_pipe_stops_the_printing_and_not_the_work() {
    let bench = Bench::new();
    bench.init("c");
    for n in 0..12 {
        bench.write(&format!("in/{n}.bin"), format!("{n}"));
    }
    for args in [&["law"][..], &["--json", "law"], &["rules"], &["--help"], &["completions", "bash"], &["add", "c", "in"], &["review", "c"]] {
        let mut child = bench.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!((child.wait().unwrap().code(), told.contains("panic")), (Some(0), false), "{args:?}: {told}");
    }
    assert_eq!(bench.json(&["--json", "exhibits", "c"]).as_array().unwrap().len(), 12, "every file was taken");
    // A full disk is no closed pipe.
    if let Ok(full) = std::fs::File::options().write(true).open("/dev/full") {
        let output = bench.command(&["law"]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("输出没有写完"));
    }
}

#[test]
fn completions_for_three_shells() {
    let bench = Bench::new();
    for (shell, mark) in [("bash", "complete -F"), ("zsh", "#compdef juzheng"), ("fish", "complete -c juzheng")] {
        let out = bench.ok(&["completions", shell]).out;
        assert!(out.contains(mark) && ["withdraw", "exhibits", "review"].iter().all(|c| out.contains(c)), "{shell}");
    }
    bench.write("juzheng.bash", bench.ok(&["completions", "bash"]).out);
    let checked = std::process::Command::new("bash").arg("-n").arg(bench.path("juzheng.bash")).output();
    assert!(checked.is_ok_and(|o| o.status.success()));
}

#[test]
fn evidence_cannot_drive_the_terminal() {
    let bench = Bench::new();
    // Escape sequences, the eight-bit CSI, a bell, a direction override and a line break in every field of a message.
    let evil = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}假&#10;行&#27;[1m";
    let sms = SMS.replace("【演示贷】", &format!("【演示贷】{evil}")).replace("童三", &format!("童{evil}")).replace("address=\"13800007209\"", &format!("address=\"138{evil}\"")).replace("wanted.png", &format!("w{evil}.png"));
    let mut told = facts();
    told["persons"][1]["name"] = format!("许\u{1b}[2J\u{9b}二").into();
    told["lenders"][0]["name"] = "演示\u{1b}[2J\u{202e}小额贷款有限公司".into();
    bench.write("facts.json", told.to_string());
    bench.write("in/\u{1b}[2J\u{9b}31m名\n.xml", sms);
    let mut said = 0;
    for args in [
        &["init", "c", "--facts", "facts.json"][..],
        &["read", "in"],
        &["--json", "read", "in"],
        &["add", "c", "in"],
        &["--json", "add", "c", "in"],
        &["review", "c", "--quotes", "99"],
        &["--json", "review", "c"],
        &["exhibits", "c"],
        &["--json", "exhibits", "c"],
        &["fact", "c"],
        &["--json", "fact", "c"],
        &["verify", "c"],
        &["draft", "c", "-o", "papers"],
        &["export", "c", "-o", "bundle"],
        &["withdraw", "c", "1", "--reason", "\u{1b}[2J"],
        &["verify", "c"],
        &["law", "\u{1b}[2J"],
        &["add", "c", "in/\u{1b}[2J"],
        &["\u{1b}[2J"],
    ] {
        let ran = bench.run(args);
        for stream in [&ran.out, &ran.err] {
            said += stream.len();
            let bad = stream.chars().find(|c| (c.is_control() && *c != '\n') || matches!(*c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
            assert_eq!(bad, None, "{args:?}: {stream:?}");
        }
    }
    assert!(said > 4000);
    let text: serde_json::Value = serde_json::from_slice(&std::fs::read(bench.path("bundle/data/review.json")).unwrap()).expect("JSON");
    assert!(text.to_string().contains("演示"));
}

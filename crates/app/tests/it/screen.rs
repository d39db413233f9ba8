//! `screen` as a program uses it: files, pipes, line by line, bad lines, endings, a folder of word lists.

use crate::support::Bench;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

const LINES: &str = concat!(
    "\u{feff}{\"id\":\"a\",\"text\":\"你是坏蛋\",\"to\":\"borrower\"}\r\n",
    "\r\n",
    "not json\n",
    "{\"id\":\"b\",\"text\":\"早上好\"}",
);

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("book/words/insult.toml", "title = \"辱骂\"\nmeans = \"骂\"\n[[say]]\nwords = [\"坏蛋\"]\n");
    bench.write("in.jsonl", LINES);
    bench
}

#[test]
fn a_file_and_a_pipe_are_the_same() {
    let bench = bench();
    let ran = bench.run(&["screen", "in.jsonl", "--casebook", "book"]);
    let answers = ran.json_lines();
    assert_eq!((ran.code, answers.len()), (2, 3), "{ran:?}");
    assert_eq!(answers[0]["acts"][0]["quote"], "你是坏蛋");
    assert_eq!((&answers[1]["id"], &answers[1]["error"]["where"]), (&Value::Null, &Value::from("第 3 行")));
    assert_eq!(answers[2]["verdict"], "pass");
    for args in [["screen", "-", "--casebook", "book"].as_slice(), &["screen", "--casebook", "book"]] {
        let mut command = bench.command(args);
        command.stdin(std::fs::File::open(bench.path("in.jsonl")).unwrap());
        let output = command.env("TZ", "America/New_York").env("LANG", "C").output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8(output.stdout).unwrap()), (Some(2), ran.out.clone()));
    }
    bench.write("good.jsonl", "{\"id\":1,\"text\":\"好\"}\n");
    assert_eq!(bench.ok(&["screen", "good.jsonl"]).out, "{\"id\":1,\"acts\":[],\"verdict\":\"pass\"}\n");
    bench.write("none.jsonl", "");
    assert_eq!(bench.ok(&["screen", "none.jsonl"]).out, "");
    bench.run(&["screen", "nowhere.jsonl"]).refused("io");
    bench.run(&["screen", "in.jsonl", "--casebook", "nowhere"]).refused("io");
}

/// A program may wait for each answer before it asks again.
#[test]
fn each_line_is_answered_as_it_comes() {
    let bench = bench();
    let mut child = bench.command(&["screen"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut ask, mut answer) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in 0..3 {
        writeln!(ask, "{{\"id\":{id},\"text\":\"你好\"}}").unwrap();
        let mut line = String::new();
        answer.read_line(&mut line).unwrap();
        assert_eq!(line, format!("{{\"id\":{id},\"acts\":[],\"verdict\":\"pass\"}}\n"));
    }
    drop(ask);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn lines_cut_anywhere_and_very_long_ones() {
    let bench = bench();
    let long = "天气晴朗。".repeat(60_000);
    let mut lines = String::new();
    for id in 0..40 {
        let text = if id % 13 == 5 { format!("{long}坏蛋") } else { format!("{}坏蛋", "好".repeat(id * 997)) };
        lines += &format!("{{\"id\":{id},\"text\":\"{text}\"}}\n");
    }
    // 64 MB and more without an end: one answer, and the next line is read.
    let endless = bench.path("endless.jsonl");
    let mut file = std::fs::File::create(&endless).unwrap();
    file.write_all(lines.as_bytes()).unwrap();
    for _ in 0..70 {
        file.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    file.write_all(b"\n{\"id\":\"last\",\"text\":\"\"}\n").unwrap();
    drop(file);
    let ran = bench.run(&["screen", "endless.jsonl", "--casebook", "book"]);
    let answers = ran.json_lines();
    assert_eq!((ran.code, answers.len()), (2, 42));
    for (id, value) in answers.iter().take(40).enumerate() {
        assert_eq!((&value["id"], value["acts"].as_array().map(Vec::len)), (&Value::from(id), Some(1)), "{id}");
        let end = value["acts"][0]["end"].as_u64().unwrap() as usize;
        assert_eq!(end, if id % 13 == 5 { 300_002 } else { id * 997 + 2 });
    }
    assert!(answers[40]["error"]["what"].as_str().unwrap().contains("64 MB") && answers[40]["error"]["where"] == "第 41 行", "{}", answers[40]);
    assert_eq!(answers[41]["id"], "last");
}

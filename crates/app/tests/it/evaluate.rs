//! `casebook evaluate`: its figures as text and as JSON, a casebook from a folder, and bad lines.

use crate::support::Bench;

const SET: &str = concat!(
    "\u{feff}{\"id\":\"a\",\"text\":\"你是坏蛋\",\"to\":\"borrower\",\"acts\":[\"insult\"],\"spans\":{\"insult\":[\"你是坏蛋\"]},\"split\":\"dev\"}\r\n",
    "{\"id\":\"b\",\"text\":\"丑八怪\",\"to\":\"borrower\",\"acts\":[\"insult\"],\"spans\":{\"insult\":[\"丑八怪\"]},\"split\":\"train\"}\n",
    "\n",
    "{\"id\":\"c\",\"text\":\"坏蛋老板请客\",\"to\":\"unknown\",\"acts\":[],\"spans\":{},\"split\":\"dev\"}",
);

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("book/words/insult.toml", "title = \"辱骂\"\nmeans = \"骂\"\n[[say]]\nwords = [\"坏蛋\"]\n");
    bench.write("set.jsonl", SET);
    bench.write("ordinary.txt", "你好\n坏蛋\n\n吃饭\n天晴\n");
    bench
}

#[test]
fn figures_and_wrong_ones_are_shown() {
    let bench = bench();
    let ran = bench.ok(&["casebook", "evaluate", "set.jsonl", "--innocent", "ordinary.txt", "--casebook", "book"]);
    for shown in ["漏 b insult 「丑八怪」", "误 c insult 较有可能「坏蛋老板请客」", "每万条2500.0条", "3条（另有0条标注存疑，不计）；没有行为的1条中误报1条"] {
        assert!(ran.out.contains(shown), "{shown}\n{}", ran.out);
    }
    assert_eq!(bench.ok(&["casebook", "evaluate", "set.jsonl", "--casebook", "book"]).out, bench.ok(&["casebook", "evaluate", "--casebook", "book", "set.jsonl"]).out);
    let value: serde_json::Value = serde_json::from_str(&bench.ok(&["casebook", "evaluate", "set.jsonl", "set.jsonl", "--split", "dev", "--casebook", "book", "--json"]).out).unwrap();
    let micro = |at: usize| ["tp", "fp", "fn"].map(|k| value["sets"][at]["micro"][k].as_u64().unwrap());
    assert_eq!((micro(0), micro(2)), ([1, 1, 0], [2, 2, 0]));
    assert_eq!(value["sets"][0]["micro"]["spans"]["iou_mean"], 1.0);
    // Without a folder the lexicon that ships is used.
    let built_in: serde_json::Value = serde_json::from_str(&bench.ok(&["casebook", "evaluate", "set.jsonl", "--json"]).out).unwrap();
    assert_eq!(built_in["sets"][0]["messages"], 3);
}

#[test]
fn what_is_wrong_is_told_and_the_rest_is_counted() {
    let bench = bench();
    bench.write("bad.jsonl", "{\"id\"\n{\"text\":\"坏蛋\",\"acts\":[\"insult\"]}\n");
    let ran = bench.run(&["casebook", "evaluate", "bad.jsonl", "--casebook", "book"]);
    assert!(ran.code == 2 && ran.err.contains("bad.jsonl 第 1 行") && ran.out.contains("1条（另有0条"), "{ran:?}");
    bench.run(&["casebook", "evaluate", "nowhere.jsonl"]).refused("io");
    bench.run(&["casebook", "evaluate", "set.jsonl", "--casebook", "nowhere"]).refused("io");
    bench.write("book/words/insult.toml", "title =");
    bench.run(&["casebook", "evaluate", "set.jsonl", "--casebook", "book"]).refused("casebook");
    bench.run(&["casebook", "evaluate"]).refused("usage");
    bench.run(&["casebook", "evaluate", "set.jsonl", "--innocent-to", "谁"]).refused("usage");
}

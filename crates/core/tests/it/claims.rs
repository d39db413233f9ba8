//! Nobody claims too much: every sentence a user may read is searched for words that assert what no record can show. Each
//! exception stands in `claims.txt` with its place and its reason; an exception nobody needs any more fails too.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Words that promise, or that close a question only an authority can close.
const TOO_MUCH: &[&str] = &[
    "一定", "必胜", "必赢", "稳赢", "包赢", "包过", "保证", "确保", "证明了", "证实了", "坐实", "全部", "必然", "必定", "铁定", "肯定", "绝对", "百分之百", "百分百", "毫无疑问", "无疑", "铁证", "确凿", "毋庸置疑", "无可辩驳", "胜诉", "违法", "犯罪",
];

/// 违法 and 犯罪 may be said of what is only suspected, asked, denied or written in a named text.
const GUARDED: &[&str] = &["违法", "犯罪"];
const GUARDS: &[&str] = &["涉嫌", "疑似", "是否", "不等于", "不属于", "不说明", "不能说明", "不能认定", "可能"];

/// Longer words in which the short one means something else: a surety guarantees, a measure lasts a certain time.
const OTHER_WORDS: &[&str] = &["保证人", "保证期间", "一般保证", "连带责任保证", "保证责任", "保证合同", "保证金", "保证担保", "一定期限", "一定期间", "一定数额", "不一定"];

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// (place relative to the repository, sentence).
type Said = (String, String);

fn files(folder: &Path, extension: &str, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, into);
        } else if path.extension().is_some_and(|e| e == extension) {
            into.push(path);
        }
    }
    into.sort();
}

fn place(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// Strings of a casebook file that a user may read: all but official words, patterns, examples, names of instruments and
/// labels from a closed list.
fn strings(value: &toml::Value, key: &str, folder: &str, into: &mut Vec<String>) {
    let silent: &[&str] = match folder {
        "law" => &["words", "title", "short", "aliases", "issuer", "instrument", "source", "level"],
        "words" => &["words", "runs", "worth", "written", "with", "with_here", "with_unknown", "unless", "unless_all", "free", "to", "except", "fires", "silent", "scope", "to_borrower"],
        "rules" => &["fires", "silent", "severity", "severity_ceiling", "cites", "when"],
        // Ways of asking are the users' words; key words and synonyms are only looked for.
        "answers" => &["asks", "keys", "same", "kind", "filler", "own", "words"],
        _ => &["severity", "severity_ceiling", "fires", "silent", "test", "tests", "aliases", "asks"],
    };
    if silent.contains(&key) {
        return;
    }
    match value {
        toml::Value::String(text) => into.push(text.clone()),
        toml::Value::Array(list) => list.iter().for_each(|v| strings(v, key, folder, into)),
        toml::Value::Table(table) => table.iter().for_each(|(k, v)| strings(v, k, folder, into)),
        _ => {}
    }
}

fn casebook(said: &mut Vec<Said>) {
    let mut list = Vec::new();
    files(&root().join("casebook"), "toml", &mut list);
    for path in list {
        let place = place(&path);
        let folder = place.split('/').nth(1).unwrap();
        // Slots and spellings are lists of what collectors write, not what we say.
        if folder == "words" && (place.ends_with("_slots.toml") || place.ends_with("_spelling.toml")) {
            continue;
        }
        let table: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut texts = Vec::new();
        table.iter().for_each(|(k, v)| strings(v, k, folder, &mut texts));
        said.extend(texts.into_iter().map(|t| (place.clone(), t)));
    }
    let mut papers = Vec::new();
    files(&root().join("casebook"), "md", &mut papers);
    for path in papers.into_iter().filter(|p| !p.ends_with("README.md")) {
        let text = std::fs::read_to_string(&path).unwrap();
        said.extend(text.lines().map(|l| (place(&path), l.to_owned())));
    }
}

/// Chinese string literals of the sources, and the help texts of the commands (their doc comments).
fn sources(said: &mut Vec<Said>) {
    let mut list = Vec::new();
    for krate in std::fs::read_dir(root().join("crates")).unwrap() {
        files(&krate.unwrap().path().join("src"), "rs", &mut list);
    }
    assert!(list.len() > 60);
    // words/often.rs lists pairs of characters met in messages, no sentences.
    list.retain(|p| !p.ends_with("tests.rs") && !p.ends_with("words/often.rs") && !p.components().any(|c| c.as_os_str() == "tests"));
    for path in list {
        let text = std::fs::read_to_string(&path).unwrap();
        let body = text.split("#[cfg(test)]").next().unwrap();
        let place = place(&path);
        let help = place.starts_with("crates/app/");
        let (literals, comments) = read_rust(body);
        // A pattern of what a screen shows says nothing itself.
        let own = literals.into_iter().filter(|l| !l.starts_with("^(")).chain(comments.into_iter().filter(|_| help));
        said.extend(own.filter(|t| t.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))).map(|t| (place.clone(), t)));
    }
}

/// String literals and doc comments of a Rust source.
fn read_rust(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut literals, mut comments) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(line) = rest.strip_prefix("//") {
            let end = line.find('\n').unwrap_or(line.len());
            if let Some(doc) = line[..end].strip_prefix('/') {
                comments.push(doc.trim().to_owned());
            }
            rest = &line[end..];
        } else if let Some((hashes, body)) = raw_string(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let end = body.find(&close).unwrap_or(body.len());
            literals.push(body[..end].to_owned());
            rest = body.get(end + close.len()..).unwrap_or("");
        } else if c == '"' {
            let mut end = 1;
            while let Some(n) = rest[end..].chars().next() {
                match n {
                    '"' => break,
                    '\\' => end += 1 + rest[end + 1..].chars().next().map_or(0, char::len_utf8),
                    _ => end += n.len_utf8(),
                }
            }
            literals.push(rest[1..end].replace("\\n", "\n").replace("\\\"", "\""));
            rest = rest.get(end + 1..).unwrap_or("");
        } else if c == '\'' && rest.chars().nth(2) == Some('\'') {
            rest = &rest[rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at)..];
        } else if rest.starts_with("'\\") {
            let end = rest[2..].find('\'').map_or(rest.len(), |at| at + 3);
            rest = &rest[end..];
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    (literals, comments)
}

/// `r#"` → (1, what follows).
fn raw_string(text: &str) -> Option<(usize, &str)> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    Some((hashes, after[hashes..].strip_prefix('"')?))
}

/// The words of a sentence that claim too much.
fn claims(sentence: &str) -> Vec<&'static str> {
    let mut plain = sentence.to_owned();
    OTHER_WORDS.iter().for_each(|w| plain = plain.replace(w, "〇"));
    let article = plain.split('第').skip(1).any(|after| after.split(['条', '，', '。']).next().is_some_and(|n| after[n.len()..].starts_with('条'))) || plain.contains('《');
    let guarded = article || GUARDS.iter().any(|g| plain.contains(g));
    TOO_MUCH.iter().copied().filter(|w| plain.contains(w) && !(guarded && GUARDED.contains(w))).collect()
}

#[test]
fn no_sentence_claims_more_than_a_record_can_show() {
    let mut said = Vec::new();
    casebook(&mut said);
    sources(&mut said);
    assert!(said.len() > 2000, "only {} texts read", said.len());
    let listed = include_str!("claims.txt");
    let mut allowed: Vec<(&str, &str)> = Vec::new();
    for line in listed.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [place, words, reason] = parts[..] else { panic!("claims.txt: not “place | words | reason”: {line}") };
        assert!(reason.chars().count() > 5, "claims.txt: no reason: {line}");
        allowed.push((place, words));
    }
    let (mut wrong, mut used) = (BTreeSet::new(), BTreeSet::new());
    for (place, text) in &said {
        for sentence in text.split(['。', '；', '！', '？', '\n']) {
            for word in claims(sentence) {
                // The allowed words must hold the word themselves: what stands beside them is not excused.
                let excuse = allowed.iter().find(|(at, words)| (*at == "*" || at == place) && words.contains(word) && sentence.contains(words));
                match excuse {
                    Some(entry) => drop(used.insert(*entry)),
                    None => drop(wrong.insert(format!("{place} | {sentence} | ({word})"))),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences claim too much:\n{}", wrong.len(), wrong.into_iter().collect::<Vec<_>>().join("\n"));
    let stale: Vec<_> = allowed.iter().filter(|a| !used.contains(*a)).collect();
    assert!(stale.is_empty(), "claims.txt allows what nobody says: {stale:?}");
}

#[test]
fn the_gate_knows_a_claim_when_it_sees_one() {
    for (sentence, words) in [
        ("材料齐全就一定能赢", &["一定"][..]),
        ("对方的行为违法", &["违法"]),
        ("对方的行为涉嫌违法", &[]),
        ("是否违法由有权机关认定", &[]),
        ("违反《治安管理处罚法》第五十条，属违法行为", &[]),
        ("保证人的联系方式", &[]),
        ("保证胜诉", &["保证", "胜诉"]),
        ("一定期限内禁止接触", &[]),
    ] {
        assert_eq!(claims(sentence), words, "{sentence}");
    }
    let (literals, comments) = read_rust("/// 帮助\nlet a = \"甲\\\"乙\"; // 不读\nlet b = 'c'; let c = '\"'; let d = r#\"丙\"丁\"#; let e: &'static str = \"戊\";");
    assert_eq!((literals, comments), (vec!["甲\"乙".to_owned(), "丙\"丁".into(), "戊".into()], vec!["帮助".to_owned()]));
}

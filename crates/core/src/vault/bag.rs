//! The bundle a court can check without us: a BagIt folder (RFC 8493) whose manifests any `sha256sum -c` verifies.

use super::ledger;
use super::store::EXHIBITS;
use super::verify::{self, Completeness, Report};
use super::walk::open_plain;
use super::{CASE_FILE, Case};
use crate::digest;
use crate::error::{Problem, Result};
use crate::model::{Digest, ExhibitId, Stamp};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// Label in `bag-info.txt` of the newest ledger entry at the time of the export.
const HEAD: &str = "Juzheng-Ledger-Head";
/// SM3 of the same payload: not a BagIt manifest name, so other tools pass over it.
const SM3_LIST: &str = "sm3.txt";

/// Writes a bundle into an empty or new folder. `papers` are (relative path, bytes) laid beside the case.
pub fn export(case: &Case, to: &Path, papers: &[(String, Vec<u8>)], now: Stamp) -> Result<Digest> {
    let place = to.display().to_string();
    if fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Problem::new("export.not_empty", "导出的文件夹不是空的", place, "请换一个新的文件夹名"));
    }
    write(case, to, papers, now).map_err(|e| Problem::io(place, "导出证据包", &e))
}

fn write(case: &Case, to: &Path, papers: &[(String, Vec<u8>)], now: Stamp) -> io::Result<Digest> {
    let mut payload: BTreeMap<String, Digest> = BTreeMap::new();
    let mut put = |path: String, from: &mut dyn io::Read| -> io::Result<()> {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        let mut file = File::create(&target)?;
        let digest = digest::copy(from, &mut file)?;
        file.sync_all()?;
        payload.insert(path, digest);
        Ok(())
    };
    for name in [CASE_FILE, ledger::FILE] {
        put(format!("data/case/{name}"), &mut File::open(case.folder().join(name))?)?;
    }
    for exhibit in case.exhibits().iter().filter(|e| e.withdrawn.is_none()) {
        let own = exhibit.kept.then_some(exhibit.digest.sha256);
        let parts = exhibit.reading.iter().flat_map(|r| r.parts.iter().map(|p| p.digest.sha256));
        for id in own.into_iter().chain(exhibit.companions.iter().filter(|c| c.kept).map(|c| c.digest.sha256)).chain(parts) {
            put(format!("data/case/{EXHIBITS}/{id}"), &mut case.store.open_exhibit(id)?)?;
        }
    }
    for (path, bytes) in papers {
        put(format!("data/{path}"), &mut bytes.as_slice())?;
    }
    let (mut manifest, mut sm3, mut octets) = (String::new(), String::new(), 0u64);
    for (path, digest) in &payload {
        manifest += &format!("{}  {}\n", digest.sha256, escaped(path));
        sm3 += &format!("{}  {}\n", digest.sm3, escaped(path));
        octets += digest.size;
    }
    let info = format!(
        "Bag-Software-Agent: juzheng {}\nBagging-Date: {}\nPayload-Oxum: {octets}.{}\nExternal-Description: 案件证据包；核验方法见 data/如何核验.txt\n{HEAD}: {}\n",
        env!("CARGO_PKG_VERSION"),
        now.day(),
        payload.len(),
        case.ledger.head(),
    );
    let tags = [("bagit.txt", BAGIT.to_owned()), ("bag-info.txt", info), (MANIFEST, manifest), (SM3_LIST, sm3)];
    let mut tag_manifest = String::new();
    for (name, text) in &tags {
        super::store::write_durably(to, name, text.as_bytes())?;
        tag_manifest += &format!("{}  {name}\n", digest::sha256(text.as_bytes()));
    }
    super::store::write_durably(to, TAG_MANIFEST, tag_manifest.as_bytes())?;
    digest::of(&mut tag_manifest.as_bytes())
}

/// RFC 8493 §2.1.3: CR, LF and % in a path are percent-encoded; nothing else is.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

fn unescaped(path: &str) -> String {
    path.replace("%0A", "\n").replace("%0a", "\n").replace("%0D", "\r").replace("%0d", "\r").replace("%25", "%")
}

/// Whether a folder is a bundle.
pub fn is_bag(folder: &Path) -> bool {
    folder.join("bagit.txt").exists() || folder.join(TAG_MANIFEST).exists()
}

/// The ledger head a bundle recorded when it was made: what a case is held against later.
pub fn recorded_head(folder: &Path) -> Result<ExhibitId> {
    let path = folder.join("bag-info.txt");
    let place = path.display().to_string();
    let text = open_plain(&path).and_then(|f| io::read_to_string(f).map_err(|e| Problem::io(&place, "读取证据包说明", &e)))?;
    let head = text.lines().find_map(|l| ExhibitId::parse(l.strip_prefix(HEAD)?.strip_prefix(": ")?));
    head.ok_or_else(|| Problem::new("bag.head", "证据包里没有记下账本摘要", place, "请换一个由 juzheng export 导出的证据包"))
}

/// Checks a bundle: its manifests, then the case inside. Every bad item is reported.
pub fn verify(folder: &Path) -> Report {
    let mut report = Report::default();
    match fs::read(folder.join("bagit.txt")) {
        Ok(bytes) if bytes == BAGIT.as_bytes() => report.good += 1,
        Ok(_) => report.bad.push(bad("bagit.txt", "包声明文件已被改动")),
        Err(e) => report.bad.push(Problem::io("bagit.txt", "读取包声明", &e)),
    }
    let tags = manifest(folder, TAG_MANIFEST, &mut report);
    for name in ["bagit.txt", "bag-info.txt", MANIFEST, SM3_LIST] {
        if !tags.contains_key(Path::new(name)) {
            report.bad.push(bad(TAG_MANIFEST, &format!("清单里没有 {name}")));
        }
    }
    check(folder, TAG_MANIFEST, &tags, &mut report);
    let payload = manifest(folder, MANIFEST, &mut report);
    check(folder, MANIFEST, &payload, &mut report);
    let mut found = Vec::new();
    files_under(folder, Path::new("data"), &mut found);
    for path in found.iter().filter(|p| !payload.contains_key(*p)) {
        report.bad.push(bad(&path.display().to_string(), "包里多出清单上没有的文件"));
    }
    let beside = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.file_name().to_string_lossy().into_owned());
    let mut beside: Vec<String> = beside.filter(|n| n != "data" && n != TAG_MANIFEST && !tags.contains_key(Path::new(n))).collect();
    beside.sort();
    report.notes.extend(beside.into_iter().map(|n| format!("{n} 不在清单里，不属于证据包")));
    let case = folder.join("data/case");
    match verify::folder(&case, Completeness::Exported) {
        Ok(inner) => {
            report.good += inner.good;
            report.bad.extend(inner.bad.into_iter().map(|mut p| {
                p.place = format!("data/case/{}", p.place);
                p
            }));
            report.notes.extend(inner.notes);
        }
        Err(problem) => report.bad.push(problem),
    }
    if let Ok(ledger) = ledger::Ledger::read(&case) {
        match recorded_head(folder) {
            Ok(head) if head == ledger.head() => report.good += 1,
            Ok(head) => report.bad.push(bad(&format!("data/case/{}", ledger::FILE), &format!("账本的末尾不是导出时记下的 {head}，末尾的登记可能被删掉了"))),
            Err(problem) => report.bad.push(problem),
        }
    }
    report
}

fn bad(place: &str, what: &str) -> Problem {
    Problem::new("bag.changed", what, place, "请向给您证据包的人重新要一份，并核对双方的总哈希")
}

fn manifest(folder: &Path, name: &str, report: &mut Report) -> BTreeMap<PathBuf, String> {
    let mut map = BTreeMap::new();
    // Somebody else's folder: what lies there may be a pipe that never ends.
    let text = match open_plain(&folder.join(name)).and_then(|f| io::read_to_string(f).map_err(|e| Problem::io(name, "读取清单", &e))) {
        Ok(text) => text,
        Err(mut problem) => {
            problem.place = name.to_owned();
            report.bad.push(problem);
            return map;
        }
    };
    if !text.ends_with('\n') {
        report.bad.push(bad(name, "清单最后一行没有写完"));
    }
    for (i, line) in text.split_terminator('\n').enumerate() {
        let parsed = line.split_once("  ").filter(|(hash, path)| hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) && safe(Path::new(path)));
        match parsed {
            Some((hash, path)) if map.insert(PathBuf::from(unescaped(path)), hash.to_owned()).is_none() => {}
            _ => report.bad.push(bad(&format!("{name} 第{}行", i + 1), "清单这一行的写法不对或重复")),
        }
    }
    map
}

/// A manifest path stays inside the bag.
fn safe(path: &Path) -> bool {
    !path.as_os_str().is_empty() && path.components().all(|c| matches!(c, Component::Normal(_)))
}

fn check(folder: &Path, list: &str, files: &BTreeMap<PathBuf, String>, report: &mut Report) {
    for (path, hash) in files {
        let place = path.display().to_string();
        let digest = open_plain(&folder.join(path)).and_then(|mut f| digest::of(&mut f).map_err(|e| Problem::io(&place, "读取包内文件", &e)));
        match digest {
            Ok(d) if d.sha256.to_string() == *hash => report.good += 1,
            Ok(_) => report.bad.push(bad(&place, &format!("内容与 {list} 里记下的 SHA-256 不符"))),
            Err(mut problem) => {
                problem.what = format!("{list} 列出的文件：{}", problem.what);
                problem.place = place;
                report.bad.push(problem);
            }
        }
    }
}

fn files_under(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let path = folder.join(entry.file_name());
        if entry.file_type().is_ok_and(|t| t.is_dir()) { files_under(root, &path, found) } else { found.push(path) }
    }
    found.sort();
}

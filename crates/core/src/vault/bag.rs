//! The bundle a court can check without us: a BagIt folder (RFC 8493) whose manifests any `sha256sum -c` verifies.

use super::ledger;
use super::store::EXHIBITS;
use super::verify::{Completeness, Report};
use super::{CASE_FILE, Case};
use crate::digest;
use crate::error::{Problem, Result};
use crate::model::{Digest, Stamp};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
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
        for id in own.into_iter().chain(exhibit.companions.iter().map(|c| c.digest.sha256)).chain(parts) {
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
        "Bag-Software-Agent: juzheng {}\nBagging-Date: {}\nPayload-Oxum: {octets}.{}\nExternal-Description: 案件证据包；核验方法见 data/如何核验.txt\nJuzheng-Ledger-Head: {}\n",
        env!("CARGO_PKG_VERSION"),
        now.day(),
        payload.len(),
        case.ledger.head(),
    );
    let tags = [("bagit.txt", BAGIT.to_owned()), ("bag-info.txt", info), (MANIFEST, manifest), (SM3_LIST, sm3)];
    let mut tag_manifest = String::new();
    for (name, text) in &tags {
        fs::write(to.join(name), text)?;
        tag_manifest += &format!("{}  {name}\n", digest::sha256(text.as_bytes()));
    }
    fs::write(to.join(TAG_MANIFEST), &tag_manifest)?;
    super::store::sync_folder(to)?;
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
    check(folder, &tags, &mut report);
    let payload = manifest(folder, MANIFEST, &mut report);
    check(folder, &payload, &mut report);
    let mut found = Vec::new();
    files_under(folder, Path::new("data"), &mut found);
    for path in found.iter().filter(|p| !payload.contains_key(*p)) {
        report.bad.push(bad(&path.display().to_string(), "包里多出清单上没有的文件"));
    }
    match Case::open(&folder.join("data/case")) {
        Ok(case) => {
            let inner = case.verify(Completeness::Exported);
            report.good += inner.good;
            report.bad.extend(inner.bad.into_iter().map(|mut p| {
                p.place = format!("data/case/{}", p.place);
                p
            }));
            report.notes.extend(inner.notes);
        }
        Err(problem) => report.bad.push(problem),
    }
    report
}

fn bad(place: &str, what: &str) -> Problem {
    Problem::new("bag.changed", what, place, "请向给您证据包的人重新要一份，并核对双方的总哈希")
}

fn manifest(folder: &Path, name: &str, report: &mut Report) -> BTreeMap<PathBuf, String> {
    let mut map = BTreeMap::new();
    let text = match fs::read(folder.join(name)).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => {
            report.bad.push(bad(name, "清单不是合法的文字（UTF-8）"));
            return map;
        }
        Err(e) => {
            report.bad.push(Problem::io(name, "读取清单", &e));
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

fn check(folder: &Path, files: &BTreeMap<PathBuf, String>, report: &mut Report) {
    for (path, hash) in files {
        let place = path.display().to_string();
        let digest = File::open(folder.join(path)).and_then(|mut f| digest::of(&mut f));
        match digest {
            Ok(d) if d.sha256.to_string() == *hash => report.good += 1,
            Ok(_) => report.bad.push(bad(&place, "内容与清单上的 SHA-256 不符")),
            Err(e) => report.bad.push(Problem::io(place, "读取包内文件", &e)),
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

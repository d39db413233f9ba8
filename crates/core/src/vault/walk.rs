//! Which files a user named, and opening them. A link is never followed out of what was named, a device never read.

use super::phone_backup::is_backup;
use crate::error::{Problem, Result};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The files a user named (and backups of an iPhone, which are folders): folders walked in name order, links, devices and SQLite companions left out (told).
pub fn walk(named: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in named {
        // `link/` is the link, not what it points to: a trailing separator would follow it.
        let bare: PathBuf = path.components().collect();
        visit(if bare.as_os_str().is_empty() { path } else { &bare }, &mut files, &mut problems);
    }
    // A database's -wal, -shm and -journal go with it as one exhibit.
    let beside: BTreeSet<PathBuf> = files.iter().flat_map(|f| companions_of(f)).collect();
    files.retain(|f| !beside.contains(f));
    (files, problems)
}

fn visit(path: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let place = path.display().to_string();
    let kind = match fs::symlink_metadata(path) {
        Ok(meta) => meta.file_type(),
        Err(e) => return problems.push(Problem::io(place, "查看文件", &e)),
    };
    if kind.is_symlink() {
        problems.push(link(place));
    } else if kind.is_dir() && is_backup(path) {
        // One thing, not thousands of files named by hashes.
        files.push(path.to_owned());
    } else if kind.is_dir() {
        match fs::read_dir(path).and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>()) {
            Ok(mut children) => {
                children.sort();
                children.iter().for_each(|child| visit(child, files, problems));
            }
            Err(e) => problems.push(Problem::io(place, "打开文件夹", &e)),
        }
    } else if kind.is_file() {
        files.push(path.to_owned());
    } else {
        problems.push(device(place));
    }
}

fn link(place: String) -> Problem {
    Problem::new("take.link", "这是一个链接（快捷方式），没有跟随", place, "请直接给出它指向的真实文件")
}

fn device(place: String) -> Problem {
    Problem::new("take.device", "这不是普通文件（设备、管道或套接字），没有读取", place, "请给出普通文件")
}

/// Names of the files that belong to a database of this name.
pub(super) fn companions_of(path: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|suffix| {
        let mut text = path.as_os_str().to_owned();
        text.push(suffix);
        PathBuf::from(text)
    })
}

/// Opens a plain file. A link, a pipe or a device is refused before it is opened (opening a pipe would wait for ever),
/// and the opened file must be the one that was looked at.
pub fn open_plain(path: &Path) -> Result<File> {
    let place = path.display().to_string();
    let seen = fs::symlink_metadata(path).map_err(|e| Problem::io(&place, "查看文件", &e))?;
    if seen.file_type().is_symlink() {
        return Err(link(place));
    }
    if !seen.is_file() {
        return Err(device(place));
    }
    let file = File::open(path).map_err(|e| Problem::io(&place, "打开文件", &e))?;
    let opened = file.metadata().map_err(|e| Problem::io(&place, "查看文件", &e))?;
    if same(&seen, &opened) { Ok(file) } else { Err(Problem::new("take.changed", "文件在打开时被换掉了", place, "请等别的程序写完这个文件后再加入")) }
}

#[cfg(unix)]
fn same(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same(_: &fs::Metadata, b: &fs::Metadata) -> bool {
    b.is_file()
}

/// Whether a path lies in a folder, links resolved.
pub(super) fn inside(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

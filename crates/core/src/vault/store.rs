//! Bytes on disk: written once under their own SHA-256, read-only, durable before they are acknowledged. The only code
//! of the core that touches a directory, and only the one it is given.

use crate::digest;
use crate::error::{Problem, Result};
use crate::model::{Digest, ExhibitId};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Folder of exhibits inside a case.
pub const EXHIBITS: &str = "exhibits";
/// Prefix of files being written; one left behind by a crash was never acknowledged.
pub const TEMPORARY: &str = ".tmp-";

/// Writes a file whole or not at all: temporary file, sync, rename, sync of the folder.
pub fn write_durably(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let temporary = folder.join(format!("{TEMPORARY}{name}"));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, folder.join(name))?;
    sync_folder(folder)
}

/// Prefix of a file that is whole on disk and waits for the ledger entry that speaks of it.
pub const STAGED: &str = ".next-";

/// Lays new bytes beside a file without touching it. The order is: stage, ledger entry with the new hash, [`settle`].
/// Whenever the process dies, one of the two files is what the ledger's newest entry says.
pub fn stage(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(folder.join(format!("{STAGED}{name}")))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_folder(folder)
}

/// Puts staged bytes in place.
pub fn settle(folder: &Path, name: &str) -> io::Result<()> {
    fs::rename(folder.join(format!("{STAGED}{name}")), folder.join(name))?;
    sync_folder(folder)
}

/// The bytes of a file the ledger binds to `recorded`: those in place or, when the process died before [`settle`], the
/// staged ones. The second value tells that it is the staged ones. Bytes in place that match nothing are returned as
/// they lie; the caller compares.
pub fn read_bound(folder: &Path, name: &str, recorded: Option<ExhibitId>) -> io::Result<(Vec<u8>, bool)> {
    let placed = read_plain(&folder.join(name));
    if placed.as_ref().is_ok_and(|b| Some(digest::sha256(b)) == recorded) {
        return placed.map(|b| (b, false));
    }
    match read_plain(&folder.join(format!("{STAGED}{name}"))) {
        Ok(staged) if Some(digest::sha256(&staged)) == recorded => Ok((staged, true)),
        _ => placed.map(|b| (b, false)),
    }
}

/// Opens a plain file of a case, which may be somebody else's: a pipe in its place would keep the reader waiting for ever.
pub(super) fn open_own(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path)?.is_file() { File::open(path) } else { Err(io::Error::other("不是普通文件")) }
}

pub(super) fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_own(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Removes what a crash left half-written in a folder. Only while holding the case's lock, and after [`settle`].
pub fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if (name.starts_with(TEMPORARY) || name.starts_with(STAGED)) && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Makes a rename in this folder durable.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows cannot open a folder as a file; its renames are journalled.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// A file that is there only while somebody reads it.
pub struct Spool {
    file: File,
    path: PathBuf,
}

impl Read for Spool {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.file.read(out)
    }
}

impl Seek for Spool {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // One left behind by a crash is swept like every temporary file.
        let _ = fs::remove_file(&self.path);
    }
}

/// The exhibits folder of a case.
pub struct Store {
    folder: PathBuf,
    counter: u32,
}

impl Store {
    /// The store of a case. Looking at a case makes nothing: the folder is made by the first [`Store::put`].
    pub fn at(case: &Path) -> Store {
        Store { folder: case.join(EXHIBITS), counter: 0 }
    }

    /// Where an exhibit lies.
    pub fn path(&self, id: ExhibitId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    /// Streams bytes in, digesting as they pass. Constant memory. If the same bytes are there already and whole, they
    /// stay; a damaged copy is replaced.
    pub fn put(&mut self, bytes: &mut dyn Read) -> io::Result<Digest> {
        self.counter += 1;
        fs::create_dir_all(&self.folder)?;
        let temporary = self.folder.join(format!("{TEMPORARY}{}-{}", std::process::id(), self.counter));
        let result = self.put_through(bytes, &temporary);
        if result.is_err() {
            // Nothing was acknowledged; leaving the rest behind would only confuse.
            let _ = fs::remove_file(&temporary);
        }
        result
    }

    fn put_through(&self, bytes: &mut dyn Read, temporary: &Path) -> io::Result<Digest> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(temporary)?;
        let digest = digest::copy(bytes, &mut file)?;
        let target = self.path(digest.sha256);
        if target.exists() && self.check(digest.sha256).is_ok() {
            fs::remove_file(temporary)?;
            // Whoever put it there may have died before this.
            sync_folder(&self.folder)?;
            return Ok(digest);
        }
        file.sync_all()?;
        let mut permissions = file.metadata()?.permissions();
        permissions.set_readonly(true);
        fs::set_permissions(temporary, permissions)?;
        fs::rename(temporary, &target)?;
        sync_folder(&self.folder)?;
        Ok(digest)
    }

    /// Lays bytes down for a while, to be moved about in: a package inside a package. Gone when dropped.
    pub fn spool(&mut self, bytes: &mut dyn Read) -> io::Result<(Digest, Spool)> {
        self.counter += 1;
        fs::create_dir_all(&self.folder)?;
        let path = self.folder.join(format!("{TEMPORARY}{}-{}", std::process::id(), self.counter));
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        let mut spool = Spool { file, path };
        let digest = digest::copy(bytes, &mut spool.file)?;
        spool.file.rewind()?;
        Ok((digest, spool))
    }

    /// Opens an exhibit for reading.
    pub fn open_exhibit(&self, id: ExhibitId) -> io::Result<File> {
        open_own(&self.path(id))
    }

    /// Re-reads an exhibit and compares it with its own name.
    pub fn check(&self, id: ExhibitId) -> Result<Digest> {
        let place = format!("{EXHIBITS}/{id}");
        let mut file = self.open_exhibit(id).map_err(|e| Problem::io(&place, "打开证据原件", &e))?;
        let digest = digest::of(&mut file).map_err(|e| Problem::io(&place, "读取证据原件", &e))?;
        if digest.sha256 == id {
            Ok(digest)
        } else {
            Err(Problem::new(
                "exhibit.changed",
                format!("证据原件的内容已被改动：现在的 SHA-256 是 {}", digest.sha256),
                place,
                "不要再使用这份文件；如原手机或导出文件还在，请重新加入一次，系统会恢复与登记一致的那一份",
            ))
        }
    }

    /// Removes an exhibit's bytes (a withdrawal). Missing bytes are no error.
    pub fn remove(&self, id: ExhibitId) -> io::Result<()> {
        let path = self.path(id);
        if !path.exists() {
            return Ok(());
        }
        // Read-only files cannot be removed on Windows.
        let mut permissions = fs::metadata(&path)?.permissions();
        #[allow(clippy::permissions_set_readonly_false, reason = "the file is deleted in the next line")]
        permissions.set_readonly(false);
        fs::set_permissions(&path, permissions)?;
        fs::remove_file(path)?;
        sync_folder(&self.folder)
    }
}

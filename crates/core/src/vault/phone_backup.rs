//! Taking what a case needs out of the backup a computer made of an iPhone: a folder of thousands of files named by hashes,
//! of which a handful is the matter. Each taken file is an exhibit with its place on the phone; the list that says so
//! (`Manifest.db`) is one too. The rest of the backup is not copied, and that is told. Nothing is written into the backup.
//!
//! A file out of an encrypted backup is kept as it was on the phone, decrypted: that is what can be read and checked. The
//! encrypted bytes stay in the backup; the keys are in the `Manifest.plist` that was taken.

use super::pack::Read1;
use super::take::{Intake, Options, Pending, Stated, Taken, read_with};
use super::walk::open_plain;
use super::{Case, Inside};
use crate::digest;
use crate::error::{Problem, Result};
use crate::import::apple_backup::{self, About, Keys, Kind, Locked, PLIST, Wanted};
use crate::import::container::{Kind as What, base};
use crate::import::secret::Password;
use crate::import::sqlite::{Database, LARGEST};
use crate::import::{HEAD, Harvest, Probe, adb_backup};
use crate::model::Stamp;
use crate::world::World;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Largest attachment that is taken.
const ATTACHMENT: u64 = 64 << 20;
/// Most bytes of attachments that are taken.
const ATTACHMENTS: u64 = 1 << 30;
const CUT: &str = "解密后的末尾不合格式，这个文件在备份里可能不完整";
const AGAIN: &str = "请用电脑重新备份一次手机，再加入这个文件夹";

/// Whether a folder is such a backup, by the lists in it.
pub fn is_backup(folder: &Path) -> bool {
    let has = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok_and(|m| m.is_file());
    (has("Manifest.db") || has("Manifest.mbdb")) && (has("Manifest.plist") || has("Info.plist") || has("Status.plist"))
}

/// Whether a file or folder is an encrypted backup of the owner's that a password would open.
pub fn is_locked(path: &Path) -> bool {
    if is_backup(path) {
        return small(&path.join("Manifest.plist")).ok().and_then(|b| apple_backup::about(&b, None)).is_some_and(|a| a.encrypted);
    }
    let Ok(mut file) = open_plain(path) else { return false };
    let mut head = Vec::new();
    let read = (&mut file).take(8192).read_to_end(&mut head).is_ok();
    read && adb_backup::begins(&head).is_some() && matches!(adb_backup::open(&mut head.as_slice(), None), Err(adb_backup::Locked::NoPassword))
}

/// An opened backup.
pub struct Backup {
    folder: PathBuf,
    keys: Option<Keys>,
    /// What its lists say of it.
    pub about: About,
    /// Files that are wanted, databases first.
    pub files: Vec<Wanted>,
    /// How many others it holds.
    pub others: u64,
}

impl Backup {
    /// Opens a backup; an encrypted one needs its password.
    pub fn open(folder: &Path, password: Option<&Password>) -> Result<Backup> {
        let place = folder.display().to_string();
        if !folder.join("Manifest.db").exists() {
            return Err(Problem::new("backup.old", "这是 iOS 9 或更早的旧式备份，还不能读取", place, "请在手机升级系统后用电脑重新备份；或把短信截图后加入"));
        }
        let info = small(&folder.join("Info.plist")).ok();
        let list = small(&folder.join("Manifest.plist"));
        let about = match &list {
            Ok(bytes) => apple_backup::about(bytes, info.as_deref()).ok_or_else(|| Problem::new("backup.list", "备份的 Manifest.plist 已损坏，没有读取", &place, AGAIN))?,
            // A copy without it can still be read when it is not encrypted.
            Err(_) => About::default(),
        };
        let mut manifest = bytes_of(&folder.join("Manifest.db"), LARGEST)?;
        let keys = match (&list, about.encrypted) {
            (Ok(list), true) => Some(Keys::open(list, password).map_err(|l| locked(l, &place))?),
            _ => None,
        };
        if let Some(keys) = &keys {
            manifest = keys.manifest(manifest).ok_or_else(|| locked(Locked::Keys, &place))?;
        }
        let listed = Database::open(manifest, None).ok().and_then(|d| apple_backup::wanted(&d));
        let (files, others) = listed.ok_or_else(|| Problem::new("backup.manifest", "备份的清单 Manifest.db 打不开，没有读取", &place, AGAIN))?;
        Ok(Backup { folder: folder.to_owned(), keys, about, files, others })
    }

    /// A file as it was on the phone, and whether it is whole.
    pub fn bytes(&self, wanted: &Wanted) -> Result<(Vec<u8>, bool)> {
        let path = self.folder.join(wanted.stored());
        let bytes = bytes_of(&path, if wanted.kind == Kind::Attachment { ATTACHMENT } else { LARGEST }).map_err(|mut p| {
            p.place = format!("{}（{}）", p.place, wanted.place());
            p
        })?;
        match &self.keys {
            None => Ok((bytes, true)),
            Some(keys) => keys.file(wanted, bytes).ok_or_else(|| {
                Problem::new("backup.file_key", "备份里的这个文件没能解密：它的密钥不在备份密码能打开的那一类里，或已损坏", wanted.place(), AGAIN)
            }),
        }
    }

    /// Name of the folder, as it stands before the paths in it.
    fn name(&self) -> String {
        self.folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_else(|| "备份".to_owned())
    }

    /// What is said of the whole.
    fn story(&self) -> String {
        let about = &self.about;
        let device = about.device.as_ref().map_or(String::new(), |d| format!("，设备名“{d}”"));
        let system = about.system.as_ref().map_or(String::new(), |s| format!("，iOS {s}"));
        let locked = if about.encrypted { "，已用给出的密码解开（密码没有保存）" } else { "" };
        format!("苹果备份{device}{system}{locked}：只取与本案有关的{}个文件（信息、通话、隐私授权、通讯录、信息附件），其余{}个文件没有复制", self.files.len(), self.others)
    }
}

fn locked(locked: Locked, place: &str) -> Problem {
    match locked {
        Locked::NoPassword => Problem::new(
            "backup.password",
            "这份苹果备份是加密的，没有给出密码，里面的内容没有读取",
            place,
            "请把备份密码写进一个文本文件，用 --password-file 文件 再加入一次（密码不会保存）；忘了密码可在手机“设置-通用-还原所有设置”后重新备份",
        ),
        Locked::WrongPassword => Problem::new("backup.wrong_password", "备份密码不对，没有解开", place, "请核对在电脑上勾选“加密本地备份”时设的密码（不一定是锁屏密码）"),
        Locked::Keys => Problem::new("backup.keys", "备份里的密钥缺失或已损坏，没有解开", place, AGAIN),
    }
}

fn small(path: &Path) -> Result<Vec<u8>> {
    bytes_of(path, PLIST)
}

fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>> {
    let place = path.display().to_string();
    let mut bytes = Vec::new();
    open_plain(path)?.take(most + 1).read_to_end(&mut bytes).map_err(|e| Problem::io(&place, "读取备份里的文件", &e))?;
    if bytes.len() as u64 > most {
        return Err(Problem::new("backup.too_large", format!("备份里的这个文件超过{}MB，没有取出", most >> 20), place, "如确有需要，请用导出工具把它单独导出后加入"));
    }
    Ok(bytes)
}

fn what(wanted: &Wanted, bytes: &[u8]) -> What {
    What::of(&Probe { name: base(&wanted.path), head: &bytes[..bytes.len().min(HEAD)] })
}

impl Case {
    /// Takes the lists of a backup and every wanted file.
    pub(super) fn take_backup(&mut self, folder: &Path, options: &Options, world: &dyn World, books: &mut Vec<Pending>, told: &mut dyn FnMut(Result<Taken>)) -> Result<()> {
        // Opened first: with a wrong password nothing at all is taken.
        let backup = Backup::open(folder, options.password.as_ref())?;
        let manifest = folder.join("Manifest.db");
        let container = open_plain(&manifest).and_then(|mut f| digest::of(&mut f).map_err(|e| Problem::io(manifest.display().to_string(), "读取备份清单", &e)))?.sha256;
        let story = backup.story();
        self.take_one(&manifest, options, world, books, &mut |result| {
            told(result.map(|mut taken| {
                taken.notes.push(story.clone());
                taken
            }));
        })?;
        for list in ["Manifest.plist", "Info.plist"] {
            if folder.join(list).exists() {
                self.take_one(&folder.join(list), options, world, books, told)?;
            }
        }
        let mut attachments = 0;
        for wanted in &backup.files {
            if wanted.kind == Kind::Attachment && attachments >= ATTACHMENTS {
                told(Err(Problem::new("backup.attachments", format!("信息附件已取{}MB，这一个和后面的没有再取", ATTACHMENTS >> 20), wanted.place(), "如确有需要，请把它单独导出后加入")));
                break;
            }
            match self.take_from(&backup, wanted, container, options, world, books) {
                Ok(Some(taken)) => {
                    attachments += if wanted.kind == Kind::Attachment { taken.size } else { 0 };
                    told(Ok(taken));
                }
                Ok(None) => {}
                Err(problem) => told(Err(problem)),
            }
        }
        Ok(())
    }

    /// One file; `None` for an address book, which is told when it has been indexed.
    fn take_from(&mut self, backup: &Backup, wanted: &Wanted, container: crate::model::ExhibitId, options: &Options, world: &dyn World, books: &mut Vec<Pending>) -> Result<Option<Taken>> {
        let (bytes, whole) = backup.bytes(wanted)?;
        let what = what(wanted, &bytes);
        let format = match what {
            What::Format(format) => Some(format),
            _ => None,
        };
        let book = wanted.kind == Kind::AddressBook;
        let kept = !book || options.keep;
        let name = format!("{}/{}", backup.name(), wanted.place());
        let io = |e: std::io::Error| Problem::io(wanted.place(), "保存证据", &e);
        let digest = if kept { self.store.put(&mut bytes.as_slice()) } else { digest::of(&mut bytes.as_slice()) }.map_err(io)?;
        let mtime = wanted.modified.and_then(|s| s.checked_mul(1000)).map(Stamp).filter(|s| s.plausible()).map(Stamp::rfc3339);
        let inside = Some(Inside { container, path: wanted.place() });
        let again = self.record_take(&Intake { digest, name: &name, mtime, kept, companions: vec![], inside, class: "device_export" }, options, world)?;
        let cut = (!whole).then(|| CUT.to_owned());
        if book {
            let mut sink = |_: &str, part: &mut dyn Read| digest::of(part);
            let mut harvest = read_with(format, &name, &mut bytes.as_slice(), &[], &Stated::default(), &mut sink, crate::world::Senses::NONE);
            harvest.notes.extend(cut);
            books.push(Pending { name, digest, again, kept, format, harvest });
            return Ok(None);
        }
        let harvest = self.read_exhibit(digest.sha256, &name, format, &[])?;
        let mut taken = self.record_reading(digest, name, again, kept, format, harvest, vec![], world)?;
        taken.notes.extend(cut);
        Ok(Some(taken))
    }
}

/// Reads the databases of a backup without a case. Nothing is kept.
pub fn read_backup(folder: &Path, stated: &Stated, password: Option<&Password>) -> Result<Vec<Read1>> {
    let backup = Backup::open(folder, password)?;
    let (mut all, mut told) = (Vec::new(), false);
    for wanted in backup.files.iter().filter(|w| w.kind != Kind::Attachment) {
        let name = format!("{}/{}", backup.name(), wanted.place());
        let (bytes, whole) = match backup.bytes(wanted) {
            Ok(read) => read,
            Err(problem) => {
                // One that is missing or too large does not keep the others from being read.
                let mut harvest = Harvest::default();
                harvest.problem(problem);
                all.push(Read1 { name, kind: What::Unknown, harvest });
                continue;
            }
        };
        let kind = what(wanted, &bytes);
        let format = match kind {
            What::Format(format) => Some(format),
            _ => None,
        };
        let mut sink = |_: &str, part: &mut dyn Read| digest::of(part);
        let mut harvest = read_with(format, &name, &mut bytes.as_slice(), &[], stated, &mut sink, crate::world::Senses::NONE);
        if !whole {
            harvest.note(CUT);
        }
        if !std::mem::replace(&mut told, true) {
            harvest.note(backup.story());
        }
        all.push(Read1 { name, kind, harvest });
    }
    if all.is_empty() {
        return Err(Problem::new("backup.empty", "备份里没有找到信息、通话或隐私授权的数据库", folder.display().to_string(), AGAIN));
    }
    Ok(all)
}

#[cfg(test)]
#[path = "phone_backup/tests.rs"]
mod tests;

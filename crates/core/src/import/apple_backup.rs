//! The backup a computer makes of an iPhone (Finder, iTunes, 爱思助手 and the like use the same one), iOS 10 and later: a
//! folder of files named by hashes, `Manifest.db` that says which is which, and for an encrypted one `Manifest.plist` with
//! the keys. Described by Apple's security guide, and by the authors of `iphone_backup_decrypt` and `mvt`.
//!
//! Only what the case is about is wanted ([`want`]): messages, calls, choices about permissions, the address book (as an
//! address book) and what was attached to messages. Nothing here touches a folder; the caller brings the bytes.

use super::secret::{MOST_ROUNDS, Password, decrypt, pbkdf2_sha1, pbkdf2_sha256, unwrap};
use super::sqlite::{Database, Row};
use plist::{Dictionary, Value};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Largest property list that is looked at.
pub const PLIST: u64 = 16 << 20;

/// Why an encrypted backup cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// No password was given.
    NoPassword,
    /// None of the keys opens with this password.
    WrongPassword,
    /// The keys are missing or not as they should be.
    Keys,
}

/// What `Manifest.plist` and `Info.plist` say of the backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Encrypted with a password.
    pub encrypted: bool,
    /// What the phone is called.
    pub device: Option<String>,
    /// Version of iOS.
    pub system: Option<String>,
    /// When the backup was made, RFC 3339 in UTC, as the list writes it.
    pub made: Option<String>,
}

/// One file of the backup that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Name in the backup: 40 hex digits.
    pub file: String,
    /// Domain, e.g. `HomeDomain`.
    pub domain: String,
    /// Path in it.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Length as the phone wrote it, when the manifest says.
    pub size: Option<u64>,
    /// Last change on the phone, Unix seconds.
    pub modified: Option<i64>,
    /// Class and wrapped key, when it is encrypted.
    key: Option<(u32, Vec<u8>)>,
}

/// What a wanted file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Messages, calls or permissions.
    Database,
    /// Other people's data: not copied unless asked.
    AddressBook,
    /// A picture, recording or file sent with a message.
    Attachment,
}

impl Wanted {
    /// `HomeDomain/Library/SMS/sms.db`: where it was, for people.
    pub fn place(&self) -> String {
        format!("{}/{}", self.domain, self.path)
    }

    /// Where it lies in the folder of the backup: first two digits, then the whole name.
    pub fn stored(&self) -> String {
        format!("{}/{}", &self.file[..2], self.file)
    }
}

/// Whether a file of the phone is wanted.
pub fn want(domain: &str, path: &str) -> Option<Kind> {
    Some(match (domain, path) {
        ("HomeDomain", "Library/SMS/sms.db" | "Library/TCC/TCC.db") => Kind::Database,
        ("HomeDomain", "Library/CallHistoryDB/CallHistory.storedata" | "Library/CallHistoryDB/CallHistoryTemp.storedata") => Kind::Database,
        ("WirelessDomain", "Library/CallHistory/call_history.db") => Kind::Database,
        ("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb") => Kind::AddressBook,
        ("MediaDomain", path) if path.starts_with("Library/SMS/Attachments/") => Kind::Attachment,
        _ => return None,
    })
}

/// What the two lists say. `None` when `manifest` is no property list.
pub fn about(manifest: &[u8], info: Option<&[u8]>) -> Option<About> {
    let manifest = dictionary(manifest)?;
    let info = info.and_then(dictionary).unwrap_or_default();
    let lockdown = manifest.get("Lockdown").and_then(Value::as_dictionary);
    let text = |own: &str, other: &str| {
        let found = info.get(own).or_else(|| lockdown.and_then(|l| l.get(other))).and_then(Value::as_string);
        found.map(|t| t.replace('\0', "\u{fffd}").chars().take(200).collect::<String>())
    };
    let date = manifest.get("Date").or_else(|| info.get("Last Backup Date")).and_then(Value::as_date);
    Some(About {
        encrypted: manifest.get("IsEncrypted").and_then(Value::as_boolean).unwrap_or(false),
        device: text("Device Name", "DeviceName"),
        system: text("Product Version", "ProductVersion"),
        made: date.map(|d| d.to_xml_format()),
    })
}

fn dictionary(bytes: &[u8]) -> Option<Dictionary> {
    if bytes.len() as u64 > PLIST {
        return None;
    }
    Value::from_reader(Cursor::new(bytes)).ok()?.into_dictionary()
}

/// The keys of an encrypted backup, opened.
pub struct Keys {
    classes: BTreeMap<u32, [u8; 32]>,
    manifest: (u32, Vec<u8>),
}

impl Keys {
    /// Opens the keys of `Manifest.plist` with the password of the backup.
    pub fn open(manifest: &[u8], password: Option<&Password>) -> Result<Keys, Locked> {
        let list = dictionary(manifest).ok_or(Locked::Keys)?;
        let bag = list.get("BackupKeyBag").and_then(Value::as_data).ok_or(Locked::Keys)?;
        let manifest = list.get("ManifestKey").and_then(Value::as_data).and_then(class_and_key).ok_or(Locked::Keys)?;
        let bag = Bag::parse(bag).ok_or(Locked::Keys)?;
        let password = password.ok_or(Locked::NoPassword)?;
        let key = bag.key(password).ok_or(Locked::Keys)?;
        // Bit 2 of `WRAP`: wrapped with the password. Others hang on the phone itself and cannot be opened here.
        let wrapped = bag.classes.iter().filter(|(_, wrap, _)| wrap & 2 != 0);
        let classes: BTreeMap<u32, [u8; 32]> = wrapped.filter_map(|(class, _, wrapped)| Some((*class, unwrap(&key, wrapped)?))).collect();
        if classes.is_empty() { Err(Locked::WrongPassword) } else { Ok(Keys { classes, manifest }) }
    }

    fn file_key(&self, class: u32, wrapped: &[u8]) -> Option<[u8; 32]> {
        unwrap(self.classes.get(&class)?, wrapped)
    }

    /// Decrypts `Manifest.db`.
    pub fn manifest(&self, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
        let key = self.file_key(self.manifest.0, &self.manifest.1)?;
        decrypt(&key, &[0; 16], &mut bytes);
        Some(bytes)
    }

    /// Decrypts a file, and tells whether its end is as it should be. `None` when its key is not among those the password
    /// opens. The length in the manifest is only asked where the padding does not tell: a file may change while it is backed up.
    pub fn file(&self, wanted: &Wanted, mut bytes: Vec<u8>) -> Option<(Vec<u8>, bool)> {
        let (class, wrapped) = wanted.key.as_ref()?;
        let key = self.file_key(*class, wrapped)?;
        decrypt(&key, &[0; 16], &mut bytes);
        let padded = super::secret::unpadded(&bytes).map(<[u8]>::len);
        let length = padded.or_else(|| usize::try_from(wanted.size?).ok().filter(|s| *s <= bytes.len() && bytes.len() - s < 16));
        bytes.truncate(length.unwrap_or(bytes.len()));
        Some((bytes, length.is_some()))
    }
}

/// Four bytes of class, little endian, then the wrapped key.
fn class_and_key(data: &[u8]) -> Option<(u32, Vec<u8>)> {
    let (class, key) = data.split_first_chunk::<4>()?;
    (key.len() == 40).then(|| (u32::from_le_bytes(*class), key.to_vec()))
}

/// The bag of keys: tag of four letters, length, value, one after the other; the second `UUID` begins the classes.
#[derive(Default)]
struct Bag {
    head: BTreeMap<[u8; 4], Vec<u8>>,
    /// Class, how it is wrapped, wrapped key.
    classes: Vec<(u32, u32, Vec<u8>)>,
}

impl Bag {
    fn parse(mut bytes: &[u8]) -> Option<Bag> {
        let mut bag = Bag::default();
        let mut open: BTreeMap<[u8; 4], Vec<u8>> = BTreeMap::new();
        let mut begun = 0;
        while let Some((tag, rest)) = bytes.split_first_chunk::<4>() {
            let (length, rest) = rest.split_first_chunk::<4>()?;
            let (value, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
            if tag == b"UUID" {
                begun += 1;
                if begun > 2 {
                    bag.class(&open);
                }
                if begun > 1 {
                    open.clear();
                }
            }
            if begun < 2 { &mut bag.head } else { &mut open }.insert(*tag, value.to_vec());
            bytes = rest;
        }
        bag.class(&open);
        Some(bag)
    }

    fn class(&mut self, fields: &BTreeMap<[u8; 4], Vec<u8>>) {
        let number = |tag: &[u8; 4]| fields.get(tag).and_then(|v| v.as_slice().try_into().ok()).map(u32::from_be_bytes);
        if let (Some(class), Some(key)) = (number(b"CLAS"), fields.get(b"WPKY")) {
            self.classes.push((class, number(b"WRAP").unwrap_or(0), key.clone()));
        }
    }

    /// The key of the password: since iOS 10.2 twice derived, with SHA-256 and then with SHA-1; before that once.
    fn key(&self, password: &Password) -> Option<[u8; 32]> {
        let number = |tag: &[u8; 4]| self.head.get(tag).and_then(|v| v.as_slice().try_into().ok()).map(u32::from_be_bytes).filter(|n| (1..=MOST_ROUNDS).contains(n));
        let (salt, rounds) = (self.head.get(b"SALT")?, number(b"ITER")?);
        let first = match (self.head.get(b"DPSL"), number(b"DPIC")) {
            (Some(salt), Some(rounds)) => pbkdf2_sha256(password.text().as_bytes(), salt, rounds).to_vec(),
            _ => password.text().as_bytes().to_vec(),
        };
        Some(pbkdf2_sha1(&first, salt, rounds))
    }
}

/// The wanted files of an opened `Manifest.db`, by kind and place, and how many others there are. `None` when it is no
/// such list.
pub fn wanted(database: &Database) -> Option<(Vec<Wanted>, u64)> {
    let table = database.table_with("Files", &["fileID", "domain", "relativePath"])?;
    let (mut list, mut others) = (Vec::new(), 0u64);
    let mut each = |row: Row| {
        // Flags: 1 a file, 2 a folder, 4 a link.
        if row.int("flags").is_some_and(|f| f != 1) {
            return;
        }
        match one(&row) {
            Some(wanted) => list.push(wanted),
            None => others += 1,
        }
    };
    database.rows(table, &mut each, &mut |_| {});
    list.sort_by(|a, b| (a.kind, &a.domain, &a.path, &a.file).cmp(&(b.kind, &b.domain, &b.path, &b.file)));
    Some((list, others))
}

fn one(row: &Row) -> Option<Wanted> {
    let (domain, path) = (row.text("domain")?, row.text("relativePath")?);
    let kind = want(&domain, &path)?;
    let file = row.text("fileID")?;
    // Somebody else's database says which files are opened: a name is a hash and nothing else.
    if file.len() != 40 || !file.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
        return None;
    }
    let about = row.blob("file").filter(|b| b.len() as u64 <= PLIST).and_then(|b| archived(&b));
    let (size, modified, key) = about.unwrap_or_default();
    Some(Wanted { file: file.into_owned(), domain: domain.into_owned(), path: path.into_owned(), kind, size, modified, key })
}

type Archived = (Option<u64>, Option<i64>, Option<(u32, Vec<u8>)>);

/// Size, time and key out of the archived object (`NSKeyedArchiver`: a list of objects that point at each other).
fn archived(bytes: &[u8]) -> Option<Archived> {
    let list = dictionary(bytes)?;
    let objects = list.get("$objects")?.as_array()?;
    let at = |value: &Value| objects.get(usize::try_from(value.as_uid()?.get()).ok()?);
    let root = at(list.get("$top")?.as_dictionary()?.get("root")?)?.as_dictionary()?;
    let key = root.get("EncryptionKey").and_then(at).and_then(|v| match v {
        Value::Data(data) => Some(data.as_slice()),
        other => other.as_dictionary()?.get("NS.data")?.as_data(),
    });
    Some((
        root.get("Size").and_then(Value::as_unsigned_integer),
        root.get("LastModified").and_then(Value::as_signed_integer),
        key.and_then(class_and_key),
    ))
}

#[cfg(test)]
#[path = "apple_backup/tests.rs"]
pub(crate) mod testing;

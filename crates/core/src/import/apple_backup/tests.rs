//! What writes an invented encrypted backup, laid out as Apple's tools do, and the tests of what reads it.

use super::*;
use crate::import::secret::testing::{encrypt, wrap};
use plist::Uid;

const CLASS: u32 = 3;
pub const CLASS_KEY: [u8; 32] = [0x41; 32];

fn tlv(tag: &[u8; 4], value: &[u8]) -> Vec<u8> {
    [tag.as_slice(), &(value.len() as u32).to_be_bytes(), value].concat()
}

fn bag(password: &str, twice: bool) -> Vec<u8> {
    let first = if twice { pbkdf2_sha256(password.as_bytes(), b"dpsl", 7).to_vec() } else { password.as_bytes().to_vec() };
    let key = pbkdf2_sha1(&first, b"salt", 5);
    let mut out = [tlv(b"VERS", &3u32.to_be_bytes()), tlv(b"TYPE", &1u32.to_be_bytes()), tlv(b"UUID", &[1; 16]), tlv(b"WRAP", &0u32.to_be_bytes()), tlv(b"SALT", b"salt"), tlv(b"ITER", &5u32.to_be_bytes())].concat();
    if twice {
        out.extend([tlv(b"DPWT", &1u32.to_be_bytes()), tlv(b"DPIC", &7u32.to_be_bytes()), tlv(b"DPSL", b"dpsl")].concat());
    }
    // A class that hangs on the phone, then the one the password opens.
    for (class, how, wrapped) in [(11u32, 1u32, vec![9; 40]), (CLASS, 2, wrap(&key, &CLASS_KEY))] {
        out.extend([tlv(b"UUID", &[2; 16]), tlv(b"CLAS", &class.to_be_bytes()), tlv(b"WRAP", &how.to_be_bytes()), tlv(b"KTYP", &0u32.to_be_bytes()), tlv(b"WPKY", &wrapped)].concat());
    }
    out
}

fn with_class(key: &[u8; 32]) -> Vec<u8> {
    [CLASS.to_le_bytes().to_vec(), wrap(&CLASS_KEY, key)].concat()
}

/// A property list with these keys, binary.
fn list(entries: Vec<(&str, Value)>) -> Vec<u8> {
    let mut out = Vec::new();
    Value::Dictionary(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()).to_writer_binary(&mut out).expect("memory");
    out
}

pub fn manifest_plist(password: &str, twice: bool) -> Vec<u8> {
    list(vec![
        ("IsEncrypted", Value::Boolean(true)),
        ("BackupKeyBag", Value::Data(bag(password, twice))),
        ("ManifestKey", Value::Data(with_class(&[0x77; 32]))),
        ("Lockdown", Value::Dictionary([("DeviceName".to_owned(), Value::String("张一的手机".into())), ("ProductVersion".to_owned(), Value::String("17.1".into()))].into_iter().collect())),
    ])
}

pub fn file_blob(size: u64, key: Option<&[u8; 32]>) -> Vec<u8> {
    let uid = |n| Value::Uid(Uid::new(n));
    let mut root = vec![("Size", Value::Integer(size.into())), ("LastModified", Value::Integer(1_767_769_200.into())), ("ProtectionClass", Value::Integer(CLASS.into()))];
    let mut objects = vec![Value::String("$null".into())];
    if let Some(key) = key {
        root.push(("EncryptionKey", uid(2)));
        objects.push(Value::Boolean(false));
        objects.push(Value::Dictionary([("NS.data".to_owned(), Value::Data(with_class(key)))].into_iter().collect()));
    }
    let root = Value::Dictionary(root.into_iter().map(|(k, v)| (k.to_owned(), v)).collect());
    if objects.len() > 1 { objects[1] = root } else { objects.push(root) }
    list(vec![("$objects", Value::Array(objects)), ("$top", Value::Dictionary([("root".to_owned(), uid(1))].into_iter().collect()))])
}

#[test]
fn keys_open_with_the_password_only() {
    for twice in [true, false] {
        let plist = manifest_plist("一个密码", twice);
        let right = Password::new("一个密码");
        let keys = Keys::open(&plist, Some(&right)).ok().expect("opens");
        let plain = b"SQLite format 3\0 and so on";
        assert_eq!(&keys.manifest(encrypt(&[0x77; 32], &[0; 16], plain, true)).expect("its key")[..plain.len()], plain);
        assert_eq!(Keys::open(&plist, None).err(), Some(Locked::NoPassword));
        assert_eq!(Keys::open(&plist, Some(&Password::new("另一个"))).err(), Some(Locked::WrongPassword));
        assert_eq!(Keys::open(&plist[..plist.len() / 2], Some(&right)).err(), Some(Locked::Keys));
    }
    assert_eq!(Keys::open(&list(vec![("IsEncrypted", Value::Boolean(true))]), Some(&Password::new("x"))).err(), Some(Locked::Keys));
}

#[test]
fn a_file_comes_back_by_its_own_key() {
    let keys = Keys::open(&manifest_plist("p", true), Some(&Password::new("p"))).ok().expect("opens");
    let plain: Vec<u8> = (0..5000u32).map(|i| (i * 7) as u8).collect();
    let (size, modified, key) = archived(&file_blob(5000, Some(&[0x55; 32]))).expect("an archive");
    assert_eq!((size, modified), (Some(5000), Some(1_767_769_200)));
    let mut wanted = Wanted { file: "3d".repeat(20), domain: "HomeDomain".into(), path: "Library/SMS/sms.db".into(), kind: Kind::Database, size, modified, key };
    let secret = encrypt(&[0x55; 32], &[0; 16], &plain, true);
    assert!(keys.file(&wanted, secret.clone()) == Some((plain.clone(), true)));
    assert!(keys.file(&wanted, encrypt(&[0x55; 32], &[0; 16], &plain, false)) == Some((plain.clone(), true)));
    assert!(keys.file(&wanted, secret[..1024].to_vec()) == Some((plain[..1024].to_vec(), false)), "cut: what is there, and that it is not whole");
    wanted.size = None;
    assert!(keys.file(&wanted, secret.clone()) == Some((plain, true)));
    wanted.key = Some((11, vec![9; 40]));
    assert!(keys.file(&wanted, secret.clone()).is_none(), "a class that hangs on the phone");
    wanted.key = None;
    assert!(keys.file(&wanted, secret).is_none());
    assert_eq!(archived(&file_blob(3, None)), Some((Some(3), Some(1_767_769_200), None)));
}

#[test]
fn what_the_lists_say() {
    let info = list(vec![("Device Name", Value::String("某人的iPhone".into())), ("Product Version", Value::String("15.2".into()))]);
    let told = about(&manifest_plist("p", true), Some(&info)).expect("a list");
    assert_eq!((told.encrypted, told.device.as_deref(), told.system.as_deref()), (true, Some("某人的iPhone"), Some("15.2")));
    assert_eq!(about(&manifest_plist("p", true), None).expect("a list").device.as_deref(), Some("张一的手机"));
    assert_eq!(about(b"nonsense", Some(&info)), None);
}

#[test]
fn only_what_the_case_is_about_is_wanted() {
    for (domain, path, kind) in [
        ("HomeDomain", "Library/SMS/sms.db", Some(Kind::Database)),
        ("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb", Some(Kind::AddressBook)),
        ("MediaDomain", "Library/SMS/Attachments/ab/11/x.jpg", Some(Kind::Attachment)),
        ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG", None),
        ("HomeDomain", "Library/Safari/History.db", None),
        ("AppDomain-com.tencent.xin", "Library/SMS/sms.db", None),
    ] {
        assert_eq!(want(domain, path), kind, "{domain} {path}");
    }
}

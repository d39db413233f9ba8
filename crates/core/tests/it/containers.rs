//! Packages of files: paths, names, limits and damage, without a case.

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use juzheng_core::digest;
use juzheng_core::import::container::{self, Bytes, Door, Kind, LIMITS, Limits, Member, walk_within};
use juzheng_core::import::{HEAD, Harvest, Probe};
use juzheng_core::model::{Digest, SkipKind};
use std::io::{self, Cursor, Read, Write};

/// Digests every member and remembers its path.
#[derive(Default)]
struct Look {
    paths: Vec<String>,
}

impl Door for Look {
    fn member(&mut self, member: &Member, bytes: &mut dyn Read) -> io::Result<Digest> {
        let digest = digest::of(bytes)?;
        self.paths.push(member.path.clone());
        Ok(digest)
    }

    fn spool(&mut self, bytes: &mut dyn Read) -> io::Result<(Digest, Box<dyn Bytes>)> {
        let mut held = Vec::new();
        bytes.read_to_end(&mut held)?;
        Ok((digest::of(&mut held.as_slice())?, Box::new(Cursor::new(held))))
    }
}

fn looked(limits: Limits, name: &str, bytes: &[u8]) -> Option<(Harvest, Vec<String>)> {
    let Kind::Container(container) = Kind::of(&Probe { name, head: &bytes[..bytes.len().min(HEAD)] }) else { return None };
    let mut look = Look::default();
    let listing = walk_within(limits, container, name, &mut Cursor::new(bytes), &mut look);
    assert!(listing.adds_up());
    Some((listing, look.paths))
}

fn look(name: &str, bytes: &[u8]) -> (Harvest, Vec<String>) {
    looked(LIMITS, name, bytes).expect("a package")
}

fn codes(listing: &Harvest) -> Vec<&str> {
    listing.problems.iter().map(|p| p.code.as_ref()).collect()
}

/// One member of a zip: raw name, flags, Unix mode, bytes.
struct M<'b>(&'b [u8], u16, u32, &'b [u8]);

/// A deflated zip, made by hand so that names, flags and modes can be anything.
fn zip(members: &[M]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for M(name, flags, mode, bytes) in members {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        deflate.write_all(bytes).unwrap();
        let packed = deflate.finish().unwrap();
        let at = out.len() as u32;
        let mut common = [20u16, *flags, 8, 0, 0x21].map(u16::to_le_bytes).concat();
        common.extend([crc.sum(), packed.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat());
        common.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        out.extend([b"PK\x03\x04", common.as_slice(), name, &packed].concat());
        directory.extend([b"PK\x01\x02\x14\x03", common.as_slice(), &[0; 6], &(mode << 16).to_le_bytes(), &at.to_le_bytes(), name].concat());
    }
    let n = members.len() as u16;
    let end = [[0, 0, n, n].map(u16::to_le_bytes).concat(), [directory.len() as u32, out.len() as u32].map(u32::to_le_bytes).concat(), vec![0, 0]].concat();
    [out, directory, b"PK\x05\x06".to_vec(), end].concat()
}

fn tar(members: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, kind, bytes) in members {
        let mut block = [0u8; 512];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        block[136..147].copy_from_slice(b"14567654321");
        block[156] = *kind;
        block[257..263].copy_from_slice(b"ustar\0");
        block[148..156].copy_from_slice(b"        ");
        let sum: u32 = block.iter().map(|b| u32::from(*b)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        out.extend(block);
        out.extend(*bytes);
        out.resize(out.len().div_ceil(512) * 512, 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

#[test]
fn paths_that_lead_out_are_refused() {
    let names: [&[u8]; 7] = [b"a/../../b", b"/etc/passwd", b"C:\\x", b"..\\x", b"ok\\x.txt", b"./y.txt", b"a\x1b[2J\xe2\x80\xae.txt"];
    let members: Vec<M> = names.iter().map(|n| M(n, 0, 0o100_644, b"x")).collect();
    let (listing, paths) = look("p.zip", &zip(&members));
    assert_eq!(paths, ["etc/passwd", "x", "ok/x.txt", "y.txt", "a\u{fffd}[2J\u{fffd}.txt"], "what is written from a root lies inside the package");
    assert_eq!(codes(&listing), ["container.path"; 2]);
    assert_eq!(listing.notes.iter().filter(|n| n.contains("从根目录写起")).count(), 1, "and that is told once: {:?}", listing.notes);
    assert_eq!(listing.rows(), 7);
    let (listing, paths) = look("p.tar", &tar(&[("../x", b'0', b"x"), ("to/x", b'2', b""), ("dev", b'3', b""), ("d/", b'5', b""), ("ok", b'0', b"x")]));
    assert_eq!((paths, codes(&listing)), (vec!["ok".to_owned()], vec!["container.path", "container.link", "container.device"]));
    let (listing, _) = look("l.zip", &zip(&[M(b"link", 0, 0o120_777, b"/etc/passwd"), M(b"pipe", 0, 0o010_644, b""), M(b"secret", 1, 0o100_644, b"x")]));
    assert_eq!(codes(&listing), ["container.link", "container.device", "container.encrypted"]);
    assert!(listing.skips.iter().all(|s| s.kind == SkipKind::Refused));
}

#[test]
fn names_in_gbk_and_names_twice() {
    let gbk = encoding_rs::GB18030.encode("催收/短信.txt").0.into_owned();
    let (listing, paths) = look("旧.zip", &zip(&[M(&gbk, 0, 0, b"1"), M(&gbk, 0, 0, b"2"), M("催收/短信.txt".as_bytes(), 0x800, 0, b"3")]));
    assert_eq!(paths, ["催收/短信.txt", "催收/短信（同名第2个）.txt", "催收/短信（同名第3个）.txt"]);
    assert!(listing.notes.iter().any(|n| n.contains("GB18030")) && listing.notes.iter().any(|n| n.contains("重名")), "{:?}", listing.notes);
    // A long name in a GNU header and one in a pax header.
    let long = format!("{}/甲.txt", "深".repeat(60));
    let pax = |s: String| (0..9).map(|n| s.len() + n).find_map(|n| Some(format!("{n} {s}")).filter(|r| r.len() == n)).unwrap();
    let record = pax(format!("path={long}\n"));
    let (_, paths) = look("x.tar", &tar(&[("././@LongLink", b'L', format!("{long}\0").as_bytes()), ("cut", b'0', b"1"), ("h", b'x', record.as_bytes()), ("cut", b'0', b"2")]));
    assert_eq!(paths, [long.clone(), long.replace("甲.txt", "甲（同名第2个）.txt")]);
}

#[test]
fn packages_in_packages_to_a_depth() {
    let mut bytes = zip(&[M(b"x.txt", 0, 0, b"deep")]);
    for level in 0..4 {
        bytes = if level % 2 == 0 { gz(&tar(&[("in.zip", b'0', &bytes)])) } else { zip(&[M(b"in.tgz", 0, 0, &bytes)]) };
    }
    let (listing, paths) = look("a.zip", &bytes);
    assert!(paths.is_empty(), "{paths:?}");
    assert!(listing.skips.iter().any(|s| s.why.contains("套得太深") && s.why.starts_with("in.tgz/in.zip/in.tgz")), "{:?}", listing.skips);
    let (_, paths) = look("b.tgz", &gz(&tar(&[("in.zip", b'0', &zip(&[M(b"x.txt", 0, 0, b"deep")]))])));
    assert_eq!(paths, ["in.zip/x.txt"]);
    assert_eq!(look("记录.txt.gz", &gz(b"text")).1, ["记录.txt"]);
}

#[test]
fn bombs_are_stopped_and_told() {
    let limits = Limits { members: 50, unpacked: 3 << 20, bomb_from: 1 << 20, bomb_ratio: 200 };
    let zeros = vec![0u8; 2 << 20];
    let (listing, paths) = looked(limits, "b.zip", &zip(&[M(b"a.txt", 0, 0, b"first"), M(b"0", 0, 0, &zeros), M(b"after", 0, 0, b"x")])).expect("a zip");
    assert_eq!((codes(&listing), paths), (vec!["container.bomb"], vec!["a.txt".to_owned()]));
    let (listing, _) = looked(limits, "b.gz", &gz(&zeros)).expect("a gz");
    assert_eq!(codes(&listing), ["container.bomb"]);
    // Packages of noise, which cannot be a bomb, end at the total.
    let mut seed = 1u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    })
    .take(1 << 20)
    .collect();
    let (listing, paths) = looked(limits, "n.tar", &tar(&[("1", b'0', &noise), ("2", b'0', &noise), ("3", b'0', &noise), ("4", b'0', &noise)])).expect("a tar");
    assert_eq!((codes(&listing), paths.len()), (vec!["container.too_large"], 3));
    let many: Vec<M> = (0..60).map(|_| M(b"n", 0, 0, b"x")).collect();
    let (listing, paths) = looked(limits, "m.zip", &zip(&many)).expect("a zip");
    assert_eq!((codes(&listing), paths.len()), (vec!["container.members"], 50));
}

#[test]
fn what_is_no_package_of_files() {
    for (name, bytes) in [("表.xlsx", zip(&[M(b"xl/workbook.xml", 0, 0, b"x")])), ("x.zip", zip(&[M(b"[Content_Types].xml", 0, 0, b"x")])), ("a.apk", zip(&[M(b"classes.dex", 0, 0, b"x")]))] {
        assert!(looked(LIMITS, name, &bytes).is_none(), "{name}");
    }
    for bytes in [&b"7z\xbc\xaf\x27\x1c\0\x04"[..], b"Rar!\x1a\x07\x01\x00x"] {
        let (listing, _) = look("x", bytes);
        assert_eq!((codes(&listing), listing.rows()), (vec!["container.other"], 0));
    }
    assert!(container::container("zip").is_some() && container::container("docx").is_none());
}

/// Cut anywhere, damaged anywhere: no panic, every row accounted for, and what is damaged is not passed off as whole.
#[test]
fn damage_is_told_or_harmless() {
    let text = "第一条短信\n".repeat(9);
    let inner = zip(&[M("甲.txt".as_bytes(), 0x800, 0o100_644, text.as_bytes()), M(b"b/c.bin", 0, 0, &[7; 90])]);
    let tarred = tar(&[("a/1.txt", b'0', text.as_bytes()), ("in.zip", b'0', &inner)]);
    for (name, bytes) in [("x.zip", inner.clone()), ("x.tar", tarred.clone()), ("x.tgz", gz(&tarred))] {
        let (whole, paths) = look(name, &bytes);
        for end in (0..bytes.len()).step_by(1 + bytes.len() / 150) {
            if let Some((listing, _)) = looked(LIMITS, name, &bytes[..end]) {
                // The last blocks of a tar are empty; everything else cut away is missed.
                assert!(listing == whole || !listing.problems.is_empty() || listing.rows() == 0, "{name} cut at {end}");
            }
        }
        let mut seed = 7u32;
        for _ in 0..250 {
            let mut bad = bytes.clone();
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % bad.len();
            bad[at] ^= (seed >> 24) as u8 | 1;
            if let Some((listing, seen)) = looked(LIMITS, name, &bad) {
                assert!(listing.adds_up());
                assert!(seen.len() <= paths.len() + 1, "{name}: {seen:?}");
            }
        }
    }
}

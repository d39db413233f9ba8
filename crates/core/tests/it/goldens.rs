//! `corpus/formats/<format>/<case>/`: one invented source file and `expected.json`, the whole harvest. `UPDATE_GOLDEN=1`
//! writes the harvests anew; read the difference before committing it.

use crate::support::{beside, claimant, files, name, read, read_beside, read_in_zone};
use juzheng_core::import::FORMATS;
use juzheng_core::time::{Stamp, offset_minutes};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

struct Golden {
    format: String,
    source: PathBuf,
    captured_at: Option<Stamp>,
    tz_offset: Option<i32>,
}

/// Every golden of the corpus. Files named `captured_at` and `tz_offset` beside the source hold the time of capture and the
/// offset of the phone's clock.
fn goldens() -> Vec<Golden> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/formats");
    let mut found = Vec::new();
    for path in files(&root) {
        let (Ok(inside), file) = (path.strip_prefix(&root), name(&path)) else { continue };
        if inside.components().count() != 3 || ["expected.json", "captured_at", "tz_offset"].contains(&file.as_str()) || ["-wal", "-journal"].iter().any(|end| file.ends_with(end)) {
            continue;
        }
        let format = inside.components().next().map(|c| c.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
        let stated = |what: &str| std::fs::read_to_string(path.with_file_name(what)).ok();
        let captured_at = stated("captured_at").and_then(|t| Stamp::parse(&t));
        let tz_offset = stated("tz_offset").and_then(|t| offset_minutes(&t));
        found.push(Golden { format, source: path, captured_at, tz_offset });
    }
    found
}

#[test]
fn every_golden_reads_as_before() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let goldens = goldens();
    assert!(!goldens.is_empty(), "no goldens found");
    let mut wrong = Vec::new();
    for golden in &goldens {
        let shown = golden.source.display();
        let bytes = std::fs::read(&golden.source).expect("readable golden");
        let file = name(&golden.source);
        let format = claimant(&file, &bytes).unwrap_or_else(|| panic!("{shown}: nobody claims it"));
        assert_eq!(format.id, golden.format, "{shown}: claimed by another format");
        let harvest = read_beside(format, &file, &bytes, &beside(&golden.source), golden.captured_at, golden.tz_offset);
        assert!(harvest.adds_up(), "{shown}");
        let text = serde_json::to_string_pretty(&harvest).expect("a harvest is plain data") + "\n";
        let expected = golden.source.with_file_name("expected.json");
        if update {
            std::fs::write(&expected, &text).expect("writable golden");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(format!("{shown}:\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{} goldens differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Evidence cut off or damaged anywhere: no panic, every row accounted for, nothing grows without bound.
#[test]
fn damage_never_breaks_a_reader() {
    for golden in goldens() {
        let bytes = std::fs::read(&golden.source).expect("readable golden");
        let file = name(&golden.source);
        let format = juzheng_core::import::format(&golden.format).expect("a known format");
        let check = |bytes: &[u8]| {
            // Whoever claims the damaged bytes must cope, and the right reader too.
            let harvest = read_in_zone(format, &file, bytes, golden.captured_at, golden.tz_offset);
            assert!(harvest.adds_up(), "{}", golden.source.display());
            if let Some(other) = claimant(&file, bytes).filter(|f| f.id != format.id) {
                assert!(read(other, &file, bytes, golden.captured_at).adds_up(), "{}", golden.source.display());
            }
        };
        // A packed workbook is unpacked by every format that looks at it: fewer kinds of damage, in the same time.
        let packed = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf]);
        let (places, times) = if packed { (80, 40) } else { (250, 100) };
        let step = bytes.len().div_ceil(places).max(1);
        (0..bytes.len()).step_by(step).for_each(|end| check(&bytes[..end]));
        (0..bytes.len()).step_by(step * 4).for_each(|start| check(&bytes[start..]));
        // Numerical Recipes' linear congruential generator: the same damage on every run.
        let mut seed = 2026u32;
        for _ in 0..times {
            let mut damaged = bytes.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if let Some(byte) = damaged.get_mut(seed as usize % bytes.len().max(1)) {
                    *byte = (seed >> 24) as u8;
                }
            }
            check(&damaged);
        }
    }
}

/// Pieces readers look for, so that random files reach deep into them.
const PIECES: &[&str] = &[
    "BEGIN:VCARD\n", "END:VCARD\n", "FN:", "TEL;CELL:", "AGENT:\n", ";ENCODING=QUOTED-PRINTABLE:=E5=BC", "=\n", " ", "\n", "\r\n", ",", "\"", ";", "\t", "时间,号码,方向,内容\n",
    "姓名,手机\n", "日期,项目,方向,金额(元),状态,备注\n", "起始时间,对方号码,通信方式,通信时长\n", "2026-01-09 23:01:05", "01-09 23:01:05", "13800000001", "1.38E+10", "收到", "被叫", "合计", "-1", "***",
    "甲 和 乙 在微信上的聊天记录如下，请查收。\n", "—————  2026-01-27  —————\n", "甲  20:01\n", "乙  25:61\n", "  Uid u0a1:\n", "  Package a.b:\n", "  READ_CONTACTS (allow):\n",
    "  Access: [fg-s] 2026-01-09 23:01:05.001 (-1d2h)\n", "  Reject: [bg-s]", "null=[\n", "]\n", "READ_SMS: allow; time=+1h ago; rejectTime=", "READ_SMS: mode=0; time=+1d2h3m4s5ms ago\n", "adb shell appops get a.b\n",
    "Packages:\n", "  Package [a.b] (1f):\n", "    User 10: installed=true\n", "      runtime permissions:\n", "        android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]\n", "DUMP OF SERVICE package:\n",
    "{\"type\":\"access\",\"category\":\"contacts\",\"accessor\":{\"identifier\":\"a.b\"},\"timeStamp\":\"2026-01-09T17:01:05Z\"}\n", "{\"type\":\"networkActivity\",\"domain\":\"x\"}\n", "Row: 0 _id=1, address=1, body=x", ", date=1767970865000, type=1\n", "BEGIN:VMSG\nX-BOX:INBOX\nDate:2026/01/09 23:01:05\nSubject;ENCODING=QUOTED-PRINTABLE:=E5=BC\n", "END:VMSG\n", "[SMSBackup000]\nState = Read\n", "Sent = 20260109T230105\nText00 = 5f20\n",
    "消息记录（此消息记录为文本格式，不支持重新导入）\n", "消息对象:乙\n", "2026-01-09 8:43:38 PM 乙(10001)\n", "乙 1/9/2026 9:16:13 PM\n", "乙(wxid_1) 01-09 23:01:05\n", "2026-01-09 23:01:05 乙\n", "消息ID,类型,发送人,时间,内容\n", "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n",
    "[{\"talker\":\"a\",\"isSelf\":true,\"time\":\"2026-01-09T23:01:05+08:00\",\"content\":\"x\"},", "{\"address\":\"1\",\"body\":\"x\",\"date\":1767970865000,\"type\":1},", "\"messages\":[{\"timestamp\":1767970865000,\"sender\":{\"name\":\"a\"},\"content\":{\"text\":\"x\"}}", "]}", "<html><table><tr><td>", "</td><td>", "<div class=\"msg chat-left\"><div class=\"nt-box\">", "const chatMessages = [",
    "99999999999999999999", "\u{feff}", "\0", "\u{10ffff}",
];

fn any_file() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![4 => prop::sample::select(PIECES).prop_map(|p| p.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..6)];
    let encoded = |text: Vec<u8>, how: u8| match how {
        0 => encoding_rs::GB18030.encode(&String::from_utf8_lossy(&text)).0.into_owned(),
        1 => String::from_utf8_lossy(&text).encode_utf16().fold(vec![0xff, 0xfe], |mut out, unit| {
            out.extend(unit.to_le_bytes());
            out
        }),
        _ => text,
    };
    (prop::collection::vec(piece, 0..40), 0u8..5).prop_map(move |(pieces, how)| encoded(pieces.concat(), how))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Any bytes, any reader: every row is accounted for, and reading again gives the same.
    #[test]
    fn any_bytes_add_up(bytes in any_file()) {
        for format in FORMATS {
            let harvest = read(format, "x2026-01.csv", &bytes, Some(Stamp(1_772_280_000_000)));
            prop_assert!(harvest.adds_up(), "{}", format.id);
            prop_assert_eq!(&harvest, &read(format, "x2026-01.csv", &bytes, Some(Stamp(1_772_280_000_000))));
        }
    }
}

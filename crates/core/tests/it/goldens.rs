//! `corpus/formats/<format>/<case>/`: one invented source file and `expected.json`, the whole harvest. `UPDATE_GOLDEN=1`
//! writes the harvests anew; read the difference before committing it.

use crate::support::{claimant, files, name, read};
use juzheng_core::time::Stamp;
use std::path::{Path, PathBuf};

struct Golden {
    format: String,
    source: PathBuf,
    captured_at: Option<Stamp>,
}

/// Every golden of the corpus. A file named `captured_at` beside the source holds the time of capture.
fn goldens() -> Vec<Golden> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/formats");
    let mut found = Vec::new();
    for path in files(&root) {
        let (Ok(inside), file) = (path.strip_prefix(&root), name(&path)) else { continue };
        if inside.components().count() != 3 || ["expected.json", "captured_at"].contains(&file.as_str()) {
            continue;
        }
        let format = inside.components().next().map(|c| c.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
        let captured_at = std::fs::read_to_string(path.with_file_name("captured_at")).ok().and_then(|t| Stamp::parse(&t));
        found.push(Golden { format, source: path, captured_at });
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
        let harvest = read(format, &file, &bytes, golden.captured_at);
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
            let harvest = read(format, &file, bytes, golden.captured_at);
            assert!(harvest.adds_up(), "{}", golden.source.display());
            if let Some(other) = claimant(&file, bytes).filter(|f| f.id != format.id) {
                assert!(read(other, &file, bytes, golden.captured_at).adds_up(), "{}", golden.source.display());
            }
        };
        let step = bytes.len().div_ceil(400).max(1);
        (0..bytes.len()).step_by(step).for_each(|end| check(&bytes[..end]));
        (0..bytes.len()).step_by(step * 4).for_each(|start| check(&bytes[start..]));
        // Numerical Recipes' linear congruential generator: the same damage on every run.
        let mut seed = 2026u32;
        for _ in 0..150 {
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

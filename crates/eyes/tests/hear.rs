//! Invented "speech" of tones, from the file to the words with their seconds, through the real runtime (scripts/make_speech_model.py). The
//! times are those sherpa-onnx 2.0.1 gives for the same sound and model. Without the runtime (`make assets`) it says so.

#![allow(clippy::print_stderr, clippy::unwrap_used)]

use juzheng_core::hearing::{Heard, lines};
use juzheng_core::import::{self, Harvest, Source};
use juzheng_core::world::{Blind, Ears};
use juzheng_eyes::speech::Listener;
use std::path::{Path, PathBuf};

/// Hertz (0 is silence) and seconds of what is "said".
const SAID: [(f64, f64); 15] = [
    (0.0, 0.5),
    (400.0, 0.3),
    (0.0, 0.15),
    (700.0, 0.3),
    (0.0, 0.15),
    (5200.0, 0.24),
    (0.0, 1.5),
    (1100.0, 0.3),
    (0.0, 0.15),
    (1700.0, 0.3),
    (0.0, 0.3),
    (2500.0, 0.18),
    (3600.0, 0.18),
    (0.0, 0.6),
    (0.0, 0.0),
];
const HEARD: [(u32, &str); 6] = [(540, "还"), (960, "钱"), (1380, "。"), (3180, "你"), (3600, "好"), (4200, " ok")];

fn here(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

fn wav(rate: u32) -> Vec<u8> {
    let mut data = Vec::new();
    for (hertz, seconds) in SAID {
        for n in 0..(seconds * f64::from(rate)) as u32 {
            let v = 0.3 * (2.0 * std::f64::consts::PI * hertz * f64::from(n) / f64::from(rate)).sin();
            data.extend(((v * 32_767.0) as i16).to_le_bytes());
        }
    }
    let mut out = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    out.extend(rate.to_le_bytes());
    out.extend((rate * 2).to_le_bytes());
    out.extend([2, 0, 16, 0]);
    out.extend(b"data");
    out.extend((data.len() as u32).to_le_bytes());
    out.extend(data);
    out
}

/// The listener with the model of tones; `None` without the runtime.
fn listener() -> Option<Listener> {
    let runtime = here("../../assets/eyes");
    if !runtime.is_dir() {
        eprintln!("skipped: no runtime; run make assets");
        return None;
    }
    Some(Listener::open(&here("tests/speech"), &runtime).unwrap())
}

fn check(heard: &Heard, off: u32, file: &str) {
    let found: Vec<(u32, &str)> = heard.words.iter().map(|w| (w.at, w.text.as_str())).collect();
    assert_eq!(found.iter().map(|w| w.1).collect::<String>(), "还钱。你好 ok", "{file}: {found:?}");
    for ((at, word), (expect, _)) in found.iter().zip(HEARD) {
        assert!(at.abs_diff(expect) <= off, "{file}: {word} at {at} ms, not {expect}");
    }
    assert!(heard.words.iter().all(|w| w.score > 0.5), "{file}: {:?}", heard.words);
}

#[test]
fn words_and_seconds_come_out_of_the_sound() {
    let Some(listener) = listener() else { return };
    let heard = listener.hear(&wav(16_000)).unwrap();
    check(&heard, 0, "16 kHz");
    assert_eq!(lines(&heard.words), ["[00:00] 还钱。", "[00:03] 你好 ok"]);
    assert_eq!((heard.language.as_deref(), heard.problems.len()), (Some("zh"), 0));
    assert!(heard.model.as_deref().unwrap().starts_with("sense_voice_ctc，模型 SHA-256 "));
    assert!((0.5..0.7).contains(&heard.silent.unwrap()), "{:?}", heard.silent);
    check(&listener.hear(&wav(44_100)).unwrap(), 60, "44.1 kHz");
    for packed in ["tones.m4a", "tones.mp3", "tones.flac", "tones.aac"] {
        let bytes = std::fs::read(here("tests/speech").join(packed)).unwrap();
        // A codec begins with up to a tenth of a second of its own.
        let mut heard = listener.hear(&bytes).unwrap();
        if packed == "tones.flac" {
            // Telephone sound: nothing above 4 kHz, so the last tone of the sentence is not there.
            assert_eq!(heard.words.iter().map(|w| w.text.as_str()).collect::<String>(), "还钱你好 ok");
            heard.words.insert(2, juzheng_core::hearing::Word { at: 1380, score: 1.0, text: "。".into() });
        }
        check(&heard, 120, packed);
    }
}

#[test]
fn a_long_recording_is_heard_in_pieces_and_its_times_go_on() {
    let Some(listener) = listener() else { return };
    let one = wav(16_000);
    let mut long = one.clone();
    for _ in 0..9 {
        long.extend(&one[44..]);
    }
    let size = (long.len() as u32 - 44).to_le_bytes();
    long[40..44].copy_from_slice(&size);
    let heard = listener.hear(&long).unwrap();
    let length = (one.len() as u32 - 44) / 32;
    let expect: Vec<(u32, String)> = (0..10).flat_map(|n| HEARD.map(|(at, w)| (at + n * length, w.to_owned()))).collect();
    // The first word of a piece may lose the blank in front; times may move by one frame.
    assert_eq!(heard.words.iter().map(|w| w.text.as_str()).collect::<String>(), expect.iter().map(|w| w.1.as_str()).collect::<String>());
    assert!(heard.words.iter().zip(&expect).all(|(w, (at, _))| w.at.abs_diff(*at) <= 60), "{:?}", heard.words);
}

#[test]
fn what_cannot_be_decoded_is_told_and_damage_keeps_what_came_before() {
    let Some(listener) = listener() else { return };
    for name in ["tones.amr", "tones.opus"] {
        let problem = listener.hear(&std::fs::read(here("tests/speech").join(name)).unwrap()).err().unwrap();
        assert_eq!(problem.code, "speech.codec", "{name}");
        assert!(Listener::deaf().hear(b"#!AMR\n").unwrap().words.is_empty(), "nobody asked for words");
    }
    for name in ["tones.m4a", "tones.mp3", "tones.flac", "tones.aac"] {
        let whole = std::fs::read(here("tests/speech").join(name)).unwrap();
        for end in (0..whole.len()).step_by(whole.len() / 40) {
            let _ = listener.hear(&whole[..end]);
            let mut damaged = whole.clone();
            damaged[end..].iter_mut().step_by(97).for_each(|b| *b ^= 0x5a);
            let _ = listener.hear(&damaged);
        }
    }
    let mp3 = std::fs::read(here("tests/speech/tones.mp3")).unwrap();
    let half = listener.hear(&mp3[..mp3.len() / 2]).unwrap();
    assert_eq!(half.words.iter().map(|w| w.text.as_str()).collect::<String>(), "还钱。");
}

struct Port(Listener);

impl Ears for Port {
    fn hear(&self, bytes: &[u8]) -> Result<Heard, juzheng_core::error::Problem> {
        self.0.hear(bytes)
    }
}

fn read(ears: &dyn Ears, name: &str, bytes: &[u8]) -> Harvest {
    let mut parts = |_: &str, _: &mut dyn std::io::Read| Err(std::io::Error::other("no parts"));
    let mut from = bytes;
    let mut source = Source { name, bytes: &mut from, captured_at: None, tz_offset: None, parts: &mut parts, beside: &[], eyes: &Blind, ears };
    import::read(import::format("recording").unwrap(), &mut source)
}

#[test]
fn a_recording_of_a_call_is_a_call_and_what_was_heard_in_it() {
    let Some(listener) = listener() else { return };
    let name = "通话录音@13800000001_20260109200105.wav";
    let harvest = read(&Port(listener), name, &wav(16_000));
    assert!(harvest.adds_up());
    assert_eq!((harvest.records.len(), harvest.entries.len(), harvest.problems.len()), (1, 1, 0));
    let entry = &harvest.entries[0];
    assert_eq!((entry.kind.as_str(), entry.row, entry.fields["text"].as_str()), ("heard", 2, "[00:00] 还钱。\n[00:03] 你好 ok"));
    assert!(entry.fields["words"].starts_with("[[540,"), "{}", entry.fields["words"]);
    assert_eq!(entry.fields["mark"], "机器听写，须核对");
    assert!(harvest.notes.iter().any(|n| n.starts_with("机器听写，须核对")), "{:?}", harvest.notes);
    let deaf = read(&Port(Listener::deaf()), name, &wav(16_000));
    assert_eq!((deaf.entries.len(), deaf.problems.len()), (0, 0));
    assert!(deaf.notes.iter().any(|n| n == "没有听写：没有给出语音模型（见 docs/speech.md）"), "{:?}", deaf.notes);
}

#[test]
fn a_folder_without_a_model_is_told() {
    let problem = Listener::open(&here("tests/pictures"), &here("../../assets/eyes")).err().unwrap();
    assert_eq!(problem.code, "speech.missing");
    assert!(problem.todo.contains("docs/speech.md"), "{problem}");
}

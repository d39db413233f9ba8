//! transcript, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("transcript", &["x.srt", "通话录音@甲(13800000001)_20260107210003.txt"], data));

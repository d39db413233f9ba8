//! recording, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("recording", &["通话录音@甲(13800000001)_20260107210003.amr", "x.wav"], data));

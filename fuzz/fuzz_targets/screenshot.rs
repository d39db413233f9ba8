//! Screenshots, any bytes: what is decided without a reader of pictures.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("screenshot", &["Screenshot_2026-08-05-19-40-00-001_com.tencent.mm.jpg", "a.png"], data));

//! Address books of Android phones, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("android_contacts", &["contacts2.db"], data));

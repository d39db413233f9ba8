//! Address books as adb prints them, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("adb_contacts", &["contacts.txt"], data));

//! Address books as tables, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("contacts_csv", &["contacts.csv"], data));

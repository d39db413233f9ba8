//! Address books as jCard and xCard, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("vcard_other", &["contacts.json", "contacts.xml"], data));

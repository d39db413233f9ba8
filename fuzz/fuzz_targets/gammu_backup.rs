//! Gammu's backup of messages, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("gammu_backup", &["sms.backup"], data));

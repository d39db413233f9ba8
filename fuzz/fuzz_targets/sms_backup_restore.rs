//! SMS Backup & Restore, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("sms_backup_restore", &["sms-20260109230105.xml", "calls.xml"], data));

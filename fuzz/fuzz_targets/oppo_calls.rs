//! Call logs of ColorOS backups, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("oppo_calls", &["callrecord_backup.xml"], data));

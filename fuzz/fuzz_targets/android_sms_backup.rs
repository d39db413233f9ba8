//! Messages inside an adb backup, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("android_sms_backup", &["000000_sms_backup"], data));

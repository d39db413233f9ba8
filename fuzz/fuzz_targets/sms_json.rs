//! Messages and calls as JSON, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("sms_json", &["messages.json", "messages.ndjson"], data));

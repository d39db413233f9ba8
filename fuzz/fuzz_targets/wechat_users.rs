//! Tables of WeChat users, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("wechat_users", &["users.json"], data));

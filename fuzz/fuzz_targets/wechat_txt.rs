//! WeChat's own text export, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("wechat_txt", &["聊天.txt"], data));

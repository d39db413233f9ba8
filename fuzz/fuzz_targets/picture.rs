//! What is made of the lines and colours of a picture, any of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::picture(data));

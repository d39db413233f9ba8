//! Tables of a loan's flows, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("loan_schedule", &["loan_schedule.csv"], data));

//! Tables of messages and calls, any bytes; the name may state the year or a carrier's bill.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("csv_table", &["sms.csv", "通话详单2026-01.csv", "话单.txt", "详单.xlsx"], data));

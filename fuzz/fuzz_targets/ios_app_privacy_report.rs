//! Privacy reports of iOS, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("ios_app_privacy_report", &["App_Privacy_Report_v4.ndjson"], data));

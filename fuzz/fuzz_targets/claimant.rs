//! Any bytes under any name: whichever format claims them reads them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::claimant(data));

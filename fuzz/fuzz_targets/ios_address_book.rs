//! Address books of iPhones, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("ios_address_book", &["AddressBook.sqlitedb"], data));

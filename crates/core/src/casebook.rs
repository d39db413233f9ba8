//! The casebook as it was built in: one table per folder of `casebook/`, each entry (file stem, text), in name order.
//! Written by `build.rs`; nothing here reads a file at run time.

include!(concat!(env!("OUT_DIR"), "/casebook.rs"));

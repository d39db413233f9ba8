//! juzheng 举证: what the phone holds → evidence kept unaltered → each unlawful act found, with the exact words quoted →
//! the article of law in force on that day → the paper to file.
//!
//! Pure: no clock, network, threads, async or unsafe. Only [`vault`] touches a directory, and only one it is given.

pub mod digest;
pub mod draft;
pub mod error;
pub mod import;
pub mod model;
pub mod number;
pub mod time;
pub mod words;

//! juzheng 举证: what the phone holds → evidence kept unaltered → each unlawful act found, with the exact words quoted →
//! the article of law in force on that day → the paper to file.
//!
//! Pure: no clock, network, threads, async or unsafe. Only [`vault`] touches a directory, and only one it is given.

pub mod ask;
pub mod casebook;
pub mod compose;
pub mod digest;
pub mod draft;
pub mod error;
pub mod evaluate;
pub mod facts;
pub mod hearing;
pub mod import;
pub mod law;
pub mod model;
pub mod money;
pub mod normalise;
pub mod number;
pub mod permission;
pub mod picture;
pub mod remedy;
pub mod result;
pub mod review;
pub mod rules;
pub mod screen;
pub mod terms;
pub mod time;
pub mod vault;
pub mod words;
pub mod world;

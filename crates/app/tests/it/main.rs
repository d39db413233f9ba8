//! The built binary and the case folder, from outside: one binary, one module per promise.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop")]
#![cfg(unix)]

mod ask;
mod book;
mod cli;
mod documents;
mod evaluate;
mod flip;
mod kill;
mod law;
mod loan;
mod lock;
mod pack;
mod papers;
mod permissions;
mod routes;
mod same_bytes;
mod screen;
mod stream;
mod support;
mod told;
mod walk;
mod withdraw;

//! Progress with phases and counts on a terminal; nothing at all when output is not one.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// A bar for `total` steps of a phase.
pub fn bar(phase: &'static str, total: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() || total < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{prefix} [{bar:24}] {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar.set_prefix(phase);
    bar
}

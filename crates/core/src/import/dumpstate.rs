//! An Android bug report as text (`dumpstate-….txt`, `bugreport-….txt`) or `dumpsys` of all services: only what it says of
//! permissions is read, its `appops` and `package` parts. Rows are those of the two formats. The report's own heading says
//! when it was made.

use super::text::head;
use super::{Claim, Format, Harvest, Holds, Probe, Source, android_dump};
use crate::error::Problem;

/// Bug reports.
pub static FORMAT: Format = Format { id: "dumpstate", title: "安卓错误报告（dumpstate、bugreport 文本）里的权限部分", version: 2, holds: Holds::Entries, claims, read };

fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    let mine = |l: &str| l.starts_with("== dumpstate: ") || l.starts_with("DUMP OF SERVICE ") || l.trim_end() == "Currently running services:";
    if text.lines().any(mine) { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let seen = android_dump::read(source, harvest);
    if !seen.appops && !seen.package && harvest.rows() == 0 {
        harvest.problem(Problem::new(
            "android.no_permissions",
            "这份报告里没有权限部分（appops、package）",
            "整个文件",
            "请换用 adb shell dumpsys appops 和 adb shell dumpsys package 重新采集；原件已保留",
        ));
    }
}

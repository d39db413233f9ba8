//! `juzheng permissions`: what is on record, in words that claim no more, and the same as JSON.

use crate::support::{Bench, facts};
use serde_json::json;

const APPOPS: &str = "Current AppOps Service state:
  Uid u0a150:
    Package com.example.loan:
      READ_CONTACTS (allow):
          Access: [fg-s] 2025-04-10 12:28:09.001 (-324d7h31m50s999ms)
          Access: [bg-tpd] 2026-02-27 17:57:00.000 (-1d2h3m0s0ms) proxy[uid=10070, pkg=com.android.providers.contacts, attributionTag=null]
          Reject: [cch-s]2026-02-28 00:00:00.000 (-20h0m0s0ms)
  Uid u0a151:
    Package com.example.chat:
      READ_SMS: ignore; time=+1d2h3m4s5ms ago
";
const PACKAGES: &str = "Packages:
  Package [com.example.loan] (1f):
    userId=10150
    firstInstallTime=2025-04-10 12:20:31
    User 0: installed=true
      runtime permissions:
        android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]
    User 999: installed=true
      runtime permissions:
        android.permission.READ_CONTACTS: granted=false, flags=[ USER_FIXED]
  Package [com.android.contacts] (2f):
    userId=10012
    pkgFlags=[ SYSTEM HAS_CODE ]
    User 0: installed=true
      runtime permissions:
        android.permission.READ_CONTACTS: granted=true, flags=[ SYSTEM_FIXED]
";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("appops.txt", APPOPS);
    bench.write("packages.txt", PACKAGES);
    bench
}

#[test]
fn the_answer_up_to_the_advice() {
    let bench = bench();
    let ran = bench.ok(&["permissions", "appops.txt", "packages.txt", "--captured-at", "2026-02-28T20:00:00", "--tz-offset", "+0800"]);
    let shown = ran.out.split("\n现在关闭权限").next().unwrap_or_default();
    let expected = "\
应用读取通讯录、通话记录和短信的情况（2026年3月15日）

com.example.chat
  短信（别人发给您的短信内容）
    最后一次记录到的读取：2026年2月27日 17:56:55　〔appops.txt第4行〕
    读取当天有效、可以对照的规定：《App必要个人信息范围规定》第五条、《个人信息保护法》第六条、《个人信息保护法》第十三条
    注意：《App必要个人信息范围规定》第五条，依据公开报道整理的要旨，不是官方原文，正式引用前须核对官方文本

com.example.loan
  首次安装2025年4月10日 12:20:31　〔packages.txt第1行〕
  通讯录（联系人的姓名、电话等）
    采集时的设置：已授权（用户选择过）　2026年2月28日 20:00:00　〔packages.txt第1行〕
    采集时的设置：用户999（分身或第二空间）没有授权（用户选择过）　2026年2月28日 20:00:00　〔packages.txt第1行〕
    最后一次记录到的读取：2026年2月27日 17:57:00，后台（不在屏幕上），经 com.android.providers.contacts 代为读取　〔appops.txt第2行〕
    记录里最早的一次读取（不是第一次读取）：2025年4月10日 12:28:09，前台　〔appops.txt第1行〕
    最后一次记录到的拒绝：2026年2月28日 00:00:00，后台（不在屏幕上）　〔appops.txt第3行〕
    读取当天有效、可以对照的规定：《App必要个人信息范围规定》第五条、《个人信息保护法》第六条、《个人信息保护法》第十三条
    注意：《App必要个人信息范围规定》第五条，依据公开报道整理的要旨，不是官方原文，正式引用前须核对官方文本

另有1个系统自带的应用有这类记录（用 --package 查看）：com.android.contacts

这些记录不能说明什么
";
    assert!(shown.starts_with(expected), "{shown}");
    for said in ["不说明内容有没有离开手机", "先留证，再关闭", "“关闭权限就是违约”的说法不对", "第十五条第一款", "第四十七条"] {
        assert!(ran.out.contains(said), "{said}");
    }
    for never in ["上传", "证明了", "一定"] {
        assert!(!ran.out.contains(never), "{never}");
    }
}

#[test]
fn json_says_the_same_and_only_what_was_asked() {
    let bench = bench();
    let value = bench.json(&["--json", "permissions", "appops.txt", "packages.txt", "--package", "com.example.loan", "--on", "2026-11-22"]);
    let apps = value["report"]["apps"].as_array().expect("apps");
    assert_eq!((apps.len(), apps[0]["package"].as_str()), (1, Some("com.example.loan")));
    let line = &apps[0]["permissions"][0];
    assert_eq!((line["permission"].as_str(), line["last_read"]["origin"]["row"].as_u64(), line["reads_on_record"].as_u64()), (Some("contacts"), Some(2), Some(2)));
    assert_eq!(value["report"]["day"], "2026-11-22");
}

#[test]
fn relative_times_ask_for_the_time_of_capture() {
    let bench = bench();
    let out = bench.ok(&["permissions", "appops.txt", "--package", "com.example.chat"]).out;
    assert!(out.contains("记录到的读取：采集前 +1d2h3m4s5ms ago　〔appops.txt第4行〕（没有采集时间，不能换算；可用 --captured-at 补上）"), "{out}");
}

#[test]
fn what_cannot_be_used_is_told() {
    let bench = bench();
    bench.write("book.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:许一\nTEL:13800000001\nEND:VCARD\n");
    bench.run(&["permissions", "book.vcf"]).told("permissions.other_file");
    bench.run(&["permissions", "appops.txt", "--captured-at", "2026-02-28"]).refused("permissions.captured_at");
    bench.run(&["permissions", "appops.txt", "--tz-offset", "八"]).refused("permissions.tz_offset");
    bench.run(&["permissions", "appops.txt", "--on", "昨天"]).refused("permissions.date");
}

#[test]
fn a_case_reads_clocks_in_the_stated_zone() {
    let bench = bench();
    let mut stated = facts();
    stated["files"] = json!([{ "name": "appops.txt", "captured_at": "2026-02-28T20:00:00+08:00", "tz_offset": "+0000" }]);
    bench.write("facts.json", stated.to_string());
    bench.ok(&["init", "c", "--facts", "facts.json"]);
    bench.ok(&["add", "c", "appops.txt"]);
    let listed = bench.json(&["--json", "exhibits", "c"]);
    assert_eq!(listed[0]["reading"]["tz_offset"], "+0000", "{listed}");
    let mut case = juzheng_core::vault::Case::open(&bench.path("c")).unwrap();
    let exhibit = case.exhibits().remove(0);
    // 12:28:09.001 UTC, 20:28:09.001 in China.
    let entry = case.harvest(&exhibit).unwrap().entries.remove(0);
    assert_eq!(entry.at.map(|at| at.stamp.0), Some(1_744_288_089_001), "{entry:?}");
}

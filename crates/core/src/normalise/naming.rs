//! Whether what a source puts beside a number is the name of somebody. A name makes a number an acquaintance's, whose words are not judged,
//! so a label that says there is none must not count: call lists write `Unknown`, some phones write the number once more.

use crate::number::{self, NumberKind};
use regex::Regex;
use std::sync::LazyLock;

/// What sources write where there is no name, without case, blanks, brackets and strokes.
const LABELS: [&str; 42] = [
    "unknown", "unknowncaller", "unknownnumber", "unknowncontact", "unknownsender", "null", "none", "na", "n/a", "nil", "nan", "undefined", "noname", "nocontact", "private", "privatenumber",
    "withheld", "anonymous", "restricted", "blocked", "未知", "未知号码", "未知联系人", "未知来电", "未知用户", "陌生", "陌生人", "陌生号码", "陌生来电", "未存号码", "未保存", "未保存号码", "未命名",
    "无", "无名", "无名称", "无姓名", "无备注", "匿名", "不详", "空", "未填写",
];

/// A place as callers' places are shown: 广东 深圳 移动, 浙江省杭州市. 北京小张 is how people are called.
static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆)省?[-·]?(?:[一-龥]{2,4}?市|[一-龥]{0,4}?市?(?:移动|联通|电信|广电))$").ok()
});

/// Whether `name` names somebody: no label for a missing name, not a number (the same once more, or another way of writing it), not its place.
pub fn names(name: &str, raw: &str) -> bool {
    let plain: String = name.chars().filter(|c| !c.is_whitespace() && !"()（）[]【】<>《》-—_.·\"'“”?？*".contains(*c)).flat_map(char::to_lowercase).collect();
    if plain.is_empty() || LABELS.contains(&plain.as_str()) {
        return false;
    }
    let numbered = !matches!(number::kind(raw), NumberKind::Name);
    let repeats = number::kind(name) != NumberKind::Name && plain.bytes().filter(u8::is_ascii_digit).count() >= 5;
    let place = || {
        let blank: String = name.split_whitespace().collect();
        PLACE.as_ref().is_some_and(|place| place.is_match(&blank))
    };
    !(numbered && (repeats || place()))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn what_says_there_is_no_name_is_none() {
        for name in ["", "未知", "(未知)", "Unknown", "(Unknown)", "UNKNOWN_CALLER", "null", "无", "-", "N/A", "陌生号码", "未知联系人", "No name", "Private", "浙江省杭州市", "浙江 杭州 移动", "北京联通", "13800000001", "+86 138 0000 0001", "1 380 000 0001", "057100000001"] {
            assert!(!names(name, "13800000001"), "{name}");
        }
        for name in ["王芳", "无名小卒", "小李", "Mr. Unknown", "海南", "江小白", "A张哥", "10楼老王", "北京小张", "110", "妈"] {
            assert!(names(name, "13800000001"), "{name}");
        }
        // In a chat the nickname is the address.
        assert!(names("浙江杭州人", "浙江杭州人"));
    }
}

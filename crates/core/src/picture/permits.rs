//! Pages of permissions: one app and its permissions, or one permission and its apps, with states as words or switches.

use super::ground::colourful;
use super::layout::icon_letter;
use super::page::{Page, PermitRow, Screen, Seen};
use super::text::pattern;
use super::{Region, clock, prompt};
use regex::Regex;
use std::sync::LazyLock;

static STATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(已?允许|始终允许|总是允许|一律允许|仅在?使用(期间|时|中|该应用时|应用时|App ?期间)?(时|中)?允许|仅在使用(中|时|期间|该?应用(?:时|期间))|使用(时|期间|App ?期间|应用期间)(允许)?|仅(前台|本次)允许|本次运行允许|允许本次使用|仅限?这一次|每次(都)?询问|询问|下次询问.*|已?拒绝|拒绝且不再询问|不允许|已?禁止|已?禁用|已?关闭|已?开启|开|关|打开|无|未授权|已授权|永不|从不|完全访问(权限)?|完全|(?:仅)?(?:WLAN|无线局域网)(?:\s?[与和]\s?(?:蜂窝|移动)数据)?|受限(访问)?|部分访问|有限访问|所选照片|仅限?所选(的)?照片|全部照片|所有照片|[0-9]+ ?项(权限)?|空白通行证|仅媒体文件|需要时询问|每次使用(?:时|前)?询问|使用时询问|使用应用时允许|已?允许访问(?:联系人|通讯录|短信|通话记录|电话|位置信息|照片|相机|麦克风)?|(?:不允许|未允许|禁止)访问(?:联系人|通讯录|短信|通话记录|电话|位置信息|照片|相机|麦克风)?|智能拒绝|已拦截|已阻止|阻止|已限制|Allowed|Denied|Not allowed|Ask|Ask every time|Don.?t allow|Allow|Allowed (?:all the time|only while in use)|Allow (?:all the time|only while using the app)|Limited access|Full access|None)$")
});
static PERMISSION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(访问|读取|获取|修改|使用|发送|拨打|读写)?(手机)?(通讯录|联系人|电话|通话记录|短信|短信/彩信|彩信|通知类短信|位置信息|位置|定位|定位服务|相机|摄像头|麦克风|录音|存储|存储空间|文件和媒体|照片和视频|照片|相册|媒体影音|音乐和音频|日历|日程|本机识别码|设备信息|手机号码|应用列表|已安装应用列表|身体活动|健康|健身运动|附近(的)?设备|悬浮窗|后台弹出界面|后台启动|关联启动|链式启动|后台定位|自启动|通知|锁屏显示|剪贴板|蓝牙|本地网络|无线数据|蜂窝数据|后台(App|应用)刷新|跟踪|Siri.*|语音识别|提醒事项|面容 ?ID|显示在其他应用的上层|修改系统设置|安装(未知|其他)应用|传感器|身体传感器|通话状态|电话状态|桌面快捷方式|后台运行|读取位置信息|写入?联系人|新建.*|拦截.*|Contacts|Call logs?|SMS|Phone|Location|Camera|Microphone|Photos(?: and videos)?|Files(?: and media)?|Music and audio|Calendar|Nearby devices|Notifications|Physical activity)(信息|权限)?$")
});
static LAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"使用|访问|读取|获取|过去|前|昨天|今天|未曾|从未|最近|次|[0-9]:[0-9]{2}"));
static NOT_A_ROW: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(版本|版本号)|^(应用信息|应用详情|App信息|应用权限|权限管理|权限使用情况|安装时间|更新时间|安装来源|应用大小|存储占用|流量使用情况|电池|耗电详情|隐私|搜索|卸载|强行停止|强制停止|清除数据|打开|停用|查看全部|按(?:应用|权限|时间)(?:查看)?|更多|了解详情|完成|编辑|返回|设置|帮助)$"));
static ALLOW_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern("^允许[“\"「](.+)[”\"」](访问|使用)?"));
static TITLE_WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"权限|隐私|记录|信息|详情|管理|设置|照明弹|行为|使用情况"));
/// Pages that list uses, not settings.
static USE_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"使用|访问|行为|记录|照明弹|足迹|报告|dashboard"));
/// A sentence that explains the page heads no rows.
static EXPLAINS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]+ ?个(?:应用|App)|^(以下|下列|这些|此处|请求)|申请过|将出现|显示过去|您可以|你可以"));
/// What the sentence on a page of one permission names.
static TOLD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:访问|读取|获取|请求|申请|使用|此应用的)(?:您的|你的|了)?(通讯录|联系人|通话记录|短信|电话|位置信息|位置|相机|麦克风|照片|相册|日历)(?:权限|访问权限|的|数据|。|$)"));
/// How often in all, under the name of an app.
static TALLY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^共?(?:访问|使用|读取|获取|调用)(?:了|过)?\s*[0-9]+\s*次"));
/// What an app did, not what it may.
static DONE: LazyLock<Regex> = LazyLock::new(|| pattern("^(访问|读取|获取|修改|使用|发送|拨打|读写|写入)"));
static QUOTES: LazyLock<Regex> = LazyLock::new(|| pattern("[“”\"「」]"));

/// Stands for the permission a page is about when a notification covers its name.
const COVERED: &str = "（名称被遮住的权限）";

/// Raster pixels a side of the squares switches are looked for in.
const GRAIN: usize = 2;

/// Whether a text is a state of a permission.
pub(super) fn is_state(text: &str) -> bool {
    STATE.is_match(trimmed(text))
}

/// Whether a text names a permission.
pub(super) fn is_permission(text: &str) -> bool {
    PERMISSION.is_match(trimmed(text))
}

fn trimmed(text: &str) -> &str {
    text.trim_end_matches(['>', '›', '〉', '＞', ')', '）', ' ', '》', '√', '✓', '，', ',', '、', '·', '：', ':']).trim()
}

/// Rows of a list of uses: a name with a time at the right edge.
pub(super) fn uses(screen: &Screen) -> usize {
    let title = screen.header.iter().any(|l| USE_TITLE.is_match(&l.text) && title_permission(&l.text).is_some());
    let timed = |l: &&Seen| (l.at.x as f32 > screen.w() * 0.55 || before(screen, l)) && clock::Label::parse(&l.text).is_some();
    if title { screen.lines.iter().filter(timed).count() } else { 0 }
}

/// Rows that name a permission at the left and say at the right when it was used.
pub(super) fn dated(screen: &Screen) -> usize {
    let time = |l: &Seen| clock::Label::parse(trimmed(&l.text)).is_some_and(|t| t.has_clock() || t.has_day());
    let beside = |n: &Seen| screen.lines.iter().any(|l| l.at.x as f32 > screen.w() * 0.5 && l.at.overlap_y(n.at) * 2 > l.at.h.min(n.at.h) && time(l));
    screen.lines.iter().filter(|l| (l.at.x as f32) < screen.w() * 0.4 && is_permission(&l.text) && beside(l)).count()
}

/// Whether a line leads its row at the left edge, as the times of a list of uses do.
fn before(screen: &Screen, line: &Seen) -> bool {
    (line.at.right() as f32) < screen.w() * 0.36 && screen.lines.iter().any(|o| o.index != line.index && o.at.x > line.at.right() && (o.at.x as f32) < screen.w() * 0.55 && o.at.overlap_y(line.at) * 2 > line.at.h.min(o.at.h))
}

/// A switch: where it stands and whether it is on.
pub(super) struct Switch {
    at: Region,
    on: bool,
}

/// How many switches stand beside the name of a permission, and how many in all: a page that says no more of itself must show some there, not anywhere.
pub(super) fn named(screen: &Screen, switches: &[Switch]) -> (usize, usize) {
    let beside = |s: &Switch, l: &Seen| is_permission(&l.text) && s.at.overlap_y(l.at) * 2 > s.at.h.min(l.at.h);
    (switches.iter().filter(|s| screen.lines.iter().any(|l| beside(s, l))).count(), switches.len())
}

/// How many switches stand one under the other, all of one size: a person's own short messages at the right edge do not.
pub(super) fn abreast(switches: &[Switch], w: f32) -> usize {
    let same = |a: &Switch, b: &Switch| ((a.at.x - b.at.x).abs() as f32) < w * 0.012 && ((a.at.w - b.at.w).abs() as f32) < w * 0.015 && ((a.at.h - b.at.h).abs() as f32) < w * 0.015;
    switches.iter().map(|a| switches.iter().filter(|b| same(a, b)).count()).max().unwrap_or(0)
}

/// Whether a title heads the permissions of one app, whatever else stands beside its name.
pub(super) fn managed(title: &str) -> bool {
    matches!(title.trim(), "权限管理" | "应用权限管理")
}

/// Switches: at the right of a name a lying pill, coloured when it is on.
pub(super) fn switches(screen: &Screen) -> Vec<Switch> {
    let w = screen.w();
    let mut found: Vec<Switch> = Vec::new();
    for name in screen.lines.iter().filter(|l| (l.at.x as f32) < w * 0.45 && !l.stray()) {
        let beside = |l: &Seen| l.at.x as f32 > w * 0.55 && l.at.overlap_y(name.at) > 0 && !l.stray();
        if screen.lines.iter().any(beside) {
            continue;
        }
        let look = Region { x: screen.part(0.78), y: name.at.y - screen.part(0.012), w: screen.part(0.2), h: name.at.h + screen.part(0.024) };
        let edge = Region { x: screen.part(0.70), y: name.at.y, w: screen.part(0.05), h: name.at.h };
        let ground = screen.ground.mean(edge).unwrap_or(screen.page);
        let step = screen.ground.step();
        // On a coarse grid noise is gone; a border of a turned picture is a piece of its own.
        for piece in screen.ground.coarse_blobs(look, ground, 12, GRAIN) {
            let (x0, x1) = (piece.iter().map(|m| m.0).min().unwrap_or(0), piece.iter().map(|m| m.0).max().unwrap_or(0));
            let (y0, y1) = (piece.iter().map(|m| m.1).min().unwrap_or(0), piece.iter().map(|m| m.1).max().unwrap_or(0));
            let (across, down) = (x1 - x0 + 1, y1 - y0 + 1);
            let of = |cells: i32| cells as f32 * GRAIN as f32 * step;
            let (aw, ah) = (of(across), of(down));
            let pill = aw > w * 0.06 && aw < w * 0.18 && aw / ah > 1.3 && aw / ah < 2.8;
            // A round knob of the page's own colour leaves at least a third.
            if pill && piece.len() as i32 * 3 > across * down {
                let at = Region { x: of(x0) as i32, y: of(y0) as i32, w: aw as i32, h: ah as i32 };
                let (mut all, mut coloured) = (0u32, 0u32);
                screen.ground.each(at, |_, _, _, colour| {
                    all += 1;
                    coloured += u32::from(colourful(colour) > 60);
                });
                if !found.iter().any(|s| s.at.overlap_y(at) > 0) {
                    found.push(Switch { at, on: coloured * 4 > all });
                }
            }
        }
    }
    found.sort_by_key(|s| s.at.y);
    found
}

/// Reads the page.
pub(super) fn read(screen: &Screen, page: &mut Page) {
    let w = screen.w();
    let title = screen.header.first().map(|l| l.text.clone()).or_else(|| told_below(screen)).unwrap_or_default();
    let mut lines: Vec<Seen> = screen.lines.iter().filter(|l| (!l.stray() || is_state(&l.text)) && l.text != ">" && l.text != "›").cloned().collect();
    lines.retain(|l| !icon_letter(l, &screen.lines) && !icon_sign(l, &screen.lines, w));
    lines.sort_by_key(|l| (l.at.y, l.at.x));
    let switches = switches(screen);
    let answers = prompt::choices(screen, &title, &lines);
    let app = named_app(screen, &title, &lines, &switches, answers.first().map(|l| l.at.y));
    if !answers.is_empty() {
        page.permissions.push(prompt::chosen(screen, &title, &lines, &answers, app));
        page.rest.extend(lines.iter().filter(|l| !answers.iter().any(|a| a.index == l.index)).map(Seen::remark));
        return;
    }
    // Rows: a name on the left whose state stands on the right at the same height, else under it.
    let right = |l: &Seen| l.at.x as f32 > w * 0.5;
    let names: Vec<&Seen> = lines.iter().filter(|l| !right(l)).collect();
    // The app a page is about stands above its rows, with nothing beside it.
    let about_apps = title_permission(&title).is_some();
    let heads = |name: &Seen| {
        let beside = |l: &Seen| right(l) && l.at.overlap_y(name.at) > 0 && (is_state(&l.text) || clock::Label::parse(&l.text).is_some());
        !about_apps && app.as_deref() == Some(name.text.as_str()) && name.at.y < screen.part(0.6) && !lines.iter().any(beside)
    };
    let mut used: Vec<usize> = Vec::new();
    let mut rows: Vec<(usize, PermitRow)> = Vec::new();
    for name in &names {
        if used.contains(&name.index) || clock::Label::parse(&name.text).is_some() || NOT_A_ROW.is_match(&name.text) || heads(name) {
            continue;
        }
        let below: Vec<&&Seen> = under(&names, name);
        let block = below.iter().fold(name.at, |a, l| a.union(l.at));
        let level = |at: Region| at.mid_y() >= block.y - name.at.h / 3 && at.mid_y() <= block.bottom() + name.at.h / 3;
        let state_right = lines.iter().find(|l| right(l) && is_state(&l.text) && level(l.at));
        let switch = switches.iter().find(|s| level(s.at) && s.at.mid_y() > name.at.y - name.at.h);
        let state_below = below.iter().find(|l| is_state(&l.text)).copied().copied();
        let aside = |l: &Seen| right(l) || (l.at.right() < name.at.x && before(screen, l));
        let used_at = lines.iter().find(|l| aside(l) && level(l.at) && clock::Label::parse(trimmed(&l.text)).is_some());
        let timed = used_at.is_some() && (USE_TITLE.is_match(&title) || is_permission(&name.text));
        if state_right.is_none() && switch.is_none() && state_below.is_none() && !timed {
            continue;
        }
        used.push(name.index);
        used.extend(below.iter().map(|l| l.index).chain(used_at.map(|l| l.index)));
        // A time is surer than words about use; those may be a counter (`访问 12 次`).
        let timed = |l: &Seen| clock::Label::take(&l.text).0 != clock::Label::default();
        let about = |timely: bool| below.iter().find(|l| !is_state(&l.text) && LAST.is_match(&l.text) && (!timely || timed(l))).map(|l| l.text.clone());
        let last = about(true).or_else(|| lines.iter().find(|l| aside(l) && !is_state(&l.text) && level(l.at) && timed(l)).map(|l| trimmed(&l.text).to_owned())).or_else(|| about(false));
        let state = state_right.map(|l| trimmed(&l.text).to_owned()).or_else(|| switch.map(|s| if s.on { "开启" } else { "关闭" }.to_owned())).or_else(|| state_below.map(|l| trimmed(&l.text).to_owned()));
        let at = state_right.map_or(block, |l| block.union(l.at));
        let at = switch.map_or(at, |s| at.union(s.at));
        let score = (name.score * 1000.0).round() / 1000.0;
        let mut row = PermitRow { app: None, permission: name.text.clone(), state, switch: state_right.is_none() && switch.is_some(), last, section: None, score, at };
        deed(&mut row, &below);
        rows.push((name.index, row));
    }
    // Headings: what is left on the left between rows. A heading that is a state is the state of its rows (Android groups so).
    let mut headings: Vec<&Seen> = names.iter().copied().filter(|l| !used.contains(&l.index) && l.text.chars().count() <= 16 && !EXPLAINS.is_match(&l.text) && l.text.chars().count() > 1 && !NOT_A_ROW.is_match(&l.text) && !TALLY.is_match(&l.text)).collect();
    headings.sort_by_key(|l| l.at.y);
    // 权限管理 leads to another page, or heads the permissions right under it.
    let heads_rows = |h: &&&Seen| matches!(h.text.trim(), "权限管理" | "应用权限") && !used.contains(&h.index) && rows.iter().any(|(_, r)| is_permission(&r.permission) && r.at.y >= h.at.bottom() && r.at.y - h.at.bottom() < h.at.h * 3);
    headings.extend(names.iter().filter(heads_rows));
    headings.sort_by_key(|l| l.at.y);
    // A state among others on its line is a tab, not a heading.
    let tab = |h: &Seen| is_state(&h.text) && lines.iter().any(|o| o.index != h.index && o.at.overlap_y(h.at) * 2 > h.at.h.min(o.at.h));
    headings.retain(|h| !tab(h));
    // Cards of apps head what each of them did; else the first of them is what the page is about.
    let head_of_card = |h: &&&Seen| clock::Label::parse(&h.text).is_none() && !is_state(&h.text) && title_permission(&h.text).is_none() && !TITLE_WORDS.is_match(&h.text);
    let deeds = rows.iter().all(|(_, r)| r.app.is_none()) && (rows.iter().all(|(_, r)| DONE.is_match(&r.permission)) || rows.iter().all(|(_, r)| is_permission(&r.permission) && r.last.is_some()));
    let mut heading: Vec<usize> = rows.iter().filter_map(|(_, r)| headings.iter().filter(head_of_card).rfind(|h| h.at.bottom() <= r.at.y + 4)).map(|h| h.index).collect();
    heading.dedup();
    let cards = USE_TITLE.is_match(&title) && deeds && heading.len() > 1;
    if !cards {
        headings.retain(|h| app.as_deref() != Some(h.text.as_str()));
    }
    if headings.iter().any(|h| is_state(&h.text)) {
        headings.retain(|h| is_state(&h.text));
        for name in &names {
            let heading = headings.iter().rev().find(|h| h.at.y < name.at.y);
            if let Some(heading) = heading
                && !used.contains(&name.index)
                && !is_state(&name.text)
                && name.text.chars().count() <= 14
                && !NOT_A_ROW.is_match(&name.text)
            {
                let below = under(&names, name);
                used.push(name.index);
                used.extend(below.iter().map(|l| l.index));
                let beside = |l: &&Seen| right(l) && l.at.overlap_y(name.at) * 2 > l.at.h.min(name.at.h) && clock::Label::take(&l.text).0 != clock::Label::default();
                let last = below.iter().find(|l| LAST.is_match(&l.text)).map(|l| l.text.clone()).or_else(|| lines.iter().find(beside).map(|l| trimmed(&l.text).to_owned()));
                rows.push((name.index, PermitRow { permission: name.text.clone(), state: Some(heading.text.clone()), last, score: name.score, at: name.at, ..PermitRow::default() }));
            }
        }
    }
    rows.sort_by_key(|(_, r)| r.at.y);
    for (index, row) in &mut rows {
        row.section = headings.iter().rev().find(|h| h.at.bottom() <= row.at.y + 4 && h.index != *index && !used.contains(&h.index)).map(|h| h.text.clone());
    }
    // The day may stand above the cards.
    if cards {
        let apps: Vec<&&Seen> = headings.iter().filter(head_of_card).collect();
        for (_, row) in &mut rows {
            let above = |h: &&&Seen| h.at.bottom() <= row.at.y + 4;
            row.app = apps.iter().copied().rfind(above).map(|h| h.text.clone());
            row.section = headings.iter().filter(|h| clock::Label::parse(&h.text).is_some_and(|t| t.has_day() && !t.has_clock())).rfind(above).map(|h| h.text.clone());
        }
    }
    // Under a heading that names a permission stand the apps that used it.
    if title_permission(&title).is_none() {
        // An app may be called like a permission (电话): where most under a heading are apps it is one.
        let apps: Vec<Option<String>> = rows.iter().map(|(_, r)| r.section.clone()).filter(|s| {
            let own = |r: &&(usize, PermitRow)| r.1.section == *s;
            rows.iter().filter(own).filter(|(_, r)| !is_permission(&r.permission)).count() * 2 > rows.iter().filter(own).count()
        }).collect();
        for (_, row) in rows.iter_mut().filter(|(_, r)| r.app.is_none() && (!is_permission(&r.permission) || apps.contains(&r.section))) {
            if let Some(permission) = row.section.as_deref().and_then(title_permission) {
                row.app = Some(std::mem::replace(&mut row.permission, permission));
            }
        }
    }
    // A page of one permission lists apps: what stands on the left is the app.
    let permission_in_title = title_permission(&title);
    let known = rows.iter().filter(|(_, r)| is_permission(&r.permission)).count();
    if let Some(permission) = permission_in_title.filter(|_| known * 2 <= rows.len() && rows.iter().all(|(_, r)| r.app.is_none())) {
        for (_, row) in &mut rows {
            row.app = Some(std::mem::replace(&mut row.permission, permission.clone()));
        }
    } else if screen.banner && known * 2 <= rows.len() && !rows.is_empty() && rows.iter().all(|(_, r)| r.app.is_none()) {
        // Apps under a covered title.
        for (_, row) in &mut rows {
            row.app = Some(std::mem::replace(&mut row.permission, COVERED.to_owned()));
        }
    } else {
        rows.iter_mut().filter(|(_, r)| r.app.is_none()).for_each(|(_, r)| r.app.clone_from(&app));
    }
    for line in &lines {
        let placed = used.contains(&line.index) || rows.iter().any(|(_, r)| r.at.overlap_y(line.at) * 2 > line.at.h);
        if !placed {
            page.rest.push(line.remark());
        }
    }
    page.permissions = rows.into_iter().map(|(_, r)| r).collect();
}

/// A list of what apps did names the app first and under it the permission with its time: `读取联系人 · 09:12`.
fn deed(row: &mut PermitRow, below: &[&&Seen]) {
    // An app may bear the name of a permission (相册, 电话); then what it did says so with a verb.
    let done = |l: &&&Seen| DONE.is_match(&l.text) && is_permission(&l.text);
    if is_permission(&row.permission) && !(row.last.is_some() && !DONE.is_match(&row.permission) && below.iter().any(done)) {
        return;
    }
    let found = below.iter().find_map(|l| {
        let (label, rest) = clock::Label::take(&l.text);
        let what = rest.trim_matches(|c: char| c.is_whitespace() || "·•・|｜,，".contains(c)).to_owned();
        (label != clock::Label::default() && is_permission(&what)).then(|| (what.clone(), l.text.replacen(&what, "", 1)))
    });
    // Or with the time at the right edge, and only the permission under the app.
    let found = found.or_else(|| below.iter().find(|l| row.last.is_some() && is_permission(&l.text)).map(|l| (trimmed(&l.text).to_owned(), row.last.clone().unwrap_or_default())));
    if let Some((what, time)) = found {
        row.app = Some(std::mem::replace(&mut row.permission, what));
        row.last = Some(time.trim_matches(|c: char| c.is_whitespace() || "·•・|｜,，".contains(c)).to_owned());
    }
}

/// Smaller lines close under a name.
fn under<'a>(names: &'a [&'a Seen], name: &Seen) -> Vec<&'a &'a Seen> {
    let mut found: Vec<&&Seen> = Vec::new();
    let mut bottom = name.at.bottom();
    // A time may stand in the margin before the name, between the heights of the two.
    for line in names.iter().filter(|l| l.at.y > name.at.mid_y() && l.at.right() >= name.at.x) {
        let close = line.at.y - bottom < (name.em * 0.55) as i32;
        // The size of digits is known less well than that of Chinese letters.
        let large = line.em > name.em * 0.96 && (line.at.h * 10 > name.at.h * 11 || clock::Label::parse(&line.text).is_none());
        if !close || large || (line.at.x - name.at.x).abs() > (name.em * 1.2) as i32 {
            break;
        }
        bottom = line.at.bottom();
        found.push(line);
    }
    found
}

/// The app a page is about: named in quotes, in the title, or in the middle under its icon.
fn named_app(screen: &Screen, title: &str, lines: &[Seen], switches: &[Switch], answers: Option<i32>) -> Option<String> {
    let plain_title = |t: &str| t.to_lowercase().contains("permission") || t == "App info";
    if plain_title(title) && let Some(name) = lines.first().filter(|l| !is_permission(&l.text) && !is_state(&l.text)) {
        return Some(name.text.clone());
    }
    if let Some(found) = lines.iter().find_map(|l| ALLOW_TITLE.captures(&l.text)) {
        return Some(found[1].to_owned());
    }
    let first_row = lines.iter().filter(|l| is_state(&l.text) && l.at.x as f32 > screen.w() * 0.5).map(|l| l.at.y).chain(switches.iter().map(|s| s.at.y)).chain(answers).min().unwrap_or(i32::MAX);
    let centred = |l: &&Seen| l.text.chars().count() <= 16 && (l.at.mid_x() as f32 - screen.w() / 2.0).abs() < screen.w() * 0.04 && l.at.bottom() < first_row && !NOT_A_ROW.is_match(&l.text) && clock::Label::parse(&l.text).is_none();
    let big = lines.iter().filter(centred).max_by(|a, b| a.em.total_cmp(&b.em).then(b.at.y.cmp(&a.at.y)));
    if let Some(name) = big {
        return Some(name.text.clone());
    }
    // Beside the icon: a name with the version under it.
    let version = lines.iter().position(|l| l.text.contains("版本"));
    if let Some(at) = version
        && let Some(name) = lines[..at].iter().rev().find(|l| l.at.bottom() <= lines[at].at.y + lines[at].at.h / 2)
    {
        return Some(name.text.clone());
    }
    let plain = QUOTES.replace_all(title, "").into_owned();
    if !TITLE_WORDS.is_match(&plain) && !is_permission(&plain) && !plain.is_empty() {
        return Some(plain);
    }
    // The first line on the page above all rows, when it stands alone.
    lines.iter().find(|l| l.at.bottom() < first_row && !is_state(&l.text) && !is_permission(&l.text) && !NOT_A_ROW.is_match(&l.text) && clock::Label::parse(&l.text).is_none() && (l.at.x as f32) < screen.w() * 0.5 && !TITLE_WORDS.is_match(&l.text) && l.text.chars().count() <= 10).map(|l| l.text.clone())
}

/// Whether a line is the white sign on an icon, taken for a letter: alone at the left edge before longer words.
fn icon_sign(line: &Seen, lines: &[Seen], w: f32) -> bool {
    let sign = matches!(line.text.trim(), "十" | "口" | "人" | "一" | "丨" | "卜" | "日" | "回" | "田" | "↑" | "+" | "×" | "八" | "个");
    let beside = |o: &Seen| o.index != line.index && o.at.x >= line.at.right() && (o.at.x as f32) < w * 0.35 && o.at.overlap_y(line.at) > 0 && o.text.chars().count() > 1;
    // A dot on a line of time, a ring, a stroke.
    let mut chars = line.text.trim().chars();
    let one = matches!((chars.next(), chars.next()), (Some(c), None) if c.is_ascii_alphanumeric() || !c.is_alphanumeric());
    let close = |o: &Seen| o.index != line.index && o.at.x >= line.at.right() && o.at.x - line.at.right() < (w * 0.2) as i32 && o.at.y < line.at.bottom() && o.at.bottom() > line.at.y && o.text.chars().count() > 1;
    sign && (line.at.x as f32) < w * 0.2 && lines.iter().any(beside) || one && (line.at.x as f32) < w * 0.35 && lines.iter().any(close)
}

/// The permission a page is about where a notification covers its title: what a sentence on it says (已请求访问通讯录的应用程序).
fn told_below(screen: &Screen) -> Option<String> {
    screen.lines.iter().filter(|_| screen.banner).find_map(|l| TOLD.captures(&l.text)).map(|told| told[1].to_owned())
}

/// The permission a title names: `读取联系人权限`, `通讯录`, `电话权限`.
pub(super) fn title_permission(title: &str) -> Option<String> {
    let mut plain = title.trim();
    for word in ["历史", "记录", "使用情况", "使用", "访问", "管理", "权限", "的"] {
        plain = plain.strip_suffix(word).unwrap_or(plain).trim();
    }
    [plain, title.trim()].into_iter().find(|t| is_permission(t)).map(str::to_owned)
}

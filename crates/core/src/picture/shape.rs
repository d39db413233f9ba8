//! What a screen is read into.

use super::Region;
use serde::{Deserialize, Serialize};

/// The app on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum App {
    /// Text messages.
    Sms,
    /// WeChat or WeCom.
    Wechat,
    /// QQ or TIM.
    Qq,
    /// DingTalk.
    Dingtalk,
    /// Feishu.
    Feishu,
    /// The list of calls.
    Calllog,
    /// A page of permissions.
    Permission,
    /// The page of one app.
    Appinfo,
    /// None of these, or not recognised.
    #[default]
    Unknown,
}

impl App {
    /// Chinese name.
    pub fn zh(self) -> &'static str {
        match self {
            App::Sms => "短信",
            App::Wechat => "微信",
            App::Qq => "QQ",
            App::Dingtalk => "钉钉",
            App::Feishu => "飞书",
            App::Calllog => "通话记录",
            App::Permission => "权限页",
            App::Appinfo => "应用信息页",
            App::Unknown => "认不出的页面",
        }
    }

    /// The app by the package name at the end of a file name, as Android makers write it.
    pub fn of_file(name: &str) -> Option<App> {
        const PACKAGES: [(&str, App); 8] = [
            ("com.tencent.mm", App::Wechat), ("com.tencent.wework", App::Wechat), ("com.tencent.mobileqq", App::Qq), ("com.tencent.tim", App::Qq),
            ("com.alibaba.android.rimet", App::Dingtalk), ("com.ss.android.lark", App::Feishu), ("com.android.mms", App::Sms), ("com.google.android.apps.messaging", App::Sms),
        ];
        PACKAGES.iter().find(|(package, _)| name.contains(package)).map(|(_, app)| *app)
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark words on a light page.
    #[default]
    Light,
    /// Light words on a dark page.
    Dark,
}

/// Whose side of the screen a bubble is on: the owner of the phone writes on the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The other side.
    Left,
    /// The owner.
    Right,
}

/// What a bubble holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// A voice message: its length, and the words the app made of it.
    Voice,
    /// A transfer: amount and state.
    Transfer,
    /// A red packet.
    Redpacket,
    /// A shared page: title and summary.
    Link,
    /// A picture.
    Image,
    /// A file: its name and size.
    File,
    /// A call in the app.
    Call,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bubble {
    /// Whose.
    pub side: Side,
    /// What it holds.
    pub kind: Kind,
    /// The words seen; wrapped lines joined, parts parted by a line break.
    pub text: String,
    /// Time label in, under or directly above it, as shown.
    pub time: Option<String>,
    /// The nearest separator above, as shown.
    pub time_context: Option<String>,
    /// Name shown beside it.
    pub sender: Option<String>,
    /// Message it answers, as shown.
    pub quote: Option<String>,
    /// It is the row of a list of conversations: its time without a day is today's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub listed: bool,
    /// Mean score of its lines, 0 to 1.
    pub score: f32,
    /// Where it stands, in the upright, straightened picture.
    pub at: Region,
}

/// A row of a list of calls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CallRow {
    /// Number or name, as shown.
    pub number: String,
    /// Time, as shown.
    pub time: Option<String>,
    /// `in`, `out`, `missed`; `None` where nothing shows it.
    pub direction: Option<String>,
    /// How many calls the row stands for.
    pub count: u32,
    /// Place or kind of number.
    pub label: Option<String>,
    /// What the phone marks the number as.
    pub mark: Option<String>,
    /// How long, as shown.
    pub duration: Option<String>,
    /// The date heading above.
    pub section: Option<String>,
    /// Mean score of its lines.
    pub score: f32,
    /// Where it stands.
    pub at: Region,
    /// Where its name stands.
    #[serde(skip)]
    pub head: Region,
}

/// A row of a page of permissions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PermitRow {
    /// App, as shown.
    pub app: Option<String>,
    /// Permission, as shown.
    pub permission: String,
    /// State, as shown; `开启` or `关闭` for a switch.
    pub state: Option<String>,
    /// The state is a switch's place, not a word.
    pub switch: bool,
    /// Last use, as shown.
    pub last: Option<String>,
    /// The heading above.
    pub section: Option<String>,
    /// Mean score of its lines.
    pub score: f32,
    /// Where it stands.
    pub at: Region,
}

/// A line with its place that is no message: a separator, a notice, what is left over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// The words.
    pub text: String,
    /// The nearest separator above.
    pub time_context: Option<String>,
    /// Where it stands.
    pub at: Region,
}

/// A screen read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The app.
    pub app: App,
    /// Light or dark.
    pub theme: Theme,
    /// Title of the conversation.
    pub peer: Option<String>,
    /// Messages, top to bottom.
    pub bubbles: Vec<Bubble>,
    /// Calls.
    pub calls: Vec<CallRow>,
    /// Permissions.
    pub permissions: Vec<PermitRow>,
    /// Lines of the system among the messages.
    pub notices: Vec<Remark>,
    /// Lines of time among the messages.
    pub separators: Vec<Remark>,
    /// Lines that are none of these: buttons, marks, what could not be placed.
    pub rest: Vec<Remark>,
    /// What looks as if it had been cut off or covered, each a Chinese line. Never a verdict.
    pub oddities: Vec<String>,
    /// Weak signs of cropping, scaling or editing, each a Chinese line with its harmless causes. Never a verdict.
    pub signs: Vec<String>,
}

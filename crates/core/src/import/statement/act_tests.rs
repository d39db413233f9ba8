//! Who contacted whom, clause by clause.

use super::*;
use Direction::{In, Out};

fn of(clause: &str) -> Option<(Channel, Direction, Option<String>)> {
    match said(clause, |_| true) {
        Said::Act(act) => Some((act.channel, act.direction, act.to)),
        _ => None,
    }
}

#[test]
fn what_stands_before_the_verb_acts() {
    for clause in ["☎打电话给我", "☎来电", "接到☎来电", "我接到☎打来的电话", "收到☎的电话", "有个号码☎打电话给我", "☎不停地打电话骚扰我", "我被☎打电话辱骂", "☎给我打来电话", "☎又打了3个电话", "接到一个陌生电话☎", "我的手机☎接到☎的电话", "☎致电我", "☎打来电话", "周末接到☎的电话", "在单位接到☎的电话", "对方用☎给我打电话", "对方☎给我打电话", "对方☎又打来电话", "☎打电话说微信联系"] {
        assert_eq!(of(clause), Some((Channel::Call, In, None)), "{clause}");
    }
    for clause in ["我拨打☎咨询还款", "我回拨☎", "我打给☎", "打给我哥☎", "我打电话给☎问协商", "我给☎打了电话", "我用自己的手机拨通了☎", "我致电☎", "我给我妈☎打电话", "拨打☎客服", "我又给☎打过去", "我的手机☎打给☎", "我打电话☎"] {
        assert_eq!(of(clause), Some((Channel::Call, Out, None)), "{clause}");
    }
    for clause in ["我给☎回短信", "我发短信给☎要求停止", "向☎发送短信", "我回复☎短信", "我给☎发了一条短信"] {
        assert_eq!(of(clause), Some((Channel::Sms, Out, None)), "{clause}");
    }
    for clause in ["☎发短信", "我收到☎的短信", "☎给我发来短信", "☎发来短信"] {
        assert_eq!(of(clause), Some((Channel::Sms, In, None)), "{clause}");
    }
}

#[test]
fn somebody_else_is_reached() {
    for (clause, to) in [("我妈王芳接到☎的电话", "我妈王芳"), ("同事小陈收到☎短信", "同事小陈"), ("☎给我妹妹李丽打电话催债", "我妹妹李丽"), ("☎打电话到我单位", "我单位"), ("☎打电话给我妈", "我妈"), ("☎打电话到我妈手机", "我妈"), ("我妈的手机☎接到☎的电话", "我妈"), ("☎打我妈电话", "我妈"), ("☎打我单位的电话找我", "我单位"), ("☎打我妈王芳的手机☎电话", "我妈王芳")] {
        assert_eq!(of(clause).and_then(|a| a.2).as_deref(), Some(to), "{clause}");
    }
}

#[test]
fn denied_announced_heard_or_open_is_no_contact() {
    for clause in [
        "我没有接☎的电话", "我把☎的电话号码拉黑", "我没有打电话给☎", "☎没有打电话给我", "从未收到☎的短信", "☎说要给我妈打电话", "☎威胁说会打电话给我单位", "我要求☎停止打电话", "我怀疑☎给我打电话", "我和☎通了电话", "我妈手机上☎打来电话",
        "有人打电话给我☎", "我妈说☎打电话给她", "☎和☎打电话给我", "我打电话给我妈问☎的事", "☎打电话给我和我妈", "我不接☎的电话", "别再打☎的电话", "我想给☎打电话", "☎每天打电话给我", "我拨打12345投诉☎", "☎加我微信好友", "我妈给☎打电话", "☎打电话骂我妈", "请☎发短信给我", "王芳接到☎的电话", "公司开会时接到☎的电话", "朋友聚会时收到☎的短信", "打电话骂人☎", "打电话☎", "☎发现我妈微信", "对方用☎和☎打电话给我", "☎差点打电话给我", "☎打不通我的电话", "☎没打通我电话", "☎打他电话",
    ] {
        assert_eq!(of(clause), None, "{clause}");
    }
}

"""A ninth set for scripts/draw_screens.py: twenty-two pictures by the hand of the eighth, in layouts it has not, nearly all degraded, two ways at once among them. Drawn after the eighth was mended on, and scored
once before anything was mended on it."""

from datetime import datetime, timedelta
from random import Random

from draw_screens_eighth import CJK, DARKSMS, HM, INTER, MI, NIGHT, ROBOTO, SMS, WQY, WX, once, talk
from draw_screens_eighth_pages import arrow, clock12, face, page
from draw_screens_skins import truth, weekday

CALLS = [  # shown, way, how often, place, mark, days back, clock, how long
    ("0551-0000 7719", "missed", 4, "安徽 合肥", "疑似催收", 0, "17:58", None), ("阿青", "out", 1, "安徽 芜湖", None, 0, "16:03", "2分钟"), ("191 0000 3046", "in", 2, "安徽 合肥", None, 0, "11:31", "15秒"), ("191 0000 3047", "missed", 9, "安徽 合肥", "疑似催收", 0, "08:20", None),
    ("方老师", "in", 1, "安徽 六安", None, 1, "21:16", "7分钟"), ("95588", "in", 1, "银行客服", None, 1, "14:40", "48秒"), ("哥", "out", 3, "浙江 宁波", None, 4, "12:09", "1分钟"), ("+86 162 0000 8815", "missed", 7, "虚拟号段", "骚扰电话", 8, "09:55", None),
]
FAMILY = [(1, "19:48"), ("them", "钱的事你别瞒着家里"), ("me", "没瞒，我在跟平台谈分期"), ("them", "那个姓龚的又打到你舅妈单位去了，领导都知道了"), ("me", "让舅妈把来电时间记下来"), (0, "07:52"), ("them", "记了，昨天一共十一个"), ("voice", "left", 16), ("me", "收到，我加到证据里"), ("them", "嗯")]
SQUAD = [(0, "13:07"), ("them", "大家有没有接到找邵杰的电话", "Tina_周"), ("them", "接到两个", "老蔡"), ("them", "我也是，说不转达就天天打", "n_n小满", {"quote": "Tina_周：大家有没有接到找邵杰的电话"}), ("me", "是我的债务纠纷，给大家添麻烦了，号码请发给我"), ("them", "191 0000 3046", "老蔡"), ("me", "谢谢"), ("line", "“松果分期-龚”撤回了一条消息"), ("them", "他怎么也在群里？", "Tina_周")]
PUSH = [(3, "10:26"), ("them", "邵杰你好，我是松果分期外包案件组，欠款12,608.30元今日是否处理？"), ("me", "请先发委托函"), (1, "16:44"), ("them", "委托函不外发。你再拖，明早八点我到合肥找你单位人事"), ("me", "好"), ("them", "行，等着"), (0, "20:15"), ("them", "T"), ("me", "已投诉至12378")]


def calls(name, kind, dark=False, **look):
    rng = Random(name)
    now = datetime(2026, rng.randint(3, 11), rng.randint(12, 27), rng.randint(19, 22), rng.randint(10, 59))
    t, out, heading = truth("calllog", now, "dark" if dark else "light"), [], None
    fg, grey, red, green = ("#ececee", "#85878c", "#ff5b52", "#3fbf74") if dark else ("#17181b", "#8b8d92", "#e23a32", "#27a35c")
    for i, (who, way, count, place, mark, back, clock, lasted) in enumerate(CALLS):
        h, m = map(int, clock.split(":"))
        at = (now - timedelta(days=back)).replace(hour=h, minute=m)
        ink, key, many = red if way == "missed" else fg, f"data-k=c{i}", f" ({count})" if count > 1 else ""
        shown, when, section = clock if back == 0 else "昨天" if back == 1 else f"星期{weekday(at)}" if back < 7 else f"{at.month}/{at.day}", at if back == 0 else at.date(), None
        hue = red if way == "missed" else green if way == "out" else "#3b82f6"
        if kind == "right":  # the arrow in the right column before the time, the counter behind the name
            li = f"<div class=li><div class=mid {key}><div class=big style='color:{ink}'>{who}{many}</div><div class=sml><span>{place}</span>{f'<span>|</span><span>{mark}</span>' if mark else ''}</div></div><span class=rgt>{arrow(way, hue, 14)}{shown}</span></div>"
        elif kind == "corner":  # a face with the arrow on its corner, the counter small and raised
            up = f"<sup style='font-size:11px;margin-left:3px;color:{grey}'>{count}</sup>" if count > 1 else ""
            li = f"<div class=li><span style='position:relative'>{face(rng, who, 42)}<span style='position:absolute;right:-4px;bottom:-3px;background:{'#000' if dark else '#fff'};border-radius:50%;padding:2px;display:flex'>{arrow(way, hue, 12)}</span></span><div class=mid {key}><div class=big style='color:{ink}'>{who}{up}</div><div class=sml>{mark or place}</div></div><span class=rgt>{shown}</span></div>"
        elif kind == "words":  # what became of it in words, the date in front
            shown, when = f"{at.month:02d}月{at.day:02d}日 {clock}", at
            word = {"missed": "未接来电", "in": f"呼入 {lasted}", "out": f"呼出 {lasted}"}[way]
            li = f"<div class=li style='border-bottom:.6px solid #8883'><div class=mid {key}><div class=big>{who}{many}</div><div class=sml><span style='color:{red if way == 'missed' else grey}'>{word}</span></div></div><span class=rgt>{shown}</span></div>"
        elif kind == "days":  # sections of days with the weekday, coloured arrows before plain names, times of twelve hours
            section, shown, when = ("今天" if back == 0 else "昨天" if back == 1 else f"{at.month}月{at.day}日 星期{weekday(at)}"), clock12(at), at
            li = f"<div class=li>{arrow(way, hue, 17)}<div class=mid {key}><div class=big>{who}{many}</div><div class=sml>{place}</div></div><span class=rgt>{shown}</span></div>"
        elif kind == "times":  # ×5 behind the name on a pale pill
            pill = f"<span style='font-size:12px;background:#8883;border-radius:9px;padding:1px 7px;color:{grey}'>×{count}</span>" if count > 1 else ""
            li = f"<div class=li><div class=mid {key}><div class=big style='color:{ink};display:flex;gap:8px;align-items:center'><span>{who}</span>{pill}</div><div class=sml>{arrow(way, hue, 12)}<span>{place}</span></div></div><span class=rgt>{shown}<i class=inf style='color:{grey}'>i</i></span></div>"
        else:  # "ringed": faces, the counter in a ring at the right under the time
            ring = f"<span style='border:1.3px solid {grey};border-radius:50%;width:19px;height:19px;font-size:11px;line-height:17px;text-align:center;display:block;margin:3px 0 0 auto'>{count}</span>" if count > 1 else ""
            li = f"<div class=li>{face(rng, who)}<div class=mid {key}><div class=big style='color:{ink}'>{who}</div><div class=sml>{arrow(way, hue, 13)}<span>{mark or place}</span></div></div><span class=rgt style='display:block;text-align:right'>{shown}{ring}</span></div>"
        if section != heading:
            heading = section
            out.append(f"<div class=sec><span data-k=h{i}>{section}</span></div>")
        out.append(li)
        t["calls"].append(dict(number=who, time=shown, direction=way, count=count, section=section, at=when.strftime("%Y-%m-%dT%H:%M") if isinstance(when, datetime) else when.strftime("%Y-%m-%d")))
    return page(name, now, t, "".join(out), dark=dark, **look)


def permits(name, kind, dark=False, **look):
    rng = Random(name)
    now = datetime(2026, rng.randint(3, 11), rng.randint(12, 27), rng.randint(12, 22), rng.randint(10, 59))
    t, out = truth("permission", now, "dark" if dark else "light"), []
    icon = f"<span style='width:40px;height:40px;border-radius:11px;flex:none;background:{rng.choice(['#d28445', '#5a86c8', '#72a56c'])}'></span>"
    note = lambda *row: t["permissions"].append(dict(zip(("app", "permission", "state", "last", "section"), row)))
    if kind == "choice":  # one permission of many apps, the state under the name
        for app, state, last in (("松果分期", "始终允许", "3小时前访问"), ("云相册", "仅使用期间允许", None), ("短视频", "拒绝", None), ("手电", "拒绝", None)):
            out.append(f"<div class=li>{icon}<div class=mid><div class=big>{app}</div><div class=sml>{state}</div></div><span class=rgt>{last or ''}<span class=go></span></span></div>")
            note(app, "通讯录", state, last, None)
    elif kind == "switches":
        for permission, on in (("读取联系人", True), ("读取通话记录", False), ("读取已安装应用列表", True), ("位置信息", False)):
            out.append(f"<div class=li><div class=mid><div class=big>{permission}</div></div><span class=tg style='background:{'#34c759' if on else '#8886'}'><u style='{'right' if on else 'left'}:2px'></u></span></div>")
            note("松果分期", permission, "开启" if on else "关闭", None, None)
        out.insert(0, f"<div class=li>{icon}<div class=mid><div class=big>松果分期</div></div></div>")
    else:  # "rows"
        out.append(f"<div class=li>{icon}<div class=mid><div class=big>松果分期</div></div></div>")
        for permission, state in (("通讯录", "禁止"), ("通话记录", "允许"), ("短信", "询问"), ("相机", "仅在使用中允许"), ("存储", "允许")):
            out.append(f"<div class=li><div class=mid><div class=big>{permission}</div></div><span class=rgt>{state}<span class=go></span></span></div>")
            note("松果分期", permission, state, None, None)
    return page(name, now, t, "".join(out), dark=dark, back=True, crop=False, **look)


CHATS = {
    "w_wx_family": ("wechat", FAMILY, dict(WX, title="妈妈", font=MI, seps="wechat12", lead=True), "half+jpeg"),
    "w_wx_squad_night": ("wechat", SQUAD, dict(WX, **NIGHT, title="项目三组(12)", font=HM, names=True, unread="12"), "tilt"),
    "w_qq_squad": ("qq", SQUAD, dict(seps="qq", title="项目三组", sub="12人在线", bg="#e8edf4", theirs="#fff", mine="#c9e7ff", radius="16px", round="50%", faces="36px", names=True, font=CJK, most="230px"), "crop"),
    "w_lark_squad": ("feishu", SQUAD, dict(seps="ding", title="项目三组", bg="#fff", theirs="#f2f3f5", mine="#d6e4ff", radius="8px", round="50%", faces="36px", names=True, font=MI, left_face=True, quote="#f7f8fa"), "moire"),
    "w_sms_in_night": ("sms", PUSH, dict(SMS, **DARKSMS, mine="#27527f", seps="miui", title="191 0000 3046", font=HM, hint="短信"), "jpeg"),
    "w_sms_flat": ("sms", PUSH, dict(SMS, bg="#f6f6f8", seps="color", title="191 0000 3046", font=MI, theirs="#fff", mine="#cfe8d8", hint="短信", clock="24", where="under"), "banner"),
    "w_imessage_half": ("sms", FAMILY, dict(SMS, seps="ios", title="妈妈", phone="ios", font=INTER, theirs="#e9e9eb", mine="#0b7bff", mine_ink="#fff", hint="iMessage 信息", radius="19px", lead=False, size="17px", pad="8px 13px", field="#fff", margin="5px"), "half"),
    "w_oneui_night": ("sms", PUSH, dict(SMS, **DARKSMS, seps="oneui", title="+86 191 0000 3046", font=ROBOTO, mine="#3a5bb8", mine_ink="#fff", hint="", clock="ap", where="beside", most="228px"), "moire"),
    "w_ding_family": ("dingtalk", FAMILY, dict(seps="ding", title="方晴", bg="#f2f2f6", mine="#c6e2ff", round="50%", radius="14px", font=WQY, read="未读", hint="发消息", fieldr="9px"), "tilt"),
}
PAGES = {
    "w_call_right": (lambda: calls("w_call_right", "right", title="通话", large=True, tabs=("通话", "联系人", "收藏"), font=CJK), "jpeg"),
    "w_call_right_night": (lambda: calls("w_call_right_night", "right", True, title="通话", font=HM), "half"),
    "w_call_corner": (lambda: calls("w_call_corner", "corner", title="最近", large=True, font=MI, tabs=("键盘", "最近", "联系人")), "tilt"),
    "w_call_corner_cut": (lambda: calls("w_call_corner_cut", "corner", title="最近", font=HM), "crop"),
    "w_call_words": (lambda: calls("w_call_words", "words", title="通话记录", back=True, font=WQY), "half"),
    "w_call_days_night": (lambda: calls("w_call_days_night", "days", True, title="电话", centre=True, font=ROBOTO, height=860), "jpeg"),
    "w_call_days": (lambda: calls("w_call_days", "days", title="电话", centre=True, font=ROBOTO, height=860), "crop"),
    "w_call_times": (lambda: calls("w_call_times", "times", title="电话", large=True, font=MI), "moire"),
    "w_call_ringed_night": (lambda: calls("w_call_ringed_night", "ringed", True, title="全部通话", font=CJK), "half"),
    "w_call_ringed_cut": (lambda: calls("w_call_ringed_cut", "ringed", title="全部通话", font=MI), "crop"),
    "w_perm_choice": (lambda: permits("w_perm_choice", "choice", title="通讯录", font=MI), "tilt"),
    "w_perm_switches_night": (lambda: permits("w_perm_switches_night", "switches", True, title="应用权限", font=HM), "half"),
    "w_perm_rows": (lambda: permits("w_perm_rows", "rows", title="权限管理", font=CJK), "moire"),
}
NINTH = {name: once(lambda name=name, app=app, script=script, looks=looks: talk(name, app, script, **looks), way) for name, (app, script, looks, way) in CHATS.items()}
NINTH.update({name: once(make, way) for name, (make, way) in PAGES.items()})

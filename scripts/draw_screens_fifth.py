"""A last handful of skins for scripts/draw_screens.py, drawn when the rules had been mended on all the others and run once on them."""

from draw_screens_fourth import LAWYER, MONEY, OFFICE, PARENT
from draw_screens_fourth import calls as listed
from draw_screens_third import CJK, HM, INTER, MI, ROBOTO, WQY, chat, sms, wx
from draw_screens_third_pages import calls, permits

VILLAGE = [("at", 3, "16:20"), ("l", "谁家亲戚叫葛明的，欠钱不还，电话关机", dict(name="鼎盛-催务6", tag="游客")), ("l", "发这个干嘛，群主踢人", dict(name="村东老葛", tag="村民")), ("r", "他本人在外打工，你们别在群里乱发"), ("n", "“鼎盛-催务6”已被移出群聊"), ("at", 1, "07:40"), ("l", "又换号加进来了", dict(name="豆豆妈", tag="管理员", quote="村东老葛：发这个干嘛，群主踢人")), ("voice", "left", 9, "把他家大门照片都发出来了，太过分了", dict(name="村东老葛", tag="村民")), ("l", "呵呵", dict(name="鼎盛-新号", tag="游客"))]
SHORT = [("at", 0, "08:08"), ("l", "葛明？"), ("r", "嗯"), ("l", "今天2,380"), ("r", "没有"), ("l", "借。"), ("at", 0, "12:47"), ("l", "?"), ("r", "不借新还旧"), ("l", "那就等你姐来还，她号我有：139 0000 6020")]

CHATS = {
    "v_wx_village": (("wechat", VILLAGE, wx(r="8px", br="8px", size="15px", most="244px") + ".tag{background:#fbe3c0;color:#a8661a}"), dict(peer="葛家湾村民群(418)", bg="#f2f2f2", names="above", font=MI, labels="wx12", height=900)),
    "v_wx_short_night": (("wechat", SHORT, wx(their="#303030", mine="#4bbf7f", mineink="#08170e", card="#303030", qbg="#222", foot="#1e1e1e", field="#2c2c2c", size="18px")), dict(peer="鼎盛催务", bg="#161616", fg="#dedede", sub="#747474", theme="dark", font=HM, centred=True, labels="wx")),
    "v_qq_village": (("qq", VILLAGE, wx(bubbles=" ", r="50%", br="6px 18px 18px 18px", their="#fff", mine="#38a1ff", mineink="#fff", foot="#f0f2f7") + ".tag{background:#e6f0ff;color:#3672c9;margin:0 5px 0 0}"), dict(peer="葛家湾(102)", bg="#eff2f8", names="above lead", font=CJK, labels="ios24", height=900)),
    "v_ding_short": (("dingtalk", SHORT, wx(bubbles=" ", r="9px", br="9px", their="#fff", mine="#bfdcff")), dict(peer="费主管", bg="#f3f4f6", font=HM, labels="mmdd", read="已读")),
    "v_sms_short": (("sms", SHORT, sms(their="#eceff4", mine="#13a36a", r="20px", mr="20px")), dict(peer="139 0000 6021", bg="#fff", font=ROBOTO, faces="", labels="dot", keys="短信")),
    "v_sms_letters_night": (("sms", LAWYER, sms(their="#1e2126", mine="#3a4d8f", r="8px 20px 20px 8px", mr="20px 8px 8px 20px", field="#1e2126", size="17px")), dict(peer="1069 7700 3302", bg="#08090b", fg="#e9e9ea", sub="#7e8288", theme="dark", font=MI, faces="", labels="named", keys="写短信")),
    "v_imsg_short": (("sms", SHORT, sms(their="#e9e9eb", mine="#33c85a", size="17px", bp="7px 13px", r="19px", mr="19px", field="#fff") + ".ln{margin:5px 0}"), dict(peer="+86 139 0000 6021", bg="#fff", font=INTER, faces="", labels="ios", centred=True, keys="短信", read="已送达")),
    "v_cards": (("wechat", MONEY, wx(r="5px", br="4px", mine="#9de675", size="15.5px")), dict(peer="鼎盛费主管", bg="#e8e8e8", font=WQY, labels="year", height=1240)),
    "v_blue_service": (("unknown", PARENT, wx(bubbles=" ", r="50%", br="12px", their="#fff", mine="#d7e8ff", mineink="#122") + ".list{background:linear-gradient(180deg,#e9f2ff,#f7f9fc 50%,#eef1f6)}"), dict(peer="鼎盛客服", title_sub="服务时间 9:00-21:00", bg="#eaf2ff", font=HM, labels="slash", clock="24", place="under")),
    "v_office_lark": (("feishu", OFFICE, wx(bubbles=" ", r="50%", br="7px", their="#f1f2f4", mine="#cfdfff", most="252px") + ".tag{background:#e3e6ea;color:#7a818a}"), dict(peer="行政通知群", bg="#fff", names="above", faces="left", font=MI, labels="year")),
}
FIFTH = {name: (lambda rng, a=a, more=more: chat(rng, *a, **more)) for name, (a, more) in CHATS.items()}
FIFTH.update({"v_calls_below_night": lambda rng: listed(rng, "below", True), "v_calls_stack_night": lambda rng: calls(rng, "stack", True), "v_calls_flyme_night": lambda rng: calls(rng, "flyme", True), "v_calls_one_night": lambda rng: calls(rng, "one", True)})
FIFTH.update({f"v_permits_{k}_night": (lambda rng, k=k: permits(rng, k, True)) for k in ("app_under", "behaviour", "timeline")})

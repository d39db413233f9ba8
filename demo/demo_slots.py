"""A small deterministic die and the slots of ordinary messages. No clock, no platform randomness."""

from datetime import datetime, timedelta, timezone

TZ = timezone(timedelta(hours=8))
BALANCE = "\ue001"  # filled in once all messages stand in order
MASK = (1 << 64) - 1


class Dice:
    """SplitMix64: the same numbers on every machine and Python version."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def int(self, low, high):
        """A whole number from low to high, both included."""
        return low + self.next() % (high - low + 1)

    def pick(self, items):
        return items[self.next() % len(items)]

    def weighted(self, items, weight):
        at = self.next() % sum(weight(x) for x in items)
        for x in items:
            at -= weight(x)
            if at < 0:
                return x
        raise AssertionError("weights exhausted")


def at(text):
    """`yyyy-mm-dd HH:MM:SS` Beijing time."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=TZ)


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S+08:00")


# Low and high of the month, for weather reports.
CLIMATE = {9: (20, 29), 10: (13, 22), 11: (7, 16), 12: (1, 10), 1: (-2, 7), 2: (2, 12), 3: (6, 16)}
BAD = {9: ["强降雨", "雷雨大风"], 10: ["大风降温", "中到大雨"], 11: ["大雾", "大风降温"], 12: ["寒潮", "大雾"],
       1: ["雨雪冰冻", "寒潮"], 2: ["雨雪", "大雾"], 3: ["大风", "雷雨"]}
WARN = {9: [("暴雨黄色", "短时强降雨"), ("雷电黄色", "雷雨大风")], 10: [("大风蓝色", "7级以上阵风")], 11: [("大雾黄色", "能见度不足500米的雾"), ("大风蓝色", "7级以上阵风")],
        12: [("寒潮蓝色", "8℃以上降温"), ("大雾橙色", "能见度不足200米的雾")], 1: [("道路结冰黄色", "影响交通的道路结冰"), ("寒潮蓝色", "8℃以上降温")],
        2: [("大雾黄色", "能见度不足500米的雾"), ("大风蓝色", "7级以上阵风")], 3: [("大风蓝色", "7级以上阵风"), ("雷电黄色", "雷雨大风")]}
# Words that belong to some months only.
SEASON = {"冬季提醒": (12, 1, 2), "年终好价": (11, 12), "城乡居民医保": (10, 11, 12), "冬季雾天": (11, 12, 1, 2), "年关高发": (12, 1, 2),
          "期末考试": (12, 1), "流感": (11, 12, 1, 2), "年底": (11, 12), "成绩已登记": (1, 2)}

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤龚"
GIVEN = ("晨 悦 浩然 子墨 雨桐 佳宁 思远 一鸣 静 丽娟 建国 秀兰 志强 海燕 春梅 国华 梓涵 欣怡 嘉豪 俊杰 婷婷 晓东 晓燕 文博 雅琴 "
         "明辉 振宇 若楠 凯 磊 倩 敏 玲 芳 伟 超 洋 霞 桂英 卫东 红梅 小龙 诗涵 宇航 可欣 家乐 立新 永强 素珍 玉华").split()
CITIES = ["青石镇", "澜州", "云屏", "汀阳", "栖远", "岚口", "溪湾"]
SHOPS = ["万鲜生超市", "早安豆浆", "喵囤商城", "澜州地铁", "小灶外卖", "清晨便利店", "云屏山景区", "老周修鞋", "橙子水果铺", "星屿影城"]
GOODS = ["加绒卫裤", "保温杯", "电热水袋", "猫砂20斤", "抽纸整箱", "护手霜三支装", "儿童积木", "折叠晾衣架", "羊毛围巾", "除湿盒", "钢笔墨水", "手机膜"]
DISHES = ["酸辣粉", "黄焖鸡米饭", "小份麻辣烫", "皮蛋瘦肉粥", "牛肉粉丝汤", "鲜肉小馄饨", "番茄鸡蛋面", "烤冷面"]
DEPTS = ["骨科", "皮肤科", "口腔科", "呼吸内科", "心内科", "眼科", "睡眠门诊"]
CHECKS = ["血常规", "甲状腺彩超", "膝关节磁共振", "胸部CT", "幽门螺杆菌"]
SUBJECTS = ["管理学基础", "电子商务概论", "应用写作", "统计学原理", "大学英语（3）"]
DOORS = ["门口鞋柜上", "3栋快递架", "公司前台", "消防栓旁", "物业岗亭", "小区外卖柜2号格"]
PLACES = ["汀溪花园北门店", "圆豆快递柜3栋", "栖云大厦B1收发室", "汀溪路便民驿站"]
ACTS = ["洗晒被褥", "户外散步", "登高望远", "室内运动", "带孩子去公园"]
SKIES = ["多云转晴", "阴有小雨", "晴到少云", "小到中雨转阴", "阴天为主", "晴"]
TIPS = {"雨": ["出门记得带伞。", "路面湿滑，慢行。"], "晴": ["适宜晾晒。", "空气干燥，多喝水。", "早晚温差大，注意添衣。"], "阴": ["体感偏凉，老人孩子注意保暖。", "早晚温差大，注意添衣。"]}
BOOKS = ["《人间草木》", "《围城》", "《小王子》", "《呼兰河传》", "《边城》"]
LESSONS = ["流瑜伽", "动感单车", "普拉提", "搏击操"]
STATIONS = ["澜州站", "澜州南站", "青石镇站"]


def slots(dice, t):
    """Every slot value, computed from the message time so that what a message says fits its own date."""
    low, high = CLIMATE[t.month]
    low, high = low + dice.int(-2, 2), high + dice.int(-3, 3)
    warn, expect = dice.pick(WARN[t.month])
    sky = dice.pick(SKIES)
    soon = t + timedelta(days=dice.int(1, 9))
    work = soon + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[soon.weekday()])
    round_sum = dice.pick([20, 30, 50, 100, 200])
    gb = t.day * 0.55 + dice.int(1, 9) / 20
    last_month = 12 if t.month == 1 else t.month - 1
    money = lambda a, b: "%.2f" % (dice.int(a * 100, b * 100) / 100)
    return {
        "n3": dice.int(100, 999), "n4": dice.int(1000, 9999), "n4b": dice.int(1000, 9999),
        "code4": "%04d" % dice.int(0, 9999), "code6": "%06d" % dice.int(0, 999999),
        "pick": "%d-%d-%04d" % (dice.int(1, 19), dice.int(1, 6), dice.int(1000, 9999)),
        "md_next": "%d月%d日" % (soon.month, soon.day), "md_work": "%d月%d日" % (work.month, work.day), "md_cn": "%d月%d日" % (t.month, t.day),
        "hm": t.strftime("%H:%M"), "month": last_month,
        "sur": dice.pick(SURNAMES), "rider": "1380000%04d" % dice.int(8000, 8999), "city": dice.pick(CITIES),
        "weather_bad": dice.pick(BAD[t.month]), "warn": warn, "expect": expect, "sky": sky, "span": "今天白天到夜里" if t.hour < 15 else "今夜到明天",
        "low": low, "high": max(high, low + 4), "wind": dice.pick(["北风3级", "东南风2-3级", "微风", "偏北风4级", "东风2级"]),
        "tip": dice.pick(TIPS[next(k for k in "雨晴阴" if k in sky)]), "act": dice.pick(ACTS), "door": dice.pick(DOORS), "place": dice.pick(PLACES),
        "few": dice.int(2, 9), "amt": money(60, 1800), "small": money(2, 98), "util": money(24, 96), "tiny": money(1, 9), "off": money(2, 19), "bal": BALANCE,
        "topped": "%.2f" % (round_sum + dice.int(300, 2900) / 100), "kwh": round_sum * 100 // 56,
        "eta": (t + timedelta(minutes=dice.int(18, 40))).strftime("%H:%M"), "dep": "%d:%02d" % (dice.int(7, 19), dice.int(0, 59)),
        "show": "%d:%02d" % (dice.int(14, 21), 5 * dice.int(0, 11)),
        "round": round_sum, "shop": dice.pick(SHOPS), "goods": dice.pick(GOODS), "dish": dice.pick(DISHES),
        "gb": "%.1f" % gb, "gb2": "%.1f" % (20 - gb), "dept": dice.pick(DEPTS),
        "check": dice.pick(CHECKS), "sub": dice.pick(SUBJECTS), "train": "K73%02d" % dice.int(10, 39), "coach": "%02d" % dice.int(1, 16),
        "seat": "%02d%s" % (dice.int(1, 18), dice.pick("ABCDF")), "station": dice.pick(STATIONS), "wan": dice.int(1, 9) if dice.int(0, 1) else 5,
        "plate": "澜A·%s%04d" % (dice.pick("DFKT"), dice.int(1000, 9999)), "lesson": dice.pick(LESSONS), "hall": dice.int(1, 9),
        "seat2": "%d排%d座" % (dice.int(3, 9), dice.int(2, 18)), "book": dice.pick(BOOKS),
    }


def service_message(dice, t, services, seen):
    """One ordinary message for time t: (number, words). A text already used is avoided while others are left."""
    open_now = [s for s in services if s[3] <= t.hour <= s[4]]
    words = number = None
    for _ in range(12):
        _, number, _, _, _, templates = dice.weighted(open_now, lambda s: s[2])
        template = dice.pick(templates)
        if "周末" in template and t.weekday() not in (3, 4):
            continue
        if any(k in template and t.month not in months for k, months in SEASON.items()):
            continue
        words = template.format(**slots(dice, t))
        if words not in seen:
            break
    assert words, "no template fits this month"
    seen.add(words)
    return number, words

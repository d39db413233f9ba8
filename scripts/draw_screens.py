#!/usr/bin/env python3
"""Draw invented screenshots in many skins with a browser, each with its truth: the development set of `crates/core/src/picture`.

    python3 scripts/draw_screens.py OUT [--only NAME…] [--set NAME…] [--fonts FOLDER]     plain and degraded pictures
    python3 scripts/eval_eyes.py …                                          measures what is read in them

Needs a headless chromium and Pillow. `--fonts` names a folder of `.css` files with `@font-face` (makers' fonts); without it the
system's Chinese fonts are used. Skins are drawn from memory (scripts/draw_screens_skins.py, draw_screens_fresh.py, _other, _third, _fourth, _fifth, _sixth, _seventh, _eighth, _ninth, _tenth, _eleventh, _twelfth, _thirteenth, _fourteenth, _fifteenth): what matters is how bubbles, names,
times and rows lie to one another, not whose icons they are. All people, numbers and words are invented. The truth has the fields
of scripts/eval_eyes.py; `at` is the instant a label means on the day of `taken`, which is also in the file's name.
"""

import argparse
import html
import json
import random
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps

import draw_screens_eighth as eighth
import draw_screens_eleventh as eleventh
import draw_screens_thirteenth as thirteenth
import draw_screens_fifteenth as fifteenth
import draw_screens_fourteenth as fourteenth
import draw_screens_twelfth as twelfth
import draw_screens_fifth as fifth
import draw_screens_fourth as fourth
import draw_screens_fresh as fresh
import draw_screens_ninth as ninth
import draw_screens_tenth as tenth
import draw_screens_other as other
import draw_screens_other_pages as pages
import draw_screens_seventh as seventh
import draw_screens_sixth as sixth
import draw_screens_skins as skins
import draw_screens_third as third
import draw_screens_third_pages as third_pages

CHROME = "/usr/bin/chromium"


def esc(text):
    return html.escape(text)


BASE = """
*{box-sizing:border-box;margin:0;padding:0}
body{width:360px;height:%(h)dpx;overflow:hidden;background:%(bg)s;color:%(fg)s;font-family:%(font)s;display:flex;flex-direction:column;position:relative}
.status{height:%(status)dpx;flex:none;display:flex;align-items:center;justify-content:space-between;padding:0 20px;font-size:13px;background:%(bar)s}
.status i{display:inline-block;width:20px;height:10px;border:1px solid currentColor;border-radius:3px;margin-left:6px}
.head{flex:none;min-height:46px;display:flex;align-items:center;background:%(bar)s;padding:4px 12px;position:relative;%(headextra)s}
.head .t{font-size:17px;font-weight:500}.head .s{font-size:11px;color:%(sub)s}
.head.c{justify-content:center;text-align:center}.head .back{position:absolute;left:12px;font-size:22px;width:11px;height:11px;border-left:2px solid currentColor;border-bottom:2px solid currentColor;transform:rotate(45deg)}
.head .more{position:absolute;right:14px;letter-spacing:2px;font-weight:700}
.head.l .t{margin-left:26px}.head.l .s{margin-left:26px}
.list{flex:1;overflow:hidden;padding:0 %(side)s;position:relative;%(listextra)s}
.row{display:flex;margin:%(gap)s 0;align-items:flex-start}.row.r{flex-direction:row-reverse}
.av{flex:none;width:%(avs)dpx;height:%(avs)dpx;border-radius:%(avr)s;margin:0 8px;display:flex;align-items:center;justify-content:center}
.col{display:flex;flex-direction:column;max-width:%(most)s;position:relative}.r .col{align-items:flex-end}.l .col{align-items:flex-start}
.name{font-size:12px;color:%(sub)s;margin:0 0 3px 2px}
.b{font-size:%(size)spx;line-height:%(lh)s;padding:%(pad)s;border-radius:%(radius)s;position:relative;word-break:break-all;max-width:100%%;%(bextra)s}
.l .b{background:%(left)s;color:%(leftink)s;%(leftextra)s}.r .b{background:%(right)s;color:%(rightink)s;%(rightextra)s}
.in{font-size:11px;opacity:.6;margin-top:2px;text-align:right}.under{font-size:11px;color:%(sub)s;margin:3px 2px 0}
.beside{font-size:11px;color:%(sub)s;align-self:flex-end;margin:0 6px}
.sep{text-align:%(sepalign)s;font-size:%(sepsize)spx;color:%(sub)s;margin:12px 8px}.sep span{%(seppill)s}
.notice{text-align:center;font-size:12px;color:%(sub)s;margin:10px 30px}
.quote{font-size:12px;color:%(sub)s;background:%(quotebg)s;border-radius:4px;padding:5px 8px;margin-top:4px}
.foot{flex:none;height:56px;display:flex;align-items:center;gap:10px;padding:0 12px;background:%(footbg)s}
.foot .in2{flex:1;height:36px;border-radius:%(fieldr)s;background:%(field)s;font-size:14px;color:%(sub)s;display:flex;align-items:center;padding:0 12px}
.foot b{width:24px;height:24px;border:1.5px solid %(fg)s;border-radius:50%%;display:inline-block}
.wave{display:inline-block;width:12px;height:12px;border-right:2px solid currentColor;border-radius:50%%;margin:0 6px}
.sub{color:%(sub)s;font-size:12px}
.banner{position:absolute;left:10px;right:10px;top:34px;background:rgba(250,250,250,.97);color:#222;border-radius:18px;padding:12px 14px;font-size:13px;z-index:9;box-shadow:0 4px 16px rgba(0,0,0,.3)}
.sw{width:44px;height:25px;border-radius:13px;position:relative;flex:none}.sw u{position:absolute;top:2px;width:21px;height:21px;border-radius:50%%;background:#fff}
"""

# Measured after the makers' fonts have come: before, a line may lie elsewhere.
BOXES = """<script>addEventListener('load',()=>document.fonts.ready.then(()=>{const out=[];document.querySelectorAll('[data-k]').forEach(e=>{const lines=[];
const walk=document.createTreeWalker(e,NodeFilter.SHOW_TEXT);let n;while(n=walk.nextNode()){for(let i=0;i<n.data.length;i++){const r=document.createRange();
r.setStart(n,i);r.setEnd(n,i+1);const q=r.getBoundingClientRect();const l=lines[lines.length-1];
if(l&&Math.abs(l.t-q.top)<6){l.s+=n.data[i];l.b=Math.max(l.b,q.bottom)}else lines.push({s:n.data[i],t:q.top,b:q.bottom})}}
out.push({k:e.dataset.k,lines})});const list=document.querySelector('.list').getBoundingClientRect();
const p=document.createElement('pre');p.id='boxes';p.textContent=JSON.stringify({out,list:[list.top,list.bottom]});document.body.appendChild(p)}))</script>"""


def document(screen, font_css, extra="", boxes=False):
    style = dict(skins.DEFAULT, **screen["style"])
    style["h"] = screen.get("height", 800)
    body = screen["html"].replace("<!--over-->", extra)
    return f"<!doctype html><meta charset=utf-8>{font_css}<style>{BASE % style}{style['css']}</style><body>{body}{BOXES if boxes else ''}</body>"


def run(page, arguments):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        command = [CHROME, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files", "--virtual-time-budget=3000", *arguments, f"file://{file}"]
        return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode("utf-8", "replace")


def shoot(page, screen, out):
    scale = screen.get("scale", 3)
    run(page, [f"--window-size=360,{screen.get('height', 800)}", f"--force-device-scale-factor={scale}", f"--screenshot={out}"])


def lines_of(page, screen):
    dom = run(page, [f"--window-size=360,{screen.get('height', 800)}", "--dump-dom"])
    text = dom.split('<pre id="boxes">', 1)[1].split("</pre>", 1)[0]
    return json.loads(html.unescape(text))


def seen_only(truth, boxes, top, bottom):
    """The truth of what can still be seen between two heights (CSS pixels): whole lines only."""
    of = {o["k"]: [l for l in o["lines"]] for o in boxes["out"]}
    top, bottom = max(top, boxes["list"][0] if top <= boxes["list"][0] else top), min(bottom, boxes["list"][1])
    # A line's box has air above and below its letters (a fifth of its height): a cut through the air hides nothing.
    air = lambda l: (l["b"] - l["t"]) / 5
    whole = lambda l: l["t"] + air(l) >= top and l["b"] - air(l) <= bottom
    visible = lambda key: all(whole(l) for l in of.get(key, [])) and key in of
    out = dict(truth, bubbles=[], hidden_bubbles=[], separators=[], notices=[])
    separators = [s for i, s in enumerate(truth["separators"]) if visible(f"s{i}")]
    kept = {i for i in range(len(truth["separators"])) if visible(f"s{i}")}
    out["separators"] = separators
    out["notices"] = [n for i, n in enumerate(truth["notices"]) if visible(f"n{i}")]
    for i, bubble in enumerate(truth["bubbles"]):
        lines = of.get(f"b{i}", [])
        shown = [l for l in lines if whole(l)]
        if not shown:
            out["hidden_bubbles"].append(bubble["text"])
            continue
        bubble = dict(bubble)
        if len(shown) < len(lines):
            if len(shown) * 2 < len(lines) or bubble["kind"] != "text":
                bubble["partial"] = True
            bubble["text_full"], bubble["text"] = bubble["text"], "".join(l["s"] for l in shown)
        if bubble["sender"] and not visible(f"w{i}"):
            bubble["sender"] = None
        own_hidden = bubble.get("own") and not visible(f"t{i}")
        if own_hidden:
            bubble["time"] = None
        if bubble["from"] is not None and bubble["from"] not in kept:
            bubble["time_context"] = None
            if not bubble.get("own"):
                bubble["time"] = None
            if not bubble.get("own") or own_hidden or not bubble.get("dated"):
                bubble["at"] = None
        elif own_hidden:
            bubble["at"] = bubble["context_at"]
        out["bubbles"].append(bubble)
    return out


def between_rows(truth, boxes, rng):
    """A list of calls cut between rows (`rng`), or as it is: the calls that can be seen, and the two heights."""
    of = {o["k"]: (min(l["t"] for l in o["lines"]), max(l["b"] for l in o["lines"])) for o in boxes["out"] if o["lines"]}
    top, bottom = boxes["list"]
    rows = [i for i in range(len(truth["calls"])) if of[f"c{i}"][1] <= bottom]
    if rng:
        rows = rows[rng.randint(1, 2) : len(rows) - rng.randint(0, 1)]
        top, bottom = of[f"c{rows[0]}"][0] - 6, of[f"c{rows[-1]}"][1] + 8
    heads = [float(key[1:]) for key, (head, _) in of.items() if key[0] == "h" and top <= head < bottom]
    kept = []
    for i in rows:
        call = dict(truth["calls"][i])
        if call["section"] is not None and not any(h <= i for h in heads):
            call.update(section=None, at=None)
        kept.append(call)
    return dict(truth, calls=kept), max(0, top), bottom


def moire(image, rng):
    w, h = image.size
    a, b = rng.uniform(5, 9), rng.uniform(7, 12)
    import math
    strip = Image.new("L", (w, 1))
    strip.putdata([int(128 + 26 * math.sin(x / a * 6.283)) for x in range(w)])
    column = Image.new("L", (1, h))
    column.putdata([int(128 + 26 * math.sin(y / b * 6.283)) for y in range(h)])
    pattern = Image.blend(strip.resize((w, h)), column.resize((w, h)), 0.5).rotate(rng.uniform(2, 6), Image.BICUBIC, fillcolor=128)
    noise = Image.effect_noise((w, h), 14)
    mixed = Image.blend(image.convert("RGB"), Image.merge("RGB", (pattern, ImageOps.mirror(pattern), noise)), 0.10)
    return mixed.filter(ImageFilter.GaussianBlur(0.9))


def degrade(image, how, rng):
    w, h = image.size
    if how == "half":
        return image.resize((540, round(h * 540 / w)), Image.LANCZOS)
    if how == "tilt":
        return image.rotate(rng.choice([-2, 2]), Image.BICUBIC, expand=True, fillcolor=rng.choice([(60, 55, 50), (20, 20, 20), (200, 195, 190)]))
    if how == "moire":
        return moire(image, rng)
    return image


BANNER = '<div class=banner><b style="font-size:13px">{app}</b> · 现在<br>{text}</div>'
WAYS = ["jpeg", "half", "tilt", "moire", "crop", "banner"]
# Two at once, as a forwarded photograph or a cut screenshot has them.
PAIRS = ["half+jpeg", "tilt+jpeg", "crop+half", "moire+half", "banner+jpeg", "tilt+half", "crop+moire"]
SETS = {"skins": skins.ALL, "fresh": fresh.FRESH, "other": {**other.other_chats(), **pages.PAGES}, "third": {**third.third_chats(), **third_pages.PAGES}, "fourth": fourth.FOURTH, "fifth": fifth.FIFTH, "sixth": sixth.SIXTH, "seventh": seventh.SEVENTH, "eighth": eighth.EIGHTH, "ninth": ninth.NINTH, "tenth": tenth.TENTH, "eleventh": eleventh.ELEVENTH, "twelfth": twelfth.TWELFTH, "thirteenth": thirteenth.THIRTEENTH, "fourteenth": fourteenth.FOURTEENTH, "fifteenth": fifteenth.FIFTEENTH}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--only", nargs="*", default=[])
    arguments.add_argument("--fonts", type=Path)
    arguments.add_argument("--plain", action="store_true", help="no degraded ones")
    arguments.add_argument("--pairs", action="store_true", help="every third skin in two degradations at once besides")
    arguments.add_argument("--every", action="store_true", help="each skin in every degradation, not in two")
    arguments.add_argument("--set", nargs="*", default=list(SETS), choices=list(SETS), help="which skins")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    sheets = sorted(options.fonts.glob("*.css")) if options.fonts else []
    font_css = "".join(f'<link rel=stylesheet href="file://{s.resolve()}">' for s in sheets)
    skins_of = {name: make for one in options.set for name, make in SETS[one].items()}
    for index, (name, make) in enumerate(skins_of.items()):
        if options.only and name not in options.only:
            continue
        rng = random.Random(name)
        screen, shots = make(rng), {}
        truth = screen["truth"]
        stamp = truth["taken"][:19].replace("-", "").replace(":", "").replace("T", "_")
        chat = bool(truth["bubbles"]) and not screen.get("rows")
        two = [WAYS[index % 6], WAYS[(index + 3) % 6]]
        # Rows are cropped between two of them where the skin says so, and never covered.
        named = screen.get("ways", [])
        cuts = screen.get("crop", False) or bool(truth["calls"]) and any("crop" in how for how in named)
        if not chat:
            two = [{"crop": "crop" if cuts else "jpeg", "banner": "half"}.get(how, how) for how in two]
        ways = ["plain"] + ([] if options.plain else [w for w in WAYS if chat or w not in ("crop", "banner") or (cuts and w == "crop")] if options.every else two)
        if options.pairs and index % 3 == 0 and not options.plain:
            pair = PAIRS[index // 3 % len(PAIRS)]
            ways.append(pair if chat else pair.replace("banner", "half").replace("crop", "crop" if cuts else "tilt"))
        # A skin of the eighth to fifteenth set names its one way itself, unless every way is asked for.
        ways = ways if options.every or not named else [how if chat else how.replace("banner", "half") if cuts else how.replace("crop", "jpeg").replace("banner", "half") for how in named]
        for how in ways:
            file = options.out / f"{name}-{how}_{stamp}.{'jpg' if 'jpeg' in how else 'png'}"
            if file.with_suffix(".json").exists():
                continue
            one = dict(truth)
            rng = random.Random(f"{name} {how}")
            extra = ""
            scale = screen.get("scale", 3)
            if "banner" in how:
                extra = BANNER.format(app="今日天气", text="今天多云，气温18到26度，出门记得带伞，祝您一天愉快")
            if extra not in shots:
                raw = options.out / "raw.png"
                shoot(document(screen, font_css, extra), screen, raw)
                boxes = lines_of(document(screen, font_css, extra, boxes=True), screen) if chat or cuts else None
                shots[extra] = Image.open(raw).convert("RGB"), boxes
            image, boxes = shots[extra]
            if chat:
                top, bottom = 0, screen.get("height", 800)
                if "banner" in how:
                    top, one["peer"] = 34 + 74, None
                if "crop" in how:
                    top, bottom = rng.randint(110, 220), bottom - rng.randint(60, 200)
                    image = image.crop((0, round(top * scale), image.width, round(bottom * scale)))
                    one["peer"] = None
                one = seen_only(one, boxes, top, bottom)
            elif "crop" in how:
                one, top, bottom = between_rows(one, boxes, rng)
                image = image.crop((0, round(top * scale), image.width, round(bottom * scale)))
            elif cuts:
                one, *_ = between_rows(one, boxes, None)
            for step in how.split("+"):
                image = degrade(image, step, rng)
            image.save(file, **({"quality": 40} if "jpeg" in how else {}))
            one = dict(one, file=file.name, skin=name, degraded=None if how == "plain" else f"two {how}" if "+" in how else how, size=list(image.size))
            file.with_suffix(".json").write_text(json.dumps(one, ensure_ascii=False, indent=1), encoding="utf-8")
    (options.out / "raw.png").unlink(missing_ok=True)


if __name__ == "__main__":
    main()

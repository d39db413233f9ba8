"""facts.json (what the borrower types in) and expected.json (the right answer), both computed from what was planted."""

import json

import demo_plan as plan
from demo_plan import AM, A106, AT1, AT2, B, C, CALLS, L1, L2, LT1, LT2, S, SHORT
from demo_slots import at, iso

RULES = """third_party_collection third_party_disclosure contact_after_refusal third_party_before_lost_contact mass_contact_blast night_collection
night_disturbance_third_party excessive_connected_calls excessive_call_attempts call_bombing repeated_abusive_messages threat_violence insult doctored_image
public_exposure impersonate_authority impersonate_lawyer forged_document false_legal_consequence threat_exposure third_party_payment_demand workplace_contact
contact_minor forced_contacts_permission contacts_read_before_consent repeated_permission_prompts whole_address_book_upload contacts_used_after_withdrawal
unknown_number_source contact_list_sold uncontrolled_outsourcing unidentified_collector collector_private_channel visit_threat unlawful_visit public_posting
private_payee induce_borrowing upfront_deduction cost_over_licensed_line cost_over_private_cap illegal_lending undisclosed_cost collection_after_agreement
records_refused complaint_unanswered credit_objection_overdue extortion no_contact_order_breached grave_consequence
persistent_harassment_after_warning""".split()

GB = ("GB/T 45251-2025", None, "2025-02-28")
CIVIL = lambda article: ("民法典", article, "2021-01-01")
PIPL10 = ("个人信息保护法", "十", "2021-11-01")
SMALL = ("小额贷款公司监督管理暂行办法", None, "2025-01-17")
CONSUMER = ("消费金融公司管理办法", None, "2024-04-18")
OLD = lambda article: ("治安管理处罚法", article, "2013-01-01")
NEW = lambda article: ("治安管理处罚法", article, "2026-01-01")
NIFA = ("中国互联网金融协会贷后催收业务指引", None, "2024-05-15")
CBA = ("中国银行业协会催收工作指引(试行)", None, "2026-01-30")

# rule: (unit, law in force whenever, never, article up to 2025-12-31, article from 2026-01-01 of 治安管理处罚法)
LAW = {
    "third_party_collection": ("event", [CIVIL("一千零三十三"), SMALL], [CONSUMER, CBA], None, None),
    "third_party_disclosure": ("event", [CIVIL("一千零三十二"), PIPL10], [], "四十二", "五十"),
    "contact_after_refusal": ("event", [CIVIL("一千零三十三"), GB], [CBA], None, None),
    "mass_contact_blast": ("group", [CIVIL(None)], [CBA], None, None),
    "night_collection": ("event", [GB], [NIFA, CBA], None, None),
    "night_disturbance_third_party": ("event", [GB, CIVIL("一千零三十三")], [NIFA, CBA], None, None),
    "excessive_connected_calls": ("group", [GB], [CBA], None, None),
    "call_bombing": ("group", [CIVIL("一千零三十三")], [], None, None),
    "threat_violence": ("event", [], [], "四十二", "五十"),
    "insult": ("event", [CIVIL("一千零二十四")], [], "四十二", "五十"),
    "threat_exposure": ("event", [CIVIL("一千零三十三")], [], None, None),
    "impersonate_authority": ("event", [], [], "五十一", "六十二"),
}
GROUPS = {"mass_contact_blast": (1, 2, "三名无还款义务的人：姐姐、同事、母亲"),
          "excessive_connected_calls": (1, 1, "公司与受托机构合并计算，一天接通4次"),
          "call_bombing": (1, 2, "9分钟内12次")}


def dump(value):
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def facts():
    person = lambda pid, name, relation, obligation, number, **more: {"id": pid, "name": name, "relation_to_borrower": relation, "obligation": obligation, "numbers": [number], **more}
    return {
        "case": "demo_known_to_everyone", "title": "【演示·虚构】小贷公司把我的欠款告诉了姐姐、同事和母亲", "as_of": "2026-03-15", "timezone": "Asia/Shanghai",
        "client": "p_me", "borrower": "p_me",
        "persons": [
            person("p_me", "许知遥", "self", "debtor", "13800007201"),
            person("p_mother", "罗桂芬", "mother", "none", "13800007202"),
            person("p_sister", "许知宁", "sister", "none", "13800007203"),
            person("p_cousin", "罗向北", "cousin", "guarantor", "13800007204", guarantees=["HD-0516"]),
            person("p_colleague", "方小夏", "colleague", "none", "13800007205"),
            person("p_friend", "童瑶", "friend", "none", "13800007206"),
        ],
        "lenders": [{"id": "hd", "name": "禾渡小额贷款有限公司", "licence": "小额贷款公司", "associations": [], "numbers": [L1, L2, LT1, LT2], "signatures": ["【禾渡小贷】"]}],
        "agencies": [{"id": "hj", "name": "恒钧信息咨询有限公司", "acts_for": "hd", "entrusted": "yes", "numbers": [A106, AT1, AT2, AM]}],
        "loans": [{"id": "HD-0516", "product": "渡舟花", "lender": "hd", "debtor": "p_me", "contract_date": "2025-05-16", "principal": 15000.0, "received": 15000.0,
                   "first_overdue": "2025-11-16", "settled_on": None, "schedule_file": None}],
        "other_numbers": [{"number": "1069000061101", "what": "courier"}, {"number": "1069000061201", "what": "bank_code"}, {"number": "1069000061301", "what": "telecom"}],
        "employer": {"name": "栖云文具有限公司", "numbers": ["058000006800"]},
        "reserved_contacts": ["p_sister"],
        "refusals": [{"person": "p_sister", "number": "13800007203", "at": "2026-01-12T19:36:20+08:00", "to": "hd", "how": "姐姐短信回复恒钧：不要再联系我"}],
        "complaints": [{"to": "禾渡小贷客服", "route": "lender_complaint", "at": "2026-02-20", "reply_at": None, "reply": None}],
        "requests": [], "agreements": [], "police": [], "verifications": [],
        "app": {"package": "com.hedu.duzhouhua", "platform": "android", "policy_consent_at": "2025-05-16T12:05:00+08:00",
                "contacts_prompts": [{"at": "2025-05-16T12:06:00+08:00", "answer": "deny"}, {"at": "2025-05-16T12:07:00+08:00", "answer": "allow"}],
                "blocked_without_contacts": True},
        "reports": [{"id": i, "person": p, "at": iso(at(t)), "channel": ch, "peer": n, "text": text, "told_at": iso(at(told))}
                    for i, p, t, ch, n, text, told, _ in plan.REPORTS],
        "call_notes": [],
        "visits": [{"id": "v1", "at": "2026-02-08T10:30:00+08:00", "by": "自称恒钧外访的两名男子", "place": "汀溪花园小区南门",
                    "what": "向保安打听我住几栋几单元，说来送告知函，没有进小区，约十分钟后离开。", "counts_as_event": True}],
        "incidents": [{"id": "i1", "at": "2026-01-13T10:00:00+08:00", "by": "", "place": "栖云文具有限公司", "what": "主管找我谈话，问催收短信是怎么回事。", "counts_as_event": False}],
        "consequences": [],
        "files": [
            {"name": B, "kind": "sms_backup_restore_sms", "owner": "p_me"}, {"name": CALLS, "kind": "sms_backup_restore_calls", "owner": "p_me"},
            {"name": "contacts.vcf", "kind": "vcard_qp_utf8", "owner": "p_me"}, {"name": S, "kind": "sms_backup_restore_sms", "owner": "p_sister"},
            {"name": C, "kind": "sms_backup_restore_sms", "owner": "p_colleague"},
        ],
    }


def entries(phones, calls, lone):
    """Every planted item as (entry, marks, sending time of a message received)."""
    to = {B: "borrower", S: "third_party", C: "third_party"}
    for name, messages in phones.items():
        for m in messages:
            if m.is_event():
                e = {"file": name, "time": iso(m.t), "peer": m.number, "to": to[name], "text": m.body.replace(lone, "\ufffd"), "dir": "in" if m.kind == 1 else "out"}
                yield e, m.marks, at(m.sent) if m.sent and m.sent != "0" else m.t
    for t, n, kind, seconds, _, marks in calls:
        yield {"file": CALLS, "time": iso(t), "peer": n, "to": "borrower", "dir": "out" if kind == 2 else "in", "type": kind, "duration_s": seconds}, marks, t
    for _, p, t, _, n, text, _, marks in plan.REPORTS:
        role = "guarantor" if p == "p_cousin" else "third_party"
        yield {"file": "facts.json", "time": iso(at(t)), "peer": n, "to": role, "text": text, "dir": "in"}, marks, at(t)


def law(items):
    return [{"law": a, "article": b, "version_from": c} for a, b, c in items]


def finding(rule, must, may, old):
    unit, always, never, before, since = LAW[rule]
    low, high, note = GROUPS.get(rule, (len(must), len(must) + len(may), None))
    out = {"rule": rule, "unit": unit, "min": low, "max": high, "events": must}
    if may:
        out["tolerated_events"] = may
    include, exclude = list(always), list(never)
    if before:
        include.append(OLD(before) if old else NEW(since))
        exclude.append(NEW(since) if old else OLD(before))
    out["law_must_include"], out["law_must_not_include"] = law(include), law(exclude)
    if note:
        out["note"] = note
    return out


def expected(phones, calls, rows, lone):
    must, may, clean = {}, {}, []
    for e, marks, sent in entries(phones, calls, lone):
        if marks.startswith("="):
            clean.append({**e, "why": marks[1:]})
        # The night is judged on every collector's item, so that no planted line can be forgotten.
        night = sent.hour >= 22 or sent.hour < 8
        if e["peer"] in plan.COLLECTORS and e["dir"] == "in" and not marks.startswith("="):
            assert night == bool({"ncol", "ntp"} & set(marks.split())), e
        for mark in [] if marks.startswith("=") else marks.split():
            (may if mark[0] == "?" else must).setdefault(SHORT[mark.lstrip("?")], []).append(e)
    order = lambda es: sorted(es, key=lambda e: (e["file"], e["time"], e["peer"]))
    findings = []
    for rule in [r for r in RULES if r in LAW]:
        for old in (True, False) if LAW[rule][3] else (False,):
            mine = lambda es: order([e for e in es.get(rule, []) if not LAW[rule][3] or (e["time"] < "2026") == old])
            if mine(must) or mine(may):
                findings.append(finding(rule, mine(must), mine(may), old))
    by_file = {name: {"rows": rows[name], "events": sum(m.is_event() for m in phones[name]), "problems": 0} for name in phones}
    by_file[B].update(problems=2, problem_rows=[{"kind": "rejected", "why": "empty <sms/>"}, {"kind": "repaired", "why": "lone surrogate -> U+FFFD"}],
                      file_notes=["root count is wrong: no problem"])
    by_file[CALLS] = {"rows": rows[CALLS], "events": len(calls), "problems": 0}
    by_file["contacts.vcf"] = {"rows": rows["contacts.vcf"], "events": 0, "problems": 0}
    told = len(plan.REPORTS) + 1  # the visit counts, the incident does not
    by_file["facts.json"] = {"rows": told, "events": told, "problems": 0}
    total = sum(x["events"] for x in by_file.values())
    return {
        "timezone": "Asia/Shanghai", "as_of": "2026-03-15", "client_role": "borrower", "licence": "小额贷款公司", "events_sum_of_files": total, "events_total": total,
        "cross_file_twins": 0, "by_file": dict(sorted(by_file.items())), "findings": findings, "absent_rules": [],
        "optional_rules": {r: "not judged in the demo" for r in RULES if r not in LAW}, "clean_events": order(clean),
        "routes_must_include": ["lender_complaint", "local_financial_authority", "telecom_12321", "police"],
        "routes_must_exclude": ["nfra_12378_complaint", "market_12315"],
        "notes": "Bundled demonstration, all invented. One number of the agency is known only by its words; a message counts as night by its sending time.",
    }

#!/usr/bin/env python3
"""Makes the invented databases of corpus/formats anew (needs only Python's sqlite3).

Every name, number and word is made up. The bytes differ a little between versions of SQLite; the readings do not. After
running it: UPDATE_GOLDEN=1 cargo test -p juzheng-core goldens, and read what changed.
"""
import datetime, hashlib, json, os, plistlib, shutil, sqlite3, struct, sys, tempfile, zlib

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "corpus", "formats")
T0 = 1767769200000  # 2026-01-07T15:00:00+08:00, milliseconds
APPLE = 978307200
FROM = "10690000000001"


def case(path, script, wal=None, page=1024, encoding="UTF-8", after=None, vacuum=None):
    """One golden: `script(connection)` fills it; `wal(connection)` goes to the log only; `after(bytes)` damages it."""
    target = os.path.join(ROOT, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = os.path.join(folder, "x.db")
        c = sqlite3.connect(work, isolation_level=None)
        c.execute(f"PRAGMA page_size={page}")
        c.execute(f"PRAGMA encoding='{encoding}'")
        if vacuum:
            c.execute(f"PRAGMA auto_vacuum={vacuum}")
        if wal:
            c.execute("PRAGMA journal_mode=WAL")
            c.execute("PRAGMA wal_autocheckpoint=0")
        script(c)
        if wal:
            c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            wal(c)
            shutil.copyfile(work, target)
            shutil.copyfile(work + "-wal", target + "-wal")
        c.close()
        if not wal:
            data = open(work, "rb").read()
            open(target, "wb").write(after(data) if after else data)


SMS = """CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE canonical_addresses (_id INTEGER PRIMARY KEY AUTOINCREMENT,address TEXT);
CREATE TABLE sms (_id INTEGER PRIMARY KEY AUTOINCREMENT,thread_id INTEGER,address TEXT,person INTEGER,date INTEGER,date_sent INTEGER DEFAULT 0,
 protocol INTEGER,read INTEGER DEFAULT 0,status INTEGER DEFAULT -1,type INTEGER,reply_path_present INTEGER,subject TEXT,body TEXT,service_center TEXT,
 locked INTEGER DEFAULT 0,error_code INTEGER DEFAULT 0,seen INTEGER DEFAULT 0);
CREATE TABLE pdu (_id INTEGER PRIMARY KEY AUTOINCREMENT,thread_id INTEGER,date INTEGER,date_sent INTEGER DEFAULT 0,msg_box INTEGER,m_id TEXT,sub TEXT,sub_cs INTEGER,ct_t TEXT,m_type INTEGER);
CREATE TABLE part (_id INTEGER PRIMARY KEY AUTOINCREMENT,mid INTEGER,seq INTEGER DEFAULT 0,ct TEXT,name TEXT,chset INTEGER,_data TEXT,text TEXT);
CREATE TABLE addr (_id INTEGER PRIMARY KEY,msg_id INTEGER,contact_id INTEGER,address TEXT,type INTEGER,charset INTEGER);
"""


def sms(c, address, date, kind, body, sent=0, id=None):
    c.execute("INSERT INTO sms (_id,address,date,date_sent,type,body) VALUES (?,?,?,?,?,?)", (id, address, date, sent, kind, body))


def plain(c):
    c.executescript(SMS)
    sms(c, FROM, T0, 1, "【某某贷】张一您的借款已逾期，请尽快处理 😀", T0 - 2000)
    sms(c, "13800000002", T0 + 60000, 2, "我在筹钱，\n请不要打给我家人")
    for kind, body in [(3, "草稿"), (4, "发件箱"), (5, "失败"), (6, "排队"), (8, "定时"), (19, "广播"), (99, "怪"), (None, "无"), (7, "被拦截的一条")]:
        sms(c, FROM, T0 + 120000, kind, body)
    sms(c, FROM, T0 + 180000, 1, "长" * 1500)
    sms(c, FROM, T0, 1, "【某某贷】张一您的借款已逾期，请尽快处理 😀", T0 - 2000)  # the first again
    sms(c, FROM, (T0 + 240000) // 1000, 1, "秒为单位的时间")
    sms(c, FROM, 5, 1, "1970年")
    sms(c, None, T0 + 300000, 1, "没有号码")
    sms(c, "+86 138-0000-0003", T0 - 86400000, 1, "时间早一天的一条")
    sms(c, FROM, str(T0 + 360000), "1", b"\xe5\x82\xac\xff\x00x".decode("latin1"), None)
    c.execute("UPDATE sms SET body=CAST(? AS TEXT) WHERE _id=(SELECT max(_id) FROM sms)", (b"\xe5\x82\xac\xff!\x00",))
    sms(c, FROM, T0 + 420000, 1, "跳号之后的一条", id=40)
    sms(c, FROM, T0 + 480000, 1, "最后一条，随后被删", id=44)
    c.execute("DELETE FROM sms WHERE _id=44")
    s = T0 // 1000
    rows = [(1, s + 10, 1, "标题", 132), (2, s + 20, 2, None, 128), (3, s + 30, 1, None, 134), (4, s + 40, 1, None, 130), (5, s + 50, 3, None, 128), (6, None, 1, None, 132)]
    for id, date, box, sub, kind in rows:
        c.execute("INSERT INTO pdu (_id,date,date_sent,msg_box,sub,m_type) VALUES (?,?,?,?,?,?)", (id, date, s, box, sub, kind))
    parts = [(1, "application/smil", None, "<smil/>"), (1, "text/plain", None, "图里是张一"), (1, "image/jpeg", "/data/x.jpg", None), (2, "text/plain", None, "收到")]
    for mid, ct, data, text in parts:
        c.execute("INSERT INTO part (mid,ct,_data,text) VALUES (?,?,?,?)", (mid, ct, data, text))
    addresses = [(1, FROM, 137), (1, "13800000001", 151), (2, "insert-address-token", 137), (2, FROM, 151), (2, "13800000004", 130), (4, FROM, 137)]
    for of, address, kind in addresses:
        c.execute("INSERT INTO addr (msg_id,address,type,charset) VALUES (?,?,?,106)", (of, address, kind))


def huawei_mms(c):
    """Huawei's copy of the message store: names ending in `_tb`, no keys, subjects kept as the bytes of UTF-8."""
    c.executescript("""CREATE TABLE sms_tb (group_id INTEGER,date INTEGER,address TEXT,read INTEGER,date_sent INTEGER,subject TEXT,sub_id INTEGER,type INTEGER,body TEXT,thread_id INTEGER,service_center TEXT,status INTEGER);
    CREATE TABLE pdu_tb (_id INTEGER,thread_id INTEGER,date INTEGER,date_sent INTEGER,msg_box INTEGER,read INTEGER,m_id TEXT,sub TEXT,sub_cs INTEGER,m_type INTEGER);
    CREATE TABLE part_tb (mid INTEGER,seq INTEGER,ct TEXT,name TEXT,cl TEXT,_data TEXT,text TEXT);
    CREATE TABLE addr_tb (msg_id INTEGER,contact_id INTEGER,address TEXT,type INTEGER,charset INTEGER);""")
    c.execute("INSERT INTO sms_tb (date,address,date_sent,type,body) VALUES (?,?,?,1,'【某某贷】请尽快还款')", (T0, FROM, T0))
    kept = "最后通知".encode().decode("latin1")
    c.execute("INSERT INTO pdu_tb (_id,date,msg_box,sub,sub_cs,m_type) VALUES (31,?,1,?,106,132),(32,?,2,NULL,NULL,128)", (T0 // 1000 + 60, kept, T0 // 1000 + 120))
    for mid, ct, cl, text in [(31, "application/smil", "smil.xml", "<smil/>"), (31, "text/plain", "t.txt", "明天上门"), (31, "image/jpeg", "a.jpg", None), (32, "text/plain", "t.txt", "请不要来")]:
        c.execute("INSERT INTO part_tb (mid,ct,cl,text) VALUES (?,?,?,?)", (mid, ct, cl, text))
    for of, address, kind in [(31, FROM, 137), (31, "13800000001", 151), (32, "insert-address-token", 137), (32, FROM, 151)]:
        c.execute("INSERT INTO addr_tb (msg_id,address,type,charset) VALUES (?,?,?,106)", (of, address, kind))


def many(c, n=60, start=0):
    if not start:
        c.executescript(SMS)
    c.execute("BEGIN")
    for i in range(start, start + n):
        sms(c, f"1380000{i % 7:04}", T0 + i * 3600000, 1 + i % 2, f"第{i + 1}条 " + "字" * (i * 7 % 90))
    c.execute("COMMIT")


def into_log(c):
    many(c, 5, 60)
    c.execute("UPDATE sms SET body='改过的第一条' WHERE _id=1")
    c.execute("DELETE FROM sms WHERE _id=3")


def calls(c):
    c.executescript("""CREATE TABLE android_metadata (locale TEXT);
    CREATE TABLE calls (_id INTEGER PRIMARY KEY AUTOINCREMENT,number TEXT,presentation INTEGER NOT NULL DEFAULT 1,date INTEGER,duration INTEGER,type INTEGER,new INTEGER,name TEXT,numbertype INTEGER,geocoded_location TEXT);
    CREATE TABLE voicemail_status (_id INTEGER PRIMARY KEY AUTOINCREMENT,source_package TEXT);""")
    rows = [("13800000002", 1, 60, 1, "李二"), ("13800000002", 1, 0, 2, ""), (FROM, 1, 0, 3, None), (FROM, 1, 0, 5, None), (FROM, 1, 0, 6, None), ("", 2, 0, 3, None), ("-2", 1, 0, 3, None),
            ("", 1, 0, 3, None), (FROM, 1, 9, 42, None), ("01000000000", 1, 30, 4, None), (FROM, 1, 12, 7, None), ("13800000002", 1, 300, 2, "李二")]
    for i, (number, presentation, seconds, kind, name) in enumerate(rows):
        c.execute("INSERT INTO calls (number,presentation,date,duration,type,name) VALUES (?,?,?,?,?,?)", (number, presentation, T0 + i * 60000, seconds, kind, name))
    c.execute("DELETE FROM calls WHERE _id=2")


def contacts(c):
    c.executescript("""CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY AUTOINCREMENT,account_id INTEGER,deleted INTEGER NOT NULL DEFAULT 0,display_name TEXT);
    CREATE TABLE mimetypes (_id INTEGER PRIMARY KEY AUTOINCREMENT,mimetype TEXT NOT NULL);
    CREATE TABLE data (_id INTEGER PRIMARY KEY AUTOINCREMENT,mimetype_id INTEGER NOT NULL,raw_contact_id INTEGER NOT NULL,data1 TEXT,data2 TEXT);
    CREATE TABLE calls (_id INTEGER PRIMARY KEY AUTOINCREMENT,number TEXT,date INTEGER,duration INTEGER,type INTEGER);
    CREATE TABLE voicemail_status (_id INTEGER PRIMARY KEY AUTOINCREMENT);
    INSERT INTO mimetypes VALUES (5,'vnd.android.cursor.item/phone_v2'),(7,'vnd.android.cursor.item/name'),(8,'vnd.android.cursor.item/note');
    INSERT INTO raw_contacts VALUES (1,1,0,'李二'),(2,1,0,NULL),(3,1,1,'已删'),(4,1,0,'只有名字');
    INSERT INTO data (mimetype_id,raw_contact_id,data1) VALUES (5,1,'138 0000 0002'),(5,1,'010-00000000'),(5,1,'138 0000 0002'),(7,2,'王三'),(5,2,'13800000003'),(8,1,'备注里的13900000000'),(5,3,'13800000009');
    INSERT INTO calls (number,date,duration,type) VALUES ('13800000002',1767769200000,5,1),('13800000003',1767769260000,0,3);""")


def archive(text):
    raw = text.encode()
    length = bytes([len(raw)]) if len(raw) < 0x80 else b"\x81" + struct.pack("<H", len(raw))
    return b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92\x84\x84\x84\x08NSString\x01\x94\x84\x01+" + length + raw + b"\x86\x84\x02iI\x01\x06\x92\x84\x84\x84\x0cNSDictionary\x00"


def ns(ms):
    return (ms // 1000 - APPLE) * 10**9 + 123456789


MESSAGE = """CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, attributedBody BLOB, service TEXT,
 error INTEGER DEFAULT 0, date INTEGER, is_from_me INTEGER DEFAULT 0, is_sent INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0, associated_message_type INTEGER DEFAULT 0);
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, UNIQUE (id, service));
"""


def messages(c):
    c.executescript(MESSAGE + """CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, display_name TEXT);
    CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE(chat_id, handle_id));
    CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));
    CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER);
    CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, filename TEXT, mime_type TEXT, transfer_name TEXT);
    INSERT INTO attachment VALUES (1,'A1','~/Library/SMS/Attachments/ab/11/A1/IMG_0001.JPG','image/jpeg','IMG_0001.JPG');
    INSERT INTO handle VALUES (1,'+8610690000000001','cn','SMS'),(2,'+8613800000002','cn','iMessage'),(3,'wang3@example.com',NULL,'iMessage');
    INSERT INTO chat VALUES (1,'SMS;-;1',45,'+8610690000000001',NULL),(2,'iMessage;-;2',45,'+8613800000002',NULL),(3,'iMessage;+;chat3',43,'chat3','家里人');
    INSERT INTO chat_handle_join VALUES (1,1),(2,2),(3,2),(3,3);""")
    rows = [
        (1, "【某某贷】张一逾期，将通知您的亲友", 1, None, None, "SMS", 0, 0, 0, 0, 0), (2, None, 2, None, archive("有人打电话给我说你欠钱\ufffc"), "iMessage", 0, 0, 0, 0, 0),
        (2, "对不起", 0, None, None, "iMessage", 0, 1, 1, 0, 0), (3, None, 3, None, archive("群里都收到了" + "哦" * 60), "iMessage", 0, 0, 0, 0, 0), (3, "知道了", 0, None, None, "iMessage", 0, 1, 1, 0, 0),
        (2, "喜欢“对不起”", 2, None, None, "iMessage", 0, 0, 0, 0, 2001), (3, None, 3, None, None, "iMessage", 0, 0, 0, 2, 0), (2, "没发出去", 2, None, None, "SMS", 22, 1, 0, 0, 0),
        (2, "\ufffc", 2, None, None, "iMessage", 0, 0, 0, 0, 0), (1, "正文", 1, "主题", None, "SMS", 0, 0, 0, 0, 0), (2, None, 2, None, b"bplist00??", "iMessage", 0, 0, 0, 0, 0),
        (None, "没有对方", 0, None, None, "SMS", 0, 0, 0, 0, 0), (2, None, 2, None, None, "iMessage", 0, 0, 0, 0, 0),
    ]
    for i, (chat, text, handle, subject, body, service, error, me, sent, item, tap) in enumerate(rows, 1):
        c.execute("INSERT INTO message (guid,text,handle_id,subject,attributedBody,service,error,date,is_from_me,is_sent,item_type,associated_message_type) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                  (f"G{i}", text, handle, subject, body, service, error, ns(T0 + i * 60000), me, sent, item, tap))
        if chat:
            c.execute("INSERT INTO chat_message_join VALUES (?,?)", (chat, i))
    c.execute("INSERT INTO message_attachment_join VALUES (9,1)")
    c.execute("INSERT INTO message (guid,text,handle_id,service,date) VALUES ('G0','日期为零',1,'SMS',0)")


def changed_later(c):
    """What iOS 16 and later let happen to messages: edited, taken back, put into "recently deleted"."""
    c.executescript(MESSAGE + """ALTER TABLE message ADD COLUMN date_retracted INTEGER DEFAULT 0; ALTER TABLE message ADD COLUMN date_edited INTEGER DEFAULT 0;
    CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, display_name TEXT);
    CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE(chat_id, handle_id));
    CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));
    CREATE TABLE chat_recoverable_message_join (chat_id INTEGER, message_id INTEGER, delete_date INTEGER, ck_sync_state INTEGER, PRIMARY KEY (chat_id, message_id));
    INSERT INTO handle VALUES (1,'+8613800000005','cn','iMessage');
    INSERT INTO chat VALUES (1,'iMessage;-;1',45,'+8613800000005',NULL);
    INSERT INTO chat_handle_join VALUES (1,1);""")
    rows = [("今天不还就去你单位", 0, 0, 0, 1), ("别再打给我家里人", 1, 0, 0, 1), (None, 0, ns(T0 + 400000), 0, 1), ("欠款请于今日处理，谢谢", 0, 0, ns(T0 + 500000), 1), ("等着我们上门吧", 0, 0, 0, 0), ("不要来", 1, 0, 0, 0)]
    for i, (text, me, retracted, edited, kept) in enumerate(rows, 1):
        c.execute("INSERT INTO message (guid,text,handle_id,service,date,is_from_me,is_sent,date_retracted,date_edited) VALUES (?,?,?,'iMessage',?,?,?,?,?)", (f"L{i}", text, 0 if me else 1, ns(T0 + i * 60000), me, me, retracted, edited))
        c.execute(f"INSERT INTO {'chat_message_join' if kept else 'chat_recoverable_message_join'} VALUES (1,?{'' if kept else ',?,0'})", (i,) if kept else (i, ns(T0 + 900000)))


def ios18_messages(c):
    """iOS 18: the words before an edit in `message_summary_info`, a message taken back without its column, "send later", satellite, RCS."""
    c.executescript(MESSAGE + "".join(f"ALTER TABLE message ADD COLUMN {column};" for column in (
        "message_summary_info BLOB", "date_retracted INTEGER DEFAULT 0", "date_edited INTEGER DEFAULT 0", "associated_message_emoji TEXT", "is_pending_satellite_send INTEGER DEFAULT 0",
        "schedule_type INTEGER DEFAULT 0", "schedule_state INTEGER DEFAULT 0", "sent_or_received_off_grid INTEGER DEFAULT 0", "date_recovered INTEGER DEFAULT 0")) + """
    CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, display_name TEXT);
    CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE(chat_id, handle_id));
    CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));
    CREATE TABLE chat_recoverable_message_join (chat_id INTEGER, message_id INTEGER, delete_date INTEGER, ck_sync_state INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id), CHECK (delete_date != 0));
    CREATE TABLE recoverable_message_part (chat_id INTEGER, message_id INTEGER, part_index INTEGER, delete_date INTEGER, part_text BLOB NOT NULL, ck_sync_state INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id, part_index));
    INSERT INTO handle VALUES (1,'+8613800000005','cn','iMessage'),(2,'+8610690000000001','cn','RCS');
    INSERT INTO chat VALUES (1,'iMessage;-;1',45,'+8613800000005',NULL),(2,'RCS;-;2',45,'+8610690000000001',NULL);
    INSERT INTO chat_handle_join VALUES (1,1),(2,2);
    INSERT INTO recoverable_message_part VALUES (1,1,0,1,x'00',0);""")
    version = lambda i, text: {"d": T0 / 1000 - APPLE + i * 60, "t": archive(text)}
    summary = lambda **more: plistlib.dumps({"ams": "x", "ust": True, **more}, fmt=plistlib.FMT_BINARY)
    rows = [
        # text, handle (0 is one's own), service, minutes of the edit, summary, associated type, schedule, sent
        ("您好，请尽快联系我们", 1, "iMessage", 12, summary(ec={"0": [version(1, "再不还钱就把你家人都通知一遍"), version(5, "请尽快还款"), version(12, "您好，请尽快联系我们")]}, otr={"0": {"le": 14, "lo": 0}}), 0, 0, 0),
        (None, 1, "iMessage", 9, summary(rp=[0], otr={"0": {"le": 9, "lo": 0}}), 0, 0, 0),
        ("余下的一句", 1, "iMessage", 9, summary(rp=[1], ec={}), 0, 0, 0), ("改过但没有留下旧文字", 1, "iMessage", 9, None, 0, 0, 0), ("坏掉的说明", 1, "iMessage", 9, b"bplist00\xff\xff", 0, 0, 0),
        ("卫星发来的", 1, "iMessageLite", 0, None, 0, 0, 0), ("【某某贷】RCS 消息", 2, "RCS", 0, None, 0, 0, 0), ("小写的 rcs", 2, "rcs", 0, None, 0, 0, 0),
        ("明天早上再发", 0, "iMessage", 0, None, 0, 2, 0), ("到点发出去的", 0, "iMessage", 0, None, 0, 2, 1), ("用表情回应", 1, "iMessage", 0, None, 2006, 0, 0), ("贴纸回应", 1, "iMessage", 0, None, 3007, 0, 0), (None, 1, "iMessage", 0, None, 4000, 0, 0),
    ]
    for i, (text, handle, service, edited, info, tap, schedule, sent) in enumerate(rows, 1):
        c.execute("INSERT INTO message (guid,text,handle_id,service,date,is_from_me,is_sent,date_edited,message_summary_info,associated_message_type,schedule_type,schedule_state) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                  (f"N{i}", text, handle, service, ns(T0 + i * 60000), int(handle == 0), sent, ns(T0 + edited * 60000) if edited else 0, info, tap, schedule, 3 if sent else 1))
        c.execute("INSERT INTO chat_message_join VALUES (?,?)", (2 if handle == 2 else 1, i))


def old_messages(c):
    c.executescript(MESSAGE + "INSERT INTO handle VALUES (1,'10690000000001','cn','SMS');")
    for i, body in enumerate(["秒的年代", "第二条", "第四条"]):
        c.execute("INSERT INTO message (ROWID,guid,text,handle_id,service,date) VALUES (?,?,?,1,'SMS',?)", (i + 1 + (i == 2), f"G{i}", body, T0 // 1000 - APPLE + i * 60))


def history(c):
    c.executescript("""CREATE TABLE ZCALLRECORD ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZANSWERED INTEGER, ZCALLTYPE INTEGER, ZDISCONNECTED_CAUSE INTEGER, ZORIGINATED INTEGER,
      ZREAD INTEGER, ZDATE TIMESTAMP, ZDURATION FLOAT, ZADDRESS VARCHAR, ZISO_COUNTRY_CODE VARCHAR, ZLOCATION VARCHAR, ZNAME VARCHAR, ZSERVICE_PROVIDER VARCHAR, ZUNIQUE_ID VARCHAR );
    CREATE TABLE ZHANDLE ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZTYPE INTEGER, ZNORMALIZEDVALUE VARCHAR, ZVALUE VARCHAR );
    CREATE TABLE Z_2REMOTEPARTICIPANTHANDLES ( Z_2REMOTEPARTICIPANTCALLS INTEGER, Z_4REMOTEPARTICIPANTHANDLES INTEGER, PRIMARY KEY (Z_2REMOTEPARTICIPANTCALLS, Z_4REMOTEPARTICIPANTHANDLES) );
    CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
    INSERT INTO Z_PRIMARYKEY VALUES (1,'CallDBProperties',0,1),(2,'CallRecord',0,14);
    INSERT INTO ZHANDLE VALUES (1,4,1,2,'+8613800000003','13800000003');
    INSERT INTO Z_2REMOTEPARTICIPANTHANDLES VALUES (6,1);""")
    apple = T0 / 1000 - APPLE
    rows = [(1, 1, 1, 0, 0, 65.4, "01000000001", None), (2, 0, 1, 0, 0, 0.0, FROM, None), (3, 0, 1, 6, 0, 0.0, FROM, None), (4, 0, 1, 0, 1, 31.0, "13800000002", "李二"), (5, 0, 1, 0, 1, 0.0, "13800000002", "李二"),
            (6, 1, 16, 0, 0, 5.2, None, None), (7, 0, 1, 0, 0, 0.0, None, None), (9, 1, 1, 0, None, 1.0, "01000000001", None), (10, 0, 1, 0, 0, 0.0, FROM.encode(), None)]
    for id, answered, kind, cause, out, seconds, number, name in rows:
        c.execute("INSERT INTO ZCALLRECORD (Z_PK,Z_ENT,ZANSWERED,ZCALLTYPE,ZDISCONNECTED_CAUSE,ZORIGINATED,ZDATE,ZDURATION,ZADDRESS,ZNAME) VALUES (?,2,?,?,?,?,?,?,?,?)",
                  (id, answered, kind, cause, out, apple + id * 60.25, seconds, number, name))
    c.execute("INSERT INTO ZCALLRECORD (Z_PK,ZORIGINATED,ZDATE,ZADDRESS) VALUES (11,0,NULL,'01000000001')")


def ios18_history(c):
    """The table of iOS 17 and 18: numbers as bytes, calls of other apps, calls a blocking app refused, calls kept out of the list."""
    c.executescript("""CREATE TABLE ZCALLRECORD ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZANSWERED INTEGER, ZAUTOANSWEREDREASON INTEGER, ZCALLDIRECTORYIDENTITYTYPE INTEGER, ZCALL_CATEGORY INTEGER, ZCALLTYPE INTEGER,
      ZDISCONNECTED_CAUSE INTEGER, ZFACE_TIME_DATA INTEGER, ZFILTERED_OUT_REASON INTEGER, ZHANDLE_TYPE INTEGER, ZHASMESSAGE INTEGER, ZJUNKCONFIDENCE INTEGER, ZNUMBER_AVAILABILITY INTEGER, ZORIGINATED INTEGER, ZREAD INTEGER,
      ZVERIFICATIONSTATUS INTEGER, ZWASEMERGENCYCALL INTEGER, ZDATE TIMESTAMP, ZDURATION FLOAT, ZADDRESS VARCHAR, ZBLOCKEDBYEXTENSION VARCHAR, ZIDENTITYEXTENSION VARCHAR, ZISO_COUNTRY_CODE VARCHAR, ZJUNKIDENTIFICATIONCATEGORY VARCHAR, ZLOCATION VARCHAR, ZNAME VARCHAR, ZSERVICE_PROVIDER VARCHAR, ZUNIQUE_ID VARCHAR, ZLOCALPARTICIPANTUUID BLOB );
    CREATE TABLE ZHANDLE ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZTYPE INTEGER, ZNORMALIZEDVALUE VARCHAR, ZVALUE VARCHAR );
    CREATE TABLE Z_2REMOTEPARTICIPANTHANDLES ( Z_2REMOTEPARTICIPANTCALLS INTEGER, Z_4REMOTEPARTICIPANTHANDLES INTEGER, PRIMARY KEY (Z_2REMOTEPARTICIPANTCALLS, Z_4REMOTEPARTICIPANTHANDLES) );
    CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
    INSERT INTO Z_PRIMARYKEY VALUES (2,'CallRecord',0,8),(4,'Handle',0,2);
    INSERT INTO ZHANDLE VALUES (1,4,1,2,'+8613800000003','13800000003'),(2,4,1,2,'+8613800000004','13800000004');
    INSERT INTO Z_2REMOTEPARTICIPANTHANDLES VALUES (5,1),(5,2);""")
    apple, phone = T0 / 1000 - APPLE, "com.apple.Telephony"
    rows = [(1, 1, 1, 0, 0, 65.4, b"01000000001", phone, None, 0, 0), (2, 0, 1, 0, 0, 0.0, b"95012345678", phone, "com.example.blocker", 3, 2), (3, 0, 1, 6, 0, 0.0, FROM.encode(), phone, None, 0, 0),
            (4, 0, 0, 6, 0, 0.0, b"wxid_example", "com.tencent.xin", None, 0, 0), (5, 1, 8, 0, 1, 12.0, None, "com.apple.FaceTime", None, 0, 0), (6, 0, 1, 49, 0, 0.0, b"95012345678", phone, None, 8, 1),
            (7, 0, 1, 0, 0, 0.0, b"", phone, None, 0, 0), (8, 1, 0, 0, 0, 31.0, b"+8613800000002", "com.tencent.xin", None, 0, 0)]
    for id, answered, kind, cause, out, seconds, number, provider, blocked, filtered, junk in rows:
        c.execute("INSERT INTO ZCALLRECORD (Z_PK,Z_ENT,ZANSWERED,ZCALLTYPE,ZDISCONNECTED_CAUSE,ZORIGINATED,ZDATE,ZDURATION,ZADDRESS,ZSERVICE_PROVIDER,ZBLOCKEDBYEXTENSION,ZFILTERED_OUT_REASON,ZJUNKCONFIDENCE) VALUES (?,2,?,?,?,?,?,?,?,?,?,?,?)",
                  (id, answered, kind, cause, out, apple + id * 60.25, seconds, number, provider, blocked, filtered, junk))


def old_history(c):
    c.executescript("""CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
    CREATE TABLE call (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT, date INTEGER, duration INTEGER, flags INTEGER, id INTEGER, name TEXT, country_code TEXT, network_code TEXT, read INTEGER, assisted INTEGER);
    CREATE TABLE data (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, pdp_ip INTEGER, bytes_rcvd REAL);""")
    for i, (number, seconds, flags) in enumerate([("01000000001", 30, 4), ("01000000001", 0, 4), ("13800000002", 12, 5), ("", 0, 4), ("13800000002", 1, None)]):
        c.execute("INSERT INTO call (address,date,duration,flags) VALUES (?,?,?,?)", (number, T0 // 1000 + i * 60, seconds, flags))


def apple_book(c):
    c.execute("CREATE TABLE t (x)")


def apple_book_log(c):
    c.executescript("""CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, First TEXT, Last TEXT, Middle TEXT, Organization TEXT, Nickname TEXT, DisplayName TEXT, CreationDate INTEGER, ModificationDate INTEGER);
    CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER, identifier INTEGER, label INTEGER, value TEXT);
    INSERT INTO ABPerson (ROWID,First,Last,Middle,Organization) VALUES (1,'二','李',NULL,NULL),(2,'Ann','Lee','B.',NULL),(3,NULL,NULL,NULL,'某某公司'),(4,NULL,NULL,NULL,NULL);
    INSERT INTO ABMultiValue (record_id,property,value) VALUES (1,3,'+86 138 0000 0002'),(1,3,'010-00000000'),(1,4,'x@example.com'),(2,3,'(555) 010-0000'),(3,3,' '),(4,3,'13800000004'),(2,3,'+86 138 0000 0003');""")


def tcc(c):
    c.executescript("""CREATE TABLE admin (key TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL);
    CREATE TABLE access_overrides (service TEXT NOT NULL PRIMARY KEY);
    CREATE TABLE "access" (    service        TEXT        NOT NULL,     client         TEXT        NOT NULL,     client_type    INTEGER     NOT NULL,     auth_value     INTEGER     NOT NULL,     auth_reason    INTEGER     NOT NULL,
      auth_version   INTEGER     NOT NULL,     csreq          BLOB,     indirect_object_identifier         TEXT NOT NULL DEFAULT 'UNUSED',     flags          INTEGER,
      last_modified  INTEGER     NOT NULL DEFAULT (CAST(strftime('%s','now') AS INTEGER)),     PRIMARY KEY (service, client, client_type, indirect_object_identifier));""")
    s = T0 // 1000
    rows = [("kTCCServiceAddressBook", "com.example.loan", 2, 2, s), ("kTCCServicePhotos", "com.example.loan", 3, 2, s + 60), ("kTCCServiceAddressBook", "com.example.other", 0, 2, s + 120),
            ("kTCCServiceAddressBook", "com.example.third", 1, 1, s), ("kTCCServiceUbiquity", "com.example.loan", 2, 4, s), ("kTCCServicePhotosAdd", "com.example.loan", 2, 2, 0), ("", "com.example.loan", 2, 2, s)]
    for service, client, value, reason, at in rows:
        c.execute("INSERT INTO access (service,client,client_type,auth_value,auth_reason,auth_version,last_modified) VALUES (?,?,0,?,?,1,?)", (service, client, value, reason, at))


def ios18_tcc(c):
    """iOS 18: contacts allowed in part, a pseudonym of the process, no `access_overrides`."""
    c.executescript("""CREATE TABLE admin (key TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL);
    CREATE TABLE policies (id INTEGER NOT NULL PRIMARY KEY, bundle_id TEXT NOT NULL, uuid TEXT NOT NULL, display TEXT NOT NULL);
    CREATE TABLE access (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL, auth_value INTEGER NOT NULL, auth_reason INTEGER NOT NULL, auth_version INTEGER NOT NULL, csreq BLOB, policy_id INTEGER,
      indirect_object_identifier_type INTEGER, indirect_object_identifier TEXT NOT NULL DEFAULT 'UNUSED', indirect_object_code_identity BLOB, flags INTEGER, last_modified INTEGER NOT NULL DEFAULT 0, pid INTEGER, pid_version INTEGER,
      boot_uuid TEXT NOT NULL DEFAULT 'UNUSED', last_reminded INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (service, client, client_type, indirect_object_identifier));
    CREATE TABLE expired (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL, csreq BLOB, last_modified INTEGER NOT NULL, expired_at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (service, client, client_type));""")
    s = T0 // 1000
    rows = [("kTCCServiceAddressBook", "com.example.loan", 3, 2, s), ("kTCCServiceContactsLimited", "com.example.loan", 2, 2, s + 60), ("kTCCServiceContactsFull", "com.example.loan", 0, 2, s + 60),
            ("kTCCServiceAddressBook", "com.example.other", 4, 2, s + 120), ("kTCCServiceAddressBook", "com.example.new", 7, 2, s + 180), ("kTCCServiceCalendar", "com.example.loan", 4, 2, s)]
    c.executemany("INSERT INTO access (service,client,client_type,auth_value,auth_reason,auth_version,last_modified) VALUES (?,?,0,?,?,1,?)", rows)


def old_tcc(c):
    c.executescript("""CREATE TABLE access (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL, allowed INTEGER NOT NULL, prompt_count INTEGER NOT NULL, csreq BLOB, CONSTRAINT key PRIMARY KEY (service, client, client_type)) WITHOUT ROWID;
    CREATE TABLE access_times (service TEXT NOT NULL, client TEXT NOT NULL, last_used_time INTEGER);
    INSERT INTO access VALUES ('kTCCServiceAddressBook','com.example.loan',0,1,1,NULL),('kTCCServiceAddressBook','com.example.other',0,0,2,NULL);""")


def another(c):
    c.executescript("CREATE TABLE tb_messages (_id INTEGER PRIMARY KEY, address TEXT, date LONG, type INTEGER, body TEXT); CREATE TABLE tb_calls (number TEXT, date INTEGER, duration INTEGER, type INTEGER);")
    c.execute("INSERT INTO tb_messages VALUES (1,?,?,1,'换了表名的备份')", (FROM, T0))
    c.execute("INSERT INTO tb_calls VALUES ('13800000002',?,30,1)", (T0 + 5000,))


def damaged(data):
    data = bytearray(data)
    # The third leaf of `sms`: its kind becomes one that does not exist; one cell pointer of the fourth points past the page.
    leaves = [p for p in range(len(data) // 1024) if data[p * 1024] == 13 and b"\xe7\xac\xac" in data[p * 1024:(p + 1) * 1024]]
    data[leaves[2] * 1024] = 0x7F
    data[leaves[3] * 1024 + 8] = 0xFF
    return bytes(data)


def write(path, data):
    target = os.path.join(ROOT, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    open(target, "wb").write(data)


def manifest(c):
    c.executescript("CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB); CREATE TABLE Properties (key TEXT PRIMARY KEY, value BLOB);")
    uid = plistlib.UID
    for domain, path, flags in [("HomeDomain", "Library/SMS/sms.db", 1), ("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb", 1), ("HomeDomain", "Library/Safari/History.db", 1), ("HomeDomain", "Library/SMS", 2), ("MediaDomain", "Library/SMS/Attachments/ab/1/图.jpg", 1)]:
        blob = {"$version": 100000, "$archiver": "NSKeyedArchiver", "$top": {"root": uid(1)}, "$objects": ["$null", {"Size": 4096, "LastModified": T0 // 1000, "ProtectionClass": 3, "RelativePath": uid(2)}, path]}
        c.execute("INSERT INTO Files VALUES (?,?,?,?,?)", (hashlib.sha1(f"{domain}-{path}".encode()).hexdigest(), domain, path, flags, plistlib.dumps(blob, fmt=plistlib.FMT_BINARY)))
    c.execute("INSERT INTO Files VALUES ('../../x','HomeDomain','Library/TCC/TCC.db',1,NULL)")


def packed():
    sms = [{"address": FROM, "body": "【某某贷】张一您已逾期", "date": str(T0), "date_sent": str(T0 - 1000), "status": "-1", "type": "1", "recipients": [FROM], "read": "1"},
           {"address": "13800000002", "body": "知道了 \"引号\" }]", "date": str(T0 + 1000), "date_sent": "0", "status": "-1", "type": "2", "read": "1"},
           {"address": FROM, "body": "草稿", "date": str(T0), "type": "3"}, {"body": "没有号码", "date": str(T0), "type": "1"}, {"address": FROM, "body": "时间不对", "date": "x", "type": "1"}]
    mms = [{"date": str(T0 // 1000), "date_sent": str(T0 // 1000 - 3), "m_type": "132", "msg_box": "1", "recipients": [FROM], "mms_addresses": [{"type": 137, "address": FROM, "charset": 106}, {"type": 151, "address": "13800000001", "charset": 106}],
            "mms_body": "彩信里的话", "mms_charset": 106}, {"date": str(T0 // 1000), "m_type": "134", "msg_box": "1"}]
    write("android_sms_backup/sms/000000_sms_backup", zlib.compress(json.dumps(sms, ensure_ascii=False).encode(), 9))
    write("android_sms_backup/mms/000001_mms_backup", zlib.compress(json.dumps(mms, ensure_ascii=False).encode(), 9))
    write("android_sms_backup/cut/000000_sms_backup", zlib.compress(json.dumps(sms * 3, ensure_ascii=False).encode()[:-200] + b', 7, {"a"', 9))


def info():
    date = datetime.datetime(2026, 1, 7, 7, 0, 0)
    write("ios_backup_info/info/Info.plist", plistlib.dumps({"Device Name": "张一的手机", "Product Version": "17.1", "Unique Identifier": "00000000", "Target Identifier": "0000", "Last Backup Date": date}))
    bag = b"VERS\0\0\0\4\0\0\0\3"
    write("ios_backup_info/manifest/Manifest.plist", plistlib.dumps({"IsEncrypted": True, "BackupKeyBag": bag, "Date": date, "Lockdown": {"DeviceName": "张一的手机", "ProductVersion": "17.1"}}, fmt=plistlib.FMT_BINARY))
    write("ios_backup_info/damaged/Manifest.plist", b"<?xml version='1.0'?><plist><dict><key>BackupKeyBag</key>")


def main():
    packed()
    info()
    case("ios_manifest/lists/Manifest.db", manifest)
    case("android_mmssms/every_kind/mmssms.db", plain)
    case("android_mmssms/in_the_log/mmssms.db", many, wal=into_log)
    case("android_mmssms/utf16/mmssms.db", lambda c: many(c, 8), page=4096, encoding="UTF-16le", vacuum="FULL")
    case("android_mmssms/damaged_pages/mmssms.db", many, after=damaged)
    case("android_mmssms/cut_in_the_middle/mmssms.db", many, after=lambda d: d[: len(d) * 3 // 5])
    case("android_calllog/every_kind/calllog.db", calls)
    case("android_contacts/book_with_calls/contacts2.db", contacts)
    case("ios_messages/chats_and_archives/sms.db", messages)
    case("ios_messages/huawei_mms/sms.db", huawei_mms)
    case("ios_messages/changed_later/sms.db", changed_later)
    case("ios_messages/ios18/sms.db", ios18_messages)
    case("ios_messages/no_chats_in_seconds/chat.db", old_messages, page=512)
    case("ios_calls/storedata/CallHistory.storedata", history)
    case("ios_calls/ios18/CallHistory.storedata", ios18_history)
    case("ios_calls/before_ios8/call_history.db", old_history)
    case("ios_address_book/all_in_the_log/AddressBook.sqlitedb", apple_book, wal=apple_book_log)
    case("ios_address_book/one_file/AddressBook.sqlitedb", apple_book_log)
    case("ios_tcc/dated_choices/TCC.db", tcc)
    case("ios_tcc/ios18/TCC.db", ios18_tcc)
    case("ios_tcc/without_dates/TCC.db", old_tcc)
    case("sqlite_db/another_name/备份.db", another)
    case("sqlite_db/unknown_tables/x.db", lambda c: c.executescript("CREATE TABLE 收藏 (a, b); CREATE TABLE t2 (x);"), page=512)


if __name__ == "__main__":
    sys.exit(main())

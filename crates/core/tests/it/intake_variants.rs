//! The same few messages and calls as they come in practice: other line ends, marks, encodings, orders and names of columns, cut files. What
//! was read is compared whole, a line an event or a listed row.

use crate::support::{claimant, read};

/// `channel direction peer(name)[+others] words` of each event in order, then `-row kind` of each listed row.
fn told(name: &str, bytes: &[u8]) -> String {
    let Some(format) = claimant(name, bytes) else { return "nobody's".to_owned() };
    let harvest = read(format, name, bytes, None);
    assert!(harvest.adds_up(), "{name}");
    let mut lines = vec![format.id.to_owned()];
    for r in &harvest.records {
        let label = r.peer.name.as_ref().map_or(String::new(), |n| format!("({n})"));
        let also = if r.peer.also.is_empty() { String::new() } else { format!("+{}", r.peer.also.join("+")) };
        let call = r.call.map_or(String::new(), |c| format!(" {:?}{}", c.outcome, c.seconds.map_or(String::new(), |s| format!(" {s}"))));
        lines.push(format!("{} {:?} {:?} {}{label}{also} {}{call}", r.at.key(), r.channel, r.direction, r.peer.raw, r.body.replace('\n', "/")));
    }
    lines.extend(harvest.skips.iter().map(|s| format!("-{} {:?}", s.row, s.kind)));
    lines.join("\n")
}

#[test]
fn what_is_read_of_variants() {
    let utf16 = |t: &str| [vec![0xff, 0xfe], t.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let utf16be = |t: &str| [vec![0xfe, 0xff], t.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat();
    let gbk = |t: &str| encoding_rs::GB18030.encode(t).0.into_owned();
    let bom = |t: &str| [&b"\xef\xbb\xbf"[..], t.as_bytes()].concat();
    let im = "Chat Session,Message Date,Delivered Date,Read Date,Edited Date,Service,Type,Sender ID,Sender Name,Status,Replying to,Subject,Text,Attachment,Attachment type\n王二,2026-01-09 23:03:05,,,,SMS,Incoming,+8613800000002,王二,Read,,,还钱,,\n王二,2026-01-09 23:04:05,,,,SMS,Outgoing,,,Not Delivered,,,没送到,,\n王二,2026-01-09 23:05:05,,,,SMS,Outgoing,,,Delivered,,,下周,,\n";
    let mms = "<?xml version='1.0' encoding='UTF-8'?><smses count=\"1\"><mms date=\"1767970800000\" sub=\"催收\" msg_box=\"1\" m_type=\"132\" address=\"13800000003~13800000004\" contact_name=\"白若溪, 白母\"><parts><part ct=\"text/plain\" text=\"还钱\"/></parts><addrs><addr address=\"13800000004\" type=\"137\"/><addr address=\"13800000003\" type=\"151\"/></addrs></mms></smses>";
    let termux = "[{\"type\":\"inbox\",\"address\":\"1069000090011\",\"number\":\"1069000090011\",\"received\":\"2026-01-09 23:01:05\",\"body\":\"还款\"}]";
    let leapp = "Date\tDate Sent\tType\tAddress\tBody\tMSG ID\tThread ID\n2026-01-09 15:01:05+00:00\t\tReceived\t1069000090011\t还款\t1\t1\n";
    let states = "时间,对方号码,收发,内容,状态\n2026-01-09 20:00:05,13800000002,发出,一,发送失败\n2026-01-09 20:01:05,13800000002,发出,二,已发送\n";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("m.csv", im.replace('\n', "\r\n").into_bytes()),
        ("m.csv", bom(im)),
        ("m.csv", utf16(im)),
        ("m.csv", utf16be(im)),
        ("m.csv", gbk(im)),
        ("m.csv", im.replace(',', ";").into_bytes()),
        ("m.tsv", im.replace(',', "\t").into_bytes()),
        ("m.csv", im[..im.len() - 32].as_bytes().to_vec()),
        ("m.csv", "Type,Text,Service,Sender ID,Message Date,Chat Session,Status\nOutgoing,好,iMessage,,2026-01-09 23:03:05,王二,Failed\nNotification,改名,iMessage,,2026-01-09 23:04:05,王二,\nIncoming,还钱,iMessage,+8613800000002,2026-01-09 23:05:05,王二,Read\n".as_bytes().to_vec()),
        ("m.csv", "聊天会话,消息日期,送达日期,服务,类型,发送人ID,发送人姓名,状态,主题,文本,附件,附件类型\n王二,2026-01-09 23:03:05,,SMS,传入,+8613800000002,王二,已读,,还钱,,\n王二,2026-01-09 23:04:05,,SMS,传出,,,未送达,,没送到,,\n王二,2026-01-09 23:05:05,,SMS,通知,,,,,改名,,\n".as_bytes().to_vec()),
        ("w.csv", "Chat Session,Message Date,Sent Date,Type,Sender ID,Sender Name,Status,Forwarded,Text\n王二,2026-01-09 23:03:05,,Incoming,8613800000002,王二,,,还钱\n".as_bytes().to_vec()),
        ("e.csv", "Chat Session,Message Date,Service,Type,Sender ID,Sender Name,Status,Text\n".as_bytes().to_vec()),
        ("sms.xml", mms.replace("><", ">\r\n<").into_bytes()),
        ("sms.xml", bom(mms)),
        ("sms.xml", utf16(&mms.replace("UTF-8", "UTF-16"))),
        ("sms.xml", gbk(&mms.replace("UTF-8", "GBK"))),
        ("sms.xml", mms[..mms.find("<addrs>").unwrap_or(0)].as_bytes().to_vec()),
        ("sms.xml", mms.replace("<addrs>", "<addrs/><!--").replace("</addrs>", "-->").into_bytes()),
        ("sms.xml", mms.replace("msg_box=\"1\"", "msg_box=\"5\"").into_bytes()),
        ("sms.xml", mms.replace("13800000003~13800000004", "13800000004").into_bytes()),
        ("sms.xml", mms.replace("13800000003~13800000004", "13800000001~13800000003~+86 138 0000 0004").into_bytes()),
        ("sms.xml", mms.replace("sub=\"催收\"", "sub=\"null\"").into_bytes()),
        ("t.json", termux.as_bytes().to_vec()),
        ("t.txt", bom(termux)),
        ("t.json", utf16(termux)),
        ("t.json", gbk(termux)),
        ("t.json", termux[..termux.len() - 3].as_bytes().to_vec()),
        ("t.json", termux.replace("inbox", "outbox").into_bytes()),
        ("t.json", termux.replace("2026-01-09 23:01:05", "昨天").into_bytes()),
        ("t.json", "[]".as_bytes().to_vec()),
        ("s.tsv", bom(leapp)),
        ("s.tsv", utf16(leapp)),
        ("s.tsv", leapp.replace("+00:00", "").into_bytes()),
        ("s.tsv", leapp.replace("+00:00", "+08:00").into_bytes()),
        ("s.csv", leapp.replace('\t', ",").into_bytes()),
        ("s.html", format!("<html><table><tr><th>Date</th><th>Date Sent</th><th>Type</th><th>Address</th><th>Body</th><th>MSG ID</th><th>Thread ID</th></tr><tr><td>2026-01-09 15:01:05+00:00</td><td></td><td>Failed</td><td>13800000002</td><td>没发</td><td>1</td><td>1</td></tr><tr><td>2026-01-09 15:02:05+00:00</td><td></td><td>Received</td><td>10690001</td><td>还</td><td>2</td><td>1</td></tr></table></html>").into_bytes()),
        ("d.csv", states.as_bytes().to_vec()),
        ("d.txt", states.replace(',', "\t").into_bytes()),
        ("d.csv", gbk(states)),
        ("d.csv", states.replace("状态", "短信发送状态").into_bytes()),
        ("d.csv", states.replace("状态", "送达").replace("发送失败", "否").replace("已发送", "是").into_bytes()),
        ("d.csv", states.replace("状态", "Delivery Status").replace("发送失败", "Undelivered").replace("已发送", "Delivered").into_bytes()),
        ("d.csv", states.replace("状态", "备注").into_bytes()),
        ("d.csv", "时间,对方号码,状态,内容\n2026-01-09 20:00:05,13800000002,已发送,一\n2026-01-09 20:01:05,13800000002,未送达,二\n2026-01-09 20:02:05,13800000002,已接收,三\n2026-01-09 20:03:05,13800000002,已撤回,四\n".as_bytes().to_vec()),
        ("d.csv", "时间,对方号码,类型,内容\n2026-01-09 20:00:05,13800000002,对方已撤回,一\n2026-01-09 20:01:05,13800000002,收到,二\n2026-01-09 20:02:05,13800000002,发送,三\n".as_bytes().to_vec()),
        ("d.csv", "Date,Address,Folder,Body\n2026-01-09 20:00:05,13800000002,Not Delivered,a\n2026-01-09 20:01:05,13800000002,Unsent,b\n2026-01-09 20:02:05,13800000002,Inbox,c\n2026-01-09 20:03:05,13800000002,Sent,d\n".as_bytes().to_vec()),
        ("d.html", "<table><tr><th>时间</th><th>号码</th><th>类型</th><th>内容</th><th>结果</th></tr><tr><td>2026-01-09 20:00:05</td><td>13800000002</td><td>发送</td><td>一</td><td>发送失败</td></tr><tr><td>2026-01-09 20:01:05</td><td>13800000002</td><td>接收</td><td>二</td><td></td></tr></table>".as_bytes().to_vec()),
        ("c.csv", "Call type,Date,Duration,Number,Contact,Location,Service\nMissed,2026-01-09 12:00:00,00:00:00,,No Caller ID,,Phone\nBlocked,2026-01-09 12:01:00,00:00:00,+8657100000001,,,Phone\nOutgoing,01/15/2026 12:00:00,00:00:09,+8613800000002,王二,,FaceTime Audio\n".as_bytes().to_vec()),
        ("c.csv", "from_id\tto_id\tstart_date\tend_date\tdirection\tcall_type\tnumber\tname\n\t\t2026-01-09 15:03:05.123+00:00\t\t\tRejected\t057100000001\t\n".as_bytes().to_vec()),
        ("calls.json", "[{\"name\":\"王二\",\"phone_number\":\"13800000002\",\"type\":\"OUTGOING\",\"date\":\"2026-01-09 23:02:05\",\"duration\":\"00:09\"},{\"name\":null,\"phone_number\":null,\"type\":\"MISSED\",\"date\":\"2026-01-09 23:03:05\",\"duration\":\"00:00\"}]".as_bytes().to_vec()),
    ];
    let all: String = cases.iter().enumerate().map(|(n, (name, bytes))| format!("#{n} {name}\n{}\n", told(name, bytes))).collect();
    let expected = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/intake_variants.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(expected, &all).expect("writable");
    }
    assert_eq!(std::fs::read_to_string(expected).unwrap_or_default(), all);
}

//! A multimedia message being gathered: its head waits for its parts and its addresses. `address` holds the members of a group with `~`
//! between them; only `addr` says who wrote: 137 From, 151 To, 130 CC, 129 BCC (`PduHeaders`).

use super::{EXPORT_AGAIN, Refusal, take, text};
use crate::import::Harvest;
use crate::import::attr_text::Repairs;
use crate::import::attr_xml::Attributes;
use crate::model::{Direction, Part, Record};
use crate::number::{self, NumberKind};

/// A row being gathered.
pub(super) struct Mms {
    pub outcome: Result<Record, Refusal>,
    pub texts: Vec<String>,
    pub senders: Vec<String>,
    pub recipients: Vec<String>,
    pub parts: Vec<Part>,
    pub repairs: Repairs,
    pub damaged_part: bool,
}

impl Default for Mms {
    fn default() -> Self {
        let outcome = Err(Refusal::Problem("row.empty", "空记录，没有任何内容".into(), EXPORT_AGAIN));
        Mms { outcome, texts: vec![], senders: vec![], recipients: vec![], parts: vec![], repairs: Repairs::default(), damaged_part: false }
    }
}

impl Mms {
    /// One `addr`.
    pub fn addr(&mut self, attributes: &Attributes) {
        let number = text(attributes, "address", &mut self.repairs).trim().to_owned();
        // The phone's own number is written so where it is not known.
        if number.is_empty() || number == "insert-address-token" {
            return;
        }
        match attributes.raw("type") {
            Some(b"137") => self.senders.push(number),
            Some(b"151" | b"130" | b"129") if !self.recipients.contains(&number) => self.recipients.push(number),
            _ => {}
        }
    }
}

/// The subject as words, unless it is what phones write for none.
pub(super) fn subject(attributes: &Attributes, repairs: &mut Repairs) -> Option<String> {
    let subject = crate::import::android_rows::subject(&text(attributes, "sub", repairs));
    let none = ["nosubject", "no subject", "(no subject)", "无主题", "（无主题）", "(无主题)"].contains(&subject.trim().to_lowercase().as_str());
    Some(subject).filter(|s| !none && !s.trim().is_empty())
}

/// The members of a message, as `address` names them.
fn members(address: &str) -> Vec<String> {
    let split = |separators: &[char]| address.split(separators).map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect::<Vec<_>>();
    let listed = split(&['~', ',', ';', '，', '；']);
    let numbers = listed.iter().all(|n| number::kind(n) != NumberKind::Name);
    // A chat of RCS is named by a token of its own, which is nobody's address.
    let mut members = if numbers { listed } else { split(&['~']) };
    members.retain(|m| !m.ends_with("@rcs.google.com") && m != "insert-address-token");
    members
}

/// The other side: of a received message whoever sent it, the others are kept beside; of one sent whom it was sent to.
fn peer(m: &mut Mms) -> Result<(), &'static str> {
    let Ok(record) = &mut m.outcome else { return Ok(()) };
    let mut members = members(&record.peer.raw);
    let key = |number: &str| number::key(number);
    if record.direction == Direction::Out && members.is_empty() {
        members = std::mem::take(&mut m.recipients);
    }
    let sender = m.senders.first().filter(|_| record.direction == Direction::In);
    let group = members.len() > 1 || record.direction == Direction::In && members.is_empty() && m.recipients.len() > 1;
    let peer = match (sender, members.first()) {
        // The same number as the phone keeps it.
        (Some(sender), _) => members.iter().find(|n| key(n) == key(sender)).unwrap_or(sender).clone(),
        (None, Some(_)) if record.direction == Direction::In && group => return Err("多人彩信没有写明是谁发的，不猜测"),
        (None, Some(first)) => first.clone(),
        (None, None) => return Err("彩信没有对方号码"),
    };
    // The names of a group stand in one attribute, and nothing says which is whose.
    let several = record.peer.name.as_deref().is_some_and(|n| n.contains([',', '，', '~', ';']));
    if group || several || members.first().is_none_or(|only| key(only) != key(&peer)) {
        record.peer.name = None;
    }
    record.peer.also = members.into_iter().filter(|n| key(n) != key(&peer)).collect();
    record.peer.raw = peer;
    Ok(())
}

/// Ends the row.
pub(super) fn flush(mms: &mut Option<Mms>, harvest: &mut Harvest, joined: &mut u64) {
    let Some(mut m) = mms.take() else { return };
    if let Err(what) = peer(&mut m) {
        m.outcome = Err(Refusal::Problem("row.no_peer", what.into(), EXPORT_AGAIN));
    }
    if let Ok(record) = &mut m.outcome {
        record.body = m.texts.join("\n");
        record.parts = m.parts;
    }
    let ok = m.outcome.is_ok();
    take(m.outcome, m.repairs, harvest, joined);
    if ok && m.damaged_part && m.repairs.lost == 0 {
        harvest.repaired(harvest.rows(), "附件的编码已损坏，没能取出附件");
    }
}

/// One `part`: words, or an attachment already taken.
pub(super) fn part(m: &mut Mms, attributes: &Attributes, taken: Option<Result<Part, ()>>) {
    let mime = text(attributes, "ct", &mut m.repairs);
    if mime == "application/smil" {
        return;
    }
    if mime.starts_with("text/") {
        let body = text(attributes, "text", &mut m.repairs);
        if !body.is_empty() {
            m.texts.push(body);
        }
    }
    match taken {
        Some(Ok(part)) => m.parts.push(part),
        Some(Err(())) => m.damaged_part = true,
        None => {}
    }
}

//! Recordings beside the phone's call log, and transcripts, a person's before a machine's, beside recordings.

use super::people::People;
use super::{Event, File, Kept};
use crate::import::container::base;
use crate::hearing;
use crate::import::{recorder_name, transcript};
use crate::model::Channel;

/// A recorder starts when the call is connected, the log when it rings; clocks of names are whole seconds.
const BEFORE_MS: i64 = 5_000;
const AFTER_MS: i64 = 120_000;

/// Joins each recording with the logged call of the same phone and number it falls into. The row of the log stays; the recording
/// is its twin.
pub(super) fn join(events: &mut Vec<Event>, files: &[File], people: &People) -> u64 {
    if !files.iter().any(|f| f.recording) {
        return 0;
    }
    let recording = |e: &Event| files[e.file as usize].recording;
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (i, event) in events.iter().enumerate().filter(|(_, e)| recording(e)) {
        let (key, at) = (&people.party(event.peer).key, event.record.at.stamp.0);
        let fits = |log: &Event| {
            let start = log.record.at.stamp.0;
            let length = log.record.call.and_then(|c| c.seconds).map_or(0, |s| i64::from(s) * 1000);
            log.record.channel == Channel::Call && !recording(log) && log.owner == event.owner && !key.is_empty() && people.party(log.peer).key == *key && (start - BEFORE_MS..=start + length + AFTER_MS).contains(&at)
        };
        let free = |n: &usize| !joined.iter().any(|(_, log)| log == n);
        let nearest = (0..events.len()).filter(|n| fits(&events[*n]) && free(n)).min_by_key(|n| (events[*n].record.at.stamp.0 - at).abs());
        joined.extend(nearest.map(|log| (i, log)));
    }
    for (recorded, log) in &joined {
        let twin = (events[*recorded].file, events[*recorded].record.row);
        events[*log].beside_mut().twins.push(twin);
    }
    let mut index = 0;
    events.retain(|_| {
        index += 1;
        !joined.iter().any(|(recorded, _)| *recorded == index - 1)
    });
    joined.len() as u64
}

/// Puts the text of a transcript beside the call of the recording that has the same name, marked as somebody's transcript.
pub(super) fn attach_transcripts(entries: &[Kept], files: &[File], events: &mut [Event]) {
    for kept in entries.iter().filter(|k| k.entry.kind == transcript::ENTRY) {
        let (Some(stem), Some(text)) = (kept.entry.fields.get("stem"), kept.entry.fields.get("text")) else { continue };
        let folder = |name: &str| name.rsplit_once('/').map_or(String::new(), |(f, _)| f.to_owned());
        let beside = folder(&files[kept.file as usize].name);
        let of = |file: u32| {
            let file = &files[file as usize];
            file.recording && recorder_name::stem(base(&file.name)) == stem && folder(&file.name) == beside
        };
        let call = events.iter_mut().find(|e| e.owner == kept.owner && (of(e.file) || e.twins().iter().any(|(file, _)| of(*file))));
        if let Some(event) = call.filter(|e| e.said().is_none()) {
            event.beside_mut().said = Some(format!("（{}）\n{text}", transcript::MARK));
        }
    }
}

/// Puts what a machine heard beside the call it was heard in, where nobody has told or written down what was said. Call last.
pub(super) fn attach_heard(entries: &[Kept], events: &mut [Event]) {
    for kept in entries.iter().filter(|k| k.entry.kind == hearing::ENTRY) {
        let Some(text) = kept.entry.fields.get("text") else { continue };
        let of = |e: &Event| e.record.channel == Channel::Call && (e.file == kept.file || e.twins().iter().any(|(file, _)| *file == kept.file));
        if let Some(event) = events.iter_mut().find(|e| e.said().is_none() && of(e)) {
            event.beside_mut().said = Some(format!("（{}）\n{text}", hearing::MARK));
            event.beside_mut().heard = true;
        }
    }
}

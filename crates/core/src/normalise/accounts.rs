//! Names of chat accounts from a table of users in the same folder: `wxid_1` becomes `昵称(wxid_1)`, as exporters that know the name
//! write it. Before anybody is told apart, so that a nickname stated in the case meets it.

use super::Input;
use crate::import::{chat, wechat_users};
use crate::model::Channel;
use std::collections::BTreeMap;

/// The folder part of a name inside a package or a case.
fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Puts the names in. A table belongs to the files of the same folder and the same custodian.
pub(super) fn join(inputs: &mut [Input]) {
    type Owner = (String, Option<String>);
    let mut names: BTreeMap<Owner, BTreeMap<String, String>> = BTreeMap::new();
    for input in inputs.iter() {
        for entry in input.harvest.entries.iter().filter(|e| e.kind == wechat_users::ENTRY) {
            let name = ["remark", "nickname", "alias"].iter().find_map(|f| entry.fields.get(*f));
            if let (Some(account), Some(name)) = (entry.fields.get("account"), name) {
                let owner = (folder(&input.file).to_owned(), input.custodian.clone());
                names.entry(owner).or_default().insert(account.clone(), chat::peer_name(name, account));
            }
        }
    }
    if names.is_empty() {
        return;
    }
    for input in inputs {
        let Some(names) = names.get(&(folder(&input.file).to_owned(), input.custodian.clone())) else { continue };
        for record in input.harvest.records.iter_mut().filter(|r| r.channel == Channel::Im) {
            for said in std::iter::once(&mut record.peer.raw).chain(&mut record.peer.also) {
                if let Some(name) = names.get(said.as_str()) {
                    said.clone_from(name);
                }
            }
        }
    }
}

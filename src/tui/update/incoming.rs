//! Keys in the list of what a copy would bring into the workbook that is open. Nothing comes in before Enter.

use super::edits::{alert, may_change, tell};
use super::{Effects, lists};
use crate::lang::Lang;
use crate::say;
use crate::text;
use crate::tui::keymap::Command;
use crate::tui::message::{CopyNews, CopyOf, Effect, MergeDone, Offer, Offered};
use crate::tui::model::{Desk, IncomingList, Look, Mode};

/// The workbook that was opened is a copy: one line offers to bring it back.
pub(super) fn offer(desk: &mut Desk, copy: CopyOf, lang: Lang) {
    if copy.pending.changes == 0 && !desk.status.offers.is_empty() {
        // A draft waits that is not in the copy yet: this is no time to speak of deleting it.
        return;
    }
    if copy.pending.changes == 0 {
        let original = text::clean_line(&copy.original);
        return tell(
            desk,
            say!(
                lang,
                "Bản này đã gộp hết vào {original}: xóa được.",
                "All of this copy is in {original}: it can be deleted."
            ),
        );
    }
    desk.status.notice = None;
    desk.status.offers.insert(
        0,
        Offer {
            at: String::new(),
            content: Offered::Copy(copy),
        },
    );
}

/// Shows what the copy would bring.
pub(super) fn show(desk: &mut Desk, news: CopyNews, lang: Lang) {
    if news.changes.is_empty() {
        let file = text::clean_line(&news.file);
        return tell(
            desk,
            say!(
                lang,
                "{file} không có gì mới: đã gộp hết, xóa được.",
                "Nothing new in {file}: all of it is here, it can be deleted."
            ),
        );
    }
    desk.mode = Mode::Incoming(Box::new(IncomingList {
        news,
        row: 0,
        astray: false,
    }));
}

pub(super) fn press(desk: &mut Desk, look: Look, command: Option<Command>, effects: &mut Effects) {
    let Mode::Incoming(list) = &desk.mode else {
        return;
    };
    let (count, path) = (list.news.changes.len(), list.news.path.clone());
    match command {
        None => set_astray(desk, true),
        Some(Command::Leave) => {
            let file = text::clean_line(&list.news.file);
            desk.mode = Mode::Tree;
            tell(
                desk,
                say!(
                    look.lang,
                    "Chưa gộp gì. {file} vẫn còn nguyên: mở lại lúc nào cũng gộp được.",
                    "Nothing was merged. {file} is as it was and can be merged at any time."
                ),
            );
        }
        Some(Command::Enter) if list.astray => {
            // A figure typed ahead, while the offer came up under the fingers.
            set_astray(desk, false);
            let text = look.lang.pick(
                "Chưa gộp: phím gõ lạc vào danh sách này. Enter lần nữa là gộp, Esc để sau.",
                "Nothing merged: what was typed strayed into this list. Enter again merges, Esc leaves.",
            );
            tell(desk, text.to_owned());
        }
        Some(Command::Enter) => {
            desk.mode = Mode::Tree;
            if may_change(desk, look) {
                effects.push(Effect::Merge(path));
            }
        }
        Some(command) => {
            let row = lists::moved(list.row, command, count, 10);
            if let (Mode::Incoming(list), Some(row)) = (&mut desk.mode, row) {
                list.row = row;
            }
        }
    }
}

fn set_astray(desk: &mut Desk, astray: bool) {
    if let Mode::Incoming(list) = &mut desk.mode {
        list.astray = astray;
    }
}

/// Says what came in.
pub(super) fn done(desk: &mut Desk, done: MergeDone, lang: Lang) {
    let MergeDone { changes, conflicts } = done;
    match (changes, conflicts) {
        (_, 0) => tell(
            desk,
            say!(
                lang,
                "Đã gộp {changes} thay đổi. Bản mang về không cần nữa.",
                "{changes} changes merged. The copy is no longer needed."
            ),
        ),
        (_, _) => alert(
            desk,
            say!(
                lang,
                "Đã gộp {changes} thay đổi. Còn {conflicts} xung đột: n xem và chọn.",
                "{changes} changes merged. {conflicts} conflicts are open: n shows them."
            ),
        ),
    }
}

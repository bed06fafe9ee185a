//! What a session that died left behind: offered in one line, taken back or dropped, never pressed on anybody.

use super::edits::{self, alert, tell};
use super::{Effects, fields, tree};
use crate::lang::Lang;
use crate::say;
use crate::store::draft::Typed;
use crate::store::field;
use crate::text;
use crate::tui::keymap::Command;
use crate::tui::message::{Effect, Offer, Offered, Pending};
use crate::tui::model::{Desk, Look, Mode};
use crate::tui::words;
use crate::workbook::{Edit, Workbook};

/// The offer in sight: in the tree, where no other news stands.
pub(crate) fn in_sight(desk: &Desk) -> Option<&Offer> {
    let is_calm = matches!(desk.mode, Mode::Tree) && desk.status.notice.is_none();
    desk.status.offers.first().filter(|_| is_calm)
}

/// Takes in what may be offered, in place of other news at the start.
pub(super) fn take_in(desk: &mut Desk, offers: Vec<Offer>) {
    if !offers.is_empty() {
        desk.status.notice = None;
    }
    desk.status.offers.extend(offers);
}

/// Answers the offer in sight; whether the command did.
pub(super) fn answer(
    desk: &mut Desk,
    look: Look,
    command: Option<Command>,
    effects: &mut Effects,
) -> bool {
    let takes = match command {
        Some(Command::Enter) => true,
        Some(Command::Leave) => false,
        _ => return false,
    };
    if in_sight(desk).is_none() {
        return false;
    }
    // What cannot be taken back now can later: when the workbook is opened again.
    let is_copy = |offer: &Offer| matches!(offer.content, Offered::Copy(_));
    if takes && !desk.status.offers.first().is_some_and(is_copy) && !edits::may_change(desk, look) {
        return true;
    }
    let offer = desk.status.offers.remove(0);
    let was_draft = !matches!(offer.content, Offered::Copy(_));
    if takes {
        take_back(desk, look, offer, effects);
    }
    let is_draft = |offer: &Offer| !matches!(offer.content, Offered::Copy(_));
    if was_draft && !desk.status.offers.iter().any(is_draft) {
        effects.push(Effect::DraftsAnswered);
    }
    true
}

fn take_back(desk: &mut Desk, look: Look, offer: Offer, effects: &mut Effects) {
    match offer.content {
        Offered::Copy(copy) => effects.push(Effect::Receive(copy.path)),
        Offered::Unsaved(edits) => {
            edits::commit_together(desk, look, edits, effects);
        }
        Offered::Typed(typed) => {
            if !reopen(desk, look, &typed) {
                let Typed { code, text, .. } = typed;
                alert(
                    desk,
                    say!(
                        look.lang,
                        "{code} không còn ô này. Bản nháp ghi: {text}",
                        "{code} no longer has this field. The draft says: {text}"
                    ),
                );
            }
        }
    }
}

/// Opens the field with the text in it as it was being typed; whether there is such a field.
fn reopen(desk: &mut Desk, look: Look, typed: &Typed) -> bool {
    let Some(id) = desk.sheet.book().set.find(&typed.code) else {
        return false;
    };
    tree::go(desk, id);
    let Some(present) = fields::reopen(desk, look, &typed.field, &typed.text) else {
        return false;
    };
    if present != typed.base {
        tell(
            desk,
            say!(
                look.lang,
                "Từ đó ô này đã đổi: {} thành {present}. Enter ghi số nháp, Esc giữ số nay.",
                "This field has changed since: {} to {present}. Enter stores the draft, Esc keeps it.",
                typed.base
            ),
        );
    }
    true
}

/// The offer in one line.
pub(crate) fn line(offer: &Offer, book: &Workbook, lang: Lang) -> String {
    let at = &offer.at;
    match &offer.content {
        Offered::Copy(copy) => {
            let Pending { changes, conflicts } = copy.pending;
            let original = text::clean_line(&copy.original);
            say!(
                lang,
                "Bản mang về của {original}: {changes} thay đổi chưa gộp, {conflicts} xung đột. Enter xem và gộp, Esc để sau",
                "A copy of {original}: {changes} changes not merged, {conflicts} conflicts. Enter shows and merges, Esc leaves it"
            )
        }
        Offered::Typed(typed) => {
            let text = &typed.text;
            let place = field::edit(&typed.code, &typed.field, None);
            let place = place.map_or_else(
                || typed.code.clone(),
                |edit| words::place(book, &edit, lang),
            );
            say!(
                lang,
                "Còn bản nháp {place}: {text} gõ dở lúc {at}. Enter lấy lại, Esc bỏ",
                "A draft of {place} was left: {text}, typed at {at}. Enter takes it back, Esc drops it"
            )
        }
        Offered::Unsaved(edits) => {
            let count = edits.len();
            let places = places(edits, book, lang);
            say!(
                lang,
                "Còn {count} thay đổi chưa lưu được lúc {at}: {places}. Enter ghi vào sổ, Esc bỏ",
                "{count} changes could not be saved at {at}: {places}. Enter stores them, Esc drops them"
            )
        }
    }
}

/// The first places, and that there are more.
fn places(edits: &[Edit], book: &Workbook, lang: Lang) -> String {
    let first = edits
        .iter()
        .take(3)
        .map(|edit| words::place(book, edit, lang));
    let mut places = first.collect::<Vec<_>>().join(", ");
    if edits.len() > 3 {
        places.push_str(", ..");
    }
    places
}

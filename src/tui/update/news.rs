//! What the store, the clerk and other officers tell the workbook that is open. Nothing here is a key of the officer,
//! and nothing takes the field being typed away.

use super::{Effects, drafts, edits, export, faults, history, incoming, seal};
use crate::tui::message::Message;
use crate::tui::model::{Desk, Exporting, Look, Saving};

/// Takes in what concerns an open workbook.
pub(super) fn take_in(desk: &mut Desk, look: Look, news: Message, effects: &mut Effects) {
    let lang = look.lang;
    match news {
        Message::Saved { at, edits } => {
            edits::saved(desk, look, at, edits);
            history::refresh(desk, effects);
        }
        Message::SaveFailed { message } => desk.status.saving = Saving::Failed(message),
        Message::DraftAt(folder) => desk.status.shelter.draft_at = Some(folder),
        Message::Refuge(proposed) => desk.status.shelter.proposed = proposed,
        Message::Elsewhere(written) => faults::written(desk, look, written),
        Message::Overwritten(lacking) => faults::overwritten(desk, look, lacking),
        Message::Changed { book, edits } => {
            edits::take_in(desk, *book, edits, look);
            faults::look_again(desk, look);
            history::ask_for_name(desk, effects);
            history::refresh(desk, effects);
        }
        Message::Present(others) => desk.status.present = others,
        Message::History(read) => history::take_in(desk, look, read, effects),
        Message::Drafts(offers) => drafts::take_in(desk, offers),
        Message::IsCopy(copy) => incoming::offer(desk, copy, lang),
        Message::Incoming(news) => incoming::show(desk, *news, lang),
        Message::Merged(done) => incoming::done(desk, done, lang),
        Message::Sealed(event) => seal::done(desk, &event, lang),
        Message::TooLate { edits, at } => seal::too_late(desk, edits, at),
        Message::ExportTakesLong => {
            if desk.status.exporting == Exporting::Begun {
                desk.status.exporting = Exporting::Long;
            }
        }
        Message::Exported(Ok(exported)) => export::done(desk, exported, look),
        Message::Exported(Err(message)) => export::failed(desk, message),
        Message::ExportGivenUp => export::given_up(desk, lang),
        // These concern the whole screen and never come here.
        Message::Keys(_)
        | Message::Paste(_)
        | Message::Resize { .. }
        | Message::Edited(_)
        | Message::Shelf(_)
        | Message::Closed(_)
        | Message::Opened(_)
        | Message::CarriedOver { .. }
        | Message::Failed { .. } => {}
    }
}

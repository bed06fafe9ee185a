//! What the saving thread reports, as the screen takes it. Knows the clock only to name a time.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::lang::Lang;
use crate::points::DecimalMark;
use crate::say;
use crate::store::draft::{Draft, DraftContent};
use crate::store::keeper::Report;
use crate::tui::message::{MergeDone, Message, Offer, Offered};
use crate::tui::refuge::Refuge;
use crate::workbook::merge;
use crate::workbook::seal::refusal_words;
use crate::workbook::{Rejection, words as core_words};

/// A keeper's report as the screen takes it.
pub(super) fn message(report: Report, refuge: &Refuge, lang: Lang) -> Message {
    match report {
        Report::Saved { at, edits } => Message::Saved {
            at: clock(at),
            edits,
        },
        Report::Failed(error) => Message::SaveFailed {
            message: error.short_message(lang),
        },
        Report::DraftAt(folder) => Message::DraftAt(refuge.shown(&folder)),
        Report::Overwritten(lacking) => Message::Overwritten(lacking),
        Report::Elsewhere(Ok(out)) => Message::Elsewhere(Ok(refuge.shown(&out))),
        Report::Elsewhere(Err(error)) => Message::Elsewhere(Err(error.message(lang))),
        Report::Changed { book, edits } => Message::Changed { book, edits },
        Report::Present(others) => Message::Present(others),
        Report::Merged(Ok(Ok(merged))) => Message::Merged(MergeDone {
            changes: merged.changes(),
            conflicts: merged.after.conflicts.len(),
        }),
        Report::Merged(Ok(Err(refusal))) => Message::Failed {
            message: merge::refusal_words(&refusal, lang),
        },
        Report::Sealed(Ok(Ok(event))) => Message::Sealed(event),
        Report::Sealed(Ok(Err(refusal))) => Message::Failed {
            message: refusal_words(&refusal, lang),
        },
        Report::Merged(Err(error)) | Report::Sealed(Err(error)) => Message::Failed {
            message: error.message(lang),
        },
        Report::Rejected(rejected)
            if rejected
                .iter()
                .any(|(_, why)| matches!(why, Rejection::Sealed(_))) =>
        {
            let now = Timestamp::now().to_zoned(TimeZone::system());
            Message::TooLate {
                edits: rejected.into_iter().map(|(edit, _)| edit).collect(),
                at: now.strftime("%H:%M").to_string(),
            }
        }
        Report::Rejected(rejected) => {
            let Some((edit, rejection)) = rejected.into_iter().next() else {
                return Message::Failed {
                    message: String::new(),
                };
            };
            let code = edit.code().unwrap_or_default();
            let why = core_words::rejection(&rejection, lang, DecimalMark::Comma);
            let message = say!(
                lang,
                "{code}: tệp đã đổi ở nơi khác nên không ghi được thay đổi vừa rồi. {why}",
                "{code}: the file changed elsewhere, so the last change could not be written. {why}"
            );
            Message::Failed { message }
        }
    }
}

/// `10:42:07` in local time.
pub(super) fn clock(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system())
        .strftime("%H:%M:%S")
        .to_string()
}

/// What can be offered: each field being typed for itself, the edits of a time that never reached the disk together.
pub(super) fn offers(drafts: Vec<Draft>, lang: Lang) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for draft in drafts {
        let at = kept(draft.at, lang);
        match (draft.content, offers.last_mut()) {
            (
                DraftContent::Unsaved(edit),
                Some(Offer {
                    at: last,
                    content: Offered::Unsaved(edits),
                }),
            ) if *last == at => edits.push(edit),
            (DraftContent::Unsaved(edit), _) => offers.push(Offer {
                at,
                content: Offered::Unsaved(vec![edit]),
            }),
            (DraftContent::Typed(typed), _) => offers.push(Offer {
                at,
                content: Offered::Typed(typed),
            }),
        }
    }
    offers
}

/// `10:42`, or with its day when that is another.
pub(super) fn kept(at: Timestamp, lang: Lang) -> String {
    let (at, now) = (
        at.to_zoned(TimeZone::system()),
        Timestamp::now().to_zoned(TimeZone::system()),
    );
    if at.date() == now.date() {
        at.strftime("%H:%M").to_string()
    } else {
        say!(
            lang,
            "{} ngày {}",
            "{} on {}",
            at.strftime("%H:%M"),
            at.strftime("%d/%m/%Y")
        )
    }
}

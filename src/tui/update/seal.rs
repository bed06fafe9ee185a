//! Sealing the workbook from the screen and opening it again, and what becomes of what was being typed when somebody
//! else sealed it.

use super::Effects;
use super::edits::{alert, may_change, tell};
use super::{fields, half_typed, prompts};
use crate::lang::Lang;
use crate::say;
use crate::store::draft::Typed;
use crate::store::error::sealed_message;
use crate::store::local_time;
use crate::store::seal::SealOrder;
use crate::tui::message::{Effect, Offer, Offered};
use crate::tui::model::{Desk, FindingList, Look, Mode, PromptKind, Question};
use crate::workbook::Edit;
use crate::workbook::seal::{Act, SealEvent, SealRefusal, may_seal, printed_time};

/// Asks whether the workbook is to be sealed; while something must be mended it shows that instead.
pub(super) fn ask(desk: &mut Desk, look: Look) {
    if !may_change(desk, look) {
        return;
    }
    // The core's own judgement: the rim counts criteria that are not scored yet apart.
    let errors = match may_seal(desk.sheet.book()) {
        Ok(()) => 0,
        Err(SealRefusal::Errors(findings)) => findings.len(),
        Err(SealRefusal::Already(_) | SealRefusal::NotSealed | SealRefusal::NoReason) => return,
    };
    if errors == 0 {
        desk.mode = Mode::Confirm(Question::Seal);
        return;
    }
    // The errors stand first in this list.
    desk.findings = FindingList::default();
    desk.mode = Mode::Findings(desk.findings);
    alert(
        desk,
        say!(
            look.lang,
            "Chưa chốt được: còn {errors} điểm phải sửa. Sửa xong rồi chốt lại.",
            "Not sealed: {errors} errors are left. Mend them and seal again."
        ),
    );
}

/// Asks why the workbook is to be opened again.
pub(super) fn ask_reason(desk: &mut Desk, look: Look) {
    if let Some(reason) = &desk.read_only {
        let text = say!(look.lang, "Chỉ đọc: {reason}", "Read-only: {reason}");
        return alert(desk, text);
    }
    if desk.sheet.book().seals.standing().is_none() {
        let text = look.lang.pick(
            "Sổ chưa chốt: không có gì để rút lại.",
            "The workbook is not sealed: there is nothing to reopen.",
        );
        return tell(desk, text.to_owned());
    }
    prompts::open(desk, PromptKind::Reopen, "");
}

/// Opens the workbook again for what was typed; without a reason it goes on asking.
pub(super) fn reopen(desk: &mut Desk, look: Look, reason: &str, effects: &mut Effects) {
    if reason.is_empty() {
        let text = look.lang.pick(
            "Rút lại phải có lý do: gõ lý do, hoặc Esc thôi.",
            "Reopening needs a reason: type it, or Esc to leave it sealed.",
        );
        return alert(desk, text.to_owned());
    }
    desk.mode = Mode::Tree;
    effects.push(Effect::Seal(SealOrder::Reopen(reason.to_owned())));
}

/// Says what was done.
pub(super) fn done(desk: &mut Desk, event: &SealEvent, lang: Lang) {
    let digest = event.digest.short();
    tell(
        desk,
        match event.act {
            Act::Sealed => say!(
                lang,
                "Đã chốt hồ sơ. Mã xác nhận: {digest}",
                "Sealed. Digest: {digest}"
            ),
            Act::Reopened(_) => say!(
                lang,
                "Đã rút lại: sửa được. Xong thì chốt lại.",
                "Reopened: it can be changed. Seal it again when done."
            ),
        },
    );
}

/// Somebody sealed the workbook or opened it again elsewhere. Under a seal nothing stays open that would write; what
/// was half typed is offered again.
pub(super) fn changed_elsewhere(desk: &mut Desk, look: Look) {
    let Some(event) = desk.sheet.book().seals.standing().cloned() else {
        // Another copy may have been put over the sealed file.
        let text = if desk.sheet.book().seals.events().is_empty() {
            look.lang.pick(
                "Tệp đã bị thay bằng một bản chưa chốt.",
                "The file was replaced by a copy that is not sealed.",
            )
        } else {
            look.lang.pick(
                "Sổ đã được rút lại: sửa được.",
                "The workbook was reopened: it can be changed.",
            )
        };
        return tell(desk, text.to_owned());
    };
    let typed = fields::typed(desk, look).or_else(|| half_typed::typed(desk));
    if let Some(typed) = typed {
        desk.status.offers.push(Offer {
            at: clock(&event),
            content: Offered::Typed(typed),
        });
    }
    match &desk.mode {
        Mode::Field(_)
        | Mode::Choices(_)
        | Mode::Text(_)
        | Mode::Form(_)
        | Mode::Conflict(_)
        | Mode::Incoming(_)
        | Mode::Confirm(_) => desk.mode = Mode::Tree,
        Mode::Tree
        | Mode::Documents(_)
        | Mode::Prompt(_)
        | Mode::Findings(_)
        | Mode::Lost(_)
        | Mode::History(_)
        | Mode::Preview(_) => {}
    }
    alert(desk, sealed_message(&event, look.lang));
}

/// `15:02`, the time of a seal in local time.
fn clock(event: &SealEvent) -> String {
    let at = local_time(&event.at).unwrap_or_else(|| printed_time(&event.at));
    at.rsplit(' ').next().unwrap_or_default().to_owned()
}

/// What is still offered of what was half typed when the workbook was sealed; it is kept as a draft until answered.
pub(super) fn held(desk: &Desk) -> Option<Typed> {
    desk.sheet.book().seals.standing()?;
    let mut offers = desk.status.offers.iter();
    offers.find_map(|offer| match &offer.content {
        Offered::Typed(typed) => Some(typed.clone()),
        Offered::Unsaved(_) | Offered::Lacking(_) | Offered::Copy(_) => None,
    })
}

/// Edits that came after the seal: offered again, to be stored when the workbook is opened again.
pub(super) fn too_late(desk: &mut Desk, edits: Vec<Edit>, at: String) {
    desk.status.offers.push(Offer {
        at,
        content: Offered::Unsaved(edits),
    });
}

//! Keys in a form: a document, a declared score, a new workbook. A line is committed when it is left.

use super::edits::{alert, commit, may_change};
use super::{Effects, documents, office, tree, writing};
use crate::points;
use crate::say;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::line::LineInput;
use crate::tui::model::{Desk, Form, FormKind, Look, Mode, PromptKind, Question, TextKind};
use crate::tui::telex::Feed;
use crate::workbook::dates::{self, DateStyle};
use crate::workbook::document;
use crate::workbook::reference;
use crate::workbook::words as core_words;
use crate::workbook::{Answer, Declared, Edit, Evidence};

/// The lines of the evidence form, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EvidenceLine {
    Number,
    Date,
    Kind,
    Issuer,
    Subject,
    Place,
    Location,
    Note,
}

impl EvidenceLine {
    pub(crate) const ALL: [Self; 8] = [
        Self::Number,
        Self::Date,
        Self::Kind,
        Self::Issuer,
        Self::Subject,
        Self::Place,
        Self::Location,
        Self::Note,
    ];

    /// The text of this line in an entry, as it is edited.
    pub(super) fn shown(self, entry: &Evidence) -> String {
        match self {
            Self::Date => dates::print_date(&entry.date, DateStyle::Short),
            Self::Number => entry.number.clone(),
            Self::Kind => entry.kind.clone(),
            Self::Issuer => entry.issuer.clone(),
            Self::Subject => entry.subject.clone(),
            Self::Place => entry.place.clone(),
            Self::Location => entry.location.clone(),
            Self::Note => entry.note.clone(),
        }
    }
}

/// Opens the form of a document.
pub(super) fn open_evidence(
    desk: &mut Desk,
    _look: Look,
    code: &str,
    entry: Evidence,
    cite: Option<usize>,
) {
    let lines = EvidenceLine::ALL
        .iter()
        .map(|line| LineInput::selected(&line.shown(&entry)))
        .collect();
    let kind = FormKind::Evidence {
        code: code.to_owned(),
        entry: Box::new(entry),
        cite,
    };
    desk.mode = Mode::Form(Box::new(Form {
        kind,
        lines,
        at: 0,
        refused: None,
    }));
}

/// Opens the form of a declared score; asks whether to take it back when there is one already.
pub(super) fn open_declared(desk: &mut Desk, look: Look) {
    if !may_change(desk, look) {
        return;
    }
    let code = desk.code().to_owned();
    let declared = desk.sheet.book().answer(&code).declared.clone();
    let score = declared
        .as_ref()
        .and_then(|declared| declared.score.number())
        .map(|score| points::print(score, look.mark()));
    let reason = declared.map(|declared| declared.reason).unwrap_or_default();
    let lines = vec![
        LineInput::selected(&score.unwrap_or_default()),
        LineInput::at_end(&reason),
    ];
    desk.mode = Mode::Form(Box::new(Form {
        kind: FormKind::Declared { code },
        lines,
        at: 0,
        refused: None,
    }));
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    match command {
        None => type_key(desk, key),
        Some(Command::Enter | Command::Next) => {
            if asks_for_score(desk, look) {
                return;
            }
            if commit_open(desk, look, effects) {
                forward(desk, look, effects);
            }
        }
        Some(Command::Previous) => {
            if commit_open(desk, look, effects)
                && let Mode::Form(form) = &mut desk.mode
            {
                form.at = form.at.saturating_sub(1);
            }
        }
        Some(Command::Leave) => {
            let was_refused = matches!(&desk.mode, Mode::Form(form) if form.refused.is_some());
            if was_refused {
                // Who leaves what was refused gives it up.
                drop_typed(desk);
            }
            if was_refused || commit_open(desk, look, effects) {
                close(desk, look, effects);
            }
        }
        Some(Command::Insert) => reuse_known(desk, look, effects),
        Some(command) => {
            if commit_open(desk, look, effects) {
                go_on(desk, look, command, key, effects);
            }
        }
    }
}

fn type_key(desk: &mut Desk, key: Key) {
    let Mode::Form(form) = &mut desk.mode else {
        return;
    };
    form.refused = None;
    let Some(line) = form.lines.get_mut(form.at) else {
        return;
    };
    if let Key::Char(c) = key
        && let Feed::Retype { delete, insert } = desk.composer.feed(c)
    {
        line.retype(delete, &insert);
        return;
    }
    if !matches!(key, Key::Char(_)) {
        desk.composer.reset();
    }
    line.key(key);
}

/// The open line as it was committed.
fn committed(desk: &Desk, form: &Form) -> String {
    committed_at(desk, form, form.at)
}

/// A line as it was committed.
pub(super) fn committed_at(desk: &Desk, form: &Form, at: usize) -> String {
    match &form.kind {
        FormKind::Evidence { entry, .. } => EvidenceLine::ALL
            .get(at)
            .map(|line| line.shown(entry))
            .unwrap_or_default(),
        FormKind::Declared { code } => {
            let declared = desk.sheet.book().answer(code).declared.as_ref();
            match at {
                0 => declared.map(|declared| declared.score.text()),
                _ => declared.map(|declared| declared.reason.clone()),
            }
            .unwrap_or_default()
        }
        FormKind::Office { lines, .. } => lines
            .get(form.at)
            .map(|line| line.shown(desk.sheet.book()))
            .unwrap_or_default(),
        FormKind::NewBook { .. } => String::new(),
    }
}

/// Puts the open line back to what was committed; whether anything was typed in it.
pub(super) fn drop_typed(desk: &mut Desk) -> bool {
    let Mode::Form(form) = &desk.mode else {
        return false;
    };
    let before = committed(desk, form);
    let Mode::Form(form) = &mut desk.mode else {
        return false;
    };
    form.refused = None;
    match form.lines.get_mut(form.at) {
        Some(line) if !line.is_untouched() && line.text().trim() != before => {
            *line = LineInput::selected(&before);
            true
        }
        Some(_) | None => false,
    }
}

/// After an edit was taken back or made again: the form shows its own document as it now stands, or closes.
pub(super) fn follow(desk: &mut Desk, edit: &Edit) {
    let Mode::Form(form) = &desk.mode else { return };
    if matches!(form.kind, FormKind::Office { .. }) && edit.code().is_none() {
        return;
    }
    if let (FormKind::Evidence { code, entry, .. }, Edit::Evidence { code: c, id, .. }) =
        (&form.kind, edit)
        && code == c
        && entry.id == *id
    {
        let empty = || Evidence {
            id: id.clone(),
            ..Evidence::default()
        };
        let entry = desk.sheet.book().answer(code).evidence(id);
        let entry = entry.cloned().unwrap_or_else(empty);
        return show(desk, entry);
    }
    desk.mode = Mode::Tree;
}

/// A reason that is typed before its score waits for it: alone it cannot be kept. Goes to the score.
fn asks_for_score(desk: &mut Desk, look: Look) -> bool {
    let Mode::Form(form) = &mut desk.mode else {
        return false;
    };
    let is_declared = matches!(form.kind, FormKind::Declared { .. });
    let is_empty = |at: usize| {
        let line = form.lines.get(at);
        line.is_none_or(|line| line.text().trim().is_empty())
    };
    let waits = is_declared && form.at > 0 && is_empty(0) && !is_empty(1);
    if waits {
        form.at = 0;
        let text = look.lang.pick(
            "Lý do chờ điểm: gõ điểm tự nhập trước.",
            "The reason waits for its score: type the declared score first.",
        );
        alert(desk, text.to_owned());
    }
    waits
}

fn forward(desk: &mut Desk, look: Look, effects: &mut Effects) {
    let Mode::Form(form) = &mut desk.mode else {
        return;
    };
    desk.composer.reset();
    if form.at + 1 < form.lines.len() {
        form.at += 1;
    } else {
        close(desk, look, effects);
    }
}

/// Done: back to where the form was opened from.
fn close(desk: &mut Desk, look: Look, effects: &mut Effects) {
    let Mode::Form(form) = std::mem::replace(&mut desk.mode, Mode::Tree) else {
        return;
    };
    match form.kind {
        FormKind::Evidence { entry, cite, .. } => {
            let exists = desk
                .sheet
                .book()
                .answer(desk.code())
                .evidence(&entry.id)
                .is_some();
            if let Some(at) = cite {
                writing::open_at(desk, look, at);
                if exists {
                    writing::paste(desk, look, &format!("[^{}]", entry.id), effects);
                }
            } else {
                documents::open(desk);
                if let Mode::Documents(list) = &mut desk.mode {
                    let entries = &desk.sheet.book().answer(&list.code).evidence;
                    list.row = entries
                        .iter()
                        .position(|known| known.id == entry.id)
                        .unwrap_or(0);
                }
            }
        }
        FormKind::Declared { .. } | FormKind::Office { .. } | FormKind::NewBook { .. } => {}
    }
}

fn go_on(desk: &mut Desk, look: Look, command: Command, key: Key, effects: &mut Effects) {
    match command {
        Command::Explain => writing::open(desk, look, TextKind::Justification, None),
        Command::Findings => desk.mode = Mode::Findings(desk.findings),
        Command::GoTo => super::prompts::open(desk, PromptKind::GoTo, ""),
        Command::Palette => super::prompts::open(desk, PromptKind::Palette, ""),
        other => {
            desk.mode = Mode::Tree;
            tree::run(desk, look, other, key, effects);
        }
    }
}

/// Commits the line being typed, if a form is open; false when it was refused and stays open.
pub(super) fn commit_open(desk: &mut Desk, look: Look, effects: &mut Effects) -> bool {
    let Mode::Form(form) = &desk.mode else {
        return true;
    };
    match &form.kind {
        FormKind::Evidence { .. } => commit_evidence(desk, look, effects),
        FormKind::Declared { .. } => commit_declared(desk, look, effects),
        FormKind::Office { .. } => office::commit_open(desk, look, effects),
        FormKind::NewBook { .. } => true,
    }
}

pub(super) fn refuse(desk: &mut Desk, text: String) -> bool {
    if let Mode::Form(form) = &mut desk.mode {
        if let Some(line) = form.lines.get_mut(form.at) {
            *line = LineInput::selected(&line.text());
        }
        form.refused = Some(text.clone());
    }
    alert(desk, text);
    false
}

fn commit_evidence(desk: &mut Desk, look: Look, effects: &mut Effects) -> bool {
    let Mode::Form(form) = &desk.mode else {
        return true;
    };
    let FormKind::Evidence { code, entry, .. } = &form.kind else {
        return true;
    };
    let (Some(line), Some(which)) = (form.lines.get(form.at), EvidenceLine::ALL.get(form.at))
    else {
        return true;
    };
    let typed = line.text().trim().to_owned();
    if typed == which.shown(entry) {
        return true;
    }
    let mut changed = (**entry).clone();
    match which {
        EvidenceLine::Number => fill_from_reference(desk, &mut changed, &typed),
        EvidenceLine::Date => {
            if let Some(date) = read_date(&typed) {
                changed.date = date;
            } else {
                let text = say!(
                    look.lang,
                    "Không đọc được ngày \"{typed}\": gõ 8/2/2023 hoặc 080223.",
                    "\"{typed}\" is no date: type 8/2/2023 or 080223."
                );
                return refuse(desk, text);
            }
        }
        EvidenceLine::Kind => changed.kind = typed,
        EvidenceLine::Issuer => changed.issuer = typed,
        EvidenceLine::Subject => changed.subject = typed,
        EvidenceLine::Place => changed.place = typed,
        EvidenceLine::Location => changed.location = typed,
        EvidenceLine::Note => changed.note = typed,
    }
    let code = code.clone();
    let answer = desk.sheet.book().answer(&code);
    let at = answer.evidence.len();
    let id = own_id(answer, entry);
    changed.id.clone_from(&id);
    let edit = Edit::Evidence {
        code,
        id,
        entry: Some(Box::new(changed.clone())),
        at,
    };
    let made = commit(desk, look, edit, effects);
    if made {
        show(desk, changed);
    }
    made
}

/// The id of the entry in the form. Somebody else's document may have come in under the number that was free when the
/// form was opened: then a new one takes the next.
fn own_id(answer: &Answer, entry: &Evidence) -> String {
    let blank = Evidence {
        id: entry.id.clone(),
        ..Evidence::default()
    };
    let is_other = |there: &Evidence| there != entry;
    if *entry == blank && answer.evidence(&entry.id).is_some_and(is_other) {
        answer.free_evidence_id()
    } else {
        entry.id.clone()
    }
}

fn read_date(typed: &str) -> Option<String> {
    if typed.is_empty() {
        Some(String::new())
    } else {
        dates::typed_date(typed)
    }
}

/// A number typed with its date fills what follows from it, where nothing stands yet.
fn fill_from_reference(desk: &Desk, entry: &mut Evidence, typed: &str) {
    let reference = reference::read_reference(typed, &desk.sheet.book().unit);
    entry.number = reference.number;
    for (place, value) in [
        (&mut entry.date, reference.date),
        (&mut entry.kind, reference.kind),
        (&mut entry.issuer, reference.issuer),
    ] {
        if place.is_empty() {
            *place = value;
        }
    }
}

/// Shows an entry as it now stands in the lines of its form.
fn show(desk: &mut Desk, changed: Evidence) {
    let Mode::Form(form) = &mut desk.mode else {
        return;
    };
    for (line, which) in form.lines.iter_mut().zip(EvidenceLine::ALL) {
        if line.text() != which.shown(&changed) {
            *line = LineInput::selected(&which.shown(&changed));
        }
    }
    if let FormKind::Evidence { entry, .. } = &mut form.kind {
        **entry = changed;
    }
}

/// A document of another criterion that has the number being typed.
pub(crate) fn known(desk: &Desk) -> Option<document::KnownDocument> {
    let Mode::Form(form) = &desk.mode else {
        return None;
    };
    let FormKind::Evidence { code, .. } = &form.kind else {
        return None;
    };
    let typed = form.lines.first()?.text();
    let reference = reference::read_reference(&typed, &desk.sheet.book().unit);
    let known = document::find_known(desk.sheet.book(), &reference.number)?;
    known
        .places
        .iter()
        .all(|(place, _)| place != code)
        .then_some(known)
}

/// Takes the document that another criterion already has in place of a second copy.
fn reuse_known(desk: &mut Desk, look: Look, effects: &mut Effects) {
    let Some(known) = known(desk) else { return };
    let Mode::Form(form) = &desk.mode else { return };
    let FormKind::Evidence { code, entry, cite } = &form.kind else {
        return;
    };
    let Some((other, id)) = known.places.first() else {
        return;
    };
    let shared = Evidence {
        id: own_id(desk.sheet.book().answer(code), entry),
        same_as: Some(format!("{other}/{id}")),
        ..Evidence::default()
    };
    let (code, own, cite) = (code.clone(), shared.id.clone(), *cite);
    let at = desk.sheet.book().answer(&code).evidence.len();
    if commit(
        desk,
        look,
        Edit::Evidence {
            code: code.clone(),
            id: own,
            entry: Some(Box::new(shared.clone())),
            at,
        },
        effects,
    ) {
        open_evidence(desk, look, &code, shared, cite);
        close(desk, look, effects);
    }
}

fn commit_declared(desk: &mut Desk, look: Look, effects: &mut Effects) -> bool {
    let Mode::Form(form) = &desk.mode else {
        return true;
    };
    let FormKind::Declared { code } = &form.kind else {
        return true;
    };
    let code = code.clone();
    let text = |place: usize| {
        form.lines
            .get(place)
            .map(|line| line.text().trim().to_owned())
            .unwrap_or_default()
    };
    let (score, reason) = (text(0), text(1));
    let before = desk.sheet.book().answer(&code).declared.clone();
    if score.is_empty() {
        if before.is_some() {
            desk.mode = Mode::Confirm(Question::Undeclare { code });
            return false;
        }
        return true;
    }
    match points::typed_decimal(&score) {
        Err(error) => refuse(desk, core_words::number_error(error, look.lang).to_owned()),
        Ok(number) => {
            let declared = Declared {
                score: number.into(),
                reason,
            };
            if before.as_ref() == Some(&declared) {
                return true;
            }
            let made = commit(
                desk,
                look,
                Edit::Declared {
                    code,
                    declared: Some(declared),
                },
                effects,
            );
            if !made {
                let text = desk
                    .status
                    .notice
                    .as_ref()
                    .map(|notice| notice.text.clone())
                    .unwrap_or_default();
                return refuse(desk, text);
            }
            true
        }
    }
}

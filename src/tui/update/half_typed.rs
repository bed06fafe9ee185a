//! What is half typed in a line of a form: told as a draft while it is typed, and put back into its line later.

use super::edits::may_change;
use super::forms::{EvidenceLine, committed_at, open_declared, open_evidence};
use crate::lang::Lang;
use crate::say;
use crate::store::draft::Typed;
use crate::tui::line::LineInput;
use crate::tui::model::{Desk, Form, FormKind, Look, Mode};
use crate::workbook::Evidence;

/// The names of the lines of the declared form in records beside the workbook.
const DECLARED_LINES: [&str; 2] = ["declared/score", "declared/reason"];

impl EvidenceLine {
    /// Its name in records beside the workbook.
    const fn record_name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Kind => "kind",
            Self::Issuer => "issuer",
            Self::Subject => "subject",
            Self::Place => "place",
            Self::Location => "location",
            Self::Note => "note",
        }
    }
}

/// What is typed in a line of the open form, when it is not what was committed: in the open line, else in another
/// that waits.
pub(super) fn typed(desk: &Desk) -> Option<Typed> {
    let Mode::Form(form) = &desk.mode else {
        return None;
    };
    let lines = std::iter::once(form.at).chain(0..form.lines.len());
    lines.into_iter().find_map(|at| typed_at(desk, form, at))
}

fn typed_at(desk: &Desk, form: &Form, at: usize) -> Option<Typed> {
    let line = form.lines.get(at)?;
    let (text, base) = (line.text(), committed_at(desk, form, at));
    let (code, field) = match &form.kind {
        FormKind::Evidence { code, entry, .. } => {
            let line = EvidenceLine::ALL.get(at)?.record_name();
            (code, format!("evidence/{}/{line}", entry.id))
        }
        FormKind::Declared { code } => (code, (*DECLARED_LINES.get(at)?).to_owned()),
        FormKind::NewBook { .. } | FormKind::Office { .. } => return None,
    };
    (!line.is_untouched() && text.trim() != base).then(|| Typed {
        code: code.clone(),
        field,
        text,
        base,
    })
}

/// The document and the line that a name in a record means.
fn evidence_line(field: &str) -> Option<(&str, usize)> {
    let (id, line) = field.strip_prefix("evidence/")?.rsplit_once('/')?;
    let mut all = EvidenceLine::ALL.iter();
    let at = all.position(|known| known.record_name() == line)?;
    Some((id, at))
}

/// Opens the form in which something was typed at the criterion under the cursor, with it in its line. What stands
/// there; none when it was no line of a form, or nothing may be changed.
pub(super) fn reopen(desk: &mut Desk, look: Look, field: &str, text: &str) -> Option<String> {
    let code = desk.code().to_owned();
    desk.sheet.book().asked(&code)?;
    let at = if let Some((id, at)) = evidence_line(field) {
        if !may_change(desk, look) {
            return None;
        }
        let empty = || Evidence {
            id: id.to_owned(),
            ..Evidence::default()
        };
        let known = desk.sheet.book().answer(&code).evidence(id).cloned();
        open_evidence(desk, look, &code, known.unwrap_or_else(empty), None);
        at
    } else {
        let at = DECLARED_LINES.iter().position(|line| *line == field)?;
        open_declared(desk, look);
        at
    };
    let Mode::Form(form) = &mut desk.mode else {
        return None;
    };
    form.at = at;
    if let Some(line) = form.lines.get_mut(at) {
        *line = LineInput::at_end(text);
    }
    let Mode::Form(form) = &desk.mode else {
        return None;
    };
    Some(committed_at(desk, form, at))
}

/// What the workbook says where something was typed in a form.
pub(super) fn present(desk: &Desk, typed: &Typed) -> Option<String> {
    let answer = desk.sheet.book().answer(&typed.code);
    if let Some((id, at)) = evidence_line(&typed.field) {
        let entry = answer.evidence(id)?;
        return EvidenceLine::ALL.get(at).map(|line| line.shown(entry));
    }
    let declared = answer.declared.as_ref()?;
    match typed.field.as_str() {
        "declared/score" => Some(declared.score.text()),
        "declared/reason" => Some(declared.reason.clone()),
        _ => None,
    }
}

/// How a line of a form is called: `3.4.1, tài liệu 2`.
pub(super) fn place(code: &str, field: &str, lang: Lang) -> Option<String> {
    if let Some((id, _)) = evidence_line(field) {
        return Some(say!(lang, "{code}, tài liệu {id}", "{code}, document {id}"));
    }
    DECLARED_LINES
        .contains(&field)
        .then(|| say!(lang, "{code}, điểm tự nhập", "{code}, declared score"))
}

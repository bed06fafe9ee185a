//! Keys in the editor of an explanation or a reason. Every change is an edit of the workbook at once; leaving
//! the editor commits nothing more.

use super::edits::{self, Way, alert, may_change, store};
use super::{Effects, documents, fields, prompts, tree};
use crate::lang::Lang;
use crate::say;
use crate::tui::editor::{Editor, Typed};
use crate::tui::key::Key;
use crate::tui::keymap::{Command, Place};
use crate::tui::layout;
use crate::tui::model::{Desk, Look, Mode, Model, Opened, PromptKind, Screen, TextEntry, TextKind};
use crate::tui::sheet::Change;
use crate::tui::telex::Feed;
use crate::tui::undo::Run;
use crate::tui::words;
use crate::workbook::merge::Conflict;
use crate::workbook::{Answer, Workbook};

/// Opens a text of the criterion under the cursor, with the cursor at its end.
pub(super) fn open(desk: &mut Desk, look: Look, kind: TextKind, opened_by: Option<char>) {
    if !may_change(desk, look) {
        return;
    }
    let code = desk.code().to_owned();
    let answer = desk.sheet.book().answer(&code);
    if let (TextKind::Justification, Some(other)) = (kind, &answer.explained_with) {
        let text = crate::say!(
            look.lang,
            "{code} giải trình chung với {other}: viết ở {other}, hoặc nhấn = để tách ra.",
            "{code} is explained with {other}: write there, or press = to part them."
        );
        return alert(desk, text);
    }
    let opened = Opened {
        visit: desk.next_run,
        text: text_of(answer, kind).to_owned(),
        total: desk.sheet.scores().total,
    };
    let editor = Editor::new(&opened.text, opened.visit);
    desk.next_run += 1;
    desk.composer.reset();
    desk.opened_by = opened_by;
    desk.status.notice = None;
    desk.mode = Mode::Text(Box::new(TextEntry {
        code,
        kind,
        editor,
        opened,
        insert: None,
    }));
}

/// Opens the explanation with the cursor after so many bytes.
pub(super) fn open_at(desk: &mut Desk, look: Look, at: usize) {
    open(desk, look, TextKind::Justification, None);
    fit(desk, look);
    if let Mode::Text(entry) = &mut desk.mode {
        let text = entry.editor.text();
        entry.editor.replace(&text, at);
    }
}

fn text_of(answer: &Answer, kind: TextKind) -> &str {
    match kind {
        TextKind::Justification => &answer.justification,
        TextKind::Reason => answer.not_assessed.as_deref().unwrap_or_default(),
    }
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    if desk.place() == Place::Insert {
        return press_insert(desk, look, key, command, effects);
    }
    match command {
        Some(Command::Leave) => leave(desk, look),
        Some(Command::Undo) => undo_here(desk, look, Way::Back, effects),
        Some(Command::Redo) => undo_here(desk, look, Way::Forth, effects),
        Some(Command::Insert) => open_insert(desk),
        Some(command) => {
            leave(desk, look);
            go_on(desk, look, command, key, effects);
        }
        None => type_key(desk, look, key, effects),
    }
}

/// Leaves the editor; what the stay in it did is told.
fn leave(desk: &mut Desk, look: Look) {
    desk.opened_by = None;
    let Mode::Text(entry) = std::mem::replace(&mut desk.mode, Mode::Tree) else {
        return;
    };
    desk.next_run = entry.editor.run() + 1;
    let text = entry.editor.text();
    if let Some(conflict) = open_conflict(&entry, desk.sheet.book()) {
        let text = words::new_conflict(&conflict, look.lang);
        alert(desk, text);
    } else if text != entry.opened.text {
        let change = Change {
            edit: entry.kind.edit(&entry.code, text),
            before: entry.kind.edit(&entry.code, entry.opened.text),
            points: None,
            total: (entry.opened.total, desk.sheet.scores().total),
        };
        edits::note(desk, look, &change);
    }
}

fn go_on(desk: &mut Desk, look: Look, command: Command, key: Key, effects: &mut Effects) {
    match command {
        Command::Explain => {
            fields::open(desk, look, 0);
        }
        Command::Documents => documents::open(desk),
        Command::NextCriterion => {
            if let Some(id) = tree::following(desk, desk.tree.cursor) {
                tree::place(desk, id);
                open(desk, look, TextKind::Justification, None);
            }
        }
        Command::Findings => desk.mode = Mode::Findings(desk.findings),
        Command::GoTo => prompts::open(desk, PromptKind::GoTo, ""),
        Command::Palette => prompts::open(desk, PromptKind::Palette, ""),
        other => tree::run(desk, look, other, key, effects),
    }
}

fn type_key(desk: &mut Desk, look: Look, key: Key, effects: &mut Effects) {
    let Mode::Text(entry) = &mut desk.mode else {
        return;
    };
    let typed = match key {
        Key::Char(c) => match desk.composer.feed(c) {
            Feed::Plain => entry.editor.key(key),
            Feed::Retype { delete, insert } => {
                entry.editor.retype_word(delete, &insert);
                Typed::Changed
            }
            Feed::ClientComposes => {
                alert(desk, words::client_composes(look.lang).to_owned());
                let Mode::Text(entry) = &mut desk.mode else {
                    return;
                };
                entry.editor.key(key)
            }
        },
        Key::Backspace => {
            desk.composer.backspace();
            entry.editor.key(key)
        }
        key => {
            desk.composer.reset();
            entry.editor.key(key)
        }
    };
    if typed != Typed::Ignored {
        desk.opened_by = None;
    }
    if typed == Typed::Changed {
        keep(desk, look, effects);
    }
}

/// Makes what stands in the editor an edit of the workbook.
fn keep(desk: &mut Desk, look: Look, effects: &mut Effects) {
    let Mode::Text(entry) = &desk.mode else {
        return;
    };
    let edit = entry.kind.edit(&entry.code, entry.editor.text());
    let run = Run {
        number: entry.editor.run(),
        visit: entry.opened.visit,
    };
    match desk.sheet.edit_text(edit, run) {
        Ok(Some(change)) => store(desk, std::slice::from_ref(&change), effects),
        Ok(None) => {}
        Err(rejection) => alert(
            desk,
            crate::workbook::words::rejection(&rejection, look.lang, look.mark()),
        ),
    }
}

/// Takes back inside the text as long as the last steps are of this text.
fn undo_here(desk: &mut Desk, look: Look, way: Way, effects: &mut Effects) {
    let Mode::Text(entry) = &desk.mode else {
        return;
    };
    let here = entry.kind.edit(&entry.code, String::new());
    let (code, kind) = (entry.code.clone(), entry.kind);
    let step = match way {
        Way::Back if desk.sheet.last_step_is_text_of(&here) => desk.sheet.undo(),
        Way::Forth if desk.sheet.next_redo_is_text_of(&here) => desk.sheet.redo(),
        Way::Back | Way::Forth => {
            let text = look.lang.pick(
                "Trong bài này không còn gì để hoàn tác. Esc rồi u để hoàn tác việc trước đó.",
                "Nothing more to undo in this text. Esc, then u undoes what was before.",
            );
            return edits::tell(desk, text.to_owned());
        }
    };
    let at = edits::step(desk, look, step, way, effects);
    desk.composer.reset();
    let text = text_of(desk.sheet.book().answer(&code), kind).to_owned();
    if let Mode::Text(entry) = &mut desk.mode {
        entry.editor.replace(&text, at.unwrap_or(text.len()));
    }
}

pub(super) fn paste(desk: &mut Desk, look: Look, text: &str, effects: &mut Effects) {
    desk.composer.reset();
    let Mode::Text(entry) = &mut desk.mode else {
        return;
    };
    if entry.editor.paste(text) == Typed::Changed {
        keep(desk, look, effects);
    }
}

/// What the outside editor left. Only a text that differs makes an edit.
pub(super) fn edited_outside(model: &mut Model, text: Option<String>, effects: &mut Effects) {
    let look = model.look;
    let Screen::Desk(desk) = &mut model.screen else {
        return;
    };
    let Some(text) = text else { return };
    let text = crate::text::clean(&text);
    let text = text.trim_end();
    let Mode::Text(entry) = &mut desk.mode else {
        return;
    };
    if entry.editor.text().trim_end() != text {
        entry.editor.replace(text, text.len());
        keep(desk, look, effects);
    }
}

/// After the store brought another state: the editor shows it, unless what it holds is already there. The cursor
/// stays at its letter. Where somebody else wrote in the same text, every word of both stands in the editor: whoever
/// types on keeps both, and nobody writes over the other unseen.
pub(super) fn reread(desk: &mut Desk) {
    let Mode::Text(entry) = &mut desk.mode else {
        return;
    };
    let book = desk.sheet.book();
    let both = open_conflict(entry, book).and_then(|conflict| conflict.union());
    let text = both.unwrap_or_else(|| text_of(book.answer(&entry.code), entry.kind).to_owned());
    let before = entry.editor.text();
    if before != text {
        let at = crate::text::moved(&before, &text, entry.editor.offset());
        entry.editor.replace(&text, at);
    }
}

/// The conflict of the text in the editor.
fn open_conflict(entry: &TextEntry, book: &Workbook) -> Option<Conflict> {
    book.conflicts.get(&entry.kind.part(&entry.code))
}

/// Whether the text in the editor is in conflict.
pub(super) fn writes_in(desk: &Desk, conflict: &Conflict) -> bool {
    match &desk.mode {
        Mode::Text(entry) => entry.kind.part(&entry.code) == conflict.part,
        _ => false,
    }
}

/// Tells the editor how wide it is drawn.
pub(super) fn fit(desk: &mut Desk, look: Look) {
    if let Mode::Text(entry) = &mut desk.mode {
        let area = layout::editor(look, entry.insert.is_some());
        entry.editor.fit(area.width, area.height);
    }
}

/// Directly after a letter command opened a text, an input method may take that letter for the start of the
/// word: its Backspaces would delete what was stored before. Then this is what was typed instead.
pub(super) fn glued_letter(model: &mut Model, keys: &[Key]) -> Option<Vec<Key>> {
    let Screen::Desk(desk) = &mut model.screen else {
        return None;
    };
    let letter = desk.opened_by.take()?;
    crate::tui::burst::opened_by(letter, keys)
}

/// One thing that can be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Insertable {
    /// What is shown.
    pub label: String,
    /// What is put in.
    pub text: String,
    /// Where it comes from.
    pub from: Source,
}

/// Where something that can be inserted comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A document's mark.
    Document,
    /// The figures as a sentence, or a phrase.
    Phrase,
    /// Last year's text.
    LastYear,
}

/// What the insert list offers: the documents of the criterion, its figures as a sentence, or phrases.
pub(crate) fn insertables(desk: &Desk, look: Look) -> Vec<Insertable> {
    let Mode::Text(entry) = &desk.mode else {
        return Vec::new();
    };
    let book = desk.sheet.book();
    let mut list: Vec<Insertable> = book
        .answer(&entry.code)
        .evidence
        .iter()
        .map(|document| {
            let mark = format!("[^{}]", document.id);
            let label = format!(
                "{mark} {}",
                crate::workbook::document::short_citation(book, document)
            );
            Insertable {
                label,
                text: mark,
                from: Source::Document,
            }
        })
        .collect();
    match entry.kind {
        TextKind::Justification => list.extend(
            words::figure_sentence(book, &entry.code, look).map(|text| Insertable {
                label: text.clone(),
                text,
                from: Source::Phrase,
            }),
        ),
        TextKind::Reason => list.extend(words::reason_phrases(Lang::Vi).map(|text| Insertable {
            label: text.to_owned(),
            text: text.to_owned(),
            from: Source::Phrase,
        })),
    }
    list.extend(last_years(desk, entry, look));
    list
}

/// Last year's explanation or reason, unless the text has it already.
fn last_years(desk: &Desk, entry: &TextEntry, look: Look) -> Option<Insertable> {
    let previous = desk.sheet.book().previous.as_deref()?;
    let past = previous.criteria.get(&entry.code)?;
    let text = match entry.kind {
        TextKind::Justification => past.justification.clone(),
        TextKind::Reason => past.not_assessed.clone()?,
    };
    if text.trim().is_empty() || entry.editor.text().contains(&text) {
        return None;
    }
    let (year, line) = (previous.year, crate::text::clean_line(&text));
    Some(Insertable {
        label: say!(look.lang, "= Năm {year}: {line}", "= {year}: {line}"),
        text,
        from: Source::LastYear,
    })
}

fn open_insert(desk: &mut Desk) {
    if let Mode::Text(entry) = &mut desk.mode {
        entry.insert = Some(0);
    }
}

fn press_insert(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let list = insertables(desk, look);
    let Mode::Text(entry) = &mut desk.mode else {
        return;
    };
    let row = entry.insert.unwrap_or(0);
    match (command, key) {
        (Some(Command::Up), _) => entry.insert = Some(row.saturating_sub(1)),
        (Some(Command::Down), _) => {
            entry.insert = Some((row + 1).min(list.len().saturating_sub(1)));
        }
        (Some(Command::Enter), _) => put(desk, look, list.get(row), effects),
        (Some(Command::LastYear), _) => {
            let text = list.iter().find(|it| it.from == Source::LastYear);
            put(desk, look, text, effects);
        }
        (Some(Command::Add), _) => {
            let at = entry.editor.offset();
            let cite = (entry.kind == TextKind::Justification).then_some(at);
            leave(desk, look);
            documents::add_and_cite(desk, look, cite);
        }
        (None, Key::Char(digit @ '1'..='9')) => {
            let place = digit
                .to_digit(10)
                .and_then(|digit| usize::try_from(digit).ok())
                .unwrap_or(1)
                - 1;
            put(desk, look, list.get(place), effects);
        }
        (None, Key::Char('0')) => {
            let phrase = list.iter().rfind(|it| it.from == Source::Phrase);
            put(desk, look, phrase, effects);
        }
        (Some(Command::Undo | Command::Redo), _) => {
            entry.insert = None;
            press(desk, look, key, command, effects);
        }
        _ => entry.insert = None,
    }
}

fn put(desk: &mut Desk, look: Look, chosen: Option<&Insertable>, effects: &mut Effects) {
    let Mode::Text(entry) = &mut desk.mode else {
        return;
    };
    entry.insert = None;
    if let Some(chosen) = chosen
        && entry.editor.paste(&chosen.text) == Typed::Changed
    {
        keep(desk, look, effects);
    }
}

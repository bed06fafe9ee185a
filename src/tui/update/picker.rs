//! Keys in the choice of a workbook, and in its dialog for a new one.

use std::path::PathBuf;

use super::{Effects, lists};
use crate::say;
use crate::text;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::line::LineInput;
use crate::tui::message::{Effect, NewBook};
use crate::tui::model::{ChosenSet, Form, FormKind, Look, Notice, Picker, PickerAsk, Shelf, Tone};

/// The lines of the dialog for a new workbook, in order.
const SET: usize = 0;
const FROM: usize = 1;
const UNIT: usize = 2;
const YEAR: usize = 3;
const FILE: usize = 4;

/// What a row of the picker opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PickerRow {
    /// The workbook at this place on the shelf.
    Book(usize),
    /// The example.
    Example,
    /// A new workbook.
    New,
    /// A file elsewhere.
    Other,
    /// A copy that comes back.
    Receive,
}

/// The rows of the picker in order.
pub(crate) fn rows(shelf: &Shelf) -> Vec<PickerRow> {
    let books = (0..shelf.books.len()).map(PickerRow::Book);
    books
        .chain([
            PickerRow::Example,
            PickerRow::New,
            PickerRow::Other,
            PickerRow::Receive,
        ])
        .collect()
}

pub(super) fn press(
    picker: &mut Picker,
    shelf: &Shelf,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    match &picker.asking {
        None => press_list(picker, shelf, look, key, command, effects),
        Some(PickerAsk::Path(_) | PickerAsk::Copy(_)) => press_path(picker, key, command, effects),
        Some(PickerAsk::New(_)) => press_form(picker, shelf, look, key, command, effects),
    }
}

fn press_list(
    picker: &mut Picker,
    shelf: &Shelf,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let rows = rows(shelf);
    picker.notice = None;
    match command {
        Some(Command::Enter) => choose(picker, shelf, look, rows.get(picker.row).copied(), effects),
        Some(Command::New) => open_form(picker, shelf),
        Some(Command::OtherFile) => picker.asking = Some(PickerAsk::Path(LineInput::default())),
        Some(Command::Receive) => picker.asking = Some(PickerAsk::Copy(LineInput::default())),
        Some(command) => {
            picker.row = lists::moved(picker.row, command, rows.len(), 10).unwrap_or(picker.row);
        }
        None => {
            if let Key::Char(digit @ '1'..='9') = key {
                let row = digit
                    .to_digit(10)
                    .and_then(|digit| usize::try_from(digit).ok())
                    .unwrap_or(1)
                    - 1;
                picker.row = row.min(rows.len().saturating_sub(1));
                choose(picker, shelf, look, rows.get(row).copied(), effects);
            }
        }
    }
}

fn choose(
    picker: &mut Picker,
    shelf: &Shelf,
    look: Look,
    row: Option<PickerRow>,
    effects: &mut Effects,
) {
    match row {
        None => {}
        Some(PickerRow::New) => open_form(picker, shelf),
        Some(PickerRow::Other) => picker.asking = Some(PickerAsk::Path(LineInput::default())),
        Some(PickerRow::Receive) => picker.asking = Some(PickerAsk::Copy(LineInput::default())),
        Some(PickerRow::Example) => effects.push(Effect::OpenExample),
        Some(PickerRow::Book(place)) => match shelf.books.get(place) {
            Some(book) if book.copy.is_some() => effects.push(Effect::Receive(book.path.clone())),
            Some(book) if book.content.is_ok() => effects.push(Effect::Open(book.path.clone())),
            Some(book) => {
                let why = book.content.as_ref().err().cloned().unwrap_or_default();
                picker.notice = Some(Notice {
                    tone: Tone::Alert,
                    text: say!(look.lang, "Không mở được: {why}", "Cannot be opened: {why}"),
                });
            }
            None => {}
        },
    }
}

fn press_path(picker: &mut Picker, key: Key, command: Option<Command>, effects: &mut Effects) {
    let (line, effect): (_, fn(PathBuf) -> Effect) = match &mut picker.asking {
        Some(PickerAsk::Path(line)) => (line, Effect::Open),
        Some(PickerAsk::Copy(line)) => (line, Effect::Receive),
        Some(PickerAsk::New(_)) | None => return,
    };
    match command {
        Some(Command::Leave) => picker.asking = None,
        Some(Command::Enter) => {
            let path = line.text().trim().to_owned();
            picker.asking = None;
            if !path.is_empty() {
                effects.push(effect(PathBuf::from(path)));
            }
        }
        Some(_) => {}
        None => {
            line.key(key);
        }
    }
}

fn open_form(picker: &mut Picker, shelf: &Shelf) {
    let year = shelf.year.to_string();
    let lines = vec![
        LineInput::default(),
        LineInput::default(),
        LineInput::default(),
        LineInput::selected(&year),
        LineInput::default(),
    ];
    picker.asking = Some(PickerAsk::New(Form {
        kind: FormKind::NewBook {
            set: ChosenSet::Offered(0),
            from: None,
        },
        lines,
        at: 0,
        refused: None,
    }));
}

fn press_form(
    picker: &mut Picker,
    shelf: &Shelf,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let Some(PickerAsk::New(form)) = &mut picker.asking else {
        return;
    };
    form.refused = None;
    let last = form.lines.len() - 1;
    match command {
        Some(Command::Leave) => picker.asking = None,
        Some(Command::Previous) => form.at = form.at.saturating_sub(1),
        Some(Command::Enter | Command::Next) if form.at < last => {
            form.at += 1;
            propose_file(form);
        }
        Some(Command::Enter | Command::Next) => finish(picker, shelf, look, effects),
        Some(_) => {}
        None if form.at == SET => choose_set(form, shelf, key),
        None if form.at == FROM => choose_from(form, shelf, key),
        None => {
            if let Some(line) = form.lines.get_mut(form.at) {
                line.key(key);
            }
        }
    }
}

fn choose_set(form: &mut Form, shelf: &Shelf, key: Key) {
    let FormKind::NewBook { set, from } = &mut form.kind else {
        return;
    };
    let mut choices: Vec<ChosenSet> = (0..shelf.sets.len()).map(ChosenSet::Offered).collect();
    if from.is_some() {
        choices.push(ChosenSet::LastYears);
    }
    let place = choices.iter().position(|choice| choice == set);
    let place = chosen(place.unwrap_or(0), choices.len(), key);
    *set = place
        .and_then(|place| choices.get(place))
        .copied()
        .unwrap_or(*set);
}

/// Another choice among so many, by an arrow, Space or a digit.
fn chosen(place: usize, count: usize, key: Key) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        Key::Right | Key::Char(' ') => Some(if place >= last { 0 } else { place + 1 }),
        Key::Left => Some(place.checked_sub(1).unwrap_or(last)),
        Key::Char(digit @ '1'..='9') => {
            let digit = digit.to_digit(10)?;
            Some(usize::try_from(digit).ok()?.saturating_sub(1).min(last))
        }
        _ => None,
    }
}

/// None of the workbooks, or one that can be read; with it come its set, its unit and the next year.
fn choose_from(form: &mut Form, shelf: &Shelf, key: Key) {
    let FormKind::NewBook { set, from } = &mut form.kind else {
        return;
    };
    let books = shelf.books.iter().enumerate();
    let books = books.filter(|(_, book)| book.content.is_ok() && book.copy.is_none());
    let mut choices: Vec<Option<usize>> = vec![None];
    choices.extend(books.map(|(place, _)| Some(place)));
    let place = choices.iter().position(|choice| choice == from);
    let Some(place) = chosen(place.unwrap_or(0), choices.len(), key) else {
        return;
    };
    *from = choices.get(place).copied().flatten();
    let content = from.and_then(|place| shelf.books.get(place)?.content.as_ref().ok());
    *set = match content {
        Some(_) => ChosenSet::LastYears,
        None => ChosenSet::Offered(0),
    };
    let unit = content.map(|content| content.unit.clone());
    let year = content.map_or(shelf.year, |content| content.year.saturating_add(1));
    fill(form, UNIT, &unit.unwrap_or_default());
    fill(form, YEAR, &year.to_string());
    fill(form, FILE, "");
}

/// A proposal that the next key replaces.
fn fill(form: &mut Form, place: usize, text: &str) {
    if let Some(line) = form.lines.get_mut(place) {
        *line = LineInput::selected(text);
    }
}

/// A file name made of the unit and the year, until one is typed.
fn propose_file(form: &mut Form) {
    let unit = form
        .lines
        .get(UNIT)
        .map(LineInput::text)
        .unwrap_or_default();
    let year = form
        .lines
        .get(YEAR)
        .map(LineInput::text)
        .unwrap_or_default();
    if let Some(file) = form.lines.get_mut(FILE)
        && (file.is_untouched() || file.is_empty())
    {
        *file = LineInput::selected(&file_name(&unit, &year));
    }
}

/// `UBND huyện Kon Rẫy`, 2023 → `kon-ray-2023.json`.
fn file_name(unit: &str, year: &str) -> String {
    let folded = text::fold(unit);
    let skipped = [
        "ubnd", "huyen", "xa", "phuong", "thi", "tran", "thanh", "pho", "uy", "ban", "nhan", "dan",
    ];
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !skipped.contains(word))
        .collect();
    let name = if words.is_empty() {
        "so".to_owned()
    } else {
        words.join("-")
    };
    format!("{name}-{}.json", year.trim())
}

fn finish(picker: &mut Picker, shelf: &Shelf, look: Look, effects: &mut Effects) {
    let Some(PickerAsk::New(form)) = &mut picker.asking else {
        return;
    };
    match new_book(form, shelf, look) {
        Ok(book) => {
            picker.asking = None;
            effects.push(Effect::Create(book));
        }
        Err((at, why)) => {
            form.at = at;
            form.refused = Some(why);
        }
    }
}

fn new_book(form: &Form, shelf: &Shelf, look: Look) -> Result<NewBook, (usize, String)> {
    let text = |place: usize| {
        form.lines
            .get(place)
            .map(|line| line.text().trim().to_owned())
            .unwrap_or_default()
    };
    let (set, from) = sources(form, shelf).ok_or_else(|| {
        (
            SET,
            look.lang
                .pick("Chưa có bộ tiêu chí nào.", "There is no criteria set.")
                .to_owned(),
        )
    })?;
    if text(UNIT).is_empty() {
        return Err((
            UNIT,
            look.lang
                .pick(
                    "Gõ tên đơn vị, ví dụ UBND huyện Kon Rẫy.",
                    "Type the unit's name, such as UBND huyện Kon Rẫy.",
                )
                .to_owned(),
        ));
    }
    let year = text(YEAR)
        .parse::<u16>()
        .ok()
        .filter(|year| (1990..=2100).contains(year));
    let year = year.ok_or_else(|| {
        (
            YEAR,
            look.lang
                .pick("Gõ năm bằng bốn chữ số.", "Type the year in four digits.")
                .to_owned(),
        )
    })?;
    let file = text(FILE);
    if file.is_empty() || file.contains('/') || file.starts_with('.') {
        return Err((
            FILE,
            look.lang
                .pick(
                    "Gõ tên tệp, không có dấu /.",
                    "Type a file name without a /.",
                )
                .to_owned(),
        ));
    }
    let file = if file.contains('.') {
        file
    } else {
        format!("{file}.json")
    };
    Ok(NewBook {
        set,
        from,
        unit: text(UNIT),
        year,
        file,
    })
}

/// The id of the chosen set, none for last year's, and last year's workbook; none where no set is chosen.
fn sources(form: &Form, shelf: &Shelf) -> Option<(Option<String>, Option<PathBuf>)> {
    let FormKind::NewBook { set, from } = form.kind else {
        return None;
    };
    let from = from.and_then(|place| shelf.books.get(place));
    let from = from.map(|book| book.path.clone());
    match set {
        ChosenSet::Offered(place) => Some((Some(shelf.sets.get(place)?.id.clone()), from)),
        ChosenSet::LastYears => from.map(|from| (None, Some(from))),
    }
}

pub(super) fn paste(picker: &mut Picker, text: &str) {
    match &mut picker.asking {
        Some(PickerAsk::Path(line) | PickerAsk::Copy(line)) => {
            line.paste(text);
        }
        Some(PickerAsk::New(form)) if form.at > FROM => {
            if let Some(line) = form.lines.get_mut(form.at) {
                line.paste(text);
            }
        }
        Some(PickerAsk::New(_)) | None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_after_the_unit_and_the_year() {
        assert_eq!(file_name("UBND huyện Kon Rẫy", "2023"), "kon-ray-2023.json");
        assert_eq!(
            file_name("UBND xã Đăk Ruồng", "2025"),
            "dak-ruong-2025.json"
        );
        assert_eq!(file_name("", "2025"), "so-2025.json");
    }
}

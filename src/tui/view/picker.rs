//! The choice of a workbook, and the dialog for a new one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{chrome, dialogs, put, put_bar, put_heading, put_right, scrolled};
use crate::say;
use crate::text;
use crate::tui::keymap::Place;
use crate::tui::layout;
use crate::tui::message::{Pending, Shelved};
use crate::tui::model::{ChosenSet, Form, FormKind, Look, Model, Picker, PickerAsk};
use crate::tui::page::pad;
use crate::tui::theme::{self, REVERSED};
use crate::tui::update::{self, PickerRow};

pub(super) fn draw(
    picker: &Picker,
    model: &Model,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let frame = layout::frame(look);
    put_bar(buffer, frame.header, 0, REVERSED);
    let right = format!(
        "{} {} ",
        model.author,
        text::fit(&model.shelf.folder, usize::from(look.width) / 2)
    );
    let x = put_right(buffer, frame.header, 0, &right, REVERSED);
    let title = look
        .lang
        .pick("chamdiem: chọn sổ chấm điểm", "chamdiem: choose a workbook");
    let room = usize::from(x.saturating_sub(2));
    put(
        buffer,
        frame.header,
        1,
        0,
        &text::fit(title, room),
        REVERSED,
    );
    if let Some(notice) = &picker.notice {
        chrome::line(notice, look, buffer);
    }
    let body = Rect::new(0, 1, look.width, look.height.saturating_sub(3));
    match &picker.asking {
        None => {
            chrome::footer(Place::Picker, look, buffer);
            list(picker, model, look, body, buffer);
            None
        }
        Some(PickerAsk::Path(line) | PickerAsk::Copy(line)) => {
            chrome::footer(Place::Prompt, look, buffer);
            list(picker, model, look, body, buffer);
            let area = Rect::new(body.x, body.bottom().saturating_sub(3), body.width, 3);
            let form = Form {
                kind: FormKind::NewBook {
                    set: ChosenSet::Offered(0),
                    from: None,
                },
                lines: vec![line.clone()],
                at: 0,
                refused: Some(String::new()),
            };
            put_heading(buffer, area, area.y, asked(picker, look), look);
            dialogs::draw_lines(
                &form,
                &[look.lang.pick("Đường dẫn", "Path").to_owned()],
                look,
                Rect {
                    y: area.y + 1,
                    height: 2,
                    ..area
                },
                buffer,
            )
        }
        Some(PickerAsk::New(form)) => {
            chrome::footer(Place::NewBook, look, buffer);
            put_heading(
                buffer,
                body,
                body.y,
                look.lang.pick("Lập sổ mới", "New workbook"),
                look,
            );
            let form = shown(form, model, look);
            dialogs::draw_lines(
                &form,
                &dialogs::labels(&form.kind, look.lang),
                look,
                Rect {
                    y: body.y + 1,
                    height: body.height.saturating_sub(1),
                    ..body
                },
                buffer,
            )
        }
    }
}

/// What the path is asked for.
const fn asked(picker: &Picker, look: Look) -> &'static str {
    match &picker.asking {
        Some(PickerAsk::Copy(_)) => look.lang.pick(
            "Nhận bản mang về từ USB, thư",
            "Receive a copy from a stick or mail",
        ),
        Some(PickerAsk::Path(_) | PickerAsk::New(_)) | None => {
            look.lang.pick("Mở tệp ở nơi khác", "Open a file elsewhere")
        }
    }
}

/// The form with what was chosen in its first two lines.
fn shown(form: &Form, model: &Model, look: Look) -> Form {
    let mut form = form.clone();
    let FormKind::NewBook { set, from } = form.kind else {
        return form;
    };
    let shelf = &model.shelf;
    let book = from.and_then(|place| shelf.books.get(place));
    let content = book.and_then(|book| book.content.as_ref().ok());
    let set = match set {
        ChosenSet::Offered(place) => shelf
            .sets
            .get(place)
            .map(|offered| format!("{} {} ({})", place + 1, offered.title, offered.id)),
        ChosenSet::LastYears => content.map(|content| {
            let same = look.lang.pick("như sổ năm trước", "as last year");
            // Of a workbook whose scores are still being read the set is not known yet.
            match content.set.as_str() {
                "" => same.to_owned(),
                id => format!("{same} ({id})"),
            }
        }),
    };
    let from = match (book, content) {
        (Some(book), Some(content)) => {
            format!("{}, {} ({})", content.unit, content.year, book.file)
        }
        _ => look.lang.pick("không lấy", "none").to_owned(),
    };
    let texts = [set.unwrap_or_default(), from];
    for (line, text) in form.lines.iter_mut().zip(texts) {
        *line = crate::tui::line::LineInput::selected(&text);
    }
    form
}

fn list(picker: &Picker, model: &Model, look: Look, body: Rect, buffer: &mut Buffer) {
    put_heading(
        buffer,
        body,
        body.y,
        look.lang.pick("Sổ chấm điểm", "Workbooks"),
        look,
    );
    let rows = update::picker_rows(&model.shelf);
    let top = scrolled(picker.row, usize::from(body.height.saturating_sub(1)));
    for ((place, row), y) in rows
        .iter()
        .enumerate()
        .skip(top)
        .zip(body.y + 1..body.bottom())
    {
        let marked = place == picker.row;
        let style = if marked { REVERSED } else { theme::PLAIN };
        if marked {
            put_bar(buffer, body, y, REVERSED);
        }
        let pointer = if marked { ">" } else { " " };
        let number = if place < 9 {
            (place + 1).to_string()
        } else {
            " ".to_owned()
        };
        let text = format!(" {pointer} {number} {}", row_text(*row, model, look));
        put(
            buffer,
            body,
            body.x,
            y,
            &text::fit(&text, usize::from(body.width)),
            style,
        );
    }
}

fn row_text(row: PickerRow, model: &Model, look: Look) -> String {
    let lang = look.lang;
    match row {
        PickerRow::Book(place) => model
            .shelf
            .books
            .get(place)
            .map(|book| book_text(book, look))
            .unwrap_or_default(),
        PickerRow::Example => lang
            .pick(
                "Sổ mẫu: Kon Rẫy 2023 (bản để tập, sửa thoải mái)",
                "Example: Kon Rẫy 2023 (a copy to practise on)",
            )
            .to_owned(),
        PickerRow::New => lang.pick("+ Lập sổ mới", "+ New workbook").to_owned(),
        PickerRow::Other => lang
            .pick("/ Mở tệp ở nơi khác", "/ Open a file elsewhere")
            .to_owned(),
        PickerRow::Receive => lang
            .pick(
                "= Nhận bản mang về từ USB, thư",
                "= Receive a copy from a stick or mail",
            )
            .to_owned(),
    }
}

fn book_text(book: &Shelved, look: Look) -> String {
    let file = &book.file;
    if let Some(pending) = book.copy {
        return copy_text(file, pending, look);
    }
    match &book.content {
        Err(why) => say!(
            look.lang,
            "{file}: không đọc được, {why}",
            "{file}: cannot be read, {why}"
        ),
        Ok(content) => {
            let name = format!("{} {}", content.unit, content.year);
            let answered = say!(
                look.lang,
                "{}/{} đã chấm",
                "{}/{} scored",
                content.answered,
                content.criteria
            );
            if look.width < 100 {
                return format!(
                    "{} {:>10}  {}  {}  {file}",
                    pad(&name, 26),
                    content.score,
                    pad(&answered, 13),
                    pad(&book.changed, 13)
                );
            }
            format!(
                "{} {:>10} {:>9}  {}  {}  {file}",
                pad(&name, 34),
                content.score,
                content.percent,
                pad(&answered, 16),
                pad(&book.changed, 18)
            )
        }
    }
}

/// A copy stands below the workbook it was taken from.
fn copy_text(file: &str, pending: Option<Pending>, look: Look) -> String {
    let lang = look.lang;
    let stands = match pending {
        None => String::new(),
        Some(Pending { changes: 0, .. }) => lang
            .pick(": đã gộp hết, xóa được", ": all merged, can be deleted")
            .to_owned(),
        Some(Pending { changes, conflicts }) => say!(
            lang,
            ": {changes} thay đổi chưa gộp, {conflicts} xung đột",
            ": {changes} changes not merged, {conflicts} conflicts"
        ),
    };
    say!(
        lang,
        "  bản mang về {file}{stands}",
        "  copy {file}{stands}"
    )
}

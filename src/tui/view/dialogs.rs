//! Forms, prompts with their hits, and questions.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{chrome, put, put_bar, put_heading, scrolled};
use crate::lang::Lang;
use crate::say;
use crate::text;
use crate::tui::layout;
use crate::tui::line::LineInput;
use crate::tui::model::{Desk, Form, FormKind, Look, Prompt, PromptKind, Question};
use crate::tui::office::OfficeLine;
use crate::tui::theme::{self, FIELD, REVERSED, WARNING};
use crate::tui::update;
use crate::tui::words;
use crate::workbook::document;

/// Columns of a form's labels.
const LABEL: u16 = 15;

/// A form over the body.
pub(super) fn draw_form(
    desk: &Desk,
    form: &Form,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let title = words::short_title(&desk.sheet, desk.tree.cursor);
    let title = match &form.kind {
        FormKind::Evidence { code, .. } => say!(
            look.lang,
            "{code} Tài liệu kiểm chứng: {title}",
            "{code} Evidence: {title}"
        ),
        FormKind::Declared { code } => say!(
            look.lang,
            "{code} Điểm tự nhập: {title}",
            "{code} Declared score: {title}"
        ),
        FormKind::Office { .. } => look
            .lang
            .pick("Thông tin báo cáo", "Report data")
            .to_owned(),
        FormKind::NewBook { .. } => String::new(),
    };
    chrome::header_with_scores(desk, &title, look, buffer);
    let body = layout::body(look);
    let upper = Rect {
        height: lines_height(&form.kind, body.height),
        ..body
    };
    let cursor = draw_lines(form, &labels(&form.kind, look.lang), look, upper, buffer);
    let below = body.y + u16::try_from(form.lines.len()).unwrap_or(0) + 2;
    match &form.kind {
        FormKind::Evidence { entry, .. } => below_evidence(
            desk,
            entry,
            look,
            Rect::new(
                body.x,
                below,
                body.width,
                body.bottom().saturating_sub(below),
            ),
            buffer,
        ),
        FormKind::Declared { code } => below_declared(
            desk,
            code,
            look,
            Rect::new(
                body.x,
                below,
                body.width,
                body.bottom().saturating_sub(below),
            ),
            buffer,
        ),
        FormKind::Office { printed, .. } => {
            let printed = printed.get(form.at).map_or("", String::as_str);
            below_office(printed, look, body, upper.bottom(), buffer);
        }
        FormKind::NewBook { .. } => {}
    }
    cursor
}

/// Rows for the lines of a form; below them stands what follows from them.
const fn lines_height(kind: &FormKind, body: u16) -> u16 {
    match kind {
        FormKind::Office { .. } if body >= 14 => body - 5,
        FormKind::Office { .. } => body,
        FormKind::Evidence { .. } | FormKind::Declared { .. } | FormKind::NewBook { .. } => {
            if body < 12 { body } else { 12 }
        }
    }
}

/// What the report prints for the open line.
fn below_office(printed: &str, look: Look, body: Rect, y: u16, buffer: &mut Buffer) {
    let area = Rect::new(body.x, y, body.width, body.bottom().saturating_sub(y));
    if area.height == 0 {
        return;
    }
    let heading = look.lang.pick("Báo cáo in", "The report prints");
    put_heading(buffer, area, y, heading, look);
    let rows = text::wrap(printed, usize::from(area.width).saturating_sub(2).max(1));
    for (row, y) in rows.into_iter().zip(y + 1..area.bottom()) {
        put(buffer, area, area.x + 1, y, row, theme::PLAIN);
    }
}

/// The labels of a form's lines.
pub(super) fn labels(kind: &FormKind, lang: Lang) -> Vec<String> {
    let labels = match kind {
        FormKind::Office { lines, .. } => {
            return lines.iter().map(|line| line.label(lang)).collect();
        }
        FormKind::Evidence { .. } => vec![
            lang.pick("Số, ký hiệu", "Number, symbol"),
            lang.pick("Ngày", "Date"),
            lang.pick("Loại", "Kind"),
            lang.pick("Cơ quan", "Issuer"),
            lang.pick("Trích yếu", "Subject"),
            lang.pick("Mục, trang", "Clause, page"),
            lang.pick("Nơi lưu", "Location"),
            lang.pick("Ghi chú", "Note"),
        ],
        FormKind::Declared { .. } => vec![lang.pick("Điểm", "Score"), lang.pick("Lý do", "Reason")],
        FormKind::NewBook { .. } => {
            vec![
                lang.pick("Bộ tiêu chí", "Criteria set"),
                lang.pick("Sổ năm trước", "Last year"),
                lang.pick("Đơn vị", "Unit"),
                lang.pick("Năm", "Year"),
                lang.pick("Tên tệp", "File name"),
            ]
        }
    };
    labels.into_iter().map(str::to_owned).collect()
}

/// The lines of a form, the open one underlined, and why it was refused.
pub(super) fn draw_lines(
    form: &Form,
    labels: &[String],
    look: Look,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let mut cursor = None;
    let mut y = area.y;
    // The open line and its hint are always in sight.
    let top = scrolled(form.at + 1, usize::from(area.height));
    for (place, (line, label)) in form.lines.iter().zip(labels).enumerate().skip(top) {
        if y >= area.bottom() {
            break;
        }
        let open = place == form.at;
        let pointer = if open { ">" } else { " " };
        put(
            buffer,
            area,
            area.x,
            y,
            &format!("{pointer}{label}"),
            if open { theme::STRONG } else { theme::PLAIN },
        );
        let field = Rect::new(area.x + LABEL, y, area.width.saturating_sub(LABEL + 1), 1);
        // What is chosen and not typed is read from its beginning.
        if open && !is_choice(&form.kind, place) {
            cursor = Some(open_line(line, field, buffer));
        } else {
            if open {
                cursor = Some(Position::new(field.x, y));
            }
            put(
                buffer,
                field,
                field.x,
                y,
                &text::fit(&line.text(), usize::from(field.width)),
                theme::PLAIN,
            );
        }
        if line.is_empty() && !open {
            let printed = instead(&form.kind, place, look.lang);
            let printed = text::fit(&printed, usize::from(field.width));
            put(buffer, field, field.x, y, &printed, theme::QUIET);
        }
        y += 1;
        if open {
            let hint = form.refused.clone().or_else(|| {
                hint(&form.kind, place, look.lang).map(|hint| theme::key_names(hint, look))
            });
            if let Some(hint) = hint {
                let style = if form.refused.is_some() {
                    theme::ERROR
                } else {
                    theme::QUIET
                };
                put(
                    buffer,
                    area,
                    field.x,
                    y,
                    &text::fit(&hint, usize::from(field.width)),
                    style,
                );
                y += 1;
            }
        }
    }
    cursor
}

/// Whether a line is chosen with arrows: the set and last year's workbook of a new one.
const fn is_choice(kind: &FormKind, place: usize) -> bool {
    matches!(kind, FormKind::NewBook { .. }) && place < 2
}

/// What is printed in place of an empty line.
fn instead(kind: &FormKind, place: usize, lang: Lang) -> String {
    let FormKind::Office { lines, printed, .. } = kind else {
        return String::new();
    };
    match (lines.get(place), printed.get(place)) {
        (Some(OfficeLine::Entry(_, 1..)), _) => lang.pick("(thêm)", "(add)").to_owned(),
        (_, Some(printed)) if !printed.is_empty() => format!("({printed})"),
        _ => String::new(),
    }
}

fn hint(kind: &FormKind, place: usize, lang: Lang) -> Option<&'static str> {
    match (kind, place) {
        (FormKind::Office { lines, .. }, place) => lines.get(place)?.hint(lang),
        (FormKind::Evidence { .. }, 0) => Some(lang.pick(
            "gõ \"37/QD-UBND 8/2/23\" là đủ: số, ngày, loại, cơ quan tự điền",
            "\"37/QD-UBND 8/2/23\" is enough: number, date, kind, issuer fill in",
        )),
        (FormKind::Evidence { .. }, 1) => Some(lang.pick(
            "8/2/23, 080223, 08/02/2023 đều được",
            "8/2/23, 080223, 08/02/2023 all will do",
        )),
        (FormKind::Declared { .. }, 0) => Some(lang.pick(
            "để trống: bỏ điểm tự nhập",
            "empty: take the declared score back",
        )),
        (FormKind::NewBook { .. }, 0) => Some(lang.pick(
            "← → hoặc số: đổi bộ tiêu chí",
            "← → or a digit: another set",
        )),
        (FormKind::NewBook { .. }, 1) => Some(lang.pick(
            "tùy chọn; ← → đổi: lấy giải trình, tài liệu, không lấy số liệu",
            "optional; ← → another: explanations, documents, no figures",
        )),
        _ => None,
    }
}

fn open_line(line: &LineInput, field: Rect, buffer: &mut Buffer) -> Position {
    let (shown, at) = line.window(usize::from(field.width).saturating_sub(1));
    buffer.set_style(field.intersection(buffer.area), FIELD);
    let style = if line.is_untouched() && !line.is_empty() {
        REVERSED
    } else {
        FIELD
    };
    put(buffer, field, field.x, field.y, &shown, style);
    let at = u16::try_from(at).unwrap_or(0);
    Position::new((field.x + at).min(field.right().saturating_sub(1)), field.y)
}

fn below_evidence(
    desk: &Desk,
    entry: &crate::workbook::Evidence,
    look: Look,
    area: Rect,
    buffer: &mut Buffer,
) {
    let book = desk.sheet.book();
    let mut y = area.y;
    if let Some(known) = update::known(desk) {
        put_heading(
            buffer,
            area,
            y,
            look.lang.pick("Đã có trong sổ", "Already in the workbook"),
            look,
        );
        let places: Vec<&str> = known.places.iter().map(|(code, _)| code.as_str()).collect();
        let text = say!(
            look.lang,
            "{} (ở {})  Ctrl-D: dùng lại",
            "{} (at {})  Ctrl-D: reuse",
            document::short_citation(book, &known.document),
            places.join(", ")
        );
        put(
            buffer,
            area,
            area.x + 1,
            y + 1,
            &text::fit(&text, usize::from(area.width).saturating_sub(2)),
            WARNING,
        );
        y += 3;
    }
    put_heading(
        buffer,
        area,
        y,
        look.lang
            .pick("Sẽ in trong chú thích", "Printed in the footnote"),
        look,
    );
    y += 1;
    let citation = document::citation(book, entry);
    for row in text::wrap(&citation, usize::from(area.width).saturating_sub(2).max(1)) {
        put(buffer, area, area.x + 1, y, row, theme::PLAIN);
        y += 1;
    }
    let missing = core_missing(entry, look.lang);
    put_heading(
        buffer,
        area,
        y + 1,
        look.lang.pick("Còn thiếu", "Still missing"),
        look,
    );
    put(buffer, area, area.x + 1, y + 2, &missing, theme::PLAIN);
}

fn core_missing(entry: &crate::workbook::Evidence, lang: Lang) -> String {
    if !entry.is_document() {
        return lang
            .pick(
                "chưa gõ gì; chỉ có ghi chú thì in thành chú thích tự do",
                "nothing typed; a note alone is a free footnote",
            )
            .to_owned();
    }
    let named = [
        (&entry.number, lang.pick("số, ký hiệu", "number")),
        (&entry.date, lang.pick("ngày", "date")),
        (&entry.issuer, lang.pick("cơ quan ban hành", "issuer")),
        (&entry.subject, lang.pick("trích yếu", "subject")),
    ];
    let missing: Vec<&str> = named
        .iter()
        .filter(|(text, _)| text.is_empty())
        .map(|(_, name)| *name)
        .collect();
    if missing.is_empty() {
        lang.pick("không thiếu gì", "nothing").to_owned()
    } else {
        missing.join(", ")
    }
}

fn below_declared(desk: &Desk, code: &str, look: Look, area: Rect, buffer: &mut Buffer) {
    let book = desk.sheet.book();
    let Some((_, criterion, answer)) = book.asked(code) else {
        return;
    };
    put_heading(
        buffer,
        area,
        area.y,
        look.lang.pick("Điểm tính theo công thức", "Computed score"),
        look,
    );
    let lines = crate::workbook::words::explanation(
        criterion,
        answer,
        book.set.head.rounding,
        look.lang,
        look.mark(),
    );
    for (line, y) in lines.iter().zip(area.y + 1..area.bottom()) {
        put(buffer, area, area.x + 1, y, line, theme::PLAIN);
    }
}

/// A prompt over the lower part of the panes, its hits above the line.
pub(super) fn draw_prompt(
    desk: &Desk,
    prompt: &Prompt,
    look: Look,
    buffer: &mut Buffer,
) -> Position {
    let hits = update::hits(desk, look);
    let body = layout::body(look);
    let wanted = u16::try_from(hits.len()).unwrap_or(u16::MAX).clamp(1, 12);
    let area = bottom_of(body, wanted + 2);
    clear(area, buffer);
    put_heading(
        buffer,
        area,
        area.y,
        &theme::key_names(prompt_title(prompt.kind, look.lang), look),
        look,
    );
    let row = update::marked_hit(prompt);
    let top = scrolled(row.unwrap_or(0), usize::from(area.height.saturating_sub(2)));
    for ((place, hit), y) in hits
        .iter()
        .enumerate()
        .skip(top)
        .zip(area.y + 1..area.bottom() - 1)
    {
        let marked = Some(place) == row;
        if marked {
            put_bar(buffer, area, y, REVERSED);
        }
        let pointer = if marked { ">" } else { " " };
        let text = format!("{pointer} {}", hit.label);
        put(
            buffer,
            area,
            area.x,
            y,
            &text::fit(&text, usize::from(area.width)),
            if marked { REVERSED } else { theme::PLAIN },
        );
    }
    let lists = !matches!(prompt.kind, PromptKind::SaveElsewhere | PromptKind::Reopen);
    if lists && hits.is_empty() && !prompt.line.is_empty() {
        put(
            buffer,
            area,
            area.x + 2,
            area.y + 1,
            look.lang.pick("không có", "none"),
            theme::PLAIN,
        );
    }
    let field = Rect::new(
        area.x + 2,
        area.bottom() - 1,
        area.width.saturating_sub(3),
        1,
    );
    put(buffer, area, area.x, field.y, ":", theme::STRONG);
    open_line(&prompt.line, field, buffer)
}

const fn prompt_title(kind: PromptKind, lang: Lang) -> &'static str {
    match kind {
        PromptKind::GoTo => lang.pick("Tới mã (3.4.1, 341, 342b)", "Go to code (3.4.1, 341, 342b)"),
        PromptKind::Find => lang.pick("Tìm (không cần dấu)", "Find (marks do not matter)"),
        PromptKind::Palette => lang.pick("Lệnh", "Commands"),
        PromptKind::FindPrinted => lang.pick(
            "Tìm trong báo cáo (không cần dấu)",
            "Find in the report (marks do not matter)",
        ),
        PromptKind::Export => lang.pick(
            "Xuất ra tệp: đuôi tệp là loại (↑ ↓ đổi); không ghi đè, số tự tăng",
            "Export: the ending is the kind (↑ ↓ change it); never replaced, numbers go up",
        ),
        PromptKind::ExplainWith => lang.pick(
            "Giải trình chung với (để trống: tách ra)",
            "Explained with (empty: part them)",
        ),
        PromptKind::SaveElsewhere => lang.pick(
            "Lưu cả sổ vào một tệp mới (đường dẫn)",
            "Save the whole workbook to a new file (path)",
        ),
        PromptKind::Reuse => lang.pick(
            "Dùng lại tài liệu (gõ để lọc)",
            "Reuse a document (type to filter)",
        ),
        PromptKind::Reopen => lang.pick(
            "Rút lại: lý do (ghi vào hồ sơ)",
            "Reopen: the reason (it is recorded)",
        ),
    }
}

/// A question over the lower part of the panes.
pub(super) fn draw_question(desk: &Desk, question: &Question, look: Look, buffer: &mut Buffer) {
    let text = question_text(desk, question, look);
    let body = layout::body(look);
    let room = usize::from(body.width).saturating_sub(4).max(1);
    let rows: Vec<&str> = text
        .lines()
        .flat_map(|line| text::wrap(line, room))
        .collect();
    let area = bottom_of(body, u16::try_from(rows.len()).unwrap_or(1) + 2);
    clear(area, buffer);
    put_heading(
        buffer,
        area,
        area.y,
        look.lang.pick(
            "Hỏi lại: Enter đồng ý, Esc thôi",
            "Question: Enter yes, Esc no",
        ),
        look,
    );
    for (row, y) in rows.into_iter().zip(area.y + 1..area.bottom()) {
        put(buffer, area, area.x + 2, y, row, WARNING);
    }
}

fn question_text(desk: &Desk, question: &Question, look: Look) -> String {
    let lang = look.lang;
    match question {
        Question::AssessAgain { code, .. } => {
            let reason = desk
                .sheet
                .book()
                .answer(code)
                .not_assessed
                .clone()
                .unwrap_or_default();
            say!(
                lang,
                "{code} đang để không đánh giá ({reason}). Đánh giá lại?",
                "{code} is not assessed ({reason}). Assess it again?"
            )
        }
        Question::BringBack { edit, .. } => words::bring_back(desk.sheet.book(), edit, look),
        Question::RemoveCited { id, .. } => {
            say!(
                lang,
                "Giải trình còn dẫn [^{id}]. Xóa tài liệu cùng dấu dẫn?",
                "The explanation still cites [^{id}]. Remove the document with its marks?"
            )
        }
        Question::Undeclare { code } => say!(
            lang,
            "Bỏ điểm tự nhập của {code}, lấy lại điểm tính theo công thức?",
            "Take the declared score of {code} back and use the computed one?"
        ),
        Question::Seal => lang
            .pick(
                "Chốt hồ sơ? Điểm, giải trình, tài liệu sẽ không sửa được nữa; số, ngày, người ký vẫn ghi được. Muốn sửa phải rút lại, có lý do.",
                "Seal the workbook? Scores, explanations and documents can no longer be changed; number, date and signer can. To change more it must be reopened, with a reason.",
            )
            .to_owned(),
        Question::KeepOlder => update::keep_older_question(desk, lang),
        Question::TakeDraft => update::draft_difference(desk, lang),
        Question::QuitTyping { typed } => say!(
            lang,
            "Còn số gõ dở: {typed}. Thoát mà không ghi số này? (Esc ở lại)",
            "A number is half typed: {typed}. Quit without committing it? (Esc stays)"
        ),
        Question::QuitUnsaved => lang
            .pick(
                "Chưa lưu được mọi thay đổi. Vẫn thoát? (Esc ở lại, F2 thử lưu lại, F12 lưu chỗ khác)",
                "Not every change is saved. Quit all the same? (Esc stays, F2 tries again, F12 saves elsewhere)",
            )
            .to_owned(),
    }
}

fn bottom_of(body: Rect, rows: u16) -> Rect {
    let rows = rows.min(body.height);
    Rect::new(body.x, body.bottom() - rows, body.width, rows)
}

fn clear(area: Rect, buffer: &mut Buffer) {
    for y in area.top()..area.bottom() {
        put(
            buffer,
            area,
            area.x,
            y,
            &" ".repeat(usize::from(area.width)),
            theme::PLAIN,
        );
    }
    let area = area.intersection(buffer.area);
    for position in area.positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.reset();
        }
    }
}

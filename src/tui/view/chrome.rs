//! The rim of the screen: title and state of saving, the strip of scores, news, and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{put, put_bar, put_right};
use crate::points;
use crate::say;
use crate::store::local_time;
use crate::text;
use crate::tui::key::Key;
use crate::tui::keymap::{self, Binding, Command, Place};
use crate::tui::layout;
use crate::tui::message::Offered;
use crate::tui::model::{Desk, Exporting, Look, Notice, Saving, Tone};
use crate::tui::telex::Method;
use crate::tui::theme::{self, REVERSED};
use crate::tui::update;
use crate::tui::words;
use crate::workbook::seal::printed_time;

/// Title, what is being done, and the state of saving.
pub(super) fn header(desk: &Desk, title: &str, look: Look, buffer: &mut Buffer) {
    header_row(desk, title, "", look, buffer);
}

/// The same for screens without a score pane: the section's and the total score stand before the state of saving.
pub(super) fn header_with_scores(desk: &Desk, title: &str, look: Look, buffer: &mut Buffer) {
    if let Some(area) = layout::frame(look).strip {
        header_row(desk, title, "", look, buffer);
        strip(desk, look, area, buffer);
    } else {
        let scores = format!("{} | ", short_scores(desk, look));
        header_row(desk, title, &scores, look, buffer);
    }
}

fn header_row(desk: &Desk, title: &str, scores: &str, look: Look, buffer: &mut Buffer) {
    let area = layout::frame(look).header;
    put_bar(buffer, area, area.y, REVERSED);
    let (saving, failed) = saving(desk, look);
    let style = if failed {
        theme::ERROR.patch(REVERSED)
    } else {
        REVERSED
    };
    let method = match desk.composer.method() {
        Method::Off => String::new(),
        method @ (Method::Telex | Method::Vni) => format!("[{}]  ", method.name(look.lang)),
    };
    let saving = format!("{saving} ");
    let x = put_right(buffer, area, area.y, &saving, style);
    let before = Rect {
        width: x.saturating_sub(area.x),
        ..area
    };
    let x = put_right(
        buffer,
        before,
        area.y,
        &format!("{}{scores}{method}", present(desk, look)),
        REVERSED,
    );
    let room = usize::from(x.saturating_sub(area.x + 2));
    put(
        buffer,
        area,
        area.x + 1,
        area.y,
        &text::fit(title, room),
        REVERSED,
    );
}

/// `cb2 ở 5.6 +1 | `: who else is there, where no pane says it.
fn present(desk: &Desk, look: Look) -> String {
    let others = &desk.status.present;
    let Some(first) = others.first().filter(|_| !layout::names_present(look)) else {
        return String::new();
    };
    let author = text::fit(&first.author, 16);
    let more = match others.len() - 1 {
        0 => String::new(),
        more => format!(" +{more}"),
    };
    if first.code.is_empty() {
        return format!("{author}{more} | ");
    }
    let code = text::fit(&first.code, 12);
    say!(
        look.lang,
        "{author} ở {code}{more} | ",
        "{author} at {code}{more} | "
    )
}

/// `Lĩnh vực 3: 16,97/18 | 90,29/97  93,08 %`
fn short_scores(desk: &Desk, look: Look) -> String {
    let total = desk.sheet.scores().total;
    format!(
        "{} | {}  {}",
        section_score(desk, look),
        words::total_and_span(&desk.sheet, look),
        words::percent(total, look)
    )
}

fn section_score(desk: &Desk, look: Look) -> String {
    let set = &desk.sheet.book().set;
    let section = set.section_of(desk.tree.cursor);
    let code = &set.node(section).code;
    let tally = words::fraction(desk.sheet.scores().tally(section), look);
    say!(
        look.lang,
        "Lĩnh vực {code}: {tally}",
        "Section {code}: {tally}"
    )
}

/// What is said about saving, and whether it failed.
fn saving(desk: &Desk, look: Look) -> (String, bool) {
    let lang = look.lang;
    if desk.read_only.is_some() {
        return (lang.pick("CHỈ ĐỌC", "READ-ONLY").to_owned(), false);
    }
    let is_failing = matches!(desk.status.saving, Saving::Failed(_));
    if !is_failing && update::lacking(desk).is_some() {
        let text = lang.pick("TỆP BỊ CHÉP ĐÈ", "FILE REPLACED");
        return (text.to_owned(), true);
    }
    if let Some(event) = desk.sheet.book().seals.standing()
        && !is_failing
    {
        let at = local_time(&event.at).unwrap_or_else(|| printed_time(&event.at));
        let date = at.split(' ').next().unwrap_or_default();
        if desk.sheet.book().seals.broken().is_some() {
            let text = lang.pick("KHÁC BẢN CHỐT", "SEAL BROKEN");
            return (text.to_owned(), true);
        }
        return (say!(lang, "ĐÃ CHỐT {date}", "SEALED {date}"), false);
    }
    match &desk.status.saving {
        Saving::Untouched => (
            lang.pick("Chưa sửa gì", "Nothing changed").to_owned(),
            false,
        ),
        Saving::Pending => (lang.pick("Đang lưu ..", "Saving ..").to_owned(), false),
        Saving::Saved(at) => (say!(lang, "Đã lưu {at}", "Saved {at}"), false),
        Saving::Failed(_) => (lang.pick("CHƯA LƯU", "NOT SAVED").to_owned(), true),
    }
}

/// The scores in one line.
pub(super) fn strip(desk: &Desk, look: Look, area: Rect, buffer: &mut Buffer) {
    let total = desk.sheet.scores().total;
    let counts = desk.sheet.counts();
    let lang = look.lang;
    let (unanswered, errors, warnings) = (counts.unanswered, counts.errors, counts.warnings);
    // The total and the section's score are always there; what else fits stands between and after them.
    let parts = [
        (Part::Always, words::total(&desk.sheet, look)),
        (
            Part::WithRoom,
            words::span(&desk.sheet, look).map_or_else(String::new, |span| format!("({span})")),
        ),
        (Part::WithRoom, words::percent(total, look)),
        (
            Part::WithRoom,
            desk.sheet.grade().unwrap_or_default().to_owned(),
        ),
        (Part::Always, section_score(desk, look)),
        (
            Part::WithRoom,
            say!(lang, "- {unanswered} chưa", "- {unanswered} open"),
        ),
        (
            Part::WithRoom,
            say!(lang, "! {errors} sửa", "! {errors} mend"),
        ),
        (
            Part::WithRoom,
            say!(lang, "? {warnings} xem", "? {warnings} see"),
        ),
    ];
    let text = format!(" {}", fitting(&parts, usize::from(area.width)).join("  "));
    put(buffer, area, area.x, area.y, &text, theme::STRONG);
}

/// Whether a part of the strip may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Always,
    WithRoom,
}

/// The parts that fit into so many columns, in order.
fn fitting(parts: &[(Part, String)], columns: usize) -> Vec<&str> {
    let room = |text: &str| text::width(text) + 2;
    let needed = parts.iter().filter(|(part, _)| *part == Part::Always);
    let needed: usize = needed.map(|(_, text)| room(text)).sum();
    // One column of air before the first part, none after the last.
    let mut left = (columns + 1).saturating_sub(needed);
    let mut fits = |(part, text): &&(Part, String)| {
        let fits = *part == Part::Always || (!text.is_empty() && room(text) <= left);
        if fits && *part == Part::WithRoom {
            left -= room(text);
        }
        fits
    };
    parts
        .iter()
        .filter(|part| fits(part))
        .map(|(_, text)| text.as_str())
        .collect()
}

/// News: a failed save stands before everything else until it is over.
pub(super) fn notice(desk: &Desk, look: Look, buffer: &mut Buffer) {
    match &desk.status.saving {
        Saving::Failed(why) => {
            let room = usize::from(layout::frame(look).notice.width).saturating_sub(2);
            let text = update::fault_line(desk, why, look.lang, room);
            line(
                &Notice {
                    tone: Tone::Alert,
                    text,
                },
                look,
                buffer,
            );
        }
        Saving::Untouched | Saving::Pending | Saving::Saved(_) => {
            let offer = update::draft_in_sight(desk);
            let is_urgent = offer.is_some_and(|offer| matches!(offer.content, Offered::Lacking(_)));
            if desk.status.exporting == Exporting::Long {
                let text = look
                    .lang
                    .pick("Đang xuất .. Esc thôi", "Exporting .. Esc gives it up");
                let text = text.to_owned();
                let tone = Tone::Plain;
                line(&Notice { tone, text }, look, buffer);
            } else if let Some(notice) = desk.status.notice.as_ref().filter(|_| !is_urgent) {
                line(notice, look, buffer);
            } else if let Some(offer) = offer {
                let text = update::draft_line(offer, desk, look);
                let tone = Tone::Alert;
                line(&Notice { tone, text }, look, buffer);
            }
        }
    }
}

/// One line of news.
pub(super) fn line(notice: &Notice, look: Look, buffer: &mut Buffer) {
    let area = layout::frame(look).notice;
    let (lead, style) = match notice.tone {
        Tone::Plain | Tone::Receipt => (" ", theme::PLAIN),
        Tone::Alert => ("! ", theme::ERROR),
    };
    let whole = notice.text.replace('\n', " ");
    let fits = text::width(&whole) + text::width(lead) <= usize::from(area.width);
    let text = match notice.text.split_once('\n').filter(|_| !fits) {
        None => &whole,
        Some((above, below)) => {
            let row = Rect {
                y: area.y.saturating_sub(1),
                ..area
            };
            let blank = " ".repeat(usize::from(row.width));
            put(buffer, row, row.x, row.y, &blank, theme::PLAIN);
            let above = format!("{lead}{above}");
            put(buffer, row, row.x, row.y, &above, style);
            below
        }
    };
    let x = put(buffer, area, area.x, area.y, lead, style);
    let room = usize::from(area.right().saturating_sub(x));
    put(
        buffer,
        area,
        x,
        area.y,
        &text::fit_before_end(text, room),
        style,
    );
}

/// The keys of a place: as many as fit, from the table.
pub(super) fn footer(place: Place, look: Look, buffer: &mut Buffer) {
    keys(keymap::bar(place), look, buffer);
}

/// The same for an open workbook: what would change one that may not be changed is not offered.
pub(super) fn desk_footer(desk: &Desk, look: Look, buffer: &mut Buffer) {
    let place = desk.place();
    let mut bindings = keymap::bar(place);
    if desk.read_only.is_some() || desk.sheet.book().seals.standing().is_some() {
        bindings.retain(|binding| !keymap::changes(binding.command, place));
    }
    keys(bindings, look, buffer);
}

fn keys(bindings: Vec<&'static Binding>, look: Look, buffer: &mut Buffer) {
    let area = layout::frame(look).footer;
    let wide = layout::panes(look) == 3;
    let (help, others): (Vec<_>, Vec<_>) = bindings
        .into_iter()
        .partition(|binding| binding.keys.contains(&Key::F(1)));
    let labels = |bindings: Vec<&Binding>| -> Vec<Label> {
        bindings
            .into_iter()
            .map(|binding| Label::of(binding, wide, look))
            .collect()
    };
    let (mut shown, help) = (labels(others), labels(help));
    let between = if wide { "  " } else { " " };
    // Help stays whatever else must go.
    let room = usize::from(area.width).saturating_sub(1 + total_width(&help, between));
    while total_width(&shown, between) > room && shown.pop().is_some() {}
    shown.extend(help);
    let mut x = area.x + 1;
    for label in shown {
        x = put(buffer, area, x, area.y, &label.key, REVERSED);
        x = put(buffer, area, x, area.y, label.gap, theme::PLAIN);
        x = put(buffer, area, x, area.y, label.word, theme::PLAIN);
        x = put(buffer, area, x, area.y, between, theme::PLAIN);
    }
}

/// A key and its word. Wide: `F4 e Giải trình`. Narrow: `4Giải trình`, the digit of the function key close to
/// the word, or `g Tới mã`.
struct Label {
    key: String,
    gap: &'static str,
    word: &'static str,
}

impl Label {
    fn of(binding: &Binding, wide: bool, look: Look) -> Self {
        let word = binding.short(look.lang);
        let function = binding.keys.iter().find_map(|key| {
            if let Key::F(number) = key {
                Some(number)
            } else {
                None
            }
        });
        let first = binding.keys.first().map(Key::to_string).unwrap_or_default();
        // Up stands for both arrows: where one chooses, the other does.
        let first = match binding.command {
            Command::Up => theme::key_names("↑ ↓", look),
            _ => first,
        };
        match (wide, function) {
            (true, Some(_)) => Self {
                key: binding.two_keys(),
                gap: " ",
                word,
            },
            (true, None) => Self {
                key: first,
                gap: " ",
                word,
            },
            (false, Some(number)) => Self {
                key: number.to_string(),
                gap: "",
                word,
            },
            (false, None) => Self {
                key: first.replace("Ctrl-", "^").replace("Shift-", "S-"),
                gap: " ",
                word,
            },
        }
    }

    fn width(&self) -> usize {
        text::width(&self.key) + self.gap.len() + text::width(self.word)
    }
}

fn total_width(labels: &[Label], between: &str) -> usize {
    labels
        .iter()
        .map(|label| label.width() + between.len())
        .sum()
}

/// `trên ngưỡng 90 %: 2,49`: how far the total stands above the bound of its grade; none without a grade.
pub(super) fn above_bound(desk: &Desk, look: Look) -> Option<String> {
    let total = desk.sheet.scores().total;
    let grade = crate::workbook::score::grade(&desk.sheet.book().set.head.grades, total.percent())?;
    let bound = points::Fraction::from(grade.from_percent)
        .times(&total.max.into())
        .divided_by(&points::Decimal::ONE_HUNDRED.into())?;
    let above = points::Fraction::from(total.score)
        .minus(&bound)
        .to_decimal()?;
    let percent = points::print(grade.from_percent, look.mark());
    let above = points::print(above, look.mark());
    Some(say!(
        look.lang,
        "trên ngưỡng {percent} %: {above}",
        "above the {percent} % bound: {above}"
    ))
}

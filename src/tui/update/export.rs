//! Exporting from the screen: the name is asked for, the clerk writes the file, and what came of it is told.

use std::path::Path;

use super::edits::{alert, tell};
use super::prompts::{Hit, Target};
use super::{Effects, preview, prompts};
use crate::handout;
use crate::lang::Lang;
use crate::points;
use crate::say;
use crate::tui::line::LineInput;
use crate::tui::message::{Effect, Exported};
use crate::tui::model::{Desk, Errand, Exporting, Look, Mode, PromptKind};

/// Asks for the name of the file.
pub(super) fn ask(desk: &mut Desk, look: Look) {
    if desk.status.exporting != Exporting::No {
        let text = look.lang.pick(
            "Đang xuất tệp trước: chờ xong, hoặc Esc thôi.",
            "The file before is still being exported: wait, or Esc gives it up.",
        );
        return tell(desk, text.to_owned());
    }
    preview::set_out(desk);
    if let Mode::Findings(list) = &desk.mode {
        desk.errand = Some(Errand::Findings(*list));
    }
    let name = desk.export_name.clone();
    prompts::open(desk, PromptKind::Export, &name);
}

/// The kind of file that a typed name asks for, by its place in the table.
pub(super) fn kind(typed: &str) -> Option<usize> {
    let printer = handout::printer(Path::new(typed.trim()))?;
    let same = |known: &handout::Printer| known.ending == printer.ending;
    handout::PRINTERS.iter().position(same)
}

/// The same name with the ending of the next or previous kind.
pub(super) fn turn(line: &mut LineInput, step: isize) {
    let typed = line.text();
    let kinds = handout::PRINTERS.len();
    let next = kind(&typed).map_or(0, |kind| {
        let kind = isize::try_from(kind).unwrap_or(0) + step;
        let kinds = isize::try_from(kinds).unwrap_or(1);
        usize::try_from(kind.rem_euclid(kinds)).unwrap_or(0)
    });
    if let Some(printer) = handout::PRINTERS.get(next) {
        let name = Path::new(typed.trim()).with_extension(printer.ending);
        *line = LineInput::at_end(&name.display().to_string());
    }
}

/// Hands the workbook as it stands on the screen to the clerk.
pub(super) fn start(desk: &mut Desk, look: Look, typed: &str, effects: &mut Effects) {
    let typed = typed.trim();
    if handout::printer(Path::new(typed)).is_none() {
        return alert(desk, handout::unknown_kind(Path::new(typed), look.lang));
    }
    desk.mode = Mode::Tree;
    desk.status.exporting = Exporting::Begun;
    effects.push(Effect::Export {
        book: Box::new(desk.sheet.book().clone()),
        to: typed.to_owned(),
    });
}

/// It is there.
pub(super) fn done(desk: &mut Desk, exported: Exported, look: Look) {
    let Exported {
        name,
        fetch,
        score,
        next,
    } = exported;
    desk.status.exporting = Exporting::No;
    desk.export_name = next;
    let score = points::print(score, look.mark());
    tell(
        desk,
        say!(
            look.lang,
            "Đã xuất: {name} (đọc lại: khớp {score}).\nLấy về: {fetch}",
            "Exported: {name} (read back: {score}).\nFetch it: {fetch}"
        ),
    );
}

/// It could not be.
pub(super) fn failed(desk: &mut Desk, message: String) {
    desk.status.exporting = Exporting::No;
    alert(desk, message);
}

/// It was given up in time.
pub(super) fn given_up(desk: &mut Desk, lang: Lang) {
    desk.status.exporting = Exporting::No;
    let text = lang.pick(
        "Đã thôi xuất: không có tệp nào được ghi.",
        "Export given up: no file was written.",
    );
    tell(desk, text.to_owned());
}

/// Every kind of file that can be exported.
pub(super) fn hits(look: Look) -> Vec<Hit> {
    let kinds = handout::PRINTERS.iter().enumerate();
    let kinds = kinds.map(|(place, kind)| Hit {
        label: format!(".{:<6}{}", kind.ending, kind.what(look.lang)),
        target: Target::Kind(place),
    });
    kinds.collect()
}

//! What the screen says and offers while the file cannot be written, or lacks what stood in it.

use super::edits::{alert, tell};
use crate::lang::Lang;
use crate::say;
use crate::store::overwritten::Lacking;
use crate::text;
use crate::tui::message::{Offer, Offered};
use crate::tui::model::{Desk, Look, Saving};

/// The whole workbook was written elsewhere, or could not be.
pub(super) fn written(desk: &mut Desk, look: Look, written: Result<String, String>) {
    let is_failing = matches!(desk.status.saving, Saving::Failed(_));
    match written {
        Ok(path) => {
            let file = &desk.file;
            let text = say!(
                look.lang,
                "Đã lưu cả sổ vào {path}. Gộp lại: chamdiem merge {file} {path}",
                "The whole workbook is in {path}. To bring it back: chamdiem merge {file} {path}"
            );
            tell(desk, text);
            let shelter = &mut desk.status.shelter;
            shelter.proposed = next_name(&path);
            shelter.refused = None;
            shelter.is_behind = false;
            shelter.written = is_failing.then_some(path);
        }
        Err(why) => {
            desk.status.shelter.refused = Some(why.clone());
            alert(desk, why);
        }
    }
}

/// Another name beside one that is taken: `a-2.json` after `a.json`.
fn next_name(path: &str) -> String {
    let stem = path.strip_suffix(".json").unwrap_or(path);
    let (first, number) = match stem.rsplit_once('_') {
        Some((first, number)) => (first, number.parse::<u32>().ok()),
        None => (stem, None),
    };
    match number {
        Some(number) => format!("{first}_{}.json", number.saturating_add(1)),
        None => format!("{stem}_2.json"),
    }
}

/// The file lacks what once stood in it, or does no longer. The question stands before other offers.
pub(super) fn overwritten(desk: &mut Desk, look: Look, lacking: Option<Lacking>) {
    let offers = &mut desk.status.offers;
    offers.retain(|offer| !matches!(offer.content, Offered::Lacking(_)));
    if let Some(lacking) = lacking {
        let offer = Offer {
            at: String::new(),
            content: Offered::Lacking(lacking),
        };
        offers.insert(0, offer);
    } else {
        let text = look.lang.pick(
            "Tệp lại đủ: phần bị thiếu đã gộp lại.",
            "The file is whole again: what was missing is merged back.",
        );
        tell(desk, text.to_owned());
    }
}

/// Why nothing is saved, where the work is, and what to do: as much of it as fits into so many columns. The keys
/// are always there.
pub(crate) fn line(desk: &Desk, why: &str, lang: Lang, room: usize) -> String {
    let shelter = &desk.status.shelter;
    let keys = lang.pick(
        "F2 lưu lại, F12 lưu chỗ khác",
        "F2 saves again, F12 saves elsewhere",
    );
    let again = lang.pick("F2 lưu lại", "F2 saves again");
    let not_saved = lang.pick("CHƯA LƯU", "NOT SAVED");
    let file = &desk.file;
    let mut lines = Vec::new();
    if let Some(refused) = &shelter.refused {
        let other = lang.pick("F12 chọn nơi khác", "F12 names another place");
        lines.push(format!("{not_saved}. {refused}. {other}"));
        let end = format!(". {other}");
        let before = room.saturating_sub(text::width(&end));
        let lead = format!("{not_saved}. {refused}");
        lines.push(format!("{}{end}", text::fit(&lead, before)));
    } else if let Some(path) = shelter.written.as_ref().filter(|_| shelter.is_behind) {
        lines.push(say!(
            lang,
            "{not_saved}: {why}. Bản {path} thiếu phần sửa sau đó. {keys}",
            "{not_saved}: {why}. {path} lacks what was edited since. {keys}"
        ));
        lines.push(say!(
            lang,
            "{not_saved}. Bản {path} chưa có phần sửa sau: F12",
            "{not_saved}. {path} lacks later edits: F12"
        ));
    } else if let Some(path) = &shelter.written {
        lines.push(say!(
            lang,
            "{not_saved}: {why}. Bản đủ: {path}; gộp lại: chamdiem merge {file} {path}. {again}",
            "{not_saved}: {why}. All is in {path}; bring it back: chamdiem merge {file} {path}. {again}"
        ));
        lines.push(say!(
            lang,
            "{not_saved}: {why}. Bản đủ: {path} (gộp: chamdiem merge). {again}",
            "{not_saved}: {why}. All is in {path} (chamdiem merge). {again}"
        ));
        lines.push(say!(
            lang,
            "{not_saved}. Bản đủ: {path} (gộp: chamdiem merge)",
            "{not_saved}. All is in {path} (chamdiem merge)"
        ));
    } else {
        if let Some(folder) = &shelter.draft_at {
            lines.push(say!(
                lang,
                "{not_saved}: {why}. Bản nháp: {folder}. {keys}",
                "{not_saved}: {why}. Draft: {folder}. {keys}"
            ));
        }
        lines.push(format!("{not_saved}: {why}. {keys}"));
    }
    let fits = lines.iter().find(|line| text::width(line) <= room);
    fits.cloned().unwrap_or_else(|| {
        let end = format!(" {keys}");
        let before = room.saturating_sub(text::width(&end));
        let lead = format!("{not_saved}: {why}.");
        format!("{}{end}", text::fit(&lead, before))
    })
}

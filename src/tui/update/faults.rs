//! What the screen says and offers while the file cannot be written, or lacks what stood in it.

use super::Effects;
use super::edits::{self, alert, tell};
use crate::lang::Lang;
use crate::say;
use crate::store::overwritten::Lacking;
use crate::text;
use crate::tui::layout;
use crate::tui::message::{Effect, Offer, Offered};
use crate::tui::model::{Desk, Look, Mode, Question, Saving};
use crate::workbook::{Edit, apply};

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

/// What the file lacks since an older copy was put over it, as far as it is known and not given up.
pub(crate) fn lacking(desk: &Desk) -> Option<&Lacking> {
    let mut offers = desk.status.offers.iter();
    let asked = offers.find_map(|offer| match &offer.content {
        Offered::Lacking(lacking) => Some(lacking),
        Offered::Typed(_) | Offered::Unsaved(_) | Offered::Copy(_) => None,
    });
    asked.or(desk.status.put_off.as_ref())
}

/// The file lacks what once stood in it, or does no longer. The question stands before other offers; who put it off
/// is asked again only when more is missing than then.
pub(super) fn overwritten(desk: &mut Desk, look: Look, found: Option<Lacking>) {
    let status = &mut desk.status;
    if let (Some(found), Some(before)) = (&found, &mut status.put_off)
        && found.changes <= before.changes
    {
        before.clone_from(found);
        return;
    }
    take_away(desk);
    let Some(lacking) = found else {
        return tell_whole(desk, look);
    };
    let offer = Offer {
        at: String::new(),
        content: Offered::Lacking(lacking),
    };
    desk.status.offers.insert(0, offer);
}

/// What was found to be missing at the start may have been brought back by somebody else since.
pub(super) fn look_again(desk: &mut Desk, look: Look) {
    let book = desk.sheet.book();
    let is_missing = |edit: &Edit| {
        let mut with = book.clone();
        apply(&mut with, edit.clone()).is_ok() && with != *book
    };
    let is_back = lacking(desk)
        .is_some_and(|found| !found.edits.is_empty() && !found.edits.iter().any(is_missing));
    if is_back {
        take_away(desk);
        tell_whole(desk, look);
    }
}

fn tell_whole(desk: &mut Desk, look: Look) {
    let text = look.lang.pick(
        "Tệp lại đủ: phần bị thiếu đã gộp lại.",
        "The file is whole again: what was missing is merged back.",
    );
    tell(desk, text.to_owned());
}

/// Takes the question away, and what it asked about.
fn take_away(desk: &mut Desk) -> Option<Lacking> {
    let found = lacking(desk).cloned();
    let status = &mut desk.status;
    status.put_off = None;
    let is_other = |offer: &Offer| !matches!(offer.content, Offered::Lacking(_));
    status.offers.retain(is_other);
    found
}

/// The file stays as it is for now. Nothing is given up: whoever opens it next is asked.
pub(super) fn put_off(desk: &mut Desk, look: Look, lacking: Lacking) {
    desk.status.put_off = Some(lacking);
    let text = look.lang.pick(
        "Để nguyên, lần mở sau hỏi lại. Trong Ctrl-P: gộp phần thiếu, giữ bản cũ",
        "Left as it is; asked again next time. In Ctrl-P: merge or keep the older copy",
    );
    tell(desk, text.to_owned());
}

/// Merges back what the file lacks, whether the question was put off or not.
pub(super) fn merge_missing(desk: &mut Desk, look: Look, effects: &mut Effects) {
    if lacking(desk).is_none() {
        return tell_nothing_lacks(desk, look);
    }
    if edits::may_change(desk, look)
        && let Some(found) = take_away(desk)
    {
        bring_back(desk, look, found, effects);
    }
}

/// Brings back what was found.
pub(super) fn bring_back(desk: &mut Desk, look: Look, found: Lacking, effects: &mut Effects) {
    if found.edits.is_empty() {
        effects.push(Effect::BringBack);
        return;
    }
    let count = found.changes;
    let again = found.clone();
    if edits::commit_together(desk, look, found.edits, effects) {
        let text = say!(
            look.lang,
            "Đã gộp lại {count} thay đổi. u hoàn tác",
            "{count} changes are merged back. u takes it back"
        );
        tell(desk, text);
    } else {
        desk.status.put_off = Some(again);
    }
}

/// Asks before what others wrote is given up.
pub(super) fn ask_to_keep_older(desk: &mut Desk, look: Look) {
    if lacking(desk).is_none() {
        tell_nothing_lacks(desk, look);
    } else if edits::may_change(desk, look) {
        desk.mode = Mode::Confirm(Question::KeepOlder);
    }
}

/// The older copy stays, for everybody.
pub(super) fn keep_older(desk: &mut Desk, look: Look, effects: &mut Effects) {
    if let Some(found) = take_away(desk) {
        effects.push(Effect::GiveUp(found.edits));
        let text = look.lang.pick(
            "Giữ bản cũ. Phần bị bỏ còn trong lịch sử và bản sao lưu.",
            "The older copy stays. What was given up is in the history and the backups.",
        );
        tell(desk, text.to_owned());
    }
}

/// What the question before it says.
pub(crate) fn keep_older_question(desk: &Desk, lang: Lang) -> String {
    let (count, of) = lacking(desk).map_or_else(Default::default, |found| {
        (found.changes, of_whom(found, lang))
    });
    say!(
        lang,
        "Giữ bản cũ và bỏ {count} thay đổi{of} với mọi người? Giá trị bị bỏ còn trong lịch sử và bản sao lưu.",
        "Keep the older copy and give up {count} changes{of}, for everybody? What is given up stays in the history and the backups."
    )
}

fn tell_nothing_lacks(desk: &mut Desk, look: Look) {
    let text = look
        .lang
        .pick("Tệp không thiếu gì.", "The file lacks nothing.");
    tell(desk, text.to_owned());
}

fn of_whom(lacking: &Lacking, lang: Lang) -> String {
    match lacking.authors.join(", ") {
        names if names.is_empty() => names,
        names => say!(lang, " của {names}", " of {names}"),
    }
}

/// That the file lacks something, and the keys that answer: those are always there.
pub(super) fn lacking_line(lacking: &Lacking, desk: &Desk, look: Look) -> String {
    let lang = look.lang;
    let (count, of) = (lacking.changes, of_whom(lacking, lang));
    let keys = if matches!(desk.mode, Mode::Tree) {
        lang.pick(
            "Enter gộp lại, Esc để nguyên",
            "Enter merges them back, Esc leaves it",
        )
    } else {
        lang.pick("Về cây để gộp lại", "Merge them back in the tree")
    };
    let lines = [
        say!(
            lang,
            "Tệp bị chép đè bằng bản cũ: thiếu {count} thay đổi{of}. {keys}",
            "An older copy was put over the file: {count} changes{of} are missing. {keys}"
        ),
        say!(
            lang,
            "Tệp bị chép đè: thiếu {count} thay đổi{of}. {keys}",
            "File replaced: {count} changes{of} missing. {keys}"
        ),
        say!(
            lang,
            "Tệp bị chép đè: thiếu {count} thay đổi. {keys}",
            "File replaced: {count} changes missing. {keys}"
        ),
    ];
    let room = usize::from(layout::frame(look).notice.width).saturating_sub(2);
    let fits = lines.iter().find(|line| text::width(line) <= room);
    fits.or(lines.last()).cloned().unwrap_or_default()
}

/// Where the work is that its file does not have, for whoever has left.
pub fn left_behind(desk: &Desk, lang: Lang) -> Option<String> {
    let shelter = &desk.status.shelter;
    let file = &desk.file;
    if let Some(path) = shelter.written.as_ref().filter(|_| !shelter.is_behind) {
        return Some(say!(
            lang,
            "Cả sổ ở {path}; gộp lại: chamdiem merge {file} {path}",
            "The whole workbook is in {path}; bring it back: chamdiem merge {file} {path}"
        ));
    }
    let folder = shelter.draft_at.as_ref()?;
    Some(say!(
        lang,
        "Bản nháp ở {folder}; mở lại sổ thì được hỏi lấy lại",
        "A draft is in {folder}; it is offered when the workbook is opened again"
    ))
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

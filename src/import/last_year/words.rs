//! What is said of a year that was begun from the last.

use super::{Account, Gone};
use crate::lang::Lang;
use crate::say;
use crate::text;

/// Columns of an explanation that is quoted so that it can be told from others.
const QUOTED: usize = 60;

/// One line: what was taken over, and whether something found no partner.
pub fn summary(account: &Account, lang: Lang) -> String {
    let (from, explanations, documents) = (account.from, account.explanations, account.documents);
    let taken = say!(
        lang,
        "Lấy từ sổ năm {from}: {explanations} giải trình (chưa rà soát), {documents} tài liệu.",
        "From the workbook of {from}: {explanations} explanations (not reviewed yet), {documents} documents."
    );
    if account.is_complete() {
        return taken;
    }
    let (gone, new) = (account.gone.len(), account.new.len());
    let open = say!(
        lang,
        "Không ghép được: {gone} tiêu chí cũ, {new} tiêu chí mới.",
        "Without a partner: {gone} old criteria, {new} new ones."
    );
    format!("{taken} {open}")
}

/// All of it, line by line.
pub fn lines(account: &Account, lang: Lang) -> Vec<String> {
    let mut lines = taken(account, lang);
    lines.extend(account.moved.iter().map(|(old, new)| {
        say!(
            lang,
            "Đổi mã: {old} thành {new}",
            "New code: {old} is now {new}"
        )
    }));
    lines.extend(account.retitled.iter().map(|it| {
        let (code, before, now) = (&it.code, &it.before, &it.now);
        say!(
            lang,
            "Đổi tên: {code} “{before}” thành “{now}”",
            "New title: {code} “{before}” is now “{now}”"
        )
    }));
    lines.extend(account.gone.iter().map(|gone| gone_line(gone, lang)));
    lines.extend(account.new.iter().map(|(code, title)| {
        say!(
            lang,
            "Tiêu chí mới, năm trước không có: {code} {title}",
            "New, not there last year: {code} {title}"
        )
    }));
    lines.extend(account.parted.iter().map(|(new, other)| {
        say!(
            lang,
            "{new}: năm trước giải trình chung với {other}, năm nay không chung được; hãy giải trình lại",
            "{new}: was explained with {other}, which cannot be so this year; explain it anew"
        )
    }));
    lines.extend(account.headings.iter().map(|(code, heading)| {
        say!(
            lang,
            "Đề mục lĩnh vực {code} không còn chỗ dùng: “{heading}”",
            "The heading of section {code} has no place any more: “{heading}”"
        )
    }));
    if account.conflicts > 0 {
        let count = account.conflicts;
        lines.push(say!(
            lang,
            "Sổ cũ còn {count} chỗ mâu thuẫn chưa chọn: đã lấy một giá trị của mỗi chỗ",
            "{count} conflicts were open in the old workbook: one value of each was taken"
        ));
    }
    lines
}

fn taken(account: &Account, lang: Lang) -> Vec<String> {
    let from = account.from;
    let (explanations, shared) = (account.explanations, account.shared);
    let (documents, footnotes) = (account.documents, account.footnotes);
    vec![
        say!(
            lang,
            "Lấy từ sổ năm {from}: {explanations} giải trình (chưa rà soát), {shared} tiêu chí giải trình chung, {documents} tài liệu, {footnotes} chú thích",
            "From the workbook of {from}: {explanations} explanations (not reviewed yet), {shared} explained with another, {documents} documents, {footnotes} footnotes"
        ),
        lang.pick(
            "Căn cứ, nơi nhận, người ký, đoạn kết của báo cáo lấy nguyên văn, chỉ đổi năm trong đoạn kết: đọc lại. Số liệu, mức và điểm không lấy; năm trước xem bên cạnh",
            "Bases, recipients, signature and closing of the report are as they were, but for the year in the closing: read them again. No figure, level or score is taken over; last year stands beside",
        )
        .to_owned(),
    ]
}

/// The explanation is quoted, and where the whole of it stands is said.
fn gone_line(gone: &Gone, lang: Lang) -> String {
    let (code, title, evidence) = (&gone.code, &gone.title, gone.evidence);
    let named = format!("{code} {title}");
    let named = named.trim();
    if gone.justification.trim().is_empty() && evidence == 0 {
        return say!(
            lang,
            "Không còn tiêu chí này: {named}",
            "No longer there: {named}"
        );
    }
    let line = text::clean_line(&gone.justification);
    let quoted = text::fit(line.trim(), QUOTED);
    let text = (!quoted.is_empty())
        .then(|| say!(lang, "giải trình “{quoted}”", "its explanation “{quoted}”"));
    let documents = (evidence > 0).then(|| {
        say!(
            lang,
            "{evidence} tài liệu, chú thích",
            "{evidence} documents and footnotes"
        )
    });
    let kept: Vec<String> = text.into_iter().chain(documents).collect();
    let kept = kept.join(lang.pick(" và ", " and "));
    say!(
        lang,
        "Không còn tiêu chí này: {named}. Giữ {kept} ở previous/left_over/{code} trong tệp mới",
        "No longer there: {named}. Kept at previous/left_over/{code} in the new file: {kept}"
    )
}

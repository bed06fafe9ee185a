//! What a finding says: what is wrong, with the numbers in it, and what to do. One or two short statements.

use crate::criteria::Comparison;
use crate::lang::Lang;
use crate::points::Decimal;
use crate::say;
use crate::workbook::check::{
    BadLink, Because, Detail, Entry, Extra, Finding, Kind, NoScore, Place, Stray, Trace, What,
};
use crate::workbook::last_year::Fall;
use crate::workbook::merge::{self, Conflict};
use crate::workbook::words::{self, Lack, Voice};
use crate::workbook::working::Weighed;

pub(super) fn message(finding: &Finding, voice: Voice) -> String {
    let lang = voice.lang;
    match &finding.what {
        What::Unanswered { lacks, max } => unanswered(lacks, *max, voice),
        What::NoScore(why) => no_score(why, voice),
        What::FiguresInconsistent {
            message,
            left,
            is,
            right,
        } => inconsistent(message.as_deref(), (left, *is, right), voice),
        What::OutOfRange(stray) => out_of_range(stray, voice),
        What::DeclaredDiffers { declared, computed } => differs(*declared, *computed, voice),
        What::DeclaredWithoutReason => lang
            .pick(
                "Điểm tự nhập chưa ghi lý do: ghi lý do, hoặc bỏ điểm tự nhập",
                "The declared score has no reason: give the reason, or clear the declared score",
            )
            .to_owned(),
        What::MissingExplanation(because) => {
            let because = asked(*because, voice);
            say!(
                lang,
                "Thiếu giải trình ({because}): viết giải trình, hoặc giải trình chung với tiêu chí khác",
                "The explanation is missing ({because}): write one, or explain it together with another criterion"
            )
        }
        What::MissingEvidence(because) => {
            let because = asked(*because, voice);
            say!(
                lang,
                "Chưa có tài liệu kiểm chứng ({because}): thêm tài liệu",
                "There is no evidence document ({because}): add one"
            )
        }
        What::NotAssessedWithoutReason => lang
            .pick(
                "Không đánh giá mà chưa ghi lý do: ghi lý do, hoặc đánh giá lại",
                "Not assessed, without a reason: give the reason, or assess it",
            )
            .to_owned(),
        What::DanglingFootnote { id, known } => dangling_footnote(id, known, lang),
        What::DanglingEvidence { id, target } => say!(
            lang,
            "Tài liệu {id} dẫn tới {target}, nơi đó không có tài liệu: sửa lại hoặc nhập tài liệu",
            "Document {id} points to {target}, where there is no document: mend it or enter the document"
        ),
        What::DuplicateEvidence(id) => say!(
            lang,
            "Hai tài liệu cùng mang số {id}: đổi số một tài liệu",
            "Two documents have the id {id}: give one of them another id"
        ),
        What::EvidenceIncomplete { id, name, lacks } => incomplete(id, name, lacks, lang),
        What::NotReviewed => lang
            .pick(
                "Giải trình lấy từ năm trước, chưa rà soát: sửa lại, hoặc nhấn Space nếu vẫn đúng",
                "The explanation is last year's and not reviewed yet: mend it, or press Space if it still holds",
            )
            .to_owned(),
        What::GradeFall(fall) => grade_fall(fall, lang),
        What::UnusedEvidence { id, entry } => unused(id, *entry, lang),
        What::FigureNotInText {
            figure,
            value,
            stated,
        } => not_in_text(figure, *value, stated, voice),
        What::PersonalData(trace, place) => personal(trace, place, lang),
        What::ExplainedWithInvalid { other, why } => bad_link(other, why, lang),
        What::UnknownAnswer(extra) => unknown_answer(extra, lang),
        What::Conflict(open) => conflict(open, voice),
        What::UnknownCode => {
            let code = &finding.code;
            say!(
                lang,
                "Bộ tiêu chí không có tiêu chí {code}: câu trả lời được giữ lại nhưng không tính điểm",
                "The criteria set has no criterion {code}: the answer is kept but does not count"
            )
        }
    }
}

fn unanswered(lacks: &[Lack], max: Decimal, voice: Voice) -> String {
    let (lacks, max) = (words::lacks(lacks, voice), voice.number(max));
    say!(
        voice.lang,
        "Chưa chấm ({max} điểm). Còn thiếu: {lacks}",
        "Unanswered ({max} points). Still missing: {lacks}"
    )
}

fn inconsistent(
    message: Option<&str>,
    (left, is, right): (&[Weighed], Comparison, &[Weighed]),
    voice: Voice,
) -> String {
    let numbers = words::disagreement(left, is, right, voice);
    let condition = || {
        let side = |terms| voice.sum(terms, words::Shown::Letters);
        let condition = format!("{} {} {}", side(left), is.sign(), side(right));
        say!(
            voice.lang,
            "Phải có {condition}",
            "It must hold that {condition}"
        )
    };
    let message = message.map_or_else(condition, str::to_owned);
    say!(
        voice.lang,
        "Số liệu chưa khớp: {numbers}. {message}",
        "The figures do not match: {numbers}. {message}"
    )
}

fn differs(declared: Decimal, computed: Decimal, voice: Voice) -> String {
    let (declared, computed) = (voice.number(declared), voice.number(computed));
    say!(
        voice.lang,
        "Điểm tự nhập {declared} khác điểm tính theo công thức {computed}: kiểm tra lại số liệu hoặc bỏ điểm tự nhập",
        "The declared score {declared} differs from the computed score {computed}: check the figures or clear the declared score"
    )
}

fn not_in_text(figure: &str, value: Decimal, stated: &[Decimal], voice: Voice) -> String {
    let (value, stated) = (voice.number(value), some(stated, voice));
    say!(
        voice.lang,
        "Giải trình ghi {stated}, không thấy {value} ({figure}): sửa giải trình hoặc số liệu",
        "The explanation says {stated} and nowhere {value} ({figure}): mend the explanation or the figure"
    )
}

fn no_score(why: &NoScore, voice: Voice) -> String {
    match why {
        NoScore::Denominator(below) => {
            let below = words::worked_out(below, voice);
            say!(
                voice.lang,
                "Không tính được điểm: mẫu số bằng 0 hoặc âm ({below}). Kiểm tra số liệu, hoặc chọn không đánh giá và ghi lý do",
                "No score can be computed: the denominator is zero or negative ({below}). Check the figures, or mark it as not assessed and give the reason"
            )
        }
        NoScore::NoBranch => voice
            .lang
            .pick(
                "Không tính được điểm: không trường hợp nào khớp với số liệu. Kiểm tra số liệu, hoặc tự nhập điểm và ghi lý do",
                "No score can be computed: no case fits the figures. Check the figures, or declare a score and give the reason",
            )
            .to_owned(),
    }
}

fn out_of_range(stray: &Stray, voice: Voice) -> String {
    let lang = voice.lang;
    match stray {
        Stray::Whole(figure, text) => say!(
            lang,
            "{figure} ghi “{text}”, phải là số nguyên từ 0 trở lên: nhập lại",
            "{figure} holds “{text}”, which must be a whole number from 0: enter it again"
        ),
        Stray::Number(figure, text) => say!(
            lang,
            "{figure} ghi “{text}”, không phải là số: nhập lại",
            "{figure} holds “{text}”, which is no number: enter it again"
        ),
        Stray::Score(text, max) => {
            let (text, max) = (stored(text, voice), voice.number(*max));
            say!(
                lang,
                "Điểm {text} ngoài khoảng 0 đến {max}, không được tính: nhập lại",
                "The score {text} lies outside 0 to {max} and does not count: enter it again"
            )
        }
        Stray::Declared(text, max) => {
            let (text, max) = (stored(text, voice), voice.number(*max));
            say!(
                lang,
                "Điểm tự nhập {text} ngoài khoảng 0 đến {max}, không được tính: nhập lại",
                "The declared score {text} lies outside 0 to {max} and does not count: enter it again"
            )
        }
        Stray::Level(id) => say!(
            lang,
            "Cách tính điểm không có mức “{id}”: chọn lại mức đạt",
            "The rule has no level “{id}”: choose a level again"
        ),
        Stray::Item(id) => say!(
            lang,
            "Cách tính điểm không có mục “{id}”: đánh dấu lại các mục đạt",
            "The rule has no item “{id}”: tick the items again"
        ),
    }
}

fn stored(text: &str, voice: Voice) -> String {
    crate::points::plain(text).map_or_else(|| format!("“{text}”"), |number| voice.number(number))
}

fn asked(because: Because, voice: Voice) -> String {
    match because {
        Because::Always => voice
            .lang
            .pick("bộ tiêu chí yêu cầu", "the set asks for it")
            .to_owned(),
        Because::NotFull(points, max) => {
            let (points, max) = (voice.number(points), voice.number(max));
            say!(
                voice.lang,
                "bắt buộc khi chưa đạt tối đa: {points}/{max}",
                "asked for below the maximum: {points}/{max}"
            )
        }
        Because::NoEvidence => voice
            .lang
            .pick(
                "bắt buộc khi không có tài liệu kiểm chứng",
                "asked for where there is no evidence",
            )
            .to_owned(),
    }
}

/// `Tụt hai bậc so với năm 2023 (Xuất sắc xuống Khá)`.
fn grade_fall(fall: &Fall, lang: Lang) -> String {
    let steps = words::few(fall.grades, lang);
    let below = lang.pick("dưới mức thấp nhất", "below the lowest");
    let to = fall.to.as_deref().unwrap_or(below);
    let (year, from) = (fall.year, &fall.from);
    say!(
        lang,
        "Tụt {steps} bậc so với năm {year} ({from} xuống {to}): xem lại số liệu, chuẩn bị giải trình",
        "Down {steps} grades from {year} ({from} to {to}): check the figures and be ready to explain"
    )
}

fn dangling_footnote(id: &str, known: &[String], lang: Lang) -> String {
    if known.is_empty() {
        return say!(
            lang,
            "Giải trình dẫn [^{id}], tiêu chí chưa có tài liệu nào: thêm tài liệu {id} hoặc bỏ dấu dẫn",
            "The explanation cites [^{id}], but the criterion has no document: add document {id} or drop the mark"
        );
    }
    let known = known.join(", ");
    say!(
        lang,
        "Giải trình dẫn [^{id}], không có tài liệu {id} (có: {known}): sửa dấu dẫn hoặc thêm tài liệu",
        "The explanation cites [^{id}], but there is no document {id} (there are: {known}): mend the mark or add the document"
    )
}

fn incomplete(id: &str, name: &str, lacks: &[Detail], lang: Lang) -> String {
    let name = if name.is_empty() {
        String::new()
    } else {
        format!(" ({name})")
    };
    let lacks: Vec<&str> = lacks
        .iter()
        .map(|detail| detail_word(*detail, lang))
        .collect();
    let lacks = lacks.join(", ");
    say!(
        lang,
        "Tài liệu {id}{name} thiếu {lacks}: bổ sung",
        "Document {id}{name} lacks {lacks}: add it"
    )
}

const fn detail_word(detail: Detail, lang: Lang) -> &'static str {
    match detail {
        Detail::Number => lang.pick("số, ký hiệu", "number and symbol"),
        Detail::Date => lang.pick("ngày ban hành", "date"),
        Detail::Issuer => lang.pick("cơ quan ban hành", "issuer"),
        Detail::Subject => lang.pick("trích yếu", "subject"),
    }
}

fn unused(id: &str, entry: Entry, lang: Lang) -> String {
    match entry {
        Entry::Document => say!(
            lang,
            "Tài liệu {id} chưa được dẫn: đặt [^{id}] vào giải trình để in thành chú thích",
            "Document {id} is not cited: put [^{id}] into the explanation to print it as a footnote"
        ),
        Entry::Footnote => say!(
            lang,
            "Chú thích {id} chưa được dẫn nên không được in: đặt [^{id}] vào giải trình, hoặc xóa",
            "Footnote {id} is not cited and will not be printed: put [^{id}] into the explanation, or delete it"
        ),
    }
}

/// The first few numbers.
fn some(numbers: &[Decimal], voice: Voice) -> String {
    let shown: Vec<String> = numbers
        .iter()
        .take(4)
        .map(|number| voice.number(*number))
        .collect();
    let more = if numbers.len() > shown.len() {
        ", .."
    } else {
        ""
    };
    shown.join(", ") + more
}

fn personal(trace: &Trace, place: &Place, lang: Lang) -> String {
    let kind = match trace.kind {
        Kind::Phone => lang.pick("số điện thoại", "a telephone number"),
        Kind::CitizenId => lang.pick("số căn cước", "a citizen's card number"),
        Kind::Mail => lang.pick("địa chỉ thư điện tử", "a mail address"),
        Kind::Name => lang.pick("tên người", "a person's name"),
    };
    let place = match place {
        Place::Explanation => lang.pick("Giải trình", "The explanation").to_owned(),
        Place::Reason => lang.pick("Lý do", "The reason").to_owned(),
        Place::Evidence(id) => say!(lang, "Tài liệu {id}", "Document {id}"),
    };
    let excerpt = &trace.excerpt;
    say!(
        lang,
        "{place} có {kind} (“{excerpt}”): nên bỏ hoặc viết tắt",
        "{place} holds {kind} (“{excerpt}”): better leave it out or abbreviate it"
    )
}

fn bad_link(other: &str, why: &BadLink, lang: Lang) -> String {
    let why = match why {
        BadLink::Unknown => say!(
            lang,
            "bộ tiêu chí không có tiêu chí {other}; chọn lại",
            "the set has no criterion {other}; choose again"
        ),
        BadLink::Itself => lang
            .pick(
                "không thể giải trình chung với chính nó; chọn lại",
                "a criterion cannot be explained with itself; choose again",
            )
            .to_owned(),
        BadLink::OtherSection => lang
            .pick(
                "khác lĩnh vực; chọn tiêu chí trong cùng lĩnh vực",
                "it stands in another section; choose one of the same section",
            )
            .to_owned(),
        BadLink::Chain(next) => say!(
            lang,
            "{other} lại giải trình chung với {next}; chọn tiêu chí có giải trình riêng",
            "{other} is itself explained with {next}; choose one with its own explanation"
        ),
        BadLink::NoText => say!(
            lang,
            "{other} chưa có giải trình; viết giải trình ở {other}",
            "{other} has no explanation; write it at {other}"
        ),
        BadLink::OwnText => lang
            .pick(
                "tiêu chí này vẫn có giải trình riêng; giữ một trong hai",
                "this criterion has an explanation of its own; keep one of the two",
            )
            .to_owned(),
    };
    say!(
        lang,
        "Giải trình chung với {other} không được: {why}",
        "Cannot be explained with {other}: {why}"
    )
}

/// Who wrote what. Entering the right value decides it: both stay in the file until then.
fn conflict(open: &Conflict, voice: Voice) -> String {
    let lang = voice.lang;
    let part = merge::part_words(&open.part, lang);
    let by_hand = lang.pick("sửa tệp bằng tay", "changed in the file by hand");
    let sides = open.sides.iter().map(|side| {
        let author = side.author.as_deref().unwrap_or(by_hand);
        let content = side.content.as_ref();
        let value = content.map_or_else(
            || lang.pick("trống", "empty").to_owned(),
            |content| merge::content_words(content, voice.mark),
        );
        format!("{author}: {value}")
    });
    let sides = sides.collect::<Vec<_>>().join(" | ");
    say!(
        lang,
        "Xung đột {part}, các bản đều còn giữ ({sides}): nhập lại giá trị đúng",
        "Conflict of the {part}, all are kept ({sides}): enter the right value"
    )
}

fn unknown_answer(extra: &Extra, lang: Lang) -> String {
    let (vi, en) = match extra {
        Extra::Figure(id) => (format!("số liệu “{id}”"), format!("the figure “{id}”")),
        Extra::Level(id) => (format!("mức “{id}”"), format!("the level “{id}”")),
        Extra::Ticks => ("các mục đánh dấu".to_owned(), "ticked items".to_owned()),
        Extra::Score => (
            "điểm nhập trực tiếp".to_owned(),
            "a score by hand".to_owned(),
        ),
    };
    say!(
        lang,
        "Tệp có {vi} mà tiêu chí không hỏi: được giữ lại nhưng không tính",
        "The file holds {en}, which the criterion does not ask for: kept, but it does not count"
    )
}

//! What differs between offices, line by line: the names, number and date, addressee, legal bases, recipients,
//! signature. Says what stands in each line and which edit sets it; knows no cursor and no drawing.

use crate::criteria::NodeBody;
use crate::lang::Lang;
use crate::points::DecimalMark;
use crate::report::Outline;
use crate::report::outline::Source;
use crate::say;
use crate::text;
use crate::workbook::Edit;
use crate::workbook::Workbook;
use crate::workbook::dates::{self, DateStyle};
use crate::workbook::edit::{ReportEdit, ReportLines, ReportText, UnitMember};
use crate::workbook::merge::Part;

/// A line of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeLine {
    /// A text of the unit.
    Unit(UnitMember),
    /// A text of the report that is one line.
    Text(ReportText),
    /// An entry of a list, from zero; one more than there are adds one.
    Entry(List, usize),
    /// The decimal mark.
    Mark,
    /// The heading of a section, by its code.
    Heading(String),
}

/// What is a list of lines on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// A list of the workbook.
    Lines(ReportLines),
    /// The addressees: a text, one to a line.
    Addressees,
    /// The closing: a text, one paragraph to an entry.
    Closing,
}

/// Why a line is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No date.
    Date,
    /// Neither a comma nor a point.
    Mark,
}

impl List {
    /// What the workbook has of it, entry by entry.
    fn entries(self, book: &Workbook) -> Vec<String> {
        let report = &book.report;
        let parted = |text: &str, by: &str| -> Vec<String> {
            let parts = text.split(by).map(text::clean_line);
            parts.filter(|part| !part.trim().is_empty()).collect()
        };
        match self {
            Self::Lines(ReportLines::Basis) => report.basis.clone(),
            Self::Lines(ReportLines::Recipients) => report.recipients.clone(),
            Self::Lines(ReportLines::Signature) => report.signature.clone(),
            Self::Addressees => parted(&report.recipient, "\n"),
            Self::Closing => parted(&report.closing, "\n\n"),
        }
    }

    fn edit(self, entries: Vec<String>) -> Edit {
        Edit::Report(match self {
            Self::Lines(which) => ReportEdit::Lines(which, entries),
            Self::Addressees => ReportEdit::Text(ReportText::Recipient, entries.join("\n")),
            Self::Closing => ReportEdit::Text(ReportText::Closing, entries.join("\n\n")),
        })
    }

    const fn part(self) -> Part {
        match self {
            Self::Lines(which) => Part::Lines(which),
            Self::Addressees => Part::Text(ReportText::Recipient),
            Self::Closing => Part::Text(ReportText::Closing),
        }
    }
}

/// Every line, in the order of the printed report; each list ends with a line that adds to it.
pub fn lines(book: &Workbook) -> Vec<OfficeLine> {
    use OfficeLine as L;
    let list = |list: List| (0..=list.entries(book).len()).map(move |at| L::Entry(list, at));
    let mut lines = vec![
        L::Unit(UnitMember::Parent),
        L::Unit(UnitMember::Name),
        L::Unit(UnitMember::Short),
        L::Unit(UnitMember::Place),
        L::Text(ReportText::Number),
        L::Text(ReportText::Date),
        L::Text(ReportText::Place),
    ];
    lines.extend(list(List::Addressees));
    lines.extend(list(List::Lines(ReportLines::Basis)));
    let sections = book.set.sections().map(|id| book.set.node(id));
    let groups = sections.filter(|node| matches!(node.body, NodeBody::Group(_)));
    lines.extend(groups.map(|node| L::Heading(node.code.clone())));
    lines.extend(list(List::Closing));
    lines.extend(list(List::Lines(ReportLines::Recipients)));
    lines.extend(list(List::Lines(ReportLines::Signature)));
    lines.extend([L::Text(ReportText::Signer), L::Mark]);
    lines
}

/// The line that a block of the report prints, by the part and its ordinal among the blocks of the part.
pub fn line_of(lines: &[OfficeLine], part: &Part, ordinal: usize) -> usize {
    let own = lines.iter().enumerate();
    let own = own.filter(|(_, line)| line.part() == *part);
    let places: Vec<usize> = own.map(|(place, _)| place).collect();
    // Several addressees stand below a line of their own.
    let several = *part == Part::Text(ReportText::Recipient) && places.len() > 2;
    let wanted = ordinal.saturating_sub(usize::from(several));
    let place = places.get(wanted).or(places.last());
    place.copied().unwrap_or(0)
}

impl OfficeLine {
    /// The part of the workbook that it belongs to.
    pub fn part(&self) -> Part {
        match self {
            Self::Unit(member) => Part::Unit(*member),
            Self::Text(which) => Part::Text(*which),
            Self::Entry(list, _) => list.part(),
            Self::Mark => Part::Mark,
            Self::Heading(code) => Part::Heading(code.clone()),
        }
    }

    /// What stands in it, as it is edited.
    pub fn shown(&self, book: &Workbook) -> String {
        let (unit, report) = (&book.unit, &book.report);
        match self {
            Self::Unit(UnitMember::Name) => unit.name.clone(),
            Self::Unit(UnitMember::Short) => unit.short.clone(),
            Self::Unit(UnitMember::Parent) => unit.parent.clone(),
            Self::Unit(UnitMember::Place) => unit.place.clone(),
            Self::Text(ReportText::Number) => report.number.clone(),
            Self::Text(ReportText::Date) => dates::print_date(&report.date, DateStyle::Short),
            Self::Text(ReportText::Place) => report.place.clone(),
            Self::Text(ReportText::Recipient) => report.recipient.clone(),
            Self::Text(ReportText::Signer) => report.signer.clone(),
            Self::Text(ReportText::Closing) => report.closing.clone(),
            Self::Entry(list, at) => list.entries(book).into_iter().nth(*at).unwrap_or_default(),
            Self::Mark => match report.decimal_mark {
                DecimalMark::Comma => ",".to_owned(),
                DecimalMark::Point => ".".to_owned(),
            },
            Self::Heading(code) => report.headings.get(code).cloned().unwrap_or_default(),
        }
    }

    /// The edit that sets it to what was typed.
    pub fn edit(&self, book: &Workbook, typed: &str) -> Result<Edit, Refusal> {
        let typed = typed.trim().to_owned();
        Ok(match self {
            Self::Unit(member) => Edit::Unit {
                member: *member,
                text: typed,
            },
            Self::Text(ReportText::Date) => {
                let date = if typed.is_empty() {
                    typed
                } else {
                    dates::typed_date(&typed).ok_or(Refusal::Date)?
                };
                Edit::Report(ReportEdit::Text(ReportText::Date, date))
            }
            Self::Text(which) => Edit::Report(ReportEdit::Text(*which, typed)),
            Self::Entry(list, at) => {
                let mut entries = list.entries(book);
                match (entries.get_mut(*at), typed.is_empty()) {
                    (Some(_), true) => drop(entries.remove(*at)),
                    (Some(entry), false) => *entry = typed,
                    (None, true) => {}
                    (None, false) => entries.push(typed),
                }
                list.edit(entries)
            }
            Self::Mark => {
                let mark = match text::fold(&typed).as_str() {
                    "," | "phay" | "comma" => DecimalMark::Comma,
                    "." | "cham" | "point" => DecimalMark::Point,
                    _ => return Err(Refusal::Mark),
                };
                Edit::Report(ReportEdit::Mark(mark))
            }
            Self::Heading(code) => {
                let heading = (!typed.is_empty()).then_some(typed);
                Edit::Report(ReportEdit::Heading(code.clone(), heading))
            }
        })
    }

    /// A few words before the line.
    pub fn label(&self, lang: Lang) -> String {
        match self {
            Self::Unit(UnitMember::Parent) => lang.pick("Cấp trên", "Superior").to_owned(),
            Self::Unit(UnitMember::Name) => lang.pick("Tên đơn vị", "Unit").to_owned(),
            Self::Unit(UnitMember::Short) => lang.pick("Tên gọi tắt", "Short name").to_owned(),
            Self::Unit(UnitMember::Place) => lang.pick("Địa danh", "Place").to_owned(),
            Self::Text(ReportText::Number) => lang.pick("Số, ký hiệu", "Number").to_owned(),
            Self::Text(ReportText::Date) => lang.pick("Ngày", "Date").to_owned(),
            Self::Text(ReportText::Place) => lang.pick("Nơi ban hành", "Signed at").to_owned(),
            Self::Text(ReportText::Signer) => lang.pick("Người ký", "Signer").to_owned(),
            Self::Mark => lang.pick("Dấu thập phân", "Decimal mark").to_owned(),
            Self::Heading(code) => say!(lang, "Đề mục {code}", "Heading {code}"),
            Self::Text(ReportText::Recipient) => List::Addressees.label(0, lang),
            Self::Text(ReportText::Closing) => List::Closing.label(0, lang),
            Self::Entry(list, at) => list.label(*at, lang),
        }
    }

    /// What may be typed, where that is not plain.
    pub const fn hint(&self, lang: Lang) -> Option<&'static str> {
        Some(match self {
            Self::Text(ReportText::Number) => lang.pick(
                "chỉ gõ số cũng được: 7 in thành 07/BC-UBND",
                "the number alone will do: 7 prints 07/BC-UBND",
            ),
            Self::Text(ReportText::Date) => lang.pick(
                "8/2/23, 080223, 08/02/2023 đều được",
                "8/2/23, 080223, 08/02/2023 all will do",
            ),
            Self::Text(ReportText::Place) => lang.pick(
                "để trống: như địa danh của đơn vị",
                "empty: the unit's place",
            ),
            Self::Mark => lang.pick("gõ , hoặc .", "type , or ."),
            Self::Entry(..) => lang.pick(
                "mỗi dòng một mục; Del: bỏ mục",
                "one entry to a line; Del removes it",
            ),
            Self::Heading(_) => lang.pick(
                "để trống: Về và tên lĩnh vực",
                "empty: the section's own title",
            ),
            Self::Unit(_) | Self::Text(_) => return None,
        })
    }

    /// What the report prints for it, also when it is empty.
    pub fn printed(&self, outline: &Outline) -> String {
        let part = match self.part() {
            Part::Unit(UnitMember::Place) | Part::Text(ReportText::Place) => {
                Part::Text(ReportText::Date)
            }
            part => part,
        };
        let source = match part {
            Part::Unit(UnitMember::Short) | Part::Mark => Source::Total,
            part => Source::Part(part),
        };
        let own = outline.blocks().filter(|block| block.source == source);
        let texts: Vec<String> = own.map(|block| text::clean_line(&block.text())).collect();
        let mut texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
        texts.retain(|text| !text.is_empty());
        texts.join(" / ")
    }
}

impl List {
    fn label(self, at: usize, lang: Lang) -> String {
        let name = match self {
            Self::Lines(ReportLines::Basis) => lang.pick("Căn cứ", "Basis"),
            Self::Lines(ReportLines::Recipients) => lang.pick("Nơi nhận", "Copies to"),
            Self::Lines(ReportLines::Signature) => lang.pick("Chức danh", "Signature"),
            Self::Addressees => lang.pick("Kính gửi", "Addressee"),
            Self::Closing => lang.pick("Đoạn kết", "Closing"),
        };
        if at == 0 {
            name.to_owned()
        } else {
            format!("{name} {}", at + 1)
        }
    }
}

/// What is wrong with what was typed.
pub fn refusal_words(refusal: Refusal, typed: &str, lang: Lang) -> String {
    match refusal {
        Refusal::Date => say!(
            lang,
            "Không đọc được ngày \"{typed}\": gõ 8/2/2023 hoặc 080223.",
            "\"{typed}\" is no date: type 8/2/2023 or 080223."
        ),
        Refusal::Mark => say!(
            lang,
            "Dấu thập phân là , hoặc . (không phải \"{typed}\").",
            "The decimal mark is , or . (not \"{typed}\")."
        ),
    }
}

//! The seal: a workbook is frozen when it is handed in, and who froze it, who opened it again, when and why stays on
//! record. Knows what a seal says and what stays open under it; how a workbook becomes a digest is the store's
//! business, and no clock is read here.
//!
//! Frozen are the unit, the year, the set, the answers and the texts of the report. Number, date and signer of the
//! report stay open: the records office gives them after the signature. So does whatever later rounds add.

use std::fmt;

use crate::lang::Lang;
use crate::say;
use crate::workbook::check::{self, Finding, Severity};
use crate::workbook::edit::ReportText;
use crate::workbook::merge::Part;
use crate::workbook::{Workbook, dates};

/// What tells one frozen state of a workbook from any other: SHA-256 of its canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

/// Digits of the short form.
const SHORT_DIGITS: usize = 16;
/// Digits of the whole.
const WHOLE_DIGITS: usize = 64;
/// Digits that stand together, so that two people can compare them aloud.
const GROUP: usize = 4;

impl Digest {
    /// Of its bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads the 64 hexadecimal digits, in groups or not; none when it is anything else.
    pub fn read(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let digits = digits.filter(|digits| digits.len() == WHOLE_DIGITS)?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = pair.iter().fold(0, |byte, digit| (byte << 4) | digit);
        }
        Some(Self(bytes))
    }

    /// The 64 hexadecimal digits without gaps, as files hold them.
    pub fn hex(&self) -> String {
        use fmt::Write;
        self.0.iter().fold(String::new(), |mut hex, byte| {
            // Writing into a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The first 16 digits in groups: what people compare at a glance.
    pub fn short(&self) -> String {
        let hex = self.hex();
        grouped(hex.get(..SHORT_DIGITS).unwrap_or(&hex))
    }

    /// Whether hexadecimal digits, at least those of the short form, are the beginning of it.
    pub fn begins_with(&self, digits: &str) -> bool {
        digits.len() >= SHORT_DIGITS && self.hex().starts_with(&digits.to_lowercase())
    }
}

/// The whole in groups.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(&self.hex()))
    }
}

fn grouped(hex: &str) -> String {
    let digits: Vec<char> = hex.chars().collect();
    let groups = digits.chunks(GROUP).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join(" ")
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The workbook was frozen.
    Sealed,
    /// It was opened again, for this reason.
    Reopened(String),
}

/// A workbook was sealed, or opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealEvent {
    /// Which of the two.
    pub act: Act,
    /// Who did it.
    pub by: String,
    /// When, RFC 3339 with offset.
    pub at: String,
    /// The digest of what stood in the workbook then.
    pub digest: Digest,
}

/// Every seal that a workbook ever had, the oldest first. The list only grows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seals {
    events: Vec<SealEvent>,
    /// Whether what stands in the workbook is not what the last seal froze.
    is_broken: bool,
}

impl Seals {
    /// As they were recorded.
    pub const fn new(events: Vec<SealEvent>) -> Self {
        Self {
            events,
            is_broken: false,
        }
    }

    /// Every event, the oldest first.
    pub fn events(&self) -> &[SealEvent] {
        &self.events
    }

    /// The seal that holds now; none when the workbook is open. A broken one holds too: nothing may be changed, and
    /// nothing is proved.
    pub fn standing(&self) -> Option<&SealEvent> {
        self.events.last().filter(|event| event.act == Act::Sealed)
    }

    /// The standing seal of a workbook that was changed under it, past this program.
    pub fn broken(&self) -> Option<&SealEvent> {
        self.standing().filter(|_| self.is_broken)
    }

    /// Holds what stands in the workbook against the standing seal.
    pub fn hold_against(&mut self, now: Digest) {
        self.is_broken = self.standing().is_some_and(|event| event.digest != now);
    }

    /// Records what was done.
    pub fn push(&mut self, event: SealEvent) {
        self.events.push(event);
        self.is_broken = false;
    }
}

/// What a sealed workbook's report says of its seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealStamp {
    /// The digest.
    pub digest: Digest,
    /// When it was sealed, as printed: `30/11/2023 15:02`, in the time zone of whoever sealed it, so that a report
    /// printed elsewhere says the same.
    pub at: String,
}

/// What the report says of the seal; none for an open workbook, and for one that is not what was sealed.
pub fn stamp(book: &Workbook) -> Option<SealStamp> {
    let standing = book.seals.standing();
    let whole = standing.filter(|_| book.seals.broken().is_none());
    whole.map(|event| SealStamp {
        digest: event.digest,
        at: printed_time(&event.at),
    })
}

/// Whether a part may change under a seal.
pub const fn stays_open(part: &Part) -> bool {
    matches!(
        part,
        Part::Text(ReportText::Number | ReportText::Date | ReportText::Signer)
    )
}

/// Why a workbook cannot be sealed or opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealRefusal {
    /// It is sealed already.
    Already(Box<SealEvent>),
    /// It has findings that must be mended first; never empty.
    Errors(Vec<Finding>),
    /// It is open, so there is nothing to open again.
    NotSealed,
    /// Opening it again needs a reason.
    NoReason,
}

/// Whether a workbook may be sealed now.
pub fn may_seal(book: &Workbook) -> Result<(), SealRefusal> {
    if let Some(event) = book.seals.standing() {
        return Err(SealRefusal::Already(Box::new(event.clone())));
    }
    let mut findings = check::findings(book);
    findings.retain(|finding| finding.severity() == Severity::Error);
    if findings.is_empty() {
        Ok(())
    } else {
        Err(SealRefusal::Errors(findings))
    }
}

/// Whether a workbook may be opened again for a reason.
pub fn may_reopen(book: &Workbook, reason: &str) -> Result<(), SealRefusal> {
    if book.seals.standing().is_none() {
        return Err(SealRefusal::NotSealed);
    }
    if reason.trim().is_empty() {
        return Err(SealRefusal::NoReason);
    }
    Ok(())
}

/// `Đã chốt 30/11/2023 15:02 (cb1). Sửa tiếp: rút lại, ghi lý do`; `at` is the time as it is to be shown.
pub fn sealed_words(by: &str, at: &str, lang: Lang) -> String {
    say!(
        lang,
        "Đã chốt {at} ({by}). Sửa tiếp: rút lại, ghi lý do",
        "Sealed {at} ({by}). To go on: reopen it and give the reason"
    )
}

/// What is said of a workbook that was changed under its seal; `at` is the time as it is to be shown.
pub fn broken_words(at: &str, lang: Lang) -> String {
    say!(
        lang,
        "nội dung đã khác bản chốt lúc {at}: mã xác nhận không còn giá trị",
        "it is no longer what was sealed at {at}: the digest proves nothing"
    )
}

/// A stored time as it was for whoever stored it: `2023-11-30T15:02:00+07:00` is `30/11/2023 15:02`. What is no such
/// time is left as it is.
pub fn printed_time(stored: &str) -> String {
    let (Some(date), Some(time)) = (stored.get(..10), stored.get(11..16)) else {
        return stored.to_owned();
    };
    if !dates::is_iso_date(date) {
        return stored.to_owned();
    }
    let parts: Vec<&str> = date.rsplit('-').collect();
    format!("{} {time}", parts.join("/"))
}

/// Why a workbook was not sealed or opened again, without the file's name.
pub fn refusal_words(refusal: &SealRefusal, lang: Lang) -> String {
    match refusal {
        SealRefusal::Already(event) => sealed_words(&event.by, &printed_time(&event.at), lang),
        SealRefusal::Errors(findings) => {
            let count = findings.len();
            say!(
                lang,
                "còn {count} điểm phải sửa, chưa chốt được; hãy sửa rồi chốt lại",
                "{count} errors keep it from being sealed; mend them and seal again"
            )
        }
        SealRefusal::NotSealed => lang
            .pick(
                "sổ chưa chốt, không có gì để rút lại",
                "the workbook is not sealed, there is nothing to reopen",
            )
            .to_owned(),
        SealRefusal::NoReason => lang
            .pick(
                "rút lại cần lý do; hãy ghi lý do",
                "reopening needs a reason; give one",
            )
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest() -> Digest {
        let mut bytes = [0; 32];
        for (byte, value) in bytes.iter_mut().zip(0xa0..) {
            *byte = value;
        }
        Digest::new(bytes)
    }

    #[test]
    fn a_digest_is_shown_in_groups_and_read_with_and_without_them() {
        let whole = digest().to_string();
        assert_eq!(digest().short(), "a0a1 a2a3 a4a5 a6a7");
        assert!(whole.starts_with("a0a1 a2a3 a4a5 a6a7 a8a9 "), "{whole}");
        assert_eq!(whole.len(), 79, "it fits into a line");
        assert_eq!(Digest::read(&whole), Some(digest()));
        assert_eq!(Digest::read(&digest().hex().to_uppercase()), Some(digest()));
        for bad in ["", "a0a1", &whole.replace('a', "g"), &format!("{whole} 00")] {
            assert_eq!(Digest::read(bad), None, "{bad}");
        }
        assert!(digest().begins_with("A0A1a2a3a4a5a6a7"));
        assert!(!digest().begins_with("a0a1a2a3a4a5a6a8"));
        assert!(!digest().begins_with("a0a1"), "too short to prove anything");
    }

    #[test]
    fn the_last_event_says_whether_a_seal_holds() {
        let event = |act| SealEvent {
            act,
            by: "cb1".to_owned(),
            at: "2023-11-30T15:02:00+07:00".to_owned(),
            digest: digest(),
        };
        let mut seals = Seals::default();
        assert_eq!(seals.standing(), None);
        seals.push(event(Act::Sealed));
        assert!(seals.standing().is_some());
        seals.push(event(Act::Reopened("sai số".to_owned())));
        assert_eq!(seals.standing(), None);
        seals.push(event(Act::Sealed));
        assert!(seals.standing().is_some());
    }

    #[test]
    fn only_what_the_records_office_adds_stays_open() {
        use ReportText::{Closing, Date, Number, Place, Recipient, Signer};
        for open in [Number, Date, Signer] {
            assert!(stays_open(&Part::Text(open)), "{open:?}");
        }
        for frozen in [Closing, Place, Recipient] {
            assert!(!stays_open(&Part::Text(frozen)), "{frozen:?}");
        }
        assert!(!stays_open(&Part::Mark));
        assert!(!stays_open(&Part::Entered("1.1".to_owned())));
    }

    #[test]
    fn a_time_is_printed_as_it_was_where_it_was_stored() {
        assert_eq!(
            printed_time("2023-11-30T15:02:07+07:00"),
            "30/11/2023 15:02"
        );
        assert_eq!(printed_time("hôm qua"), "hôm qua");
        assert_eq!(
            sealed_words("cb1", "30/11/2023 15:02", Lang::Vi),
            "Đã chốt 30/11/2023 15:02 (cb1). Sửa tiếp: rút lại, ghi lý do"
        );
    }
}

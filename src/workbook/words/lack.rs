//! What is still to be answered, in words. Owned, so that a finding can carry it away from the workbook.

use crate::criteria::Criterion;
use crate::points::Decimal;
use crate::say;
use crate::workbook::words::sums::Voice;
use crate::workbook::working::Missing;

/// Something that a rule needs and that is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A figure, as it is spoken of: `b Hồ sơ trễ hạn`.
    Figure(String),
    /// A level.
    Level,
    /// The ticks of a checklist.
    Items,
    /// A score, from 0 to this.
    Score(Decimal),
}

impl Lack {
    /// What a criterion lacks, in the order of the rule.
    pub(crate) fn of(criterion: &Criterion, missing: &[Missing<'_>]) -> Vec<Self> {
        missing
            .iter()
            .map(|missing| match missing {
                Missing::Figure(id) => Self::Figure(spoken(criterion, id)),
                Missing::Level => Self::Level,
                Missing::Items => Self::Items,
                Missing::Score => Self::Score(criterion.max),
            })
            .collect()
    }

    fn words(&self, voice: Voice) -> String {
        match self {
            Self::Figure(figure) => figure.clone(),
            Self::Level => voice.lang.pick("chọn mức đạt", "choose a level").to_owned(),
            Self::Items => voice
                .lang
                .pick(
                    "đánh dấu các mục đạt, hoặc xác nhận không mục nào đạt",
                    "tick the items met, or confirm that none is",
                )
                .to_owned(),
            Self::Score(max) => {
                let max = voice.number(*max);
                say!(voice.lang, "điểm (0 đến {max})", "the score (0 to {max})")
            }
        }
    }
}

/// All that is missing, parted by commas.
pub(crate) fn lacks(lacks: &[Lack], voice: Voice) -> String {
    let parts: Vec<String> = lacks.iter().map(|lack| lack.words(voice)).collect();
    parts.join(", ")
}

/// A figure as it is spoken of: its letter and label, `b Hồ sơ trễ hạn`.
pub(crate) fn spoken(criterion: &Criterion, id: &str) -> String {
    let label = criterion
        .figure(id)
        .map_or(id, |figure| figure.label.as_str());
    criterion
        .letter(id)
        .map_or_else(|| label.to_owned(), |letter| format!("{letter} {label}"))
}

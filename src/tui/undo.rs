//! The way back: steps as a person counts them (a field, a word, a paste). A step of typing keeps only what
//! changed in the text, so that a day of writing stays small.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::tui::sheet::{Change, Direction};
use crate::workbook::patch::TextPatch as Difference;
use crate::workbook::{Edit, Review, Workbook, apply};

/// Steps kept; the oldest is forgotten beyond this.
const MOST_STEPS: usize = 2_000;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Edits that were made, each with the one that leads back, in the order to be taken back.
    Edits(Vec<Reversal>),
    /// A change inside a text.
    Text {
        /// An edit of the text's place; its content is not used.
        place: Edit,
        /// What changed.
        patch: TextPatch,
        /// The run of typing it belongs to.
        run: Run,
    },
}

/// Where in the typing of a text a change belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The word, paste or stretch of deleting.
    pub number: u64,
    /// The stay in the editor, by the number of its first run.
    pub visit: u64,
}

/// An edit that was made and the way back from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// What was made, and must still stand there.
    pub made: Edit,
    /// What takes it back.
    pub back: Edit,
}

impl From<&Change> for Reversal {
    fn from(change: &Change) -> Self {
        Self {
            made: change.edit.clone(),
            back: change.before.clone(),
        }
    }
}

/// The difference of two texts, which only leads back from the very text that it made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPatch {
    /// What changed, and where.
    pub difference: Difference,
    /// Fingerprints of the whole text before and after: a text that somebody else changed is told by it.
    whole: (u64, u64),
}

fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl TextPatch {
    /// The difference of two texts.
    pub fn between(before: &str, after: &str) -> Self {
        Self {
            difference: Difference::between(before, after),
            whole: (fingerprint(before), fingerprint(after)),
        }
    }

    /// Where a place in the text before the change lies after it.
    pub fn moved(&self, at: usize) -> usize {
        self.difference.moved(at)
    }

    /// The difference the other way round.
    pub fn reversed(self) -> Self {
        Self {
            difference: self.difference.reversed(),
            whole: (self.whole.1, self.whole.0),
        }
    }

    /// The text before the change, when the text is still what the change made.
    fn unapply(&self, text: &str) -> Option<String> {
        if fingerprint(text) != self.whole.1 {
            return None;
        }
        self.difference.unapply(text)
    }

    /// This difference followed by another, as one, when they touch.
    fn joined(&self, next: &Self) -> Option<Self> {
        Some(Self {
            difference: self.difference.joined(&next.difference)?,
            whole: (self.whole.0, next.whole.1),
        })
    }
}

impl Step {
    /// The edits to be made now; `None` when what the step made no longer stands there.
    pub fn edits(&self, book: &mut Workbook) -> Option<Vec<Edit>> {
        match self {
            Self::Edits(reversals) => reversals
                .iter()
                .all(|reversal| stands(book, &reversal.made))
                .then(|| {
                    reversals
                        .iter()
                        .map(|reversal| reversal.back.clone())
                        .collect()
                }),
            Self::Text { place, patch, .. } => {
                let text = patch.unapply(current_text(place, book))?;
                Some(vec![with_text(place, text)])
            }
        }
    }

    /// Where in a text it lies.
    pub fn text_at(&self) -> Option<usize> {
        match self {
            Self::Edits(_) => None,
            Self::Text { patch, .. } => Some(patch.difference.at + patch.difference.removed.len()),
        }
    }

    /// An edit that names what the step is about.
    pub fn first_edit(&self) -> Edit {
        match self {
            Self::Text { place, .. } => place.clone(),
            Self::Edits(reversals) => reversals.first().map_or_else(
                || Edit::Justification {
                    code: String::new(),
                    text: String::new(),
                    review: Review::Settled,
                },
                |reversal| reversal.made.clone(),
            ),
        }
    }
}

/// Whether what an edit made is still there: making it again changes nothing. The workbook is left as it was.
fn stands(book: &mut Workbook, made: &Edit) -> bool {
    let Some(code) = made.code().map(str::to_owned) else {
        return true;
    };
    let before = book.answer(&code).clone();
    let Ok(inverse) = apply(book, made.clone()) else {
        return false;
    };
    let same = *book.answer(&code) == before;
    // The inverse of an edit that was just made is always allowed.
    let _ = apply(book, inverse);
    same
}

fn current_text<'a>(place: &Edit, book: &'a Workbook) -> &'a str {
    let answer = book.answer(place.code().unwrap_or_default());
    if matches!(place, Edit::NotAssessed { .. }) {
        answer.not_assessed.as_deref().unwrap_or_default()
    } else {
        &answer.justification
    }
}

fn with_text(place: &Edit, text: String) -> Edit {
    let code = place.code().unwrap_or_default().to_owned();
    if matches!(place, Edit::NotAssessed { .. }) {
        Edit::NotAssessed {
            code,
            reason: (!text.is_empty()).then_some(text),
        }
    } else {
        Edit::Justification {
            code,
            text,
            review: Review::Settled,
        }
    }
}

/// The steps taken and those taken back.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Remembers a step; what was taken back before is forgotten.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > MOST_STEPS {
            self.done.remove(0);
        }
    }

    /// Remembers a change of a text, joined to the last one of the same run.
    pub fn push_text(&mut self, place: &Edit, patch: TextPatch, run: Run) {
        let place = with_text(place, String::new());
        if let Some(Step::Text {
            place: last,
            patch: before,
            run: last_run,
        }) = self.done.last_mut()
            && *last_run == run
            && last.same_place(&place)
            && let Some(joined) = before.joined(&patch)
        {
            self.undone.clear();
            *before = joined;
            return;
        }
        self.push(Step::Text { place, patch, run });
    }

    /// Whether there is a step to be taken back.
    pub const fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Remembers the way forth from something taken back that no step here had made.
    pub fn push_undone(&mut self, step: Step) {
        self.undone.push(step);
    }

    /// The step to be taken back.
    pub fn take_undo(&mut self) -> Option<Step> {
        self.done.pop()
    }

    /// The step to be made again.
    pub fn take_redo(&mut self) -> Option<Step> {
        self.undone.pop()
    }

    /// The place of the last step, when it was a change of a text.
    pub fn last_text(&self) -> Option<&Edit> {
        text_place(self.done.last()?)
    }

    /// The place of the step last taken back, when it was a change of a text.
    pub fn next_redo_text(&self) -> Option<&Edit> {
        text_place(self.undone.last()?)
    }

    /// The visit of the last step, when it was a change of a text.
    pub fn last_visit(&self) -> Option<u64> {
        visit(self.done.last()?)
    }

    /// The visit of the step last taken back, when it was a change of a text.
    pub fn next_redo_visit(&self) -> Option<u64> {
        visit(self.undone.last()?)
    }

    /// After a step went one way, remembers the way back from there.
    pub fn turn(&mut self, step: Step, changes: &[Change], direction: Direction) {
        let turned = match step {
            Step::Text { place, patch, run } => Step::Text {
                place,
                patch: patch.reversed(),
                run,
            },
            Step::Edits(_) => Step::Edits(changes.iter().rev().map(Reversal::from).collect()),
        };
        match direction {
            Direction::Undo => self.undone.push(turned),
            Direction::Redo => self.done.push(turned),
        }
    }
}

const fn visit(step: &Step) -> Option<u64> {
    match step {
        Step::Text { run, .. } => Some(run.visit),
        Step::Edits(_) => None,
    }
}

const fn text_place(step: &Step) -> Option<&Edit> {
    match step {
        Step::Text { place, .. } => Some(place),
        Step::Edits(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_difference_keeps_only_what_changed() {
        let patch = TextPatch::between("giải quyết 640 hồ sơ", "giải quyết 642 hồ sơ");
        assert_eq!(
            (
                patch.difference.removed.as_str(),
                patch.difference.inserted.as_str()
            ),
            ("0", "2")
        );
    }

    proptest! {
        #[test]
        fn a_difference_leads_back(before in "[aăâđ ]{0,12}", after in "[aăâđ ]{0,12}") {
            let patch = TextPatch::between(&before, &after);
            prop_assert_eq!(patch.unapply(&after), Some(before.clone()));
            prop_assert_eq!(patch.reversed().unapply(&before), Some(after));
        }

        #[test]
        fn joined_differences_lead_back_to_the_first(one in "[abđ]{0,6}", two in "[abđ]{0,6}", three in "[abđ]{0,6}") {
            let (first, second) = (TextPatch::between(&one, &two), TextPatch::between(&two, &three));
            if let Some(joined) = first.joined(&second) {
                prop_assert_eq!(joined.unapply(&three), Some(one));
            }
        }
    }
}

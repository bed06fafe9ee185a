//! The way back: steps as a person counts them (a field, a word, a paste). A step of typing keeps only what
//! changed in the text, so that a day of writing stays small.

use crate::tui::sheet::{Change, Direction};
pub use crate::workbook::patch::TextPatch;
use crate::workbook::{Edit, Workbook};

/// Steps kept; the oldest is forgotten beyond this.
const MOST_STEPS: usize = 2_000;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Edits that lead back, in the order to be made.
    Edits(Vec<Edit>),
    /// A change inside a text.
    Text {
        /// An edit of the text's place; its content is not used.
        place: Edit,
        /// What changed.
        patch: TextPatch,
        /// The run of typing it belongs to.
        run: u64,
    },
}

impl Step {
    /// The edits to be made now; `None` when a text is no longer what the step made of it.
    pub fn edits(&self, book: &Workbook) -> Option<Vec<Edit>> {
        match self {
            Self::Edits(edits) => Some(edits.clone()),
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
            Self::Text { patch, .. } => Some(patch.at + patch.removed.len()),
        }
    }

    /// An edit that names what the step is about.
    pub fn first_edit(&self) -> Edit {
        match self {
            Self::Text { place, .. } => place.clone(),
            Self::Edits(edits) => edits
                .first()
                .cloned()
                .unwrap_or_else(|| Edit::Justification {
                    code: String::new(),
                    text: String::new(),
                }),
        }
    }
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
            reason: Some(text),
        }
    } else {
        Edit::Justification { code, text }
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
    pub fn push_text(&mut self, place: &Edit, patch: TextPatch, run: u64) {
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

    /// After a step went one way, remembers the way back from there.
    pub fn turn(&mut self, step: Step, changes: &[Change], direction: Direction) {
        let turned = match step {
            Step::Text { place, patch, run } => Step::Text {
                place,
                patch: patch.reversed(),
                run,
            },
            Step::Edits(_) => Step::Edits(
                changes
                    .iter()
                    .rev()
                    .map(|change| change.before.clone())
                    .collect(),
            ),
        };
        match direction {
            Direction::Undo => self.undone.push(turned),
            Direction::Redo => self.done.push(turned),
        }
    }
}

const fn text_place(step: &Step) -> Option<&Edit> {
    match step {
        Step::Text { place, .. } => Some(place),
        Step::Edits(_) => None,
    }
}

//! What the saving thread does beside saving: keeps drafts, says where this session is, and looks who else is there.
//! Whatever of it fails costs nothing that is in the workbook.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::store::draft::{Claims, Drafts, Typed};
use crate::store::presence::{Presence, Present};
use crate::workbook::Edit;

/// How long keys are gathered before the draft is written.
const GATHER: Duration = Duration::from_millis(250);
/// How long the first key waits at most; with the writing itself it is on disk within a second.
const LATEST: Duration = Duration::from_millis(700);

/// Where an officer is, and what is typed there and not committed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// The criterion; empty when there is none.
    pub code: String,
    /// What is typed in an open field.
    pub typed: Option<Typed>,
}

/// What one session has beside a workbook.
#[derive(Debug, Default)]
pub struct Margin {
    drafts: Option<Drafts>,
    presence: Option<Presence>,
    claims: Claims,
    aside: Aside,
    due: Option<(Instant, Instant)>,
    /// Edits that are not on disk, of each place the last.
    unsaved: Vec<Edit>,
    /// Edits that came after the workbook was sealed: kept until somebody answers for them.
    refused: Vec<Edit>,
    failing: bool,
}

impl Margin {
    /// A session that is seen and keeps drafts. `claims` are the drafts it offers; `state` is where its own go when
    /// nothing can be written beside the workbook.
    pub fn open(workbook: &Path, author: &str, state: Option<&Path>, claims: Claims) -> Self {
        Self {
            drafts: Some(Drafts::new(workbook, author, state)),
            presence: Presence::join(workbook, author).ok(),
            claims,
            ..Self::default()
        }
    }

    /// Takes in where the officer is now; it is written after a moment.
    pub(super) fn take(&mut self, aside: Aside) {
        self.aside = aside;
        self.touch();
    }

    /// There is something to be written after a moment.
    fn touch(&mut self) {
        let now = Instant::now();
        let latest = self.due.map_or(now + LATEST, |(_, latest)| latest);
        self.due = Some((latest.min(now + GATHER), latest));
    }

    /// When something is to be written.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due.map(|(at, _)| at)
    }

    /// Writes what is due.
    pub(super) fn write(&mut self) {
        self.due = None;
        if let Some(presence) = &mut self.presence {
            presence.move_to(&self.aside.code);
        }
        // Where no draft can be kept, it is still on the screen.
        if let Some(drafts) = &mut self.drafts {
            let _ = drafts.typed(self.aside.typed.clone());
        }
        if self.failing {
            self.write_unsaved();
        }
    }

    /// Notes an edit that is to be saved.
    pub(super) fn made(&mut self, edit: &Edit) {
        self.unsaved.retain(|other| !other.same_place(edit));
        self.unsaved.push(edit.clone());
        if self.failing {
            self.touch();
        }
    }

    /// Saving failed: what is not on disk is kept as a draft until it is.
    pub(super) fn failed(&mut self) {
        self.failing = true;
        self.write_unsaved();
    }

    /// Everything is on disk but what a seal refused.
    pub(super) fn saved_except(&mut self, refused: Vec<Edit>) {
        self.refused.extend(refused);
        self.unsaved.clear();
        self.failing = false;
        self.write_unsaved();
    }

    fn write_unsaved(&mut self) {
        if let Some(drafts) = &mut self.drafts {
            let edits = self.refused.iter().chain(&self.unsaved).cloned();
            let _ = drafts.unsaved(&edits.collect::<Vec<_>>());
        }
    }

    /// The folder in which the draft lies, when there is one.
    pub(super) fn draft_folder(&self) -> Option<PathBuf> {
        self.drafts.as_ref()?.folder()
    }

    /// The drafts that were offered are answered, and what was taken back is kept by this session.
    pub(super) fn forget_claims(&mut self) {
        self.claims.forget();
        self.refused.clear();
        self.write_unsaved();
    }

    /// The others at the workbook, when they changed.
    pub(super) fn look(&mut self) -> Option<Vec<Present>> {
        self.presence.as_mut()?.look()
    }
}

//! What is not finished or could not be saved, kept for the next start: a small file of each session beside the
//! workbook, or in the officer's own state folder when nothing can be written there. The file is the truth: a draft
//! is only offered, and whoever works here decides.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rustix::fs::{Mode, OFlags};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::points::Stored;
use crate::store::beside::{self, UNFINISHED};
use crate::store::side::{self, Side};
use crate::store::{field, history};
use crate::text;
use crate::workbook::seal::Seals;
use crate::workbook::{Edit, Workbook, apply, dates};

/// What is typed in a field and not committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Criterion.
    pub code: String,
    /// The field, as [`field::name`] calls it.
    pub field: String,
    /// What is typed.
    pub text: String,
    /// What stood there when it was opened.
    pub base: String,
}

/// Something a session left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who worked there.
    pub author: String,
    /// When it was kept.
    pub at: Timestamp,
    /// What it is.
    pub content: DraftContent,
}

/// What was left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftContent {
    /// Typed and not committed.
    Typed(Typed),
    /// Committed, and never on disk.
    Unsaved(Edit),
}

/// A draft file.
#[derive(Serialize, Deserialize)]
struct Kept {
    format: String,
    workbook: PathBuf,
    author: String,
    at: String,
    typed: Option<Typed>,
    unsaved: Vec<KeptEdit>,
}

#[derive(Serialize, Deserialize)]
struct KeptEdit {
    code: String,
    field: String,
    value: Option<Value>,
}

const FORMAT: &str = "chamdiem.draft/1";

/// The drafts of sessions that died, held so that no other session offers them too.
#[derive(Debug, Default)]
pub struct Claims(Vec<(OwnedFd, String, File)>);

impl Claims {
    /// Removes them: they are answered.
    pub fn forget(&mut self) {
        for (folder, name, _) in self.0.drain(..) {
            let _ = side::remove(&folder, &name);
        }
    }
}

/// The draft of this session.
#[derive(Debug)]
pub struct Drafts {
    workbook: PathBuf,
    author: String,
    state: Option<PathBuf>,
    name: String,
    typed: Option<Typed>,
    unsaved: Vec<Edit>,
    /// Where the draft lies now, held for its lock.
    kept: Option<(OwnedFd, File)>,
    /// The name of that folder.
    folder: Option<PathBuf>,
}

impl Drafts {
    /// Nothing is written until there is something. `state` is the officer's own state folder.
    pub fn new(workbook: &Path, author: &str, state: Option<&Path>) -> Self {
        Self {
            workbook: workbook.to_owned(),
            author: author.to_owned(),
            state: state.map(Path::to_owned),
            name: beside::own_name(),
            typed: None,
            unsaved: Vec::new(),
            kept: None,
            folder: None,
        }
    }

    /// Keeps what is typed, or forgets it when it is committed or dropped. Errors: it could be written nowhere.
    pub fn typed(&mut self, typed: Option<Typed>) -> io::Result<()> {
        if self.typed == typed {
            return Ok(());
        }
        self.typed = typed;
        self.write()
    }

    /// Keeps the edits that could not be saved; none when all are. Errors: they could be written nowhere.
    pub fn unsaved(&mut self, edits: &[Edit]) -> io::Result<()> {
        if self.unsaved == edits {
            return Ok(());
        }
        self.unsaved = edits.to_vec();
        self.write()
    }

    fn write(&mut self) -> io::Result<()> {
        if self.typed.is_none() && self.unsaved.is_empty() {
            if let Some((folder, _)) = self.kept.take() {
                side::remove(&folder, &self.name)?;
            }
            return Ok(());
        }
        let content = self.content();
        let put = |folder: OwnedFd| -> io::Result<(OwnedFd, File)> {
            // On disk before it counts.
            let file = beside::put(&folder, &self.name, &content, File::sync_all)?;
            Ok((folder, file))
        };
        let near = near(&self.workbook, self.state.as_deref())
            .and_then(|side| put(side.inner("drafts")?))
            .map(|kept| (kept, near_folder(&self.workbook)));
        let (kept, folder) = near.or_else(|error| match &self.state {
            Some(state) => Ok((put(own_folder(state)?)?, in_state(state))),
            None => Err(error),
        })?;
        self.folder = Some(folder);
        if let Some((folder, file)) = self.kept.replace(kept)
            && beside::is_at(&folder, &self.name, &file)
        {
            // It lay in the other place; an older one that stays there does no harm.
            let _ = side::remove(&folder, &self.name);
        }
        Ok(())
    }

    /// The folder in which the draft lies, when there is one.
    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.clone().filter(|_| self.kept.is_some())
    }

    fn content(&self) -> Kept {
        let edits = self.unsaved.iter().map(|edit| KeptEdit {
            code: edit.code().unwrap_or_default().to_owned(),
            field: field::name(edit),
            value: field::value(edit),
        });
        Kept {
            format: FORMAT.to_owned(),
            workbook: self.workbook.clone(),
            author: self.author.clone(),
            at: Timestamp::now().to_string(),
            typed: self.typed.clone(),
            unsaved: edits.collect(),
        }
    }
}

/// The folder beside the workbook, if drafts may lie there. Where the workbook is gone nothing is made: its folder
/// may have moved, and another may stand in its place by now.
fn near(workbook: &Path, state: Option<&Path>) -> io::Result<Side> {
    let is_there = workbook.symlink_metadata().is_ok();
    if !is_there && (state.is_some() || !history::beside(workbook).is_dir()) {
        return Err(io::ErrorKind::NotFound.into());
    }
    Side::of(workbook).map_err(|_| io::Error::from(io::ErrorKind::Other))
}

fn near_folder(workbook: &Path) -> PathBuf {
    history::beside(workbook).join("drafts")
}

/// The folder for drafts in an officer's own state folder, made when missing.
fn own_folder(state: &Path) -> io::Result<OwnedFd> {
    let path = in_state(state);
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(&path)?;
    folder_at(&path)
}

fn in_state(state: &Path) -> PathBuf {
    state.join("chamdiem/drafts")
}

fn folder_at(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?)
}

/// What dead sessions of this officer left of a workbook, the newest first, and the hold on it. What the workbook
/// says already is forgotten.
pub fn find(workbook: &Path, book: &Workbook, state: Option<&Path>) -> (Vec<Draft>, Claims) {
    let near = near_folder(workbook);
    let places = [Some(near), state.map(in_state)];
    let mut drafts = Vec::new();
    let mut claims = Claims::default();
    for path in places.into_iter().flatten() {
        let in_state = state.is_some_and(|state| path.starts_with(state));
        let names = folder_at(&path).and_then(|folder| side::names(&folder));
        for name in names.unwrap_or_default() {
            let Ok(folder) = folder_at(&path) else {
                continue;
            };
            beside::sweep(&folder, &name);
            let Some((kept, file)) = left_behind(&folder, &name) else {
                continue;
            };
            // Beside the workbook it is the workbook's, whatever the folder was called then.
            if in_state && kept.workbook != workbook {
                continue;
            }
            let found = new_in(kept, book);
            if found.is_empty() {
                let _ = side::remove(&folder, &name);
                continue;
            }
            drafts.extend(found);
            claims.0.push((folder, name, file));
        }
    }
    drafts.sort_by_key(|draft| std::cmp::Reverse(draft.at));
    (drafts, claims)
}

/// A draft file of this officer whose session is dead.
fn left_behind(folder: &OwnedFd, name: &str) -> Option<(Kept, File)> {
    if name.starts_with(UNFINISHED) {
        return None;
    }
    let found = beside::find(folder, name)?;
    let own = found.file.metadata().ok()?.uid() == rustix::process::geteuid().as_raw();
    if found.lives || !own {
        return None;
    }
    let kept: Kept = beside::content(&found.file)?;
    (kept.format == FORMAT).then_some((kept, found.file))
}

/// What of a draft the workbook does not say already.
fn new_in(kept: Kept, book: &Workbook) -> Vec<Draft> {
    let at = kept.at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let author = text::clean_line(&kept.author);
    let draft = |content| Draft {
        author: author.clone(),
        at,
        content,
    };
    let typed = kept.typed.map(|typed| Typed {
        code: text::clean_line(&typed.code),
        field: text::clean_line(&typed.field),
        text: text::clean_line(&typed.text),
        base: text::clean_line(&typed.base),
    });
    let typed = typed
        .filter(|typed| !says(book, typed))
        .map(DraftContent::Typed);
    let unsaved = kept.unsaved.into_iter().filter_map(|kept| {
        let edit = field::edit(&kept.code, &kept.field, kept.value.as_ref())?;
        changes(book, &edit).then_some(DraftContent::Unsaved(edit))
    });
    typed.into_iter().chain(unsaved).map(draft).collect()
}

/// Whether a workbook says what was typed.
fn says(book: &Workbook, typed: &Typed) -> bool {
    let answer = book.answer(&typed.code);
    let number = |stored: Option<&Stored>| {
        let stored = stored.map(Stored::text).unwrap_or_default();
        typed.text.trim().replace(',', ".") == stored
    };
    let mut parts = typed.field.splitn(3, '/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("figures"), Some(figure), None) => number(answer.figures.get(figure)),
        (Some("score"), None, None) => number(answer.score.as_ref()),
        (Some("declared"), Some(line), None) => {
            answer.declared.as_ref().is_some_and(|declared| match line {
                "score" => number(Some(&declared.score)),
                _ => typed.text.trim() == declared.reason,
            })
        }
        (Some("evidence"), Some(id), Some(line)) => answer.evidence(id).is_some_and(|entry| {
            let text = typed.text.trim();
            let date = (line == "date").then(|| dates::typed_date(text)).flatten();
            let entry = field::value(&Edit::Evidence {
                code: typed.code.clone(),
                id: id.to_owned(),
                entry: Some(Box::new(entry.clone())),
                at: 0,
            });
            let stored = entry.as_ref().and_then(|entry| entry.get(line)?.as_str());
            stored.unwrap_or_default() == date.as_deref().unwrap_or(text)
        }),
        _ => false,
    }
}

fn changes(book: &Workbook, edit: &Edit) -> bool {
    // Under a seal nothing can be taken back now; it can when the workbook is opened again.
    let open = Workbook {
        seals: Seals::default(),
        ..book.clone()
    };
    let mut changed = open.clone();
    apply(&mut changed, edit.clone()).is_ok() && changed != open
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::criteria::Rule;
    use crate::criteria::sample::{criterion, ratio, set};
    use crate::workbook::Unit;

    struct Desk {
        _folder: TempDir,
        path: PathBuf,
        state: PathBuf,
        book: Workbook,
    }

    fn desk() -> Desk {
        let folder = TempDir::new().expect("a folder");
        let root = folder.path().canonicalize().expect("there");
        let path = root.join("a.json");
        fs::write(&path, "{}").expect("written");
        let rule = Rule::Ratio(ratio("a", "b"));
        let set = set(vec![("3.4", criterion("1", "a b", rule))]);
        Desk {
            state: root.join("state"),
            path,
            book: Workbook::new(set, Unit::default(), 2023),
            _folder: folder,
        }
    }

    impl Desk {
        fn drafts(&self) -> Drafts {
            Drafts::new(&self.path, "cb1", Some(&self.state))
        }

        fn found(&self) -> Vec<DraftContent> {
            let (drafts, _) = find(&self.path, &self.book, Some(&self.state));
            drafts.into_iter().map(|draft| draft.content).collect()
        }

        fn near(&self) -> PathBuf {
            self.path.with_file_name(".chamdiem/a.json/drafts")
        }
    }

    fn typed(text: &str) -> Typed {
        Typed {
            code: "3.4".to_owned(),
            field: "figures/a".to_owned(),
            text: text.to_owned(),
            base: "640".to_owned(),
        }
    }

    fn figure(value: &str) -> Edit {
        Edit::Figure {
            code: "3.4".to_owned(),
            figure: "a".to_owned(),
            value: Some(Stored::read(value)),
        }
    }

    fn files(folder: &Path) -> usize {
        fs::read_dir(folder).map_or(0, Iterator::count)
    }

    #[test]
    fn a_half_typed_figure_of_a_dead_session_is_found_and_that_of_a_living_one_is_not() {
        let desk = desk();
        let mut drafts = desk.drafts();
        drafts.typed(Some(typed("6"))).expect("kept");
        drafts.typed(Some(typed("64"))).expect("kept");
        assert_eq!(desk.found(), [], "it lives");
        drop(drafts);
        assert_eq!(desk.found(), [DraftContent::Typed(typed("64"))]);
        let file = fs::read_dir(desk.near())
            .expect("there")
            .next()
            .expect("one")
            .expect("one");
        assert_eq!(file.metadata().expect("there").mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_committed_or_dropped_leaves_nothing() {
        let desk = desk();
        let mut drafts = desk.drafts();
        drafts.typed(Some(typed("64"))).expect("kept");
        drafts.typed(None).expect("removed");
        drop(drafts);
        assert_eq!((desk.found(), files(&desk.near())), (vec![], 0));
    }

    #[test]
    fn a_draft_that_the_workbook_says_already_is_forgotten() {
        let mut desk = desk();
        let mut drafts = desk.drafts();
        drafts.typed(Some(typed("64"))).expect("kept");
        drafts.unsaved(&[figure("64")]).expect("kept");
        drop(drafts);
        apply(&mut desk.book, figure("64")).expect("fits");
        assert_eq!((desk.found(), files(&desk.near())), (vec![], 0));
    }

    #[test]
    fn edits_that_could_not_be_saved_come_back_as_edits() {
        let desk = desk();
        let mut drafts = desk.drafts();
        let text = Edit::Justification {
            code: "3.4".to_owned(),
            text: "đã làm".to_owned(),
            review: crate::workbook::Review::Settled,
        };
        drafts.unsaved(&[figure("64"), text.clone()]).expect("kept");
        drop(drafts);
        let found = desk.found();
        assert_eq!(found.len(), 2);
        assert_eq!(found[1], DraftContent::Unsaved(text));
    }

    #[test]
    fn where_nothing_can_be_written_the_draft_goes_to_the_state_folder_and_back() {
        let desk = desk();
        let near = desk.path.with_file_name(".chamdiem");
        fs::write(&near, "in the way").expect("written");
        let mut drafts = desk.drafts();
        drafts.typed(Some(typed("6"))).expect("kept");
        let far = in_state(&desk.state);
        assert_eq!(files(&far), 1);
        drop(drafts);
        assert_eq!(desk.found().len(), 1);
        let other = Drafts::new(
            &desk.path.with_file_name("b.json"),
            "cb1",
            Some(&desk.state),
        );
        drop(other);
        let elsewhere = find(
            &desk.path.with_file_name("b.json"),
            &desk.book,
            Some(&desk.state),
        );
        assert_eq!(elsewhere.0, [], "another workbook's");

        let mut drafts = desk.drafts();
        drafts.typed(Some(typed("7"))).expect("kept");
        fs::remove_file(&near).expect("removed");
        drafts.typed(Some(typed("70"))).expect("kept");
        assert_eq!(
            (files(&desk.near()), files(&far)),
            (1, 1),
            "the old one of the dead session stays"
        );
        let mut nowhere = Drafts::new(&desk.path.with_file_name("x/y.json"), "cb1", None);
        nowhere
            .typed(Some(typed("1")))
            .expect_err("nowhere to write");
    }

    #[test]
    fn only_one_session_offers_a_draft_and_it_stays_until_it_is_answered() {
        let desk = desk();
        let mut drafts = desk.drafts();
        drafts.typed(Some(typed("64"))).expect("kept");
        drop(drafts);
        let (first, mut claims) = find(&desk.path, &desk.book, Some(&desk.state));
        assert_eq!((first.len(), desk.found().len()), (1, 0));
        drop(std::mem::take(&mut claims));
        let (again, mut claims) = find(&desk.path, &desk.book, Some(&desk.state));
        assert_eq!(again, first);
        claims.forget();
        assert_eq!((desk.found().len(), files(&desk.near())), (0, 0));
    }

    #[test]
    fn rubbish_among_the_drafts_disturbs_nobody() {
        let desk = desk();
        fs::create_dir_all(desk.near()).expect("made");
        fs::write(desk.near().join("1-0.json"), "rác").expect("written");
        fs::write(desk.near().join("tmp.2-0.json"), "dở").expect("written");
        let cut_off = File::create(desk.near().join("tmp.4-0.json")).expect("written");
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(121);
        cut_off.set_modified(long_ago).expect("set");
        drop(cut_off);
        std::os::unix::fs::symlink("/etc/passwd", desk.near().join("3-0.json")).expect("linked");
        assert_eq!(desk.found(), []);
        assert_eq!(files(&desk.near()), 3);
    }
}

//! The saving thread of the screen: gathers edits for a moment, commits them, keeps what could not be saved
//! and tries again, and notices what others wrote. Knows the clock and the file, not what is on the screen.

mod trouble;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::store::copies::{self, Draft, MergedFiles};
use crate::store::error::{Cause, StoreError};
use crate::store::file::{self, Author, Backup, Manner, Opened, Saved, Stamp};
use crate::store::margin::{Aside, Margin};
use crate::store::overwritten::Lacking;
use crate::store::presence::Present;
use crate::store::seal::{self, SealOrder};
use crate::store::session::Session;
use crate::workbook::merge::{Refusal, Replica};
use crate::workbook::seal::{SealEvent, SealRefusal};
use crate::workbook::{Edit, Rejection, Workbook};

/// How long a keeper waits for more edits after each.
const GATHER: Duration = Duration::from_millis(300);
/// How long the first edit waits at most; with the saving itself it is on disk within a second.
const LATEST: Duration = Duration::from_millis(800);
/// Between tries after a save that failed.
const RETRY: Duration = Duration::from_secs(5);
/// Between looks at whether others wrote.
const LOOK: Duration = Duration::from_secs(2);
/// How long one save waits for the lock; the next try is [`RETRY`] away.
const PATIENCE: Duration = Duration::from_secs(3);

/// What a keeper tells.
#[derive(Clone, Debug)]
pub enum Report {
    /// The first so many edits that were handed over are on disk.
    Saved {
        /// Since when.
        at: Timestamp,
        /// How many edits.
        edits: u64,
    },
    /// They are not; they are kept and tried again. Also told when the file is gone or broken.
    Failed(StoreError),
    /// Somebody else changed the file, or it can be read again after a failure. Once it is on screen,
    /// [`Keeper::has_seen`] is to be called: edits handed over until then do not know of it.
    Changed {
        /// The workbook as it stands there now, with its conflicts.
        book: Box<Workbook>,
        /// How many of the edits handed over are in it; later ones are not yet.
        edits: u64,
    },
    /// Edits that what others wrote does not allow. They are given up, those that a seal refused kept as a draft; all
    /// others are on disk.
    Rejected(Vec<(Edit, Rejection)>),
    /// What could not be saved is kept as a draft there.
    DraftAt(PathBuf),
    /// Somebody put an older copy over the file: what it lacks, until [`Keeper::bring_back`] or
    /// [`Keeper::give_up`] says what is to be done; none when it lacks nothing any more.
    Overwritten(Option<Lacking>),
    /// The whole workbook as it stands on screen is in another file, or could not be written there.
    Elsewhere(Result<PathBuf, StoreError>),
    /// The others at the workbook are no longer the same, or no longer where they were.
    Present(Vec<Present>),
    /// A copy was brought into the file, or not; what came in was told before.
    Merged(Result<Result<Box<MergedFiles>, Refusal>, StoreError>),
    /// The workbook was sealed or opened again, or not; the workbook itself was told before.
    Sealed(Result<Result<Box<SealEvent>, SealRefusal>, StoreError>),
}

/// The saving thread of one open workbook. When it and its handles are dropped, what is unsaved is tried once
/// more.
#[derive(Debug)]
pub struct Keeper {
    handle: KeeperHandle,
    thread: Option<JoinHandle<()>>,
}

/// Reaches a keeper from other threads.
#[derive(Clone, Debug)]
pub struct KeeperHandle {
    path: PathBuf,
    orders: Sender<Order>,
}

enum Order {
    Edit(Edit),
    /// Where the officer is, and what is typed there.
    Aside(Aside),
    /// The drafts that were offered are taken back or dropped.
    DraftsAnswered,
    Seen,
    SaveNow,
    /// Write the whole workbook to a new file.
    SaveElsewhere(PathBuf),
    /// Bring back what the file lacks.
    BringBack,
    /// Leave the file as it is; what it lacks beside what the session knows.
    GiveUp(Vec<Edit>),
    /// Bring a copy into the file.
    Merge(Box<Draft>),
    /// Seal the file or open it again.
    Seal(SealOrder),
    /// Save and answer; the keeper goes on.
    Flush(Sender<Result<(), StoreError>>),
    /// Save and answer; the keeper ends when all is saved.
    Close(Sender<Result<(), StoreError>>),
}

impl Keeper {
    /// Starts to keep an opened workbook. `report` is called on the saving thread and must not wait.
    pub fn start(
        opened: &Opened,
        author: Author,
        report: impl Fn(Report) + Send + 'static,
    ) -> Self {
        Self::start_with(opened, author, Margin::default(), report)
    }

    /// The same for a session that is seen by others and keeps drafts.
    pub fn start_with(
        opened: &Opened,
        author: Author,
        margin: Margin,
        report: impl Fn(Report) + Send + 'static,
    ) -> Self {
        let (orders, inbox) = mpsc::channel();
        let keeping = Keeping {
            path: opened.path.clone(),
            session: Session::new(
                Replica::new(opened.book.clone(), opened.marks.clone()),
                author.clone(),
            ),
            author,
            report: Box::new(report),
            stamp: Some(opened.stamp),
            known: Replica::new(opened.book.clone(), opened.marks.clone()),
            content: Arc::clone(&opened.content),
            overwritten: false,
            told_draft: None,
            backup: Backup::Now,
            gathered: Vec::new(),
            rejected: Vec::new(),
            received: 0,
            due: None,
            failed: None,
            margin,
            look_at: Instant::now() + GATHER,
        };
        Self {
            handle: KeeperHandle {
                path: opened.path.clone(),
                orders,
            },
            thread: Some(std::thread::spawn(move || keeping.run(&inbox))),
        }
    }

    /// A handle for other threads.
    pub fn handle(&self) -> KeeperHandle {
        self.handle.clone()
    }

    /// Hands over an edit; it is on disk within a second.
    pub fn edit(&self, edit: Edit) {
        self.handle.order(Order::Edit(edit));
    }

    /// Says where the officer is and what is typed there; a draft of it is on disk within a second.
    pub fn aside(&self, aside: Aside) {
        self.handle.order(Order::Aside(aside));
    }

    /// The drafts that were offered are taken back, as edits handed over before, or dropped.
    pub fn drafts_answered(&self) {
        self.handle.order(Order::DraftsAnswered);
    }

    /// The workbook told first of those that were not seen yet is on screen now.
    pub fn has_seen(&self) {
        self.handle.order(Order::Seen);
    }

    /// Saves what is unsaved and brings a copy into the file; [`Report::Merged`] tells what came of it.
    pub fn merge(&self, copy: Draft) {
        self.handle.order(Order::Merge(Box::new(copy)));
    }

    /// Saves what is unsaved and seals the file, or opens it again; [`Report::Sealed`] tells what came of it.
    pub fn seal(&self, order: SealOrder) {
        self.handle.order(Order::Seal(order));
    }

    /// Saves what is unsaved, at once; also after a failure.
    pub fn save_now(&self) {
        self.handle.order(Order::SaveNow);
    }

    /// Writes the workbook as it stands on screen to a new file and goes on with its own.
    pub fn save_elsewhere(&self, out: PathBuf) {
        self.handle.order(Order::SaveElsewhere(out));
    }

    /// Brings back what the file lacks since an older copy was put over it.
    pub fn bring_back(&self) {
        self.handle.order(Order::BringBack);
    }

    /// The file stays as it is; `edits` would have brought back what was found to be lacking when it was opened.
    pub fn give_up(&self, edits: Vec<Edit>) {
        self.handle.order(Order::GiveUp(edits));
    }

    /// Saves what is unsaved and ends. On an error, or when time runs out, the keeper goes on and nothing is
    /// given up: it can be closed again.
    pub fn close(&mut self, limit: Duration) -> Result<(), StoreError> {
        if self.thread.is_none() {
            return Ok(());
        }
        self.handle.ask(limit, Order::Close)?;
        if let Some(thread) = self.thread.take() {
            // It has answered that all is saved; nothing is lost however it ends.
            let _ = thread.join();
        }
        Ok(())
    }
}

impl KeeperHandle {
    /// The workbook's file.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Saves what is unsaved and waits for it at most so long.
    pub fn flush(&self, limit: Duration) -> Result<(), StoreError> {
        self.ask(limit, Order::Flush)
    }

    /// A keeper that has ended has nothing unsaved, so nobody misses the order.
    fn order(&self, order: Order) {
        let _ = self.orders.send(order);
    }

    fn ask(
        &self,
        limit: Duration,
        order: fn(Sender<Result<(), StoreError>>) -> Order,
    ) -> Result<(), StoreError> {
        let (sender, answer) = mpsc::channel();
        self.order(order(sender));
        match answer.recv_timeout(limit) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => Err(StoreError::new(&self.path, Cause::NotInTime)),
            Err(RecvTimeoutError::Disconnected) => Ok(()),
        }
    }
}

/// What the saving thread knows.
struct Keeping {
    path: PathBuf,
    author: Author,
    report: Box<dyn Fn(Report) + Send>,
    /// The state of the file as last seen; none when it could not be seen.
    stamp: Option<Stamp>,
    /// What stood in the file as far as this session saw, and was not given up.
    known: Replica,
    /// The bytes of the file when it last held all that.
    content: Arc<[u8]>,
    /// Whether the file lacks something of it.
    overwritten: bool,
    /// Where the draft was last told to lie.
    told_draft: Option<PathBuf>,
    backup: Backup,
    session: Session,
    /// Edits that the session does not know yet.
    gathered: Vec<Edit>,
    /// Edits that cannot be.
    rejected: Vec<(Edit, Rejection)>,
    /// How many edits were handed over so far.
    received: u64,
    due: Option<Due>,
    /// What was last reported as wrong, so that it is said once and not at every look.
    failed: Option<StoreError>,
    margin: Margin,
    /// When to look next whether others wrote or came.
    look_at: Instant,
}

/// When unsaved edits are to be saved.
#[derive(Clone, Copy)]
struct Due {
    at: Instant,
    latest: Instant,
}

impl Keeping {
    fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            let due = self.due.map(|due| due.at);
            let next = [due, self.margin.due(), Some(self.look_at)];
            let next = next.into_iter().flatten().min().unwrap_or(self.look_at);
            let wait = next.saturating_duration_since(Instant::now());
            match inbox.recv_timeout(wait) {
                Ok(Order::Edit(edit)) => self.gather(edit),
                Ok(Order::Aside(aside)) => self.margin.take(aside),
                Ok(Order::DraftsAnswered) => {
                    let _ = self.save();
                    self.margin.write();
                    self.margin.forget_claims();
                }
                Ok(Order::Seen) => {
                    self.make_gathered();
                    self.session.has_seen();
                }
                Ok(Order::SaveNow) => self.save_by_hand(),
                Ok(Order::SaveElsewhere(out)) => self.save_elsewhere(out),
                Ok(Order::BringBack) => self.bring_back(),
                Ok(Order::GiveUp(edits)) => self.give_up(&edits),
                Ok(Order::Merge(copy)) => {
                    let merged = self.merge(&copy);
                    self.look();
                    if merged.as_ref().is_ok_and(Result::is_ok) {
                        self.tell_all_is_saved();
                    }
                    (self.report)(Report::Merged(merged));
                }
                Ok(Order::Seal(order)) => {
                    let sealed = self.seal(&order);
                    self.look();
                    if sealed.as_ref().is_ok_and(Result::is_ok) {
                        self.tell_all_is_saved();
                    }
                    (self.report)(Report::Sealed(sealed));
                }
                Ok(Order::Flush(answer)) => {
                    self.margin.write();
                    let _ = answer.send(self.save());
                }
                Ok(Order::Close(answer)) => {
                    self.margin.write();
                    let saved = self.save();
                    let ends = saved.is_ok();
                    if ends {
                        // Gone for the others before the answer: whoever waits for it may end the program.
                        self.margin = Margin::default();
                    }
                    let _ = answer.send(saved);
                    if ends {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.on_time(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.margin.write();
                    let _ = self.save();
                    return;
                }
            }
        }
    }

    /// Does what is due now.
    fn on_time(&mut self) {
        let now = Instant::now();
        if self.margin.due().is_some_and(|due| due <= now) {
            self.margin.write();
        }
        if self.due.is_some_and(|due| due.at <= now) {
            let _ = self.save();
        }
        if self.look_at <= now {
            self.look_at = now + LOOK;
            if let Some(others) = self.margin.look() {
                (self.report)(Report::Present(others));
            }
            if self.due.is_none() {
                self.look();
            }
        }
    }

    /// Takes an edit in. After a failure it waits for the next try like the others.
    fn gather(&mut self, edit: Edit) {
        self.received += 1;
        self.margin.made(&edit);
        match self.gathered.last_mut() {
            Some(last) if last.same_place(&edit) => *last = edit,
            _ => self.gathered.push(edit),
        }
        if self.failed.is_some() && self.due.is_some() {
            return;
        }
        let now = Instant::now();
        let latest = self.due.map_or(now + LATEST, |due| due.latest);
        self.due = Some(Due {
            at: latest.min(now + GATHER),
            latest,
        });
    }

    /// The session makes the gathered edits, of what was on screen when they were handed over.
    fn make_gathered(&mut self) {
        for edit in std::mem::take(&mut self.gathered) {
            if let Err(rejection) = self.session.edit(edit.clone(), self.received) {
                self.rejected.push((edit, rejection));
            }
        }
    }

    fn save(&mut self) -> Result<(), StoreError> {
        if self.due.is_none() && self.gathered.is_empty() {
            return Ok(());
        }
        self.make_gathered();
        let manner = self.manner();
        match file::commit_session(&self.path, &self.session, None, &self.author, manner) {
            Ok(saved) => {
                self.tell_saved(saved);
                Ok(())
            }
            Err(error) => Err(self.tell_failed(error)),
        }
    }

    const fn manner(&self) -> Manner {
        Manner {
            patience: PATIENCE,
            backup: self.backup,
        }
    }

    /// Says that saving failed, keeps what is unsaved in a draft, and tries again after a while.
    fn tell_failed(&mut self, error: StoreError) -> StoreError {
        let error = self.gone(error);
        let at = Instant::now() + RETRY;
        self.due = Some(Due { at, latest: at });
        self.failed = Some(error.clone());
        self.margin.failed();
        (self.report)(Report::Failed(error.clone()));
        self.tell_draft();
        error
    }

    /// Brings a copy into the file, after what this session made.
    fn merge(&mut self, copy: &Draft) -> Result<Result<Box<MergedFiles>, Refusal>, StoreError> {
        self.save()?;
        let manner = Manner {
            patience: PATIENCE,
            backup: Backup::Now,
        };
        let drafts = std::slice::from_ref(copy);
        let merged = copies::merge_into(&self.path, drafts, &self.author, manner)?;
        Ok(merged.map(Box::new))
    }

    /// Seals the file or opens it again, after what this session made.
    fn seal(
        &mut self,
        order: &SealOrder,
    ) -> Result<Result<Box<SealEvent>, SealRefusal>, StoreError> {
        self.save()?;
        let manner = Manner {
            patience: PATIENCE,
            backup: Backup::Now,
        };
        let sealed = seal::carry_out(&self.path, order, &self.author, manner)?;
        Ok(sealed.map(Box::new))
    }

    fn tell_saved(&mut self, saved: Saved) {
        self.session.saved();
        self.rejected.extend(saved.rejected);
        let too_late = self
            .rejected
            .iter()
            .filter(|(_, why)| matches!(why, Rejection::Sealed(_)));
        let refused = too_late.map(|(edit, _)| edit.clone());
        self.margin.saved_except(refused.collect());
        self.due = None;
        self.failed = None;
        if saved.before != saved.stamp {
            self.backup = Backup::Skip;
        }
        let replica = Replica::new(saved.book, saved.marks);
        self.session.share_id(&replica);
        // What was told and is not seen yet may lack edits that are in the file now.
        let is_news =
            self.stamp != Some(saved.before) || replica.book() != self.session.seen().book();
        self.stamp = Some(saved.stamp);
        let lacks = self.compare(&replica, &saved.content);
        (self.report)(Report::Saved {
            at: Timestamp::now(),
            edits: self.received,
        });
        match (is_news, lacks) {
            (true, false) => self.tell_changed(replica),
            (true, true) => self.tell_known(),
            (false, _) => {}
        }
        if !self.rejected.is_empty() {
            (self.report)(Report::Rejected(std::mem::take(&mut self.rejected)));
        }
    }

    fn tell_changed(&mut self, replica: Replica) {
        let book = Box::new(replica.book().clone());
        self.session.tell(self.received, replica);
        (self.report)(Report::Changed {
            book,
            edits: self.received,
        });
    }
}

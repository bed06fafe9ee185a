//! Opening, making and changing workbook files. Every change is a list of edits applied, under a short lock,
//! to what stands in the file at that moment; nothing is ever written over what somebody else wrote.

mod rewrite;

use std::convert::Infallible;
use std::fs::{File, Metadata};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rustix::io::Errno;
use serde_json::Value;

use crate::store::MOST_BYTES;
pub use crate::store::backup::Backup;
use crate::store::book_format::{self, BookRead};
use crate::store::book_write;
use crate::store::digest;
use crate::store::error::{Act, Cause, ReadOnlyReason, StoreError};
use crate::store::marks_format;
use crate::store::replace;
use crate::store::seal_format::SEALS;
use crate::store::session::{self, Session};
use crate::store::side::Side;
use crate::store::twice;
use crate::workbook::difference::{self};
use crate::workbook::merge::{Marks, Replica};
use crate::workbook::seal::{SealEvent, Seals, stays_open};
use crate::workbook::{Edit, Rejection, Workbook};

use rewrite::Rejected;
pub(super) use rewrite::{Written, rewrite};

/// A workbook and the file it came from.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The workbook, with its conflicts.
    pub book: Workbook,
    /// What the file knows of descent.
    pub marks: Marks,
    /// The file itself, symbolic links followed.
    pub path: PathBuf,
    /// Whether it may be changed.
    pub access: Access,
    /// The file's state when it was read.
    pub stamp: Stamp,
    /// The bytes that were read.
    pub content: Arc<[u8]>,
}

/// Whether a workbook may be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    ReadWrite,
    /// It may not, and why.
    ReadOnly(ReadOnlyReason),
}

/// What tells one state of a file from another without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    seconds: i64,
    nanoseconds: i64,
    size: u64,
    inode: u64,
}

/// Who makes an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name under which others see the edit.
    pub name: String,
}

/// How a commit goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// How long it waits for the lock.
    pub patience: Duration,
    /// When it keeps a backup.
    pub backup: Backup,
}

impl Manner {
    /// A command that makes its edits and ends.
    pub const COMMAND: Self = Self {
        patience: Duration::from_secs(30),
        backup: Backup::IfDue,
    };
}

/// What a commit did.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The workbook as it stands in the file now, changes made elsewhere included.
    pub book: Workbook,
    /// What the file knows of descent.
    pub marks: Marks,
    /// The file's state before.
    pub before: Stamp,
    /// The file's state now.
    pub stamp: Stamp,
    /// The bytes in it now.
    pub content: Arc<[u8]>,
    /// The edits that what stood in the file did not allow; all others are written.
    pub rejected: Vec<(Edit, Rejection)>,
}

impl Stamp {
    /// The state of the file at a path.
    pub fn of(path: &Path) -> Result<Self, StoreError> {
        std::fs::metadata(path)
            .map(|metadata| Self::from_metadata(&metadata))
            .map_err(|error| StoreError::refused(path, Act::Read, &error))
    }

    /// When the file was written.
    fn time(&self) -> Timestamp {
        Timestamp::from_second(self.seconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn from_metadata(metadata: &Metadata) -> Self {
        Self {
            seconds: metadata.mtime(),
            nanoseconds: metadata.mtime_nsec(),
            size: metadata.size(),
            inode: metadata.ino(),
        }
    }
}

/// A file as it was read.
struct Loaded {
    content: Vec<u8>,
    document: Value,
    read: BookRead,
    stamp: Stamp,
}

/// Opens a workbook. What is wrong with a file never changes it.
pub fn open(path: &Path) -> Result<Opened, StoreError> {
    let real = canonical(path)?;
    let loaded = load(&real)?;
    Ok(Opened {
        access: access(&real, loaded.read.newer.as_ref()),
        book: loaded.read.book,
        marks: loaded.read.marks,
        stamp: loaded.stamp,
        content: loaded.content.into(),
        path: real,
    })
}

/// A workbook, and the set in it as its document has it: what a new workbook is made from.
pub fn read_with_set(path: &Path) -> Result<(Workbook, Value), StoreError> {
    let loaded = load(&canonical(path)?)?;
    let set = loaded.document.get("criteria").cloned();
    Ok((loaded.read.book, set.unwrap_or_default()))
}

/// Reads a workbook from bytes that come from no file; `name` is what messages call them.
pub fn read_bytes(name: &Path, content: &[u8]) -> Result<Workbook, StoreError> {
    let document = parse(name, content)?;
    read_document(name, &document).map(|read| read.book)
}

/// A parsed document to a workbook.
pub(super) fn read_document(name: &Path, document: &Value) -> Result<BookRead, StoreError> {
    let mut read = book_format::read(document)
        .map_err(|problems| StoreError::new(name, Cause::Invalid(problems)))?;
    if read.newer.is_none() && read.book.seals.standing().is_some() {
        let now = digest::digest(document, &read.book);
        read.book.seals.hold_against(now);
    }
    Ok(read)
}

/// Makes a workbook where there is no file yet, and the folders around it. Gives it an id if it has none.
pub fn create(path: &Path, book: &Workbook, set_json: &Value) -> Result<(), StoreError> {
    put_document(path, book_write::new_document(book, set_json))
}

/// Makes a copy of a workbook with edits made in it, where there is no file yet. The edits that it does not allow
/// come back.
pub(super) fn copy_with(
    path: &Path,
    out: &Path,
    edits: &[Edit],
    author: &Author,
) -> Result<Vec<(Edit, Rejection)>, StoreError> {
    let mut loaded = load(&canonical(path)?)?;
    if let Some(format) = loaded.read.newer {
        let reason = ReadOnlyReason::NewerFormat(format);
        return Err(StoreError::new(path, Cause::ReadOnly(reason)));
    }
    // What was sealed is what stands in the file; the copy is another state and open.
    loaded.read.book.seals = Seals::default();
    let replica = Replica::new(loaded.read.book, loaded.read.marks);
    let mut session = Session::new(replica, author.clone());
    let rejected = edits.iter().filter_map(|edit| {
        let made = session.edit(edit.clone(), 0);
        made.err().map(|rejection| (edit.clone(), rejection))
    });
    let rejected = rejected.collect();
    let replica = session.into_seen();
    if let Value::Object(top) = &mut loaded.document {
        top.shift_remove(SEALS);
    }
    book_write::write_into(replica.book(), &mut loaded.document);
    marks_format::write(&replica, &mut loaded.document);
    put_document(out, loaded.document)?;
    Ok(rejected)
}

/// Writes a document where there is no file yet. Gives it an id if it has none.
pub(super) fn put_document(path: &Path, mut document: Value) -> Result<(), StoreError> {
    let refused = |error| StoreError::refused(path, Act::Write, &error);
    let Some(name) = path.file_name() else {
        return Err(StoreError::new(path, Cause::IsFolder));
    };
    // A link that leads nowhere is there too; nothing is written through it.
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::new(path, Cause::AlreadyThere));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    std::fs::create_dir_all(folder).map_err(refused)?;
    let real = folder.canonicalize().map_err(refused)?.join(name);
    ensure_id(&mut document);
    let side = Side::of(&real)?;
    let _lock = side.lock("", Manner::COMMAND.patience)?;
    replace::put_new(&side, &printed(&document))
}

/// Applies edits to what stands in the file now and writes it back: for a command. See [`commit_with`].
pub fn commit(path: &Path, edits: &[Edit], author: &Author) -> Result<Saved, StoreError> {
    commit_with(path, edits, author, Manner::COMMAND)
}

/// Applies edits to what stands in the file now and writes it back. Edits that change nothing write nothing.
pub fn commit_with(
    path: &Path,
    edits: &[Edit],
    author: &Author,
    manner: Manner,
) -> Result<Saved, StoreError> {
    let made = commit_made(path, author, manner, |_| {
        Ok::<_, Infallible>(edits.to_vec())
    })?;
    match made {
        Ok(saved) => Ok(saved),
        Err(never) => match never {},
    }
}

/// The same with edits that are made from what stands in the file now, under the lock; where making them is
/// refused nothing is written, and the refusal is handed back.
pub fn commit_made<R>(
    path: &Path,
    author: &Author,
    manner: Manner,
    make: impl FnOnce(&Workbook) -> Result<Vec<Edit>, R>,
) -> Result<Result<Saved, R>, StoreError> {
    rewrite(path, author, manner, |fresh, _| {
        let edits = make(fresh.book())?;
        let mut session = Session::new(fresh.clone(), author.clone());
        let mut rejected = Vec::new();
        for edit in edits {
            if let Err(rejection) = session.edit(edit.clone(), 0) {
                rejected.push((edit, rejection));
            }
        }
        *fresh = session.into_seen();
        Ok((rejected, Written::Same))
    })
}

/// Brings what a session made into what stands in the file now, and before it what the file once had and lacks.
pub(super) fn commit_session(
    path: &Path,
    session: &Session,
    lacking: Option<&Replica>,
    author: &Author,
    manner: Manner,
) -> Result<Saved, StoreError> {
    let own = session.seen().book();
    let saved = rewrite(path, author, manner, |fresh, _| {
        if !is_same_workbook(fresh.book(), own) {
            return Err(Cause::OtherWorkbook);
        }
        let mut made = Marks::new();
        if let Some(known) = lacking {
            made = known.lost_in(fresh);
        }
        let Some(event) = fresh.book().seals.standing().cloned() else {
            fresh.absorb(&made);
            fresh.absorb(session.unsaved());
            return Ok((Vec::new(), Written::Same));
        };
        made.extend(session.unsaved().clone());
        let (open, frozen): (Marks, Marks) =
            made.into_iter().partition(|(part, _)| stays_open(part));
        fresh.absorb(&open);
        Ok((too_late(fresh, &frozen, &event), Written::Same))
    })?;
    saved.map_err(|cause| StoreError::new(path, cause))
}

/// What a session made while somebody else sealed the workbook, as edits of what stands there now.
fn too_late(sealed: &Replica, made: &Marks, event: &SealEvent) -> Rejected {
    let mut with = sealed.clone();
    with.absorb(made);
    difference::between(sealed.book(), with.book())
        .into_iter()
        .map(|lost| (lost.after, Rejection::Sealed(Box::new(event.clone()))))
        .collect()
}

/// Whether two workbooks are of one set and year: all that a session can be sure of.
pub(super) fn is_same_workbook(one: &Workbook, two: &Workbook) -> bool {
    one.set.head.id == two.set.head.id && one.year == two.year
}

fn printed(document: &Value) -> Vec<u8> {
    let mut content = format!("{document:#}").into_bytes();
    content.push(b'\n');
    content
}

fn ensure_id(document: &mut Value) {
    if let Value::Object(top) = document
        && !top.contains_key("id")
    {
        top.shift_insert(1, "id".to_owned(), new_id().into());
    }
}

/// The id of a workbook that has none, from what stands in its file: copies of one file get the same.
pub(super) fn id_of(content: &[u8]) -> String {
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}

/// Sixteen random hexadecimal digits.
fn new_id() -> String {
    format!("{:016x}", session::random())
}

fn canonical(path: &Path) -> Result<PathBuf, StoreError> {
    path.canonicalize().map_err(|error| {
        let backups = Path::new(".chamdiem").join(path.file_name().unwrap_or_default());
        let backups = backups.join("backups");
        let folder = path.parent().unwrap_or(Path::new(""));
        let is_gone = error.kind() == std::io::ErrorKind::NotFound;
        if is_gone && folder.join(&backups).is_dir() {
            return StoreError::new(path, Cause::OnlyBackups(backups));
        }
        StoreError::refused(path, Act::Read, &error)
    })
}

fn load(path: &Path) -> Result<Loaded, StoreError> {
    let (content, stamp) = read_content(path)?;
    let document = parse(path, &content)?;
    let read = read_document(path, &document)?;
    Ok(Loaded {
        content,
        document,
        read,
        stamp,
    })
}

/// The bytes of a regular file of a sane size.
pub(super) fn read_content(path: &Path) -> Result<(Vec<u8>, Stamp), StoreError> {
    let refused = |error| StoreError::refused(path, Act::Read, &error);
    check_regular(path)?;
    let file = File::open(path).map_err(refused)?;
    let stamp = Stamp::from_metadata(&file.metadata().map_err(refused)?);
    if stamp.size > MOST_BYTES {
        return Err(StoreError::new(path, Cause::TooLarge));
    }
    // One byte more than it has, or the last read would make room for as much again.
    let room = usize::try_from(stamp.size + 1).unwrap_or_default();
    let mut content = Vec::with_capacity(room);
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut content)
        .map_err(refused)?;
    Ok((content, stamp))
}

/// Opening a pipe would wait for ever; a folder deserves its own word.
fn check_regular(path: &Path) -> Result<(), StoreError> {
    let metadata = std::fs::metadata(path);
    let metadata = metadata.map_err(|error| StoreError::refused(path, Act::Read, &error))?;
    if metadata.is_dir() {
        Err(StoreError::new(path, Cause::IsFolder))
    } else if metadata.is_file() {
        Ok(())
    } else {
        Err(StoreError::new(path, Cause::NotAFile))
    }
}

/// Bytes to a JSON document. A byte order mark, as some editors set it, is skipped.
pub(super) fn parse(path: &Path, content: &[u8]) -> Result<Value, StoreError> {
    let wrong = |cause| StoreError::new(path, cause);
    let bare = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    if bare.trim_ascii().is_empty() {
        return Err(wrong(Cause::Empty));
    }
    let skipped = content.len() - bare.len();
    let text = std::str::from_utf8(bare)
        .map_err(|error| wrong(Cause::NotUtf8(skipped + error.valid_up_to())))?;
    let document = serde_json::from_str(text).map_err(|error| wrong(syntax(&error)))?;
    match twice::members(text) {
        problems if problems.is_empty() => Ok(document),
        problems => Err(wrong(Cause::Invalid(problems))),
    }
}

fn syntax(error: &serde_json::Error) -> Cause {
    if error.is_eof() {
        Cause::CutOff
    } else if error.to_string().starts_with("recursion limit") {
        Cause::TooDeep(error.line())
    } else {
        Cause::NotJson(error.line(), error.column())
    }
}

fn access(real: &Path, newer: Option<&String>) -> Access {
    if let Some(format) = newer {
        return Access::ReadOnly(ReadOnlyReason::NewerFormat(format.clone()));
    }
    match writable(real) {
        Ok(()) => Access::ReadWrite,
        Err(reason) => Access::ReadOnly(reason),
    }
}

/// Whether the file may be replaced: itself, and the folder in which that happens.
fn writable(real: &Path) -> Result<(), ReadOnlyReason> {
    use rustix::fs::Access;
    let may = |path: &Path, access, denied| match rustix::fs::access(path, access) {
        Ok(()) => Ok(()),
        Err(Errno::ROFS) => Err(ReadOnlyReason::Disk),
        Err(_) => Err(denied),
    };
    let folder = real.parent().unwrap_or(Path::new("/"));
    may(real, Access::WRITE_OK, ReadOnlyReason::FileDenied)?;
    let replace = Access::WRITE_OK | Access::EXEC_OK;
    may(folder, replace, ReadOnlyReason::FolderDenied)
}

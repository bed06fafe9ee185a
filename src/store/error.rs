//! What can go wrong with a file, as data: which file, what is wrong, where in it, and what to do. Every
//! message is one line in the reader's language. Knows no screen and no exit status.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::lang::Lang;
use crate::say;
use crate::store::problem::Problem;
use crate::store::session;
use crate::text;
use crate::workbook::seal::{self, SealEvent};

/// Something that could not be read or written, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct StoreError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub cause: Cause,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// There is none.
    NotFound,
    /// It is a folder.
    IsFolder,
    /// It is a pipe, a device or the like.
    NotAFile,
    /// It is larger than [`crate::store::MOST_BYTES`].
    TooLarge,
    /// It holds nothing.
    Empty,
    /// It is no UTF-8; the offset of the first bad byte, from zero.
    NotUtf8(usize),
    /// It ends in the middle.
    CutOff,
    /// It is no JSON; line and column from one.
    NotJson(usize, usize),
    /// Its brackets are nested deeper than any workbook's; the line from one.
    TooDeep(usize),
    /// It is JSON but not what it should be: every place where it is not. Never empty.
    Invalid(Vec<Problem>),
    /// A new file would overwrite it.
    AlreadyThere,
    /// A printed file would take its place, and it is a workbook or a criteria set.
    HoldsWork,
    /// A printed file would take its place, and it is a folder, a pipe or the like.
    NotReplaced,
    /// It was replaced by a workbook of another set or year.
    OtherWorkbook,
    /// There is none, but there are backups of it, in this folder as seen from its own.
    OnlyBackups(PathBuf),
    /// It was there, and was removed or renamed since.
    Gone,
    /// Its folder was there, and was renamed or moved since.
    FolderGone,
    /// Somebody else has been saving it for longer than the wait; who, if known.
    Busy(Option<String>),
    /// It is not to be written.
    ReadOnly(ReadOnlyReason),
    /// It is sealed, and what was to be written would change what the seal freezes; by whom and when.
    Sealed(Box<SealEvent>),
    /// The operating system refused.
    Refused(Act, io::ErrorKind, Option<i32>),
    /// What was read back after saving is not what was written.
    NotVerified,
    /// So many edits were not saved within the time given.
    NotInTime,
    /// There is no criteria set of this id; the known ones follow.
    UnknownSet(String, Vec<String>),
    /// A configuration file that is no TOML, or has something else than text in a place of text.
    BadConfig(String),
    /// There is no record of edits beside it.
    NoHistory,
    /// The record of edits begins only then.
    HistoryBegins(Timestamp),
}

/// What the program was about to do when it was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Reading a file or folder.
    Read,
    /// Writing a file, or making one.
    Write,
}

/// Why a workbook opens for reading only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnlyReason {
    /// It was written by a newer program; its format.
    NewerFormat(String),
    /// The file may not be written.
    FileDenied,
    /// The folder may not be written, so nothing can be replaced in it.
    FolderDenied,
    /// The disk is mounted for reading only.
    Disk,
}

impl ReadOnlyReason {
    /// The reason and what to do, without the file's name.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NewerFormat(format) => {
                let format = shown(format);
                say!(
                    lang,
                    "tệp thuộc phiên bản mới hơn ({format}), chỉ xem được; hãy nâng cấp chương trình để sửa",
                    "the file is of a newer version ({format}) and opens for reading only; update the program to change it"
                )
            }
            Self::FileDenied => lang
                .pick(
                    "không có quyền ghi tệp, chỉ xem được; hãy xin quyền ghi tệp",
                    "no permission to write the file, it opens for reading only; ask for write permission",
                )
                .to_owned(),
            Self::FolderDenied => lang
                .pick(
                    "không có quyền ghi vào thư mục chứa tệp, chỉ xem được; hãy xin quyền ghi thư mục",
                    "no permission to write into the folder, it opens for reading only; ask for write permission on the folder",
                )
                .to_owned(),
            Self::Disk => lang
                .pick(
                    "đĩa chỉ cho đọc; hãy chọn nơi khác",
                    "the disk is read-only; choose another place",
                )
                .to_owned(),
        }
    }
}

impl StoreError {
    pub(super) fn new(path: &Path, cause: Cause) -> Self {
        Self {
            path: path.to_owned(),
            cause,
        }
    }

    /// What the operating system said, sorted into what officers can act upon.
    pub(super) fn refused(path: &Path, act: Act, error: &io::Error) -> Self {
        let cause = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Cause::NotFound,
            io::ErrorKind::IsADirectory => Cause::IsFolder,
            kind => Cause::Refused(act, kind, error.raw_os_error()),
        };
        Self::new(path, cause)
    }

    /// Whether the disk or what the user may have of it is full.
    pub(super) const fn is_no_room(&self) -> bool {
        matches!(
            self.cause,
            Cause::Refused(
                _,
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded,
                _
            )
        )
    }

    /// Everything wrong inside the file, where that is what is wrong.
    pub fn problems(&self) -> &[Problem] {
        if let Cause::Invalid(problems) = &self.cause {
            problems
        } else {
            &[]
        }
    }

    /// One line: the file, what is wrong, where in it, what to do.
    pub fn message(&self, lang: Lang) -> String {
        let path = shown(&self.path.display().to_string());
        let how = match &self.cause {
            Cause::Sealed(_) => say!(
                lang,
                ": chamdiem seal {path} --reopen LÝ_DO",
                ": chamdiem seal {path} --reopen REASON"
            ),
            _ => String::new(),
        };
        format!("{path}: {}{how}", self.cause.message(lang))
    }
}

impl StoreError {
    /// What is wrong and what to do, where the file is known and there is little room: without its name and
    /// without what only whoever keeps the machine understands.
    pub fn short_message(&self, lang: Lang) -> String {
        match &self.cause {
            Cause::Refused(_, kind, _) => refused_because(*kind, lang).to_owned(),
            Cause::ReadOnly(ReadOnlyReason::FileDenied) => say!(
                lang,
                "tệp không cho ghi; hãy xin quyền ghi",
                "no permission to write the file; ask for it"
            ),
            Cause::ReadOnly(ReadOnlyReason::FolderDenied) => say!(
                lang,
                "thư mục không cho ghi; hãy xin quyền ghi",
                "no permission to write in the folder; ask for it"
            ),
            cause => cause.message(lang),
        }
    }
}

impl Cause {
    /// A table of sentences, one for each cause.
    fn message(&self, lang: Lang) -> String {
        let backup = lang.pick(
            "lấy lại bản sao lưu trong .chamdiem",
            "take back a backup from .chamdiem",
        );
        match self {
            Self::NotFound => say!(
                lang,
                "không có tệp hoặc thư mục này; hãy kiểm tra lại đường dẫn",
                "there is no such file or folder; check the path"
            ),
            Self::IsFolder => say!(
                lang,
                "đây là thư mục; hãy chọn một tệp .json",
                "this is a folder; name a .json file"
            ),
            Self::NotAFile => say!(
                lang,
                "đây không phải tệp thường; hãy chọn một tệp .json",
                "this is not a regular file; name a .json file"
            ),
            Self::TooLarge => say!(
                lang,
                "tệp lớn hơn 64 MB; hãy kiểm tra lại tên tệp",
                "the file is larger than 64 MB; check the file name"
            ),
            Self::Empty => say!(
                lang,
                "tệp rỗng; hãy {backup}",
                "the file is empty; {backup}"
            ),
            Self::NotUtf8(at) => say!(
                lang,
                "byte thứ {at} không phải UTF-8; hãy lưu lại tệp với bảng mã UTF-8",
                "byte {at} is no UTF-8; save the file again as UTF-8"
            ),
            Self::CutOff => say!(
                lang,
                "tệp bị cụt, thiếu phần cuối; hãy {backup}",
                "the file is cut off, its end is missing; {backup}"
            ),
            Self::NotJson(line, column) => say!(
                lang,
                "dòng {line}, cột {column}: sai cú pháp JSON; hãy sửa chỗ đó hoặc {backup}",
                "line {line}, column {column}: not valid JSON; mend it there, or {backup}"
            ),
            Self::TooDeep(line) => say!(
                lang,
                "dòng {line}: ngoặc lồng nhau quá sâu; hãy kiểm tra lại tên tệp",
                "line {line}: brackets nested too deep; check the file name"
            ),
            Self::Invalid(problems) => invalid_message(problems, lang),
            Self::AlreadyThere => say!(
                lang,
                "tệp đã có, không ghi đè; hãy chọn tên khác",
                "the file exists and is not overwritten; choose another name"
            ),
            Self::HoldsWork => say!(
                lang,
                "đây là sổ chấm điểm hoặc bộ tiêu chí, không ghi đè; hãy chọn tên khác",
                "this is a workbook or a criteria set and is not overwritten; choose another name"
            ),
            Self::NotReplaced => say!(
                lang,
                "đây không phải tệp thường, không ghi vào được; hãy chọn tên khác",
                "this is not a regular file and is not written to; choose another name"
            ),
            Self::OtherWorkbook => say!(
                lang,
                "tệp đã bị thay bằng sổ của bộ tiêu chí hoặc năm khác, chưa ghi gì; hãy {backup}",
                "the file was replaced by a workbook of another set or year, nothing was written; {backup}"
            ),
            Self::OnlyBackups(folder) => only_backups_message(folder, lang),
            Self::Gone => gone_message(lang).to_owned(),
            Self::FolderGone => folder_gone_message(lang).to_owned(),
            Self::Busy(by) => busy_message(by.as_deref(), lang),
            Self::ReadOnly(reason) => reason.message(lang),
            Self::Sealed(event) => sealed_message(event, lang),
            Self::Refused(act, kind, code) => refused_message(*act, *kind, *code, lang),
            Self::NotVerified => say!(
                lang,
                "đọc lại sau khi lưu thấy nội dung khác; hãy lưu lại và báo người quản trị máy",
                "what was read back after saving differs; save again and tell whoever keeps this machine"
            ),
            Self::NotInTime => say!(
                lang,
                "chưa lưu xong trong thời hạn; hãy lưu lại",
                "not saved within the time limit; save again"
            ),
            Self::UnknownSet(id, known) => unknown_set_message(id, known, lang),
            Self::NoHistory => say!(
                lang,
                "chưa có lịch sử sửa đổi bên cạnh tệp; hãy {backup}",
                "there is no record of edits beside the file; {backup}"
            ),
            Self::HistoryBegins(from) => history_begins_message(*from, backup, lang),
            Self::BadConfig(detail) => bad_config_message(detail, lang),
        }
    }
}

fn history_begins_message(from: Timestamp, backup: &str, lang: Lang) -> String {
    let from = from.to_zoned(TimeZone::system());
    let from = from.strftime("%Y-%m-%d %H:%M:%S");
    say!(
        lang,
        "lịch sử chỉ có từ {from}; hãy chọn thời điểm từ đó trở đi hoặc {backup}",
        "the record begins at {from}; choose a time from then on, or {backup}"
    )
}

fn bad_config_message(detail: &str, lang: Lang) -> String {
    let detail = shown(detail);
    say!(
        lang,
        "tệp cấu hình sai: {detail}; hãy sửa hoặc xóa tệp",
        "bad configuration file: {detail}; mend or remove it"
    )
}

/// One word for everybody who meets a seal, with the time of this place.
pub fn sealed_message(event: &SealEvent, lang: Lang) -> String {
    let at = session::local_time(&event.at);
    let at = at.unwrap_or_else(|| seal::printed_time(&event.at));
    seal::sealed_words(&shown(&event.by), &at, lang)
}

fn only_backups_message(folder: &Path, lang: Lang) -> String {
    let folder = shown(&folder.display().to_string());
    say!(
        lang,
        "không còn tệp này; hãy chép bản mới nhất trong {folder} về chỗ cũ",
        "the file is gone; copy the newest of {folder} back to its place"
    )
}

const fn gone_message(lang: Lang) -> &'static str {
    lang.pick(
        "tệp đã bị xóa hoặc đổi tên; lưu lại là ghi mới tại chỗ cũ",
        "the file was removed or renamed; saving again writes it where it was",
    )
}

const fn folder_gone_message(lang: Lang) -> &'static str {
    lang.pick(
        "thư mục chứa tệp đã đổi tên hoặc chuyển đi; hãy đổi lại tên cũ",
        "the folder of the file was renamed or moved; give it its old name back",
    )
}

fn busy_message(by: Option<&str>, lang: Lang) -> String {
    let somebody = lang.pick("người khác", "somebody else");
    let by = shown(by.unwrap_or(somebody));
    say!(
        lang,
        "{by} đang ghi tệp này; hãy thử lại sau",
        "{by} is writing this file; try again later"
    )
}

fn unknown_set_message(id: &str, known: &[String], lang: Lang) -> String {
    let id = shown(id);
    let known = shown(&known.join(", "));
    say!(
        lang,
        "không có bộ tiêu chí “{id}”; các bộ hiện có: {known}",
        "there is no criteria set “{id}”; known sets: {known}"
    )
}

fn invalid_message(problems: &[Problem], lang: Lang) -> String {
    let first = problems
        .first()
        .map(|problem| problem.message(lang))
        .unwrap_or_default();
    match problems.len().saturating_sub(1) {
        0 => first,
        more => say!(
            lang,
            "{first} (và {more} chỗ sai khác)",
            "{first} (and {more} more)"
        ),
    }
}

fn refused_message(act: Act, kind: io::ErrorKind, code: Option<i32>, lang: Lang) -> String {
    let what = match act {
        Act::Read => lang.pick("không đọc được", "cannot be read"),
        Act::Write => lang.pick("không ghi được", "cannot be written"),
    };
    let why = refused_because(kind, lang);
    match code {
        Some(code) => format!("{what}: {why} (os {code})"),
        None => format!("{what}: {why}"),
    }
}

fn refused_because(kind: io::ErrorKind, lang: Lang) -> &'static str {
    match kind {
        io::ErrorKind::PermissionDenied => lang.pick(
            "không có quyền; hãy xin cấp quyền",
            "no permission; ask for it",
        ),
        io::ErrorKind::StorageFull => lang.pick(
            "đĩa đầy; hãy xóa bớt tệp rồi lưu lại",
            "the disk is full; remove some files and save again",
        ),
        io::ErrorKind::QuotaExceeded => lang.pick(
            "hết hạn mức dung lượng; hãy xóa bớt tệp rồi lưu lại",
            "the disk quota is used up; remove some files and save again",
        ),
        io::ErrorKind::FileTooLarge => lang.pick(
            "quá mức dung lượng cho phép; hãy báo người quản trị máy",
            "beyond the size that is allowed; tell whoever keeps this machine",
        ),
        io::ErrorKind::ReadOnlyFilesystem => lang.pick(
            "đĩa chỉ cho đọc; hãy chọn nơi khác",
            "the disk is read-only; choose another place",
        ),
        io::ErrorKind::InvalidFilename => lang.pick(
            "tên tệp quá dài hoặc không hợp lệ; hãy chọn tên khác",
            "the file name is too long or not allowed; choose another",
        ),
        _ => lang.pick(
            "đĩa báo lỗi; hãy báo người quản trị máy",
            "the disk reports an error; tell whoever keeps this machine",
        ),
    }
}

/// A text from outside as it may stand in a message: clean, one line, not endless.
pub(super) fn shown(text: &str) -> String {
    text::fit(&text::clean_line(text), 160).into_owned()
}

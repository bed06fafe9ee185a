//! Where the screen's effects take place: the saves folder and the open workbook with its saving thread. What
//! comes of an effect goes back as a message. Knows neither terminal nor model.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::criteria::builtin;
use crate::lang::Lang;
use crate::points::{self, DecimalMark};
use crate::say;
use crate::store::paths::{self, ListedBook, Places};
use crate::store::{Access, Keeper, Opened, Report, StoreError, file};
use crate::tui::mail::Post;
use crate::tui::message::{Effect, Message, NewBook, Opening, Shelved, ShelvedBook};
use crate::tui::runtime::Outside;
use crate::tui::terminal::Lifeline;
use crate::workbook::{Scores, Unit, Workbook, words};

/// How long a workbook that is closed may take to be saved before the officer is told.
const CLOSING: Duration = Duration::from_secs(4);
const EXAMPLE_NAME: &str = "kon-ray-2023.json";

/// The cabinet.
#[derive(Debug)]
pub struct Cabinet {
    places: Places,
    lang: Lang,
    post: Post,
    lifeline: Lifeline,
    open: Option<Keeper>,
    /// Closed on the screen, but not saved yet: they go on trying.
    unsaved: Vec<Keeper>,
    /// The number of the workbook on the screen; what threads of others tell of changes is not for it.
    current: Arc<AtomicU64>,
}

impl Cabinet {
    /// A cabinet with nothing open. What is open later is tied to the lifeline.
    pub fn new(places: Places, lang: Lang, post: Post, lifeline: Lifeline) -> Self {
        Self {
            places,
            lang,
            post,
            lifeline,
            open: None,
            unsaved: Vec::new(),
            current: Arc::default(),
        }
    }

    /// Opens a workbook and starts to keep it.
    pub fn open(&mut self, path: &Path) -> Result<Opening, StoreError> {
        let opened = file::open(path)?;
        self.put_away();
        let read_only = match &opened.access {
            Access::ReadWrite => None,
            Access::ReadOnly(reason) => Some(reason.message(self.lang)),
        };
        self.keep(&opened);
        Ok(Opening {
            file: name_of(&opened.path),
            book: opened.book,
            read_only,
            notice: None,
        })
    }

    fn keep(&mut self, opened: &Opened) {
        let number = self.current.fetch_add(1, Ordering::SeqCst) + 1;
        let (post, lang) = (self.post.clone(), self.lang);
        let current = Arc::clone(&self.current);
        let tell = move |report| {
            let is_on_screen = current.load(Ordering::SeqCst) == number;
            for message in told(report, lang) {
                if is_on_screen || matches!(message, Message::Failed { .. }) {
                    post.send(message);
                }
            }
        };
        self.open = Some(Keeper::start(opened, self.places.author.clone(), tell));
        self.tie();
    }

    /// Whoever has to end the program saves all that is kept.
    fn tie(&self) {
        let lang = self.lang;
        let handles: Vec<_> = self
            .unsaved
            .iter()
            .chain(&self.open)
            .map(Keeper::handle)
            .collect();
        self.lifeline.attach(move |limit| {
            let saved: Vec<_> = handles.iter().map(|handle| handle.flush(limit)).collect();
            saved
                .into_iter()
                .collect::<Result<(), _>>()
                .map_err(|error| error.message(lang))
        });
    }

    /// Takes the open workbook from the desk. When it cannot be saved now, it is kept on trying.
    fn put_away(&mut self) {
        let Some(mut keeper) = self.open.take() else {
            return;
        };
        self.current.fetch_add(1, Ordering::SeqCst);
        if let Err(error) = keeper.close(CLOSING) {
            self.fail(error.message(self.lang));
            self.unsaved.push(keeper);
        }
        self.tie();
    }

    fn show(&mut self, path: &Path) {
        match self.open(path) {
            Ok(opening) => self.post.send(Message::Opened(Box::new(opening))),
            Err(error) => self.fail(error.message(self.lang)),
        }
    }

    fn create(&mut self, new: &NewBook) {
        let path = self.places.saves.join(&new.file);
        match self.make(&path, new) {
            Ok(()) => self.show(&path),
            Err(error) => self.fail(error.message(self.lang)),
        }
    }

    fn make(&self, path: &Path, new: &NewBook) -> Result<(), StoreError> {
        let found = paths::find_set(&new.set, &self.places)?;
        let unit = Unit {
            name: new.unit.clone(),
            ..Unit::default()
        };
        file::create(path, &Workbook::new(found.set, unit, new.year), &found.json)
    }

    /// The officer's own copy of the example, made once.
    fn open_example(&mut self) {
        let path = self.places.saves.join(EXAMPLE_NAME);
        match put_example(&path) {
            Ok(()) => self.show(&path),
            Err(error) => self.fail(say!(
                self.lang,
                "{path}: không chép được sổ mẫu ({error}). Kiểm tra quyền ghi của thư mục.",
                "{path}: the example cannot be copied ({error}). Check the folder's permissions.",
                path = path.display()
            )),
        }
    }

    /// Reads a folder of workbooks, which may take a while, in a thread of its own.
    fn list(&self) {
        let (post, folder, lang) = (self.post.clone(), self.places.saves.clone(), self.lang);
        std::thread::spawn(move || {
            post.send(match paths::list_workbooks(&folder) {
                Ok(listed) => {
                    Message::Shelf(listed.into_iter().map(|book| shelved(book, lang)).collect())
                }
                Err(error) => Message::Failed {
                    message: error.message(lang),
                },
            });
        });
    }

    fn fail(&self, message: String) {
        self.post.send(Message::Failed { message });
    }
}

impl Outside for Cabinet {
    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Store(edit) => {
                if let Some(keeper) = &self.open {
                    keeper.edit(edit);
                }
            }
            Effect::SaveNow => {
                if let Some(keeper) = &self.open {
                    keeper.save_now();
                }
            }
            Effect::Open(path) => self.show(&path),
            Effect::Create(new) => self.create(&new),
            Effect::OpenExample => self.open_example(),
            Effect::ListShelf => self.list(),
            Effect::Close => {
                self.put_away();
                self.list();
            }
            // The loop carries these out itself.
            Effect::EditOutside(_) | Effect::Redraw | Effect::Quit => {}
        }
    }

    fn close(&mut self) -> Result<(), String> {
        let mut refused = Ok(());
        for keeper in self.unsaved.iter_mut().chain(&mut self.open) {
            if let Err(error) = keeper.close(CLOSING) {
                refused = Err(error.message(self.lang));
            }
        }
        refused
    }
}

/// What a saving thread tells, in words.
fn told(report: Report, lang: Lang) -> Vec<Message> {
    match report {
        Report::Saved { at } => vec![Message::Saved {
            at: local(at, "%H:%M:%S"),
        }],
        Report::Failed(error) => vec![Message::SaveFailed {
            message: error.message(lang),
        }],
        Report::Changed(book) => vec![Message::Changed(book)],
        Report::Rejected(rejected) => rejected
            .into_iter()
            .map(|(_, why)| Message::Failed {
                message: say!(
                    lang,
                    "Không ghi được một chỗ vừa nhập vì tệp đã thay đổi: {why}",
                    "Something just typed could not be stored because the file has changed: {why}",
                    why = words::rejection(&why, lang, mark_of(lang))
                ),
            })
            .collect(),
    }
}

fn put_example(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(builtin::EXAMPLE.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

fn shelved(listed: ListedBook, lang: Lang) -> Shelved {
    let changed = listed
        .modified
        .and_then(|time| Timestamp::try_from(time).ok());
    Shelved {
        file: name_of(&listed.path),
        content: file::open(&listed.path)
            .map(|opened| shelved_book(&opened.book, lang))
            .map_err(|error| error.message(lang)),
        changed: changed.map_or_else(String::new, |at| local(at, "%d/%m/%Y %H:%M")),
        path: listed.path,
    }
}

fn shelved_book(book: &Workbook, lang: Lang) -> ShelvedBook {
    let total = Scores::of(book).total;
    let mark = mark_of(lang);
    let percent = total
        .percent()
        .map(|percent| format!("{} %", points::print(percent, mark)));
    let head = &book.set.head;
    ShelvedBook {
        unit: book.unit.name.clone(),
        year: book.year,
        score: format!(
            "{}/{}",
            points::print(total.score, mark),
            points::print(total.max, mark)
        ),
        percent: percent.unwrap_or_default(),
        answered: total.answered,
        criteria: total.criteria,
        set: head
            .decision
            .as_ref()
            .map_or_else(|| head.title.clone(), |decision| decision.number.clone()),
    }
}

const fn mark_of(lang: Lang) -> DecimalMark {
    match lang {
        Lang::Vi => DecimalMark::Comma,
        Lang::En => DecimalMark::Point,
    }
}

/// A moment in local time.
fn local(at: Timestamp, format: &str) -> String {
    at.to_zoned(TimeZone::system()).strftime(format).to_string()
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(PathBuf::from)
        .unwrap_or_default()
        .display()
        .to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::tui::mail::{self, Inbox};
    use crate::workbook::Edit;

    /// A cabinet over an empty saves folder.
    fn cabinet(folder: &Path) -> (Cabinet, Inbox, Lifeline) {
        let places = Places {
            saves: folder.join("saves"),
            criteria: Vec::new(),
            author: crate::store::Author {
                name: "cb1".to_owned(),
            },
        };
        let (post, inbox) = mail::open().unwrap();
        let lifeline = Lifeline::default();
        (
            Cabinet::new(places, Lang::Vi, post, lifeline.clone()),
            inbox,
            lifeline,
        )
    }

    fn next(inbox: &Inbox) -> Message {
        let latest = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(message) = inbox.next() {
                return message;
            }
            assert!(Instant::now() < latest, "no message came");
            std::thread::yield_now();
        }
    }

    fn explain(text: &str) -> Effect {
        Effect::Store(Edit::Justification {
            code: "3.4.1".to_owned(),
            text: text.to_owned(),
        })
    }

    fn explanation(cabinet: &Cabinet) -> String {
        let opened = file::open(&cabinet.places.saves.join(EXAMPLE_NAME)).unwrap();
        opened.book.answer("3.4.1").justification.clone()
    }

    #[test]
    fn the_example_is_copied_once_and_what_is_typed_into_it_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (mut cabinet, inbox, _) = cabinet(folder.path());
        cabinet.carry_out(Effect::OpenExample);
        assert!(matches!(next(&inbox), Message::Opened(opening) if opening.file == EXAMPLE_NAME));
        cabinet.carry_out(explain("Của tôi"));
        cabinet.carry_out(Effect::Close);
        assert!(matches!(next(&inbox), Message::Saved { at } if at.len() == "10:42:07".len()));
        assert!(matches!(next(&inbox), Message::Shelf(books) if books.len() == 1));
        cabinet.carry_out(Effect::OpenExample);
        assert!(matches!(next(&inbox), Message::Opened(_)));
        assert_eq!(explanation(&cabinet), "Của tôi");
    }

    #[test]
    fn whoever_must_end_the_program_saves_what_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let (mut cabinet, inbox, lifeline) = cabinet(folder.path());
        cabinet.carry_out(Effect::OpenExample);
        next(&inbox);
        cabinet.carry_out(explain("Kịp"));
        assert_eq!(lifeline.save(Duration::from_secs(5)), Ok(()));
        assert_eq!(explanation(&cabinet), "Kịp");
    }

    #[test]
    fn a_new_workbook_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let (mut cabinet, inbox, _) = cabinet(folder.path());
        let new = || {
            Effect::Create(NewBook {
                set: "kon-tum-huyen-2023".to_owned(),
                unit: "UBND huyện Kon Rẫy".to_owned(),
                year: 2023,
                file: "so.json".to_owned(),
            })
        };
        cabinet.carry_out(new());
        assert!(matches!(next(&inbox), Message::Opened(_)));
        cabinet.carry_out(new());
        assert!(matches!(next(&inbox), Message::Failed { message } if message.contains("so.json")));
    }

    #[test]
    fn what_cannot_be_saved_keeps_the_program_open() {
        let folder = tempfile::tempdir().unwrap();
        let (mut cabinet, inbox, _) = cabinet(folder.path());
        cabinet.carry_out(Effect::OpenExample);
        next(&inbox);
        std::fs::remove_dir_all(&cabinet.places.saves).unwrap();
        cabinet.carry_out(explain("Ở đâu"));
        assert!(cabinet.close().is_err());
    }
}

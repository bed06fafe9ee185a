//! Carries exports from the screen to files: where a typed name leads, the job on a thread of its own, and what is
//! told of it. Knows the home folder and the name of this machine; draws nothing.

use std::path::{Path, PathBuf};

use crate::handout::job::{Job, Told};
use crate::handout::{self, Handout};
use crate::lang::Lang;
use crate::tui::mail::Post;
use crate::tui::message::{Exported, Message};
use crate::workbook::Workbook;

/// The courier.
#[derive(Debug)]
pub struct Courier {
    home: Option<PathBuf>,
    lang: Lang,
    post: Post,
    /// The folder of the workbook that is open.
    beside: PathBuf,
    job: Option<Job>,
}

impl Courier {
    /// A courier who takes `~` for this folder.
    pub fn new(home: Option<PathBuf>, lang: Lang, post: Post) -> Self {
        Self {
            home,
            lang,
            post,
            beside: PathBuf::new(),
            job: None,
        }
    }

    /// Takes notice of the workbook that is opened; the name that its export is offered.
    pub fn offer(&mut self, book: &Path) -> String {
        self.beside = book.parent().map(Path::to_owned).unwrap_or_default();
        let name = self.folder().join(handout::first_name(book));
        shown(&handout::free_name(name), self.home.as_deref())
    }

    /// Where exports go by themselves: home, where files are fetched from, else beside the workbook.
    fn folder(&self) -> PathBuf {
        let home = self.home.clone().filter(|home| home.is_dir());
        home.unwrap_or_else(|| self.beside.clone())
    }

    /// Where a typed name leads: `~/` is the home folder, a name alone lies where exports go by themselves.
    fn path(&self, typed: &str) -> PathBuf {
        match (typed.strip_prefix("~/"), &self.home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => self.folder().join(typed),
        }
    }

    /// Exports a workbook; what comes of it is posted.
    pub fn export(&mut self, book: Workbook, typed: &str) {
        let (wanted, home) = (self.path(typed), self.home.clone());
        let (lang, post) = (self.lang, self.post.clone());
        self.job = Some(Job::start(
            move |gate| {
                let Some(printer) = handout::printer(&wanted) else {
                    return Some(Err(handout::unknown_kind(&wanted, lang)));
                };
                let handout = Handout::of(&book);
                let score = handout.scores().total.score;
                let written = handout::write_new(&handout, printer, &wanted, gate).transpose()?;
                let exported = written.map(|path| Exported {
                    name: shown(&path, home.as_deref()),
                    fetch: fetch(&path, home.as_deref()),
                    score,
                    next: next(&path, home.as_deref()),
                });
                Some(exported.map_err(|error| error.message(lang)))
            },
            move |told| match told {
                Told::TakesLong => post.send(Message::ExportTakesLong),
                Told::Done(Some(result)) => post.send(Message::Exported(result)),
                Told::Done(None) => post.send(Message::ExportGivenUp),
            },
        ));
    }

    /// Gives up the export that is being made, and says so; too late for that, it says that it is done.
    pub fn give_up(&self) {
        if self.job.as_ref().is_some_and(Job::give_up) {
            self.post.send(Message::ExportGivenUp);
        }
    }

    /// Before the program ends nothing is left half-written.
    pub fn end(&mut self) {
        self.give_up();
        if let Some(job) = self.job.take() {
            job.end();
        }
    }
}

/// A Word document is what is handed in: the next name is one, whatever was exported last.
fn next(path: &Path, home: Option<&Path>) -> String {
    let next = handout::numbered_on(path).with_extension("docx");
    shown(&handout::free_name(next), home)
}

/// A path with `~` for the home folder.
fn shown(path: &Path, home: Option<&Path>) -> String {
    let path = match home.and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) => Path::new("~").join(rest),
        None => path.to_owned(),
    };
    crate::text::clean_line(&path.display().to_string())
}

/// `scp nv-server:bao-cao.docx .`, to be typed on the machine that the file is wanted on.
fn fetch(path: &Path, home: Option<&Path>) -> String {
    let machine = rustix::system::uname();
    let machine = machine.nodename().to_string_lossy().into_owned();
    let path = home
        .and_then(|home| path.strip_prefix(home).ok())
        .unwrap_or(path);
    let path = crate::text::clean_line(&path.display().to_string());
    if path.contains([' ', '\'', '"', '(', ')', '&', ';']) {
        format!("scp \"{machine}:{path}\" .")
    } else {
        format!("scp {machine}:{path} .")
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::tui::mail::{self, Inbox};

    fn example() -> Workbook {
        crate::store::file::read_bytes(
            "kon-ray-2023.json".as_ref(),
            crate::criteria::builtin::EXAMPLE.as_bytes(),
        )
        .expect("the example reads")
    }

    fn next_message(inbox: &Inbox) -> Message {
        let limit = Instant::now() + Duration::from_secs(60);
        while Instant::now() < limit {
            let message = inbox.next();
            if let Some(message) = message.filter(|told| !matches!(told, Message::ExportTakesLong))
            {
                return message;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("nothing was told")
    }

    fn exported(inbox: &Inbox) -> Exported {
        match next_message(inbox) {
            Message::Exported(Ok(exported)) => exported,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_report_is_never_written_over_and_its_number_goes_up() {
        let home = tempfile::tempdir().expect("a folder");
        let (post, inbox) = mail::open().expect("a post");
        let mut courier = Courier::new(Some(home.path().to_owned()), Lang::Vi, post);
        let offered = courier.offer(Path::new("/srv/saves/kon-ray-2023.json"));
        assert_eq!(offered, "~/bao-cao-kon-ray-2023-so1.docx");
        let taken = home.path().join("bao-cao-kon-ray-2023-so1.docx");
        std::fs::write(&taken, "somebody's").expect("written");
        courier.export(example(), &offered);
        let first = exported(&inbox);
        assert_eq!(first.name, "~/bao-cao-kon-ray-2023-so2.docx");
        assert_eq!(first.next, "~/bao-cao-kon-ray-2023-so3.docx");
        assert!(
            first.fetch.ends_with(":bao-cao-kon-ray-2023-so2.docx ."),
            "{first:?}"
        );
        assert_eq!(crate::points::print_plain(first.score), "90.29");
        assert_eq!(std::fs::read(&taken).expect("still there"), b"somebody's");
        courier.export(example(), "tep/la.docx");
        assert!(matches!(next_message(&inbox), Message::Exported(Err(_))));
        courier.export(example(), "bang.json");
        assert_eq!(exported(&inbox).name, "~/bang.json");
        let names = std::fs::read_dir(home.path()).expect("listed").count();
        assert_eq!(names, 3, "nothing else lies there");
    }

    #[test]
    fn without_a_home_folder_files_lie_beside_the_workbook() {
        let saves = tempfile::tempdir().expect("a folder");
        let (post, inbox) = mail::open().expect("a post");
        let mut courier = Courier::new(None, Lang::Vi, post);
        let offered = courier.offer(&saves.path().join("so.json"));
        assert_eq!(
            Path::new(&offered),
            saves.path().join("bao-cao-so-so1.docx")
        );
        courier.export(example(), "bc.md");
        exported(&inbox);
        assert!(saves.path().join("bc.md").is_file());
    }
}

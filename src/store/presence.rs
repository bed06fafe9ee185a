//! Who else has a workbook open, and where: a small file for each session, which lives as long as it does. It only
//! informs; nothing ever waits for it.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use rustix::fs::{Timespec, Timestamps, UTIME_NOW, UTIME_OMIT};
use serde::{Deserialize, Serialize};

use crate::store::beside::{self, UNFINISHED};
use crate::store::error::StoreError;
use crate::store::side::{self, Side};
use crate::text;

/// Between two signs of life.
const BEAT: Duration = Duration::from_secs(30);
/// A session on another machine that gave none for so long is gone.
const SILENCE: Duration = Duration::from_secs(120);
/// Sessions that are told at most.
const MOST: usize = 50;

/// Somebody else at a workbook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Present {
    /// Who.
    pub author: String,
    /// At which criterion; may be empty.
    pub code: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Trace {
    author: String,
    pid: u32,
    host: String,
    code: String,
}

/// This session among those at a workbook.
#[derive(Debug)]
pub struct Presence {
    side: Side,
    folder: OwnedFd,
    name: String,
    trace: Trace,
    /// Held for its lock; none while the trace could not be written.
    held: Option<std::fs::File>,
    beaten: Instant,
    seen: Vec<Present>,
    /// When each session of another machine gave its last sign, and what that was.
    heard: BTreeMap<String, (Option<SystemTime>, Instant)>,
}

impl Presence {
    /// Joins those at a workbook. Errors: the side folder cannot be made or written.
    pub fn join(workbook: &Path, author: &str) -> Result<Self, StoreError> {
        let side = Side::of(workbook)?;
        let refused = |error: io::Error| {
            StoreError::refused(workbook, crate::store::error::Act::Write, &error)
        };
        let folder = side.inner("presence").map_err(refused)?;
        let mut presence = Self {
            side,
            folder,
            name: beside::own_name(),
            trace: Trace {
                author: author.to_owned(),
                pid: std::process::id(),
                host: host(),
                code: String::new(),
            },
            held: None,
            beaten: Instant::now(),
            seen: Vec::new(),
            heard: BTreeMap::new(),
        };
        presence.write();
        Ok(presence)
    }

    /// Says where this session is.
    pub fn move_to(&mut self, code: &str) {
        if self.trace.code != code || self.held.is_none() {
            code.clone_into(&mut self.trace.code);
            self.write();
        }
    }

    /// A trace that cannot be written costs the others the sight of this session, and nothing else.
    fn write(&mut self) {
        let finish = |file: &std::fs::File| self.side.rights.give(file);
        let written = beside::put(&self.folder, &self.name, &self.trace, finish);
        self.held = written.ok();
        self.beaten = Instant::now();
    }

    /// Gives a sign of life when one is due, and tells the others when they changed.
    pub fn look(&mut self) -> Option<Vec<Present>> {
        if self.beaten.elapsed() >= BEAT {
            self.beat();
        }
        let now = self.others();
        (now != self.seen).then(|| {
            self.seen.clone_from(&now);
            now
        })
    }

    fn beat(&mut self) {
        self.beaten = Instant::now();
        let now = Timestamps {
            last_access: Timespec {
                tv_sec: 0,
                tv_nsec: UTIME_OMIT,
            },
            last_modification: Timespec {
                tv_sec: 0,
                tv_nsec: UTIME_NOW,
            },
        };
        let held = self.held.as_ref();
        let beats = held.is_some_and(|file| {
            beside::is_at(&self.folder, &self.name, file)
                && rustix::fs::futimens(file, &now).is_ok()
        });
        if !beats {
            self.write();
        }
    }

    /// The other sessions that live, by name. The traces of dead ones are removed.
    fn others(&mut self) -> Vec<Present> {
        let names = side::names(&self.folder).unwrap_or_default();
        for name in &names {
            beside::sweep(&self.folder, name);
        }
        self.heard.retain(|name, _| names.contains(name));
        let own = self.name.clone();
        let others = names
            .iter()
            .filter(|name| **name != own && !name.starts_with(UNFINISHED));
        let mut present: Vec<Present> = others
            .filter_map(|name| self.other(name))
            .take(MOST)
            .collect();
        present.sort();
        present
    }

    fn other(&mut self, name: &str) -> Option<Present> {
        let found = beside::find(&self.folder, name)?;
        let trace: Option<Trace> = beside::content(&found.file);
        let silent = self.is_silent(name, &found.file);
        let here = trace
            .as_ref()
            .is_none_or(|trace| trace.host == self.trace.host);
        // A lock says nothing of another machine's sessions, nor silence of one here that was put to sleep.
        let gone = if here { !found.lives } else { silent };
        if gone && beside::is_at(&self.folder, name, &found.file) {
            let _ = side::remove(&self.folder, name);
            return None;
        }
        let trace = trace.filter(|_| !gone)?;
        Some(Present {
            author: text::clean_line(&trace.author),
            code: text::clean_line(&trace.code),
        })
    }
}

impl Presence {
    /// Whether a session gave no sign for long: by the clock, and, because that may have been set back since, by
    /// how long this session has been waiting for the next.
    fn is_silent(&mut self, name: &str, file: &std::fs::File) -> bool {
        let sign = file.metadata().and_then(|found| found.modified()).ok();
        let heard = self
            .heard
            .entry(name.to_owned())
            .or_insert((sign, Instant::now()));
        if heard.0 != sign {
            *heard = (sign, Instant::now());
        }
        heard.1.elapsed() > SILENCE || beside::age(file) > SILENCE
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let _ = side::remove(&self.folder, &self.name);
    }
}

fn host() -> String {
    let name = rustix::system::uname();
    name.nodename().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::process::{Command, Stdio};
    use tempfile::TempDir;

    use super::*;

    fn workbook() -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().canonicalize().expect("there").join("a.json");
        fs::write(&path, "{}").expect("written");
        (folder, path)
    }

    fn traces(path: &Path) -> usize {
        let folder = path
            .parent()
            .expect("a folder")
            .join(".chamdiem/a.json/presence");
        fs::read_dir(folder).expect("a folder").count()
    }

    fn present(author: &str, code: &str) -> Vec<Present> {
        vec![Present {
            author: author.to_owned(),
            code: code.to_owned(),
        }]
    }

    #[test]
    fn two_see_each_other_and_where_and_that_one_left() {
        let (_folder, path) = workbook();
        let mut one = Presence::join(&path, "cb1").expect("joined");
        assert_eq!(one.look(), None, "nobody else");
        let mut two = Presence::join(&path, "cb2").expect("joined");
        two.move_to("5.6");
        assert_eq!(one.look(), Some(present("cb2", "5.6")));
        assert_eq!(one.look(), None, "nothing new");
        assert_eq!(two.look(), Some(present("cb1", "")));
        two.move_to("5.7");
        assert_eq!(one.look(), Some(present("cb2", "5.7")));
        drop(two);
        assert_eq!((one.look(), traces(&path)), (Some(Vec::new()), 1));
        drop(one);
        assert_eq!(traces(&path), 0);
    }

    /// The other half of the test below.
    #[test]
    #[ignore = "waits to be killed"]
    fn a_session_that_waits_to_be_killed() {
        let path = PathBuf::from(std::env::var_os("PRESENCE_PATH").expect("a path"));
        let mut presence = Presence::join(&path, "cb2").expect("joined");
        presence.move_to("5.6");
        println!("\nhere");
        std::thread::sleep(Duration::from_secs(60));
    }

    #[test]
    fn a_session_that_was_killed_is_gone_at_once_and_its_trace_is_removed() {
        use std::io::{BufRead, BufReader};
        let (_folder, path) = workbook();
        let mut one = Presence::join(&path, "cb1").expect("joined");
        let mut other = Command::new(std::env::current_exe().expect("this test"))
            .args([
                "--exact",
                "store::presence::tests::a_session_that_waits_to_be_killed",
            ])
            .args(["--ignored", "--nocapture"])
            .env("PRESENCE_PATH", &path)
            .stdout(Stdio::piped())
            .spawn()
            .expect("started");
        let lines = BufReader::new(other.stdout.take().expect("piped")).lines();
        let _ = lines.map_while(Result::ok).find(|line| line == "here");
        assert_eq!(one.look(), Some(present("cb2", "5.6")));
        other.kill().expect("killed");
        other.wait().expect("ended");
        assert_eq!((one.look(), traces(&path)), (Some(Vec::new()), 1));
    }

    #[test]
    fn a_trace_from_another_machine_counts_for_two_minutes() {
        let (_folder, path) = workbook();
        let mut one = Presence::join(&path, "cb1").expect("joined");
        let trace = path.with_file_name(".chamdiem/a.json/presence/7-0.json");
        let there = r#"{"author":"cb\u001b[2J3","pid":7,"host":"xa-khac","code":"1.1"}"#;
        fs::write(&trace, there).expect("written");
        assert_eq!(
            one.look(),
            Some(present("cb3", "1.1")),
            "cleaned of control characters"
        );
        let file = fs::File::options().write(true).open(&trace).expect("there");
        let long_ago = SystemTime::now() - Duration::from_secs(121);
        file.set_modified(long_ago).expect("set");
        assert_eq!((one.look(), traces(&path)), (Some(Vec::new()), 1));
    }

    #[test]
    fn a_trace_that_bears_a_time_that_is_not_yet_counts_as_long_as_it_gives_signs() {
        let (_folder, path) = workbook();
        let mut one = Presence::join(&path, "cb1").expect("joined");
        let name = "7-0.json";
        let trace = path.with_file_name(".chamdiem/a.json/presence").join(name);
        let there = r#"{"author":"cb3","pid":7,"host":"xa-khac","code":"1.1"}"#;
        fs::write(&trace, there).expect("written");
        let set = |ahead| {
            let file = fs::File::options().write(true).open(&trace).expect("there");
            file.set_modified(SystemTime::now() + ahead).expect("set");
        };
        let hour = Duration::from_secs(3_600);
        set(hour);
        assert_eq!(one.look(), Some(present("cb3", "1.1")));
        let long_waited = |presence: &mut Presence| {
            let (_, since) = presence.heard.get_mut(name).expect("heard");
            *since = since.checked_sub(SILENCE + BEAT).expect("long enough ago");
        };
        long_waited(&mut one);
        set(hour + BEAT);
        assert_eq!(one.look(), None, "it gave a sign");
        long_waited(&mut one);
        assert_eq!((one.look(), traces(&path)), (Some(Vec::new()), 1));
    }

    #[test]
    fn rubbish_in_the_folder_disturbs_nobody() {
        let (_folder, path) = workbook();
        let mut one = Presence::join(&path, "cb1").expect("joined");
        let folder = path.with_file_name(".chamdiem/a.json/presence");
        fs::write(folder.join("1-0.json"), "rác").expect("written");
        fs::create_dir(folder.join("2-0.json")).expect("made");
        std::os::unix::fs::symlink("/etc/passwd", folder.join("3-0.json")).expect("linked");
        assert_eq!(one.look(), None);
        fs::remove_dir_all(&folder).expect("removed");
        one.move_to("1.1");
        assert_eq!(
            one.look(),
            None,
            "whoever removes the folder ends it for this session only"
        );
    }
}

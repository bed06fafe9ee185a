//! The folder `.chamdiem/NAME.json/` beside a workbook, where everything lies that is not the workbook: lock,
//! temporary files, backups. Follows no symbolic link, and gives what it makes the workbook's group and mode.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata, TryLockError};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{AtFlags, Gid, Mode, OFlags, Uid};
use rustix::io::Errno;

use crate::store::error::{Act, Cause, StoreError};

const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);
const LOCK_NAME: &str = "lock";
/// Between two tries to get the lock; saving holds it for milliseconds.
const LOCK_PAUSE: Duration = Duration::from_millis(15);

/// A workbook's own side folder.
#[derive(Debug)]
pub(super) struct Side {
    /// The workbook itself; canonical, no symbolic link.
    pub(super) real: PathBuf,
    /// The name of the workbook.
    pub(super) name: OsString,
    /// The folder in which the workbook lies.
    pub(super) parent: OwnedFd,
    /// `.chamdiem/NAME.json` in it.
    pub(super) folder: OwnedFd,
    /// Whom and how the workbook serves.
    pub(super) rights: Rights,
}

/// Owner, group and mode that everything beside a workbook shares with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rights {
    owner: u32,
    group: u32,
    mode: u32,
}

/// The lock of a workbook; released when dropped.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held for its lock only")] File);

impl Rights {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            owner: metadata.uid(),
            group: metadata.gid(),
            mode: metadata.mode() & 0o7777,
        }
    }

    /// For a workbook that is not there yet: what a file made in this folder gets.
    fn in_folder(folder: &Metadata) -> Self {
        let shared = folder.mode() & 0o2020 == 0o2020;
        let own = rustix::process::geteuid().as_raw();
        let group = if folder.mode() & 0o2000 == 0 {
            rustix::process::getegid().as_raw()
        } else {
            folder.gid()
        };
        Self {
            owner: own,
            group,
            mode: if shared {
                0o660
            } else {
                0o644 & folder.mode() | 0o600
            },
        }
    }

    /// The mode of a folder for files of this mode: whoever reads the files may look, whoever writes them may
    /// add, and in a folder that a group writes everything belongs to the group.
    fn folder_mode(self) -> u32 {
        let mode = self.mode & 0o777;
        let searchable = mode | (mode & 0o444) >> 2 | 0o700;
        if mode & 0o020 == 0 {
            searchable
        } else {
            searchable | 0o2000
        }
    }

    /// Gives a file these rights. Not everybody may give files away: then as far as it is allowed. The mode
    /// comes last, because a change of owner or group takes bits from it.
    pub(super) fn give(self, file: impl AsFd) -> io::Result<()> {
        self.give_with_mode(file, self.mode)
    }

    fn give_with_mode(self, file: impl AsFd, mode: u32) -> io::Result<()> {
        let (owner, group) = (Uid::from_raw(self.owner), Gid::from_raw(self.group));
        let both = rustix::fs::fchown(&file, Some(owner), Some(group));
        if both == Err(Errno::PERM) {
            match rustix::fs::fchown(&file, None, Some(group)) {
                Ok(()) | Err(Errno::PERM) => {}
                Err(error) => return Err(error.into()),
            }
        } else {
            both?;
        }
        Ok(rustix::fs::fchmod(&file, Mode::from_raw_mode(mode))?)
    }
}

impl Side {
    /// The side folder of a workbook, made when missing.
    pub(super) fn of(real: &Path) -> Result<Self, StoreError> {
        Self::prepare(real).map_err(|error| StoreError::refused(real, Act::Write, &error))
    }

    fn prepare(real: &Path) -> io::Result<Self> {
        let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(io::ErrorKind::IsADirectory.into());
        };
        let around = std::fs::metadata(folder)?;
        let rights = match std::fs::metadata(real) {
            Ok(metadata) => Rights::of(&metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Rights::in_folder(&around),
            Err(error) => return Err(error),
        };
        let parent: OwnedFd = File::open(folder)?.into();
        let all = Rights {
            mode: around.mode() & 0o7777,
            ..rights
        };
        let all = inner_folder(&parent, OsStr::new(".chamdiem"), all, all.mode | 0o700)?;
        let own = inner_folder(&all, name, rights, rights.folder_mode())?;
        Ok(Self {
            real: real.to_owned(),
            name: name.to_owned(),
            parent,
            folder: own,
            rights,
        })
    }

    /// A folder inside the side folder, made when missing.
    pub(super) fn inner(&self, name: &str) -> io::Result<OwnedFd> {
        inner_folder(
            &self.folder,
            OsStr::new(name),
            self.rights,
            self.rights.folder_mode(),
        )
    }

    /// Waits for the lock. Who holds it is written in it, for the message to those who wait in vain.
    pub(super) fn lock(&self, who: &str, patience: Duration) -> Result<Lock, StoreError> {
        let refused = |error: io::Error| StoreError::refused(&self.real, Act::Write, &error);
        let mut file = self.lock_file().map_err(refused)?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(refused(error)),
                Err(TryLockError::WouldBlock) if start.elapsed() >= patience => {
                    return Err(StoreError::new(&self.real, Cause::Busy(holder(&file))));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            }
        }
        // On a full disk the name cannot be written; the lock holds all the same.
        let _ = file
            .set_len(0)
            .and_then(|()| file.write_all(who.as_bytes()));
        Ok(Lock(file))
    }

    fn lock_file(&self) -> io::Result<File> {
        let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let new = flags | OFlags::CREATE | OFlags::EXCL;
        match rustix::fs::openat(&self.folder, LOCK_NAME, new, Mode::RUSR | Mode::WUSR) {
            Ok(made) => {
                self.rights
                    .give_with_mode(&made, self.rights.mode & 0o666 | 0o600)?;
                Ok(made.into())
            }
            Err(Errno::EXIST) => {
                let there = rustix::fs::openat(&self.folder, LOCK_NAME, flags, Mode::empty())?;
                Ok(there.into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The name that the holder of the lock wrote into it.
fn holder(file: &File) -> Option<String> {
    let mut name = [0; 64];
    let length = file.read_at(&mut name, 0).ok()?;
    let name = String::from_utf8_lossy(name.get(..length)?).into_owned();
    (!name.is_empty()).then_some(name)
}

fn inner_folder(parent: impl AsFd, name: &OsStr, rights: Rights, mode: u32) -> io::Result<OwnedFd> {
    let is_new = match rustix::fs::mkdirat(&parent, name, Mode::RWXU) {
        Ok(()) => true,
        Err(Errno::EXIST) => false,
        Err(error) => return Err(error.into()),
    };
    let folder = rustix::fs::openat(&parent, name, FOLDER, Mode::empty())?;
    if is_new {
        rights.give_with_mode(&folder, mode)?;
    }
    Ok(folder)
}

/// The names in a folder.
pub(super) fn names(folder: &OwnedFd) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in rustix::fs::Dir::read_from(folder)? {
        if let Ok(name) = entry?.file_name().to_str() {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// Makes a new file in a folder; never opens one that is there.
pub(super) fn new_file(folder: &OwnedFd, name: &str) -> io::Result<File> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = rustix::fs::openat(folder, name, flags, Mode::RUSR | Mode::WUSR)?;
    Ok(file.into())
}

/// Reads a file of a folder; follows no link.
pub(super) fn content_of(folder: &OwnedFd, name: &str) -> io::Result<Vec<u8>> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = rustix::fs::openat(folder, name, flags, Mode::empty())?;
    let mut content = Vec::new();
    File::from(file).read_to_end(&mut content)?;
    Ok(content)
}

/// Removes a file from a folder.
pub(super) fn remove(folder: &OwnedFd, name: &str) -> io::Result<()> {
    Ok(rustix::fs::unlinkat(folder, name, AtFlags::empty())?)
}

/// Reads a file that was just written, to compare it.
pub(super) fn read_back(path: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    File::open(path)?.read_to_end(&mut content)?;
    Ok(content)
}

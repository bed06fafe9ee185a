//! Whether a workbook that several officers share is set up for it: group, modes and umask, looked at when it is
//! opened. Warns and hinders nothing; a private folder of one's own is nobody's business.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::Mode;

use crate::lang::Lang;
use crate::say;
use crate::text;

/// What is not set up for sharing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The group may not write in the folder; the folder.
    FolderNotGroups(PathBuf),
    /// What is made in the folder does not get the group of the workbook; the folder.
    FolderNotSetgid(PathBuf),
    /// The group may not write the file.
    FileNotGroups,
    /// This session takes the group's rights away from what it makes; its umask.
    Umask(u32),
}

/// What is known of a workbook's place. Gathered apart from the judgement, so that this can be tested.
#[derive(Clone, Copy, Debug)]
struct Setup {
    me: u32,
    my_group: u32,
    owner: u32,
    group: u32,
    file_mode: u32,
    folder_owner: u32,
    folder_mode: u32,
    folder_group: u32,
    umask: u32,
    /// Others in the file's group, as far as this machine's lists know.
    group_has_others: bool,
}

/// The first thing that is wrong with the sharing of a workbook; none when it is private, or well set up, or cannot
/// be looked at.
pub fn check(workbook: &Path) -> Option<Trouble> {
    let folder = workbook.parent()?;
    let file = std::fs::metadata(workbook).ok()?;
    let around = std::fs::metadata(folder).ok()?;
    judge(&setup(&file, &around), folder)
}

fn setup(file: &Metadata, folder: &Metadata) -> Setup {
    let me = rustix::process::geteuid().as_raw();
    Setup {
        me,
        my_group: rustix::process::getegid().as_raw(),
        owner: file.uid(),
        group: file.gid(),
        file_mode: file.mode(),
        folder_owner: folder.uid(),
        folder_mode: folder.mode(),
        folder_group: folder.gid(),
        umask: umask(),
        group_has_others: group_has_others(file.gid(), file.uid()),
    }
}

fn judge(setup: &Setup, folder: &Path) -> Option<Trouble> {
    let others_own = setup.owner != setup.me;
    let shared = others_own || setup.group_has_others;
    // Whoever keeps the machine may look at everything; nothing is shared with them.
    if !shared || setup.me == 0 {
        return None;
    }
    let is_mine = !others_own && setup.folder_owner == setup.me;
    let is_closed = is_closed(setup.file_mode) && is_closed(setup.folder_mode);
    if is_mine && (is_closed || setup.group == setup.my_group) {
        return None;
    }
    if setup.folder_mode & 0o020 == 0 {
        return Some(Trouble::FolderNotGroups(folder.to_owned()));
    }
    let inherits = setup.folder_mode & 0o2000 != 0 && setup.folder_group == setup.group;
    if !inherits && setup.my_group != setup.group {
        return Some(Trouble::FolderNotSetgid(folder.to_owned()));
    }
    if setup.file_mode & 0o020 == 0 {
        return Some(Trouble::FileNotGroups);
    }
    (setup.umask & 0o070 != 0).then_some(Trouble::Umask(setup.umask))
}

/// Whether nobody but the owner may do anything.
const fn is_closed(mode: u32) -> bool {
    const OTHERS: u32 = 0o077;
    mode & OTHERS == 0
}

/// The umask. It can only be read by setting it; where the system tells it, that is not needed.
fn umask() -> u32 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("Umask:"));
    let told = line.and_then(|mask| u32::from_str_radix(mask.trim(), 8).ok());
    told.unwrap_or_else(|| {
        let mask = rustix::process::umask(Mode::from_raw_mode(0o077));
        rustix::process::umask(mask);
        mask.as_raw_mode()
    })
}

/// Whether a group has members besides a user, by the lists of this machine.
fn group_has_others(group: u32, user: u32) -> bool {
    let group = group.to_string();
    let user = user.to_string();
    let logins = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let field = |line: &str, place: usize| line.split(':').nth(place).map(str::to_owned);
    let own_name = logins
        .lines()
        .find(|line| field(line, 2).as_deref() == Some(&user))
        .and_then(|line| field(line, 0));
    let lives_in_it = logins.lines().any(|line| {
        field(line, 3).as_deref() == Some(&group) && field(line, 2).as_deref() != Some(&user)
    });
    let groups = std::fs::read_to_string("/etc/group").unwrap_or_default();
    let listed = groups
        .lines()
        .filter(|line| field(line, 2).as_deref() == Some(&group));
    lives_in_it
        || listed.filter_map(|line| field(line, 3)).any(|members| {
            let mut members = members.split(',').filter(|member| !member.is_empty());
            members.any(|member| Some(member) != own_name.as_deref())
        })
}

impl Trouble {
    /// One line: what will go wrong, and what whoever keeps the machine does about it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::FolderNotGroups(folder) => {
                let folder = shown(folder);
                say!(
                    lang,
                    "Người cùng nhóm chưa sửa chung được sổ này: nhóm không có quyền ghi thư mục. Nhờ quản trị máy chạy: chmod 2770 {folder}",
                    "Colleagues cannot work in this workbook: the group may not write the folder. Have the administrator run: chmod 2770 {folder}"
                )
            }
            Self::FolderNotSetgid(folder) => {
                let folder = shown(folder);
                say!(
                    lang,
                    "Tệp mới trong thư mục không thuộc nhóm dùng chung. Nhờ quản trị máy chạy: chmod g+s {folder}",
                    "New files in the folder do not get the shared group. Have the administrator run: chmod g+s {folder}"
                )
            }
            Self::FileNotGroups => lang
                .pick(
                    "Người cùng nhóm chỉ xem được sổ này. Chủ tệp cấp quyền bằng: chmod g+rw TỆP",
                    "Colleagues can only read this workbook. Its owner permits more with: chmod g+rw FILE",
                )
                .to_owned(),
            Self::Umask(mask) => say!(
                lang,
                "umask {mask:03o} lấy mất quyền của nhóm đối với tệp mới. Đặt umask 007 trong ~/.profile",
                "umask {mask:03o} takes the group's rights from new files. Set umask 007 in ~/.profile"
            ),
        }
    }
}

fn shown(folder: &Path) -> String {
    text::clean_line(&folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WELL: Setup = Setup {
        me: 1000,
        my_group: 1000,
        owner: 1000,
        group: 2000,
        file_mode: 0o100_660,
        folder_owner: 1001,
        folder_mode: 0o042_770,
        folder_group: 2000,
        umask: 0o007,
        group_has_others: true,
    };

    fn told(setup: &Setup) -> Option<String> {
        let trouble = judge(setup, Path::new("/srv/cchc"))?;
        let (vi, en) = (trouble.message(Lang::Vi), trouble.message(Lang::En));
        assert!(!vi.contains('\n') && !en.contains('\n') && vi != en);
        Some(en)
    }

    #[test]
    fn a_shared_folder_that_is_well_set_up_and_a_private_one_give_no_warning() {
        assert_eq!(told(&WELL), None);
        let private = Setup {
            my_group: 1000,
            group: 1000,
            file_mode: 0o100_644,
            folder_owner: 1000,
            folder_mode: 0o040_755,
            folder_group: 1000,
            umask: 0o022,
            group_has_others: false,
            ..WELL
        };
        assert_eq!(told(&private), None);
        let closed = Setup {
            file_mode: 0o100_600,
            folder_owner: 1000,
            folder_mode: 0o040_700,
            umask: 0o077,
            ..WELL
        };
        assert_eq!(told(&closed), None, "closed to everybody on purpose");
        let at_home = Setup {
            my_group: 100,
            group: 100,
            group_has_others: true,
            ..private
        };
        assert_eq!(told(&at_home), None, "one group for everybody's own files");
    }

    #[test]
    fn whatever_keeps_colleagues_out_is_told_with_its_remedy() {
        let folder_closed = Setup {
            folder_mode: 0o042_750,
            ..WELL
        };
        let no_setgid = Setup {
            folder_mode: 0o040_770,
            ..WELL
        };
        let other_group = Setup {
            folder_group: 3000,
            ..WELL
        };
        let file_closed = Setup {
            file_mode: 0o100_640,
            ..WELL
        };
        let umask = Setup {
            umask: 0o022,
            ..WELL
        };
        for (setup, remedy) in [
            (folder_closed, "chmod 2770 /srv/cchc"),
            (no_setgid, "chmod g+s /srv/cchc"),
            (other_group, "chmod g+s /srv/cchc"),
            (file_closed, "chmod g+rw FILE"),
            (umask, "umask 007"),
        ] {
            let told = told(&setup).expect("a warning");
            assert!(told.contains(remedy), "{told}");
        }
    }

    #[test]
    fn the_umask_is_read_and_stays() {
        let before = umask();
        assert!(before <= 0o777);
        assert_eq!(umask(), before);
    }
}

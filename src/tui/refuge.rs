//! Another place for a workbook whose own cannot be written: which to propose, and what a typed path means.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::text;

/// Folders of the officer where a workbook may go.
#[derive(Clone, Debug, Default)]
pub struct Refuge {
    folders: Vec<PathBuf>,
    home: Option<PathBuf>,
}

impl Refuge {
    /// Folders, the best first. `home` is what `~` stands for.
    pub const fn among(folders: Vec<PathBuf>, home: Option<PathBuf>) -> Self {
        Self { folders, home }
    }

    /// A new file in the first folder on another disk that can be written, else in the first that can; the name
    /// says when.
    pub fn suggest(&self, workbook: &Path, at: Timestamp) -> String {
        let stem = workbook.file_stem().unwrap_or_default().to_string_lossy();
        let at = at.to_zoned(TimeZone::system());
        let name = format!("{stem}-{}.json", at.strftime("%Y%m%d-%H%M"));
        let disk = |path: &Path| path.metadata().ok().map(|found| found.dev());
        let own = workbook.parent().and_then(disk);
        let writable: Vec<&PathBuf> = self
            .folders
            .iter()
            .filter(|folder| {
                let access = rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK;
                rustix::fs::access(folder.as_path(), access).is_ok()
            })
            .collect();
        let elsewhere = writable.iter().find(|folder| disk(folder) != own);
        let folder = elsewhere.or(writable.first());
        let path = folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name));
        self.shown(&path)
    }

    /// A path as it was typed: `~/` is the home folder, and what has no folder goes there too.
    pub fn path(&self, typed: &str) -> PathBuf {
        let typed = typed.trim();
        match &self.home {
            Some(home) => home.join(typed.strip_prefix("~/").unwrap_or(typed)),
            None => PathBuf::from(typed),
        }
    }

    /// A path as it is shown: short where it lies in the home folder.
    pub fn shown(&self, path: &Path) -> String {
        let home = self.home.as_deref();
        let in_home = home.and_then(|home| path.strip_prefix(home).ok());
        let shown = match in_home {
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        };
        text::clean_line(&shown)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_refuge_is_a_folder_that_can_be_written_and_its_path_is_found_again() {
        let folder = TempDir::new().expect("a folder");
        let home = folder.path().join("home");
        fs::create_dir(&home).expect("made");
        let missing = folder.path().join("missing");
        let refuge = Refuge::among(vec![missing, home.clone()], Some(home.clone()));
        let workbook = folder.path().join("saves/a.json");
        let at = "2026-11-25T03:04:05Z".parse().expect("a time");
        let shown = refuge.suggest(&workbook, at);
        assert!(shown.starts_with("~/a-202611"), "{shown}");
        assert_eq!(refuge.shown(&refuge.path(&shown)), shown);
        assert_eq!(refuge.path("b.json"), home.join("b.json"));
        assert_eq!(refuge.path("/mnt/b.json"), Path::new("/mnt/b.json"));
    }
}

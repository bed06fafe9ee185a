//! The workbooks opened lately, as a list of paths in the officer's own data folder. A convenience: when it
//! cannot be read or written, nothing is said and nothing is lost.

use std::path::{Path, PathBuf};

/// Paths remembered.
const MOST: usize = 9;

/// The list; none without a data folder.
#[derive(Clone, Debug)]
pub struct Recent(Option<PathBuf>);

impl Recent {
    /// The list in a data folder such as `~/.local/share`.
    pub fn in_data(data: Option<&Path>) -> Self {
        Self(data.map(|data| data.join("chamdiem/recent")))
    }

    /// The files that are still there, the last opened first.
    pub fn paths(&self) -> Vec<PathBuf> {
        let list = self
            .0
            .as_ref()
            .and_then(|file| std::fs::read_to_string(file).ok());
        let paths = list.unwrap_or_default();
        paths
            .lines()
            .map(PathBuf::from)
            .filter(|path| path.is_file())
            .take(MOST)
            .collect()
    }

    /// Puts a file first.
    pub fn remember(&self, path: &Path) {
        let (Some(file), Some(text)) = (&self.0, path.to_str().filter(|path| !path.contains('\n')))
        else {
            return;
        };
        let others = self.paths().into_iter().filter(|known| known != path);
        let lines =
            std::iter::once(text.to_owned()).chain(others.map(|path| path.display().to_string()));
        let list: Vec<String> = lines.take(MOST).collect();
        let folder = file.parent().unwrap_or(Path::new("."));
        // Not being able to remember is no reason to stop.
        let _ =
            std::fs::create_dir_all(folder).and_then(|()| std::fs::write(file, list.join("\n")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_opened_stands_first_and_only_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let recent = Recent::in_data(Some(folder.path()));
        let files: Vec<PathBuf> = ["a.json", "b.json"]
            .iter()
            .map(|name| folder.path().join(name))
            .collect();
        for file in &files {
            std::fs::write(file, "{}").expect("written");
            recent.remember(file);
        }
        recent.remember(&files[0]);
        assert_eq!(recent.paths(), files);
        std::fs::remove_file(&files[1]).expect("removed");
        assert_eq!(recent.paths(), files[..1]);
    }
}

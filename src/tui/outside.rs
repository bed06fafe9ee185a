//! A text in the officer's own editor: `$VISUAL` or `$EDITOR` on a file that nobody else may read. Knows not
//! where the text belongs.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lets a text be edited; none when the editor failed. The terminal must have been left.
pub(super) fn edit(editor: &OsStr, folder: &Path, text: &str) -> Option<String> {
    let file = PrivateFile::with(folder, text).ok()?;
    let edited = run(editor, &file.0)
        .then(|| fs::read(&file.0).ok())
        .flatten()?;
    let edited = String::from_utf8_lossy(&edited).into_owned();
    Some(if text.ends_with('\n') {
        edited
    } else {
        // Editors end each file with a line end.
        edited
            .strip_suffix('\n')
            .map_or(edited.clone(), str::to_owned)
    })
}

/// The editor may be named with options, so the shell reads it.
fn run(editor: &OsStr, file: &Path) -> bool {
    let mut script = editor.to_owned();
    script.push(" \"$1\"");
    Command::new("/bin/sh")
        .arg("-c")
        .arg(script)
        .arg("sh")
        .arg(file)
        .status()
        .is_ok_and(|status| status.success())
}

/// Removed when dropped.
struct PrivateFile(PathBuf);

impl PrivateFile {
    fn with(folder: &Path, text: &str) -> io::Result<Self> {
        let number = getrandom::u64().map_err(|error| io::Error::other(error.to_string()))?;
        let path = folder.join(format!("chamdiem-{number:016x}.txt"));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        let made = Self(path);
        file.write_all(text.as_bytes())?;
        Ok(made)
    }
}

impl Drop for PrivateFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn edited_by(script: &str, text: &str) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let edited = edit(script.as_ref(), folder.path(), text);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        edited
    }

    #[test]
    fn the_text_comes_back_as_edited_and_no_copy_stays() {
        assert_eq!(
            edited_by("sed -i s/một/hai/", "dòng một").as_deref(),
            Some("dòng hai")
        );
        assert_eq!(
            edited_by("f() { echo >> \"$1\"; }; f", "giữ").as_deref(),
            Some("giữ")
        );
        assert_eq!(edited_by("true", "giữ\n").as_deref(), Some("giữ\n"));
    }

    #[test]
    fn an_editor_that_fails_changes_nothing() {
        assert_eq!(edited_by("false", "giữ"), None);
        assert_eq!(edited_by("no-such-editor", "giữ"), None);
    }

    #[test]
    fn nobody_else_can_read_the_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = PrivateFile::with(folder.path(), "x").unwrap();
        let mode = fs::metadata(&file.0).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

//! The configuration files: the officer's own, then the server's. Three members, all optional. Knows their
//! format, not where the program looks for them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::store::error::{Act, Cause, StoreError};

/// What may be configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The folder of workbooks.
    pub saves: Option<PathBuf>,
    /// A folder of further criteria sets.
    pub criteria: Option<PathBuf>,
    /// The author's name.
    pub user: Option<String>,
}

/// The file as it stands; members that this version does not know are none of its business.
#[derive(Deserialize)]
struct Written {
    saves: Option<PathBuf>,
    criteria: Option<PathBuf>,
    user: Option<String>,
}

impl Config {
    /// Reads configuration files, the first the strongest; files that are not there say nothing. A relative
    /// folder in one is meant from the file's own folder, `~/` from the home folder.
    pub fn read(files: &[PathBuf], home: Option<&Path>) -> Result<Self, StoreError> {
        let mut config = Self::default();
        for file in files {
            let further = read_file(file, home)?;
            config.saves = config.saves.or(further.saves);
            config.criteria = config.criteria.or(further.criteria);
            config.user = config.user.or(further.user);
        }
        Ok(config)
    }
}

fn read_file(path: &Path, home: Option<&Path>) -> Result<Config, StoreError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(Config::default());
        }
        Err(error) => return Err(StoreError::refused(path, Act::Read, &error)),
    };
    let written: Written = toml::from_str(&text)
        .map_err(|error| StoreError::new(path, Cause::BadConfig(error.message().to_owned())))?;
    let folder = |given: PathBuf| match (given.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.parent().unwrap_or(Path::new("/")).join(given),
    };
    Ok(Config {
        saves: written.saves.map(folder),
        criteria: written.criteria.map(folder),
        user: written.user,
    })
}

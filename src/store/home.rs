//! Where settings, recent files and stray journals live on this computer, and who sits here.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::journal::create_afresh;
use super::names::{ended, folder, make_dirs};
use super::{StoreError, Vfs};
use crate::lang::tr;
use crate::review::Reviewer;

/// The directories of this user. Made from `directories` by [`Home::of_user`], from a folder in
/// tests. A path that is not absolute is no place: nothing is kept there.
#[derive(Clone, Debug)]
pub struct Home {
    /// `config.toml`, `reviewer.json`, `recent.json`, `filters.json`.
    pub config: PathBuf,
    /// Journals that cannot stand beside their file; samples' private copies; `places.json`.
    pub state: PathBuf,
    /// account@computer, for stamps.
    pub seat: String,
    /// Rule packs of the user's own.
    pub rules: PathBuf,
    /// An office's own templates of the papers.
    pub templates: PathBuf,
    /// The user's phrases.
    pub phrases: PathBuf,
}

/// What may stand elsewhere than beside the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// [`Home::rules`].
    pub rules: Option<String>,
    /// [`Home::templates`].
    pub templates: Option<String>,
    /// [`Home::phrases`].
    pub phrases: Option<String>,
}

/// The settings' file.
const FILE_NAME: &str = "config.toml";

/// Settings are small; more is no setting.
const SETTING_BYTES_MAX: u64 = 1 << 20;

/// How many files opened last are remembered.
const RECENT_MAX: usize = 20;

/// In how many files one's place is remembered.
const PLACES_MAX: usize = 50;

/// Nobody does the tour this often.
const SAMPLES_MAX: u32 = 1000;

#[derive(Serialize, Deserialize)]
struct Known {
    key: String,
    reviewer: Reviewer,
}

impl Home {
    /// This user's, by the system's rules; without a home directory there is no place for anything.
    pub fn of_user() -> Self {
        let dirs = directories::ProjectDirs::from("", "", "shenyue");
        let (config, state) = dirs.map_or_else(Default::default, |dirs| {
            (dirs.config_dir().to_owned(), dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned())
        });
        Self::at(config, state, seat())
    }

    /// In these folders, for the tests; everything of the user's own beside the settings.
    pub fn at(config: PathBuf, state: PathBuf, seat: String) -> Self {
        let [rules, templates, phrases] = ["rules", "templates", "phrases.txt"].map(|name| config.join(name));
        Self { config, state, seat, rules, templates, phrases }
    }

    /// The same, with what the settings put elsewhere.
    #[must_use]
    pub fn with(self, elsewhere: &Elsewhere) -> Self {
        let at = |path: &Option<String>| path.as_deref().map(|path| self.path(path));
        let [rules, templates, phrases] = [at(&elsewhere.rules), at(&elsewhere.templates), at(&elsewhere.phrases)];
        let beside = Self::at(self.config, self.state, self.seat);
        Self {
            rules: rules.unwrap_or(beside.rules),
            templates: templates.unwrap_or(beside.templates),
            phrases: phrases.unwrap_or(beside.phrases),
            ..beside
        }
    }

    /// A path of the settings: `~/` is the home folder, what is not absolute is meant from the settings' folder.
    pub fn path(&self, written: &str) -> PathBuf {
        match (written.strip_prefix("~/"), directories::BaseDirs::new()) {
            (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
            _ => self.config.join(written),
        }
    }

    /// Where the settings are.
    pub fn settings_path(&self) -> PathBuf {
        self.config.join(FILE_NAME)
    }

    /// The settings as text; `None` if there are none.
    pub fn settings(&self, vfs: &dyn Vfs) -> Result<Option<String>, StoreError> {
        let path = self.settings_path();
        if !path.is_absolute() {
            return Ok(None);
        }
        match read_text(vfs, &path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(source) => Err(StoreError::Io { path, doing: tr("reading settings", "读取设置"), source }),
        }
    }

    /// Writes the settings, whole or not at all; where the file is a link, what it leads to.
    pub fn write_settings(&self, vfs: &dyn Vfs, text: &str) -> Result<(), StoreError> {
        let path = self.settings_path();
        let path = vfs.real_path(&path).unwrap_or(path);
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or(FILE_NAME);
        write_text(vfs, folder(&path), name, text, Keeps::Surely)
    }

    /// Who reviewed last on this computer: their key and what they said of themselves.
    pub fn reviewer(&self, vfs: &dyn Vfs) -> Option<(String, Reviewer)> {
        let known: Known = serde_json::from_str(&self.setting(vfs, "reviewer.json")?).ok()?;
        Some((known.key, known.reviewer))
    }

    /// Remembers who reviews here.
    pub fn remember_reviewer(&self, vfs: &dyn Vfs, key: &str, reviewer: &Reviewer) -> Result<(), StoreError> {
        self.write_setting(vfs, "reviewer.json", &Known { key: key.to_owned(), reviewer: reviewer.clone() })
    }

    /// Files opened last, newest first.
    pub fn recent(&self, vfs: &dyn Vfs) -> Vec<PathBuf> {
        let text = self.setting(vfs, "recent.json").unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Puts a file at the head of those opened last. A name that is not UTF-8 is not remembered.
    pub fn remember_recent(&self, vfs: &dyn Vfs, path: &Path) -> Result<(), StoreError> {
        if path.to_str().is_none() {
            return Ok(());
        }
        let mut recent = self.recent(vfs);
        recent.retain(|known| known != path);
        recent.insert(0, path.to_owned());
        recent.truncate(RECENT_MAX);
        self.write_setting(vfs, "recent.json", &recent)
    }

    /// Where this user left a file, as it was remembered.
    pub fn place(&self, vfs: &dyn Vfs, path: &Path) -> Option<String> {
        self.places(vfs).into_iter().find(|(known, _)| known == path).map(|(_, place)| place)
    }

    /// Remembers where a file was left. A name that is not UTF-8 is not remembered.
    pub fn remember_place(&self, vfs: &dyn Vfs, path: &Path, place: &str) -> Result<(), StoreError> {
        if path.to_str().is_none() {
            return Ok(());
        }
        let mut places = self.places(vfs);
        places.retain(|(known, _)| known != path);
        places.insert(0, (path.to_owned(), place.to_owned()));
        places.truncate(PLACES_MAX);
        write_json(vfs, &self.state, "places.json", &places, Keeps::Likely)
    }

    fn places(&self, vfs: &dyn Vfs) -> Vec<(PathBuf, String)> {
        serde_json::from_str(&text_in(vfs, &self.state, "places.json").unwrap_or_default()).unwrap_or_default()
    }

    /// Filters kept by name, each a name and an expression.
    pub fn filters(&self, vfs: &dyn Vfs) -> Vec<(String, String)> {
        serde_json::from_str(&self.setting(vfs, "filters.json").unwrap_or_default()).unwrap_or_default()
    }

    /// Keeps filters by name.
    pub fn remember_filters(&self, vfs: &dyn Vfs, filters: &[(String, String)]) -> Result<(), StoreError> {
        self.write_setting(vfs, "filters.json", &filters)
    }

    /// The user's phrases, one a line, as text.
    pub fn phrases(&self, vfs: &dyn Vfs) -> Option<String> {
        self.phrases.is_absolute().then(|| read_text(vfs, &self.phrases).ok()).flatten()
    }

    /// A rule pack of the user's own: `<name>.toml`, as text.
    pub fn rules(&self, vfs: &dyn Vfs, name: &str) -> Option<String> {
        let is_name = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
        is_name.then(|| text_in(vfs, &self.rules, &format!("{name}.toml"))).flatten()
    }

    /// The names of the user's own rule packs, in order.
    pub fn rule_names(&self, vfs: &dyn Vfs) -> Vec<String> {
        /// An office has a handful; a folder with more is something else.
        const PACKS_MAX: usize = 100;
        let files = vfs.list(&self.rules).unwrap_or_default();
        let name = |file: &OsString| file.to_str()?.strip_suffix(".toml").filter(|name| !name.starts_with('.')).map(str::to_owned);
        let mut names: Vec<String> = files.iter().filter_map(name).collect();
        names.sort_unstable();
        names.truncate(PACKS_MAX);
        names
    }

    /// Makes a private copy of the sample to practise on: `samples/练习样例-1.json`, `-2` …
    pub fn sample_copy(&self, vfs: &dyn Vfs, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let samples = self.state.join("samples");
        let failed =
            |path: &Path, source| StoreError::Io { path: path.to_owned(), doing: tr("copying the sample", "复制练习样例"), source };
        make_dirs(vfs, &samples).map_err(|source| failed(&samples, source))?;
        for n in 1..=SAMPLES_MAX {
            let path = samples.join(format!("练习样例-{n}.json"));
            let written = match vfs.create_new(&path, 0o600) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => Err(error),
                Ok(mut file) => file.write_all_at(bytes, 0).and_then(|()| file.sync_all()).and_then(|()| vfs.sync_dir(&samples)),
            };
            return match written {
                Ok(()) => Ok(path),
                Err(source) => {
                    let _ = vfs.remove(&path);
                    Err(failed(&path, source))
                }
            };
        }
        Err(failed(&samples, io::ErrorKind::AlreadyExists.into()))
    }

    fn setting(&self, vfs: &dyn Vfs, name: &str) -> Option<String> {
        text_in(vfs, &self.config, name)
    }

    fn write_setting(&self, vfs: &dyn Vfs, name: &str, value: &impl Serialize) -> Result<(), StoreError> {
        write_json(vfs, &self.config, name, value, Keeps::Surely)
    }
}

/// `None` if it is not there or not readable as text: settings are never worth stopping for.
fn text_in(vfs: &dyn Vfs, dir: &Path, name: &str) -> Option<String> {
    let path = dir.is_absolute().then(|| dir.join(name))?;
    read_text(vfs, &path).ok()
}

/// The text of a small file.
fn read_text(vfs: &dyn Vfs, path: &Path) -> io::Result<String> {
    let bytes = vfs.open(path)?.read(SETTING_BYTES_MAX)?;
    if bytes.len() as u64 > SETTING_BYTES_MAX {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// How much a small file is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeps {
    /// It is there after a power cut.
    Surely,
    /// Leaving the program waits for no disk; torn, it is as none.
    Likely,
}

fn write_json(vfs: &dyn Vfs, dir: &Path, name: &str, value: &impl Serialize, keeps: Keeps) -> Result<(), StoreError> {
    let json = serde_json::to_string_pretty(value).expect("settings are JSON") + "\n";
    write_text(vfs, dir, name, &json, keeps)
}

fn write_text(vfs: &dyn Vfs, dir: &Path, name: &str, text: &str, keeps: Keeps) -> Result<(), StoreError> {
    let path = dir.join(name);
    let write = || {
        make_dirs(vfs, dir)?;
        let fresh = ended(&path, ".new");
        let mut file = create_afresh(vfs, &fresh, 0o600)?;
        file.write_all_at(text.as_bytes(), 0)?;
        if keeps == Keeps::Surely {
            file.sync_all()?;
        }
        vfs.rename(&fresh, &path)?;
        if keeps == Keeps::Surely { vfs.sync_dir(folder(&path)) } else { Ok(()) }
    };
    write().map_err(|source| StoreError::Io { path: path.clone(), doing: tr("writing settings", "写入设置"), source })
}

/// account@computer.
fn seat() -> String {
    let account = ["USER", "LOGNAME"].into_iter().find_map(|name| env::var(name).ok()).filter(|name| !name.is_empty());
    let account = account.unwrap_or_else(|| rustix::process::getuid().as_raw().to_string());
    let system = rustix::system::uname();
    format!("{account}@{}", system.nodename().to_string_lossy())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::store::vfs::sim::SimVfs;

    fn home() -> (SimVfs, Home) {
        (SimVfs::new(&["/h"]), Home::at("/h/.config/shenyue".into(), "/h/.local/state/shenyue".into(), "a@b".into()))
    }

    #[test]
    fn a_reviewer_is_remembered() {
        let (vfs, home) = home();
        assert_eq!(home.reviewer(&vfs), None);
        let zhang = Reviewer { name: "张三".into(), unit: "绩效处".into(), ..Reviewer::default() };
        home.remember_reviewer(&vfs, "r-1", &zhang).unwrap();
        assert_eq!(home.reviewer(&vfs), Some(("r-1".to_owned(), zhang)));
    }

    #[test]
    fn the_files_opened_last_come_newest_first_once_and_not_without_end() {
        let (vfs, home) = home();
        for n in (0..30).chain([25]) {
            home.remember_recent(&vfs, Path::new(&format!("/d/{n}.json"))).unwrap();
        }
        let recent = home.recent(&vfs);
        assert_eq!(recent.len(), RECENT_MAX);
        assert_eq!(recent.get(..3).unwrap(), ["/d/25.json", "/d/29.json", "/d/28.json"].map(PathBuf::from));
    }

    #[test]
    fn where_a_file_was_left_and_filters_are_remembered() {
        let (vfs, home) = home();
        let x = Path::new("/d/x.json");
        assert_eq!(home.place(&vfs, x), None);
        for n in 0..2 * PLACES_MAX {
            home.remember_place(&vfs, Path::new(&format!("/d/{n}.json")), "{}").unwrap();
        }
        home.remember_place(&vfs, x, "here").unwrap();
        assert_eq!((home.place(&vfs, x).as_deref(), home.place(&vfs, Path::new("/d/0.json"))), (Some("here"), None));
        let filters = [("没看的".to_owned(), "标记:未审".to_owned())];
        home.remember_filters(&vfs, &filters).unwrap();
        assert_eq!(home.filters(&vfs), filters);
    }

    #[test]
    fn broken_settings_are_as_none() {
        let (vfs, home) = home();
        make_dirs(&vfs, &home.config).unwrap();
        vfs.put("/h/.config/shenyue/reviewer.json", b"{\"key\": 1");
        vfs.put("/h/.config/shenyue/recent.json", b"\xff");
        vfs.put("/h/.config/shenyue/phrases.txt", "数据缺失\n".as_bytes());
        assert_eq!((home.reviewer(&vfs), home.recent(&vfs)), (None, Vec::new()));
        assert_eq!(home.phrases(&vfs).as_deref(), Some("数据缺失\n"));
    }

    #[test]
    fn settings_that_are_not_there_differ_from_settings_that_cannot_be_read() {
        let (vfs, home) = home();
        assert_eq!(home.settings(&vfs).unwrap(), None);
        home.write_settings(&vfs, "theme = \"light\"\n").unwrap();
        assert_eq!(home.settings(&vfs).unwrap().as_deref(), Some("theme = \"light\"\n"));
        vfs.put("/h/.config/shenyue/config.toml", b"\xff");
        assert!(home.settings(&vfs).is_err());
        vfs.put("/h/.config/shenyue/config.toml", &vec![b'#'; (1 << 20) + 1]);
        assert!(home.settings(&vfs).is_err());
    }

    #[test]
    fn what_is_elsewhere_is_meant_from_the_settings_folder() {
        let (_, home) = home();
        let home = home.with(&Elsewhere { rules: Some("/shared/rules".into()), templates: Some("../t".into()), phrases: None });
        assert_eq!(home.rules, Path::new("/shared/rules"));
        assert_eq!(home.templates, Path::new("/h/.config/shenyue/../t"));
        assert_eq!(home.phrases, Path::new("/h/.config/shenyue/phrases.txt"));
    }

    #[test]
    fn without_a_home_nothing_is_kept_and_nothing_breaks() {
        let vfs = SimVfs::new(&["/h"]);
        let home = Home::at(PathBuf::new(), PathBuf::new(), String::new());
        assert!(home.remember_recent(&vfs, Path::new("/d/x.json")).is_err());
        assert!(home.sample_copy(&vfs, b"{}").is_err());
        assert_eq!(home.recent(&vfs), Vec::<PathBuf>::new());
        assert_eq!(vfs.logged(), 0);
    }

    #[test]
    fn each_sample_is_a_copy_of_its_own() {
        let (vfs, home) = home();
        let first = home.sample_copy(&vfs, b"{}").unwrap();
        vfs.put(first.to_str().unwrap(), b"{\"worked on\": 1}");
        let second = home.sample_copy(&vfs, b"{}").unwrap();
        assert!(first.ends_with("samples/练习样例-1.json") && second.ends_with("samples/练习样例-2.json"));
        assert_eq!(vfs.bytes(&first).unwrap(), b"{\"worked on\": 1}");
        assert_eq!(vfs.stat(&second).unwrap().mode, 0o600);
    }
}

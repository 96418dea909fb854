//! Which rule pack a command judges by: a file, one of the user's own, or a bundled one.

use std::path::Path;

use super::{Context, Failure, absolute};
use crate::rules::{self, BUNDLED, Pack};
use crate::store;

impl Context {
    /// The pack that `--rules NAME|PATH` asks for. A name is sought in the user's `rules` folder first,
    /// so an own pack may stand in for a bundled one; what holds `/` or ends in `.toml` is a file.
    pub(super) fn pack(&self, asked: &str) -> Result<Pack, Failure> {
        let own = |name: &str| self.home.rules(&*self.vfs, name);
        let is_file = asked.contains('/') || Path::new(asked).extension().is_some_and(|extension| extension == "toml");
        let loaded =
            if is_file { rules::load(asked, &self.read_pack(Path::new(asked))?, &own).map(Some) } else { rules::named(asked, &own) };
        loaded.map_err(|error| Failure::input(error.say(self.lang)))?.ok_or_else(|| self.no_pack(asked))
    }

    fn read_pack(&self, path: &Path) -> Result<String, Failure> {
        let bytes = store::read(&*self.vfs, &absolute(path)?).map_err(|error| Failure::reading(&error, self.lang))?;
        let no_text = |_error| {
            let path = path.display();
            Failure::input(self.lang.pick(format!("{path}: not UTF-8 text"), format!("{path}：不是 UTF-8 文本")))
        };
        String::from_utf8(bytes).map_err(no_text)
    }

    fn no_pack(&self, name: &str) -> Failure {
        let known: Vec<&str> = BUNDLED.iter().map(|(name, _)| *name).collect();
        let known = known.join(" ");
        Failure::usage(self.lang.pick(
            format!("there is no rule pack {name}; bundled: {known}; or give a .toml file"),
            format!("没有名为 {name} 的评分标准；内置的有：{known}；也可以给出 .toml 文件"),
        ))
    }
}

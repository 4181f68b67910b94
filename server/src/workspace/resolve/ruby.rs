//! Ruby: files by the feature of a `require`, and by the constants that Zeitwerk and its forerunners
//! expect in them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::source::{DefinitionKind, Import, ImportKind};

use super::super::RelPath;
use super::super::SourceFile;
use super::super::entry::Entry;
use super::{Target, TargetNames};

/// The Ruby files of a workspace.
#[derive(Debug, Default)]
pub(super) struct RubyFiles {
    files: BTreeSet<RelPath>,
    /// Files by what stands behind the root they are loaded from, in lower case and without `_`:
    /// people set up `OpenAI` to be in `openai.rb` as well as in `open_ai.rb`.
    by_constant: HashMap<String, Vec<RelPath>>,
}

/// Folders that are on the load path of a project, as seen from the folders above a file.
const LOAD_PATH: &[&str] = &["lib", "app", "spec", "test", "config"];

impl RubyFiles {
    pub(super) fn new(entries: &BTreeMap<RelPath, Entry>) -> Self {
        let mut tree = Self::default();
        let is_ruby = |path: &&RelPath| path.as_str().ends_with(".rb");
        for path in entries.keys().filter(is_ruby) {
            for root in autoload_roots(path.as_str()) {
                let inner = path.as_str().get(root..).unwrap_or_default();
                let key = key_of(inner.trim_end_matches(".rb"), '/');
                tree.by_constant.entry(key).or_default().push(path.clone());
            }
            tree.files.insert(path.clone());
        }
        tree
    }

    /// What an import means in the workspace; see [`super::Resolver::targets`].
    pub(super) fn resolve(&self, file: &SourceFile, import: &Import) -> Option<Target> {
        let target = import.target.value.as_str();
        let found = if target.starts_with("./") || target.starts_with("../") {
            let path = file.path.parent().join(target)?;
            // A file that is not there yet is still no package.
            let names = TargetNames::Module;
            return Some(Target { path: self.with_ending(&path).unwrap_or(path), names });
        } else if is_constant(target) {
            self.constant(file, import)?
        } else if import.kind == ImportKind::Qualified {
            return None;
        } else {
            let path = self.feature(&file.path, target)?;
            Target { path, names: TargetNames::Module }
        };
        (found.path != file.path).then_some(found)
    }

    fn with_ending(&self, path: &RelPath) -> Option<RelPath> {
        let with_ending = RelPath::parse(&format!("{path}.rb"))?;
        [path, &with_ending].into_iter().find(|path| self.files.contains(*path)).cloned()
    }

    /// The file of a feature, on the load path of the folders above the file that asks for it, the
    /// nearest first.
    fn feature(&self, from: &RelPath, feature: &str) -> Option<RelPath> {
        let mut folder = from.parent();
        loop {
            let on_load_path = LOAD_PATH.iter().filter_map(|root| folder.join(root)?.join(feature));
            let found = on_load_path.into_iter().find_map(|path| self.with_ending(&path));
            // A bare name beside the file is only loaded with a `./`.
            let below = || {
                let path = feature.contains('/').then(|| folder.join(feature))??;
                self.with_ending(&path)
            };
            if let Some(path) = found.or_else(below) {
                return Some(path);
            }
            if folder == RelPath::root() {
                return None;
            }
            folder = folder.parent();
        }
    }

    /// The file that defines a constant, looked up in the modules around its use, from the inside
    /// out, and then outside of all.
    fn constant(&self, file: &SourceFile, import: &Import) -> Option<Target> {
        let (is_top, path) = match import.target.value.strip_prefix("::") {
            Some(path) => (true, path),
            None => (false, import.target.value.as_str()),
        };
        let mut holders: Vec<String> = Vec::new();
        if !is_top {
            let around = file.facts().definitions.iter().filter(|definition| {
                matches!(definition.kind, DefinitionKind::Module | DefinitionKind::Class)
                    && definition.range.contains_range(import.range)
            });
            holders.extend(around.map(|definition| match &definition.container {
                Some(container) => {
                    format!("{}::", container.replace('.', "::")) + &definition.name.value + "::"
                }
                None => format!("{}::", definition.name.value),
            }));
            holders.reverse();
        }
        holders.push(String::new());
        holders.iter().find_map(|holder| self.constant_in(&file.path, holder, path))
    }

    /// The file of `holder` and the longest beginning of `path` that has one.
    fn constant_in(&self, from: &RelPath, holder: &str, path: &str) -> Option<Target> {
        let mut end = path.len();
        loop {
            let written = &path[..end];
            let key = key_of(&format!("{holder}{written}").replace("::", "/"), '/');
            if let Some(found) = self.by_constant.get(&key) {
                let name = written.rsplit("::").next().unwrap_or(written).to_owned();
                let path = nearest(found, from)?.clone();
                return Some(Target { path, names: TargetNames::Some(vec![name]) });
            }
            end = path[..end].rfind("::")?;
        }
    }
}

/// Of several files, the one that shares most folders with `from`; none when that does not decide.
fn nearest<'path>(found: &'path [RelPath], from: &RelPath) -> Option<&'path RelPath> {
    let shared = |path: &RelPath| {
        let parts = path.as_str().split('/').zip(from.as_str().split('/'));
        parts.take_while(|(own, other)| own == other).count()
    };
    let most = found.iter().map(shared).max()?;
    let mut best = found.iter().filter(|path| shared(path) == most);
    best.next().filter(|_| best.next().is_none())
}

/// Whether a target is the path of a constant, and not a feature.
fn is_constant(target: &str) -> bool {
    target.trim_start_matches("::").starts_with(|c: char| c.is_uppercase())
}

/// A path of names in the form in which they are compared.
fn key_of(path: &str, separator: char) -> String {
    let parts: Vec<String> =
        path.split(separator).map(|part| part.replace('_', "").to_lowercase()).collect();
    parts.join("/")
}

/// Where in a path the names of constants may begin: behind `lib/`, behind a folder of `app/`, and
/// behind `concerns/` there.
fn autoload_roots(path: &str) -> Vec<usize> {
    let mut roots = Vec::new();
    let mut start = 0;
    let mut before = ["", ""];
    for part in path.split('/') {
        let behind = start + part.len() + 1;
        let is_root =
            part == "lib" || before[1] == "app" || part == "concerns" && before[0] == "app";
        if is_root && behind <= path.len() {
            roots.push(behind);
        }
        before = [before[1], part];
        start = behind;
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_begin_behind_the_roots() {
        let inner = |path: &str| {
            let roots = autoload_roots(path);
            roots.into_iter().map(|at| path[at..].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(inner("app/services/billing/pay.rb"), ["billing/pay.rb"]);
        assert_eq!(inner("app/models/concerns/x.rb"), ["concerns/x.rb", "x.rb"]);
        assert_eq!(inner("engines/pay/lib/pay/gateway.rb"), ["pay/gateway.rb"]);
        assert_eq!(inner("src/pay.rb"), Vec::<String>::new());
        assert_eq!(key_of("Integrations/OpenAI", '/'), key_of("integrations/open_ai", '/'));
    }
}

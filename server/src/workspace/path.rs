//! Paths inside a workspace.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A path relative to the workspace root, with `/` between its parts on every system, without `.`
/// and `..` parts and without a slash at either end. The empty path is the root itself.
///
/// Cheap to clone: findings, facts and answers all carry paths.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(Arc<str>);

impl RelPath {
    /// The root.
    pub fn root() -> Self {
        Self("".into())
    }

    /// Reads a path as people write it: `\` is `/`, `.` parts and doubled slashes go, `..` takes a
    /// part away. `None` when it is absolute or leads out of the root.
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.replace('\\', "/");
        if path.starts_with('/') || path.get(1..3) == Some(":/") {
            return None;
        }
        Self::root().join(&path)
    }

    /// The place of `path` below `root`; both absolute. `None` when it lies elsewhere or is not
    /// Unicode.
    pub fn below(root: &Path, path: &Path) -> Option<Self> {
        Self::parse(path.strip_prefix(root).ok()?.to_str()?)
    }

    /// This path followed by `relative`, which may hold `.` and `..` parts. `None` when that leads
    /// out of the root.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.0.split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self(parts.join("/").into()))
    }

    /// The path as text, with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds it; the root's is the root.
    pub fn parent(&self) -> Self {
        self.0.rsplit_once('/').map_or_else(Self::root, |(parent, _)| Self(parent.into()))
    }

    /// Its last part; empty for the root.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Whether it is `folder` or lies below it. Everything lies below the root.
    pub fn is_in(&self, folder: &Self) -> bool {
        match self.0.strip_prefix(&*folder.0) {
            Some(rest) => rest.is_empty() || folder.0.is_empty() || rest.starts_with('/'),
            None => false,
        }
    }

    /// The path as seen from `folder`, when it lies below it.
    pub fn relative_to(&self, folder: &Self) -> Option<&str> {
        let rest = self.is_in(folder).then(|| &self.0[folder.0.len()..])?;
        Some(rest.trim_start_matches('/'))
    }

    /// Where it lies on disk.
    pub fn on_disk(&self, root: &Path) -> std::path::PathBuf {
        // `join("")` would add a slash at the end.
        if self.0.is_empty() { root.to_owned() } else { root.join(&*self.0) }
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for RelPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", &*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(path: &str) -> Option<String> {
        RelPath::parse(path).map(|path| path.to_string())
    }

    #[test]
    fn paths_are_read_as_people_write_them() {
        assert_eq!(parsed("./src\\a/../b//c/").as_deref(), Some("src/b/c"));
        assert_eq!(parsed(".").as_deref(), Some(""));
        assert_eq!(parsed("../x"), None);
        assert_eq!(parsed("/etc"), None);
        assert_eq!(parsed("C:\\x"), None);
    }

    #[test]
    fn a_folder_covers_whole_parts_only() {
        let path = |text| RelPath::parse(text).expect("a path");
        assert!(path("src/stripe/a.js").is_in(&path("src/stripe")));
        assert!(path("src/stripe").is_in(&path("src/stripe")));
        assert!(!path("src/stripe-old/a.js").is_in(&path("src/stripe")));
        assert!(path("a").is_in(&RelPath::root()));
        assert_eq!(path("a/b/c").relative_to(&path("a")), Some("b/c"));
    }
}

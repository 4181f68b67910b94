//! The packages that a file imports, and the names it has for them.

use crate::source::tree::{Node, Syntax};

use super::syntax::plain_text;

/// The imports of a file, in its order.
pub(super) struct Packages<'s> {
    pub(super) entries: Vec<Package<'s>>,
}

/// One import.
pub(super) struct Package<'s> {
    /// The import path.
    pub(super) path: &'s str,
    pub(super) path_node: Node<'s>,
    /// The whole statement; the entry alone in a group.
    pub(super) whole: Node<'s>,
    pub(super) local: Local<'s>,
}

/// The name of an import in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Local<'s> {
    /// Its own or another one.
    Named(&'s str),
    /// `.`: the names of the package are the file's.
    Dot,
    /// `_`: for its effect.
    Blank,
}

impl<'s> Packages<'s> {
    pub(super) fn of(syntax: &'s Syntax<'s>) -> Self {
        let specs = syntax.nodes().filter(|node| node.is("import_spec"));
        Self { entries: specs.filter_map(package).collect() }
    }

    /// The path of the package that is imported under a name.
    pub(super) fn path(&self, index: usize) -> &'s str {
        self.entries.get(index).map_or("", |package| package.path)
    }

    /// The package whose names are the file's, when it is just one.
    pub(super) fn sole_dotted(&self) -> Option<usize> {
        let mut dotted =
            self.entries.iter().enumerate().filter(|(_, package)| package.local == Local::Dot);
        let (index, _) = dotted.next()?;
        dotted.next().is_none().then_some(index)
    }

    /// Whether the names of a package are the file's.
    pub(super) fn is_dotted(&self, path: &str) -> bool {
        self.entries.iter().any(|package| package.local == Local::Dot && package.path == path)
    }
}

fn package(spec: Node<'_>) -> Option<Package<'_>> {
    let path_node = spec.child("path")?;
    let path = plain_text(path_node).filter(|path| !path.is_empty())?;
    let local = match spec.child("name") {
        Some(name) if name.text() == "." => Local::Dot,
        Some(name) if name.text() == "_" => Local::Blank,
        Some(name) => Local::Named(name.text()),
        None => Local::Named(default_name(path)),
    };
    let parent = spec.parent()?;
    let whole = if parent.is("import_declaration") { parent } else { spec };
    Some(Package { path, path_node, whole, local })
}

/// The name that a package has by convention, from its path: the last part that is no version,
/// without what says that it is written in Go.
pub(super) fn default_name(path: &str) -> &str {
    let is_version = |part: &str| {
        part.strip_prefix('v')
            .is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
    };
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or(path);
    let last = if is_version(last) { parts.next().unwrap_or(last) } else { last };
    // `gopkg.in/yaml.v3`.
    let last = match last.rsplit_once('.') {
        Some((name, version)) if is_version(version) || version == "go" => name,
        _ => last,
    };
    let last = last.strip_prefix("go-").unwrap_or(last);
    let last = last.strip_suffix("-go").unwrap_or(last);
    // A hyphen is no part of a name: what stands behind the last one mostly is it.
    last.rsplit('-').next().unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::default_name;

    #[test]
    fn packages_are_named_by_the_last_part_of_their_path() {
        for (path, name) in [
            ("os", "os"),
            ("net/http", "http"),
            ("github.com/stripe/stripe-go/v76", "stripe"),
            ("github.com/stripe/stripe-go/v76/client", "client"),
            ("gopkg.in/yaml.v3", "yaml"),
            ("github.com/sashabaranov/go-openai", "openai"),
            ("github.com/getsentry/sentry-go", "sentry"),
            ("github.com/twilio/twilio-go", "twilio"),
            ("github.com/nats-io/nats.go", "nats"),
            ("v2", "v2"),
            ("", ""),
        ] {
            assert_eq!(default_name(path), name, "{path}");
        }
    }
}

//! Packages that are used by their full path without an import.

use std::collections::HashMap;

use crate::source::facts::{Import, ImportKind};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::dialect::NameRole;
use super::usages::used;

/// The uses of one package.
pub(super) struct Qualified {
    /// Its first place.
    pub(super) import: Import,
    /// The names that tell it from other packages.
    pub(super) root: String,
}

/// A path that begins with a package.
pub(super) struct PackagePath {
    /// The names up to the type.
    pub(super) target: String,
    pub(super) range: ByteRange,
    pub(super) root: String,
    /// The names behind the type.
    pub(super) rest: Vec<String>,
}

/// The packages that are used without an import, one entry for each.
pub(super) fn read(file: &File<'_>) -> Vec<Qualified> {
    let mut sightings: Vec<(PackagePath, Vec<NameRole>)> = Vec::new();
    let mut by_root: HashMap<String, usize> = HashMap::new();
    for usage in file.names.free() {
        let node = file.syntax.node(usage.node);
        let Some(path) = starts_package(file, node) else { continue };
        match by_root.get(&path.root) {
            Some(index) => sightings[*index].1.push(usage.role),
            None => {
                by_root.insert(path.root.clone(), sightings.len());
                sightings.push((path, vec![usage.role]));
            }
        }
    }
    let own = file.dialect.words().own_packages;
    let is_foreign = |path: &PackagePath| {
        let first = path.root.split('.').next().unwrap_or_default();
        !own.contains(&first)
    };
    let foreign = sightings.into_iter().filter(|(path, _)| is_foreign(path));
    let import = |(path, roles): (PackagePath, Vec<NameRole>)| Qualified {
        import: Import {
            target: Spanned::new(path.target, path.range),
            range: path.range,
            kind: ImportKind::Qualified,
            names: Vec::new(),
            used: used(roles.into_iter()),
            in_test: false,
        },
        root: path.root,
    };
    foreign.map(import).collect()
}

/// The path with a package that a name begins; `None` when it begins none.
pub(super) fn starts_package<'s>(file: &File<'s>, first: Node<'s>) -> Option<PackagePath> {
    let mut path = vec![first];
    for outer in first.ancestors() {
        let longer = file.dialect.path(outer);
        if longer.first() != Some(&first) {
            // Some grammars put names one by one into their parent, and nodes between.
            break;
        }
        path = longer;
    }
    let names: Vec<&str> = path.iter().map(|name| name.text()).collect();
    let length = file.dialect.qualified_length(&path)?;
    let last = path.get(length.checked_sub(1)?)?;
    let root_length = file.dialect.root_length().min(length);
    Some(PackagePath {
        target: names[..length].join("."),
        range: ByteRange::new(first.start(), last.end()),
        root: names[..root_length].join("."),
        rest: names[length..].iter().map(|name| (*name).to_owned()).collect(),
    })
}

//! Scopes: what a name means at a place. Language implementations build one tree for a file and
//! ask it, so that a local `stripe`, a parameter `process` or a user function `require` is never
//! taken for the package, the environment or the loader.

use std::collections::HashMap;

use crate::text::ByteRange;

/// A scope of one [`Scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeId(u32);

/// A declaration of one [`Scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeclarationId(u32);

/// A tree of scopes over the text of one file, with the names declared in each.
#[derive(Debug, Default)]
pub struct Scopes {
    scopes: Vec<Scope>,
    declarations: Vec<Declaration>,
}

#[derive(Debug)]
struct Scope {
    parent: Option<ScopeId>,
    range: ByteRange,
    children: Vec<ScopeId>,
    /// Several declarations of one name: a later one in the text shadows an earlier one from its
    /// own place on (Rust's `let`); hoisted names are visible in the whole scope.
    names: HashMap<String, Vec<DeclarationId>>,
}

/// A name declared in a scope.
#[derive(Debug)]
pub struct Declaration {
    /// Where the name stands.
    pub name_range: ByteRange,
    /// Byte offset from which on it is visible; the scope's start when it is hoisted.
    visible_from: usize,
}

impl Scopes {
    /// Scopes of a file of this extent, with its outermost scope.
    pub fn new(range: ByteRange) -> Self {
        let root = Scope { parent: None, range, children: Vec::new(), names: HashMap::new() };
        Self { scopes: vec![root], declarations: Vec::new() }
    }

    /// The outermost scope.
    pub fn root(&self) -> ScopeId {
        ScopeId(0)
    }

    /// Opens a scope below `parent`. Scopes of one parent are opened in the order of the text.
    pub fn open(&mut self, parent: ScopeId, range: ByteRange) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        let scope =
            Scope { parent: Some(parent), range, children: Vec::new(), names: HashMap::new() };
        self.scopes.push(scope);
        self.scopes[parent.0 as usize].children.push(id);
        id
    }

    /// Declares a name that is visible from byte `visible_from` on to the end of the scope.
    pub fn declare(
        &mut self,
        scope: ScopeId,
        name: &str,
        name_range: ByteRange,
        visible_from: usize,
    ) -> DeclarationId {
        let id = DeclarationId(self.declarations.len() as u32);
        self.declarations.push(Declaration { name_range, visible_from });
        self.scopes[scope.0 as usize].names.entry(name.to_owned()).or_default().push(id);
        id
    }

    /// Declares a name that is visible in the whole scope.
    pub fn declare_hoisted(
        &mut self,
        scope: ScopeId,
        name: &str,
        name_range: ByteRange,
    ) -> DeclarationId {
        let start = self.scopes[scope.0 as usize].range.start();
        self.declare(scope, name, name_range, start)
    }

    /// The innermost scope that holds byte `offset`.
    pub fn scope_at(&self, offset: usize) -> ScopeId {
        let mut current = self.root();
        loop {
            let children = &self.scopes[current.0 as usize].children;
            let behind = children.partition_point(|id| self.range(*id).start() <= offset);
            let candidate = behind.checked_sub(1).map(|index| children[index]);
            match candidate {
                Some(id) if offset < self.range(id).end() => current = id,
                _ => return current,
            }
        }
    }

    /// What `name`, used at byte `offset`, was declared by; `None` for a global or an unknown name.
    pub fn resolve(&self, name: &str, offset: usize) -> Option<DeclarationId> {
        let mut current = Some(self.scope_at(offset));
        while let Some(id) = current {
            let scope = &self.scopes[id.0 as usize];
            let visible = scope.names.get(name).and_then(|candidates| {
                let is_visible =
                    |id: &&DeclarationId| self.declaration(**id).visible_from <= offset;
                candidates.iter().filter(is_visible).max_by_key(|id| {
                    let declaration = self.declaration(**id);
                    (declaration.visible_from, **id)
                })
            });
            if let Some(found) = visible {
                return Some(*found);
            }
            current = scope.parent;
        }
        None
    }

    /// A declaration.
    pub fn declaration(&self, id: DeclarationId) -> &Declaration {
        &self.declarations[id.0 as usize]
    }

    /// The extent of a scope.
    pub fn range(&self, id: ScopeId) -> ByteRange {
        self.scopes[id.0 as usize].range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_visible_declaration_wins() {
        let mut scopes = Scopes::new(ByteRange::new(0, 100));
        let outer = scopes.declare_hoisted(scopes.root(), "x", ByteRange::new(0, 1));
        let inner_scope = scopes.open(scopes.root(), ByteRange::new(20, 40));
        let inner = scopes.declare(inner_scope, "x", ByteRange::new(25, 26), 26);
        assert_eq!(scopes.resolve("x", 10), Some(outer));
        assert_eq!(scopes.resolve("x", 22), Some(outer), "not yet declared");
        assert_eq!(scopes.resolve("x", 30), Some(inner));
        assert_eq!(scopes.resolve("x", 40), Some(outer), "behind the scope");
        assert_eq!(scopes.resolve("y", 30), None);
    }

    #[test]
    fn a_later_declaration_shadows_an_earlier_one_from_its_place_on() {
        let mut scopes = Scopes::new(ByteRange::new(0, 100));
        let first = scopes.declare(scopes.root(), "x", ByteRange::new(4, 5), 10);
        let second = scopes.declare(scopes.root(), "x", ByteRange::new(24, 25), 30);
        assert_eq!(scopes.resolve("x", 20), Some(first));
        assert_eq!(scopes.resolve("x", 50), Some(second));
        assert_eq!(scopes.resolve("x", 5), None);
    }
}

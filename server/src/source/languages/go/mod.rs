//! Go: `.go`.
//!
//! What every name of the file stands for is collected first ([`names`]), and what the fields of its
//! structs are given ([`members`]); every kind of fact is one more pass over the flat tree that asks
//! them, or what an expression is worth ([`folding`]).

mod calls;
mod clients;
mod definitions;
mod environment;
mod folding;
mod imports;
mod members;
mod names;
mod offers;
mod packages;
mod purposes;
mod syntax;
mod tags;
mod unrequested;
mod urls;
mod viper;
mod wrappers;

use std::sync::LazyLock;

use tree_sitter::Language;

use crate::source::comments;
use crate::source::elsewhere::open_requests;
use crate::source::facts::Facts;
use crate::source::tree::{Grammar, Syntax};

use self::folding::Folder;
use self::members::Members;
use self::names::Names;
use self::packages::Packages;

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_go::LANGUAGE.into());
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(&LANGUAGE));

/// The facts of a text.
pub(super) fn extract(text: &str) -> Facts {
    let Some(syntax) = Syntax::parse(&GRAMMAR, text) else { return Facts::unread() };
    let packages = Packages::of(&syntax);
    let names = Names::of(&syntax, &packages);
    let members = Members::of(&syntax, &names);
    let folder = Folder::new(&packages, &names, &members);
    let file = File { syntax: &syntax, packages: &packages, names: &names, folder: &folder };
    let said = comments::read(&syntax, |_| false);
    let imports = imports::read(&file);
    let (urls, pending) = urls::read(&file);
    Facts {
        open_requests: open_requests(&pending, &imports),
        offered_addresses: offers::read(&file),
        imports,
        definitions: definitions::read(&file),
        env_uses: environment::read(&file),
        urls,
        clients: clients::read(&file),
        suppressions: said.suppressions,
        is_broken: syntax.is_broken(),
        generated: said.generated,
    }
}

/// What every reader of facts is given.
struct File<'s> {
    syntax: &'s Syntax<'s>,
    packages: &'s Packages<'s>,
    names: &'s Names<'s>,
    folder: &'s Folder<'s>,
}

#[cfg(test)]
mod tests;

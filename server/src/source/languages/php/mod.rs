//! PHP: `.php`.
//!
//! What the file defines and what its `use` lines bring is collected in one pass over the flat tree
//! ([`names`], [`classes`]); every kind of fact is one more pass that asks it, or what an expression
//! is worth ([`folding`]).

mod classes;
mod clients;
mod definitions;
mod environment;
mod folding;
mod imports;
mod members;
mod names;
mod purposes;
mod syntax;
mod unrequested;
mod urls;

use std::sync::LazyLock;

use tree_sitter::Language;

use crate::source::comments;
use crate::source::facts::Facts;
use crate::source::tree::{Grammar, Syntax};

use self::classes::Classes;
use self::folding::Folder;
use self::members::Members;
use self::names::Names;

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_php::LANGUAGE_PHP.into());
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(&LANGUAGE));

/// The facts of a text.
pub(super) fn extract(text: &str) -> Facts {
    let Some(syntax) = Syntax::parse(&GRAMMAR, text) else { return Facts::unread() };
    let classes = Classes::of(&syntax);
    let names = Names::of(&syntax);
    let members = Members::of(&syntax, &classes);
    let folder = Folder::new(&classes, &names, &members);
    let file = File { syntax: &syntax, classes: &classes, folder: &folder };
    let said = comments::read(&syntax, |node| node.is_any(&["php_tag", "text"]));
    let imported = imports::read(&file);
    Facts {
        clients: clients::read(&file, &imported),
        imports: imported.imports,
        definitions: definitions::read(&file),
        env_uses: environment::read(&file),
        urls: urls::read(&file),
        suppressions: said.suppressions,
        is_broken: syntax.is_broken(),
        generated: said.generated,
        ..Facts::default()
    }
}

/// What every reader of facts is given.
struct File<'s> {
    syntax: &'s Syntax<'s>,
    classes: &'s Classes<'s>,
    folder: &'s Folder<'s>,
}

#[cfg(test)]
mod tests;

//! Ruby: `.rb`, `.rake`, `.ru`.
//!
//! What the file defines is collected in one pass over the flat tree ([`names`]); every kind of fact
//! is one more pass that asks it, or what an expression is worth ([`folding`]).

mod clients;
mod constants;
mod definitions;
mod environment;
mod folding;
mod heredocs;
mod imports;
mod names;
mod purposes;
mod settings;
mod syntax;
mod unrequested;
mod urls;

use std::sync::LazyLock;

use tree_sitter::Language;

use crate::source::comments;
use crate::source::facts::Facts;
use crate::source::tree::{Grammar, Syntax};

use self::folding::Folder;
use self::names::Names;

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_ruby::LANGUAGE.into());
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(&LANGUAGE));

/// The facts of a text.
pub(super) fn extract(text: &str) -> Facts {
    if heredocs::are_too_long(text) {
        return Facts::unread();
    }
    let Some(syntax) = Syntax::parse(&GRAMMAR, text) else { return Facts::unread() };
    let names = Names::of(&syntax);
    let folder = Folder::new(&syntax, &names);
    let file = File { syntax: &syntax, names: &names, folder: &folder };
    let said = comments::read(&syntax, |_| false);
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
    names: &'s Names<'s>,
    folder: &'s Folder<'s>,
}

#[cfg(test)]
mod tests;

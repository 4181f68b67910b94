//! JavaScript, and what TypeScript shares with it.

mod clients;
mod comments;
mod constants;
mod context;
mod definitions;
mod documentation;
mod environment;
mod exports;
mod holders;
mod imports;
mod names;
mod offers;
mod origins;
mod requests;
mod syntax;
mod unrequested;
mod urls;
mod vocabulary;
mod wrappers;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use crate::source::elsewhere::open_requests;
use crate::source::facts::Facts;

use self::constants::Constants;
use self::exports::Exports;
use self::names::Names;
pub(super) use self::syntax::Grammar;
use self::syntax::Syntax;

static GRAMMAR: LazyLock<Grammar> =
    LazyLock::new(|| Grammar::new(tree_sitter_javascript::LANGUAGE.into()));

/// The facts of a JavaScript file, with or without JSX.
pub(super) fn extract(text: &str) -> Facts {
    extract_with(&GRAMMAR, text)
}

/// The facts of a text in one of the grammars that share this vocabulary.
pub(super) fn extract_with(grammar: &Grammar, text: &str) -> Facts {
    let Some(syntax) = Syntax::parse(grammar, text) else { return Facts::unread() };
    let names = Names::of(&syntax);
    let constants = Constants::new(&syntax, &names);
    let file = File { syntax: &syntax, names: &names, constants: &constants };
    let head = comments::read(&syntax);
    let imports = imports::read(&file);
    let exports = Exports::of(&file);
    let (urls, pending) = urls::read(&file);
    Facts {
        definitions: definitions::read(&file, &exports),
        env_uses: environment::read(&file),
        urls,
        open_requests: open_requests(&pending, &imports),
        offered_addresses: offers::read(&file, &exports),
        clients: clients::read(&file, &imports),
        imports,
        suppressions: head.suppressions,
        is_broken: syntax.is_broken(),
        generated: head.generated,
    }
}

/// What every reader of facts is given.
struct File<'s> {
    syntax: &'s Syntax<'s>,
    names: &'s Names<'s>,
    constants: &'s Constants<'s>,
}

//! Python: `.py`, `.pyi`.

mod classes;
mod clients;
mod definitions;
mod environment;
mod folding;
mod imports;
mod indents;
mod names;
mod offers;
mod paths;
mod purposes;
mod settings;
mod syntax;
mod unrequested;
mod urls;
mod variables;

#[cfg(test)]
mod tests;

use crate::source::comments;
use crate::source::elsewhere::open_requests;
use crate::source::facts::Facts;
use crate::source::tree::Syntax;

use self::folding::Folding;
use self::names::Names;

/// The facts of a text.
pub(super) fn extract(text: &str) -> Facts {
    if indents::are_too_many(text) {
        return Facts::unread();
    }
    let Some(syntax) = Syntax::parse(&syntax::GRAMMAR, text) else { return Facts::unread() };
    let names = Names::of(&syntax);
    let file = File { syntax: &syntax, names: &names, folding: Folding::new(&names) };
    let head = comments::read(&syntax, |_| false);
    let (imports, places) = imports::read(&file);
    let (urls, pending) = urls::read(&file);
    Facts {
        clients: clients::read(&file, &places),
        open_requests: open_requests(&pending, &imports),
        offered_addresses: offers::read(&file),
        imports,
        definitions: definitions::read(&file),
        env_uses: environment::read(&file),
        urls,
        suppressions: head.suppressions,
        is_broken: syntax.is_broken(),
        generated: head.generated,
    }
}

/// What every reader of facts is given.
struct File<'s> {
    syntax: &'s Syntax<'s>,
    names: &'s Names<'s>,
    folding: Folding<'s>,
}

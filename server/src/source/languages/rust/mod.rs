//! Rust.
//!
//! The tree is laid flat once ([`syntax`]), names are declared in one pass over it ([`names`]),
//! and every kind of fact is one more pass that asks them.

mod attributes;
mod calls;
mod clients;
mod comments;
mod contexts;
mod definitions;
mod environment;
mod folding;
mod imports;
mod names;
mod offers;
mod paths;
mod positions;
mod reading;
mod settings;
mod strings;
mod syntax;
mod templates;
mod urls;
mod usetree;

use crate::source::facts::Facts;
use folding::Folder;
use reading::Reading;
use syntax::Syntax;

/// The facts of a Rust text.
pub(super) fn extract(text: &str) -> Facts {
    let Some(syntax) = Syntax::parse(text) else { return Facts::unread() };
    let reading = Reading::of(&syntax);
    let folder = Folder::new(&syntax, &reading.names);
    let imports = imports::imports(&reading);
    let (urls, pending) = urls::urls(&reading, &folder);
    Facts {
        env_uses: environment::env_uses(&reading, &folder),
        urls,
        open_requests: offers::open_requests(&pending, &imports),
        offered_addresses: offers::offers(&syntax, &folder),
        clients: clients::clients(&reading, &folder, &imports),
        imports,
        definitions: definitions::definitions(&syntax),
        suppressions: comments::suppressions(&syntax),
        is_broken: syntax.is_broken(),
        generated: comments::is_generated(&syntax),
    }
}

#[cfg(test)]
mod tests;

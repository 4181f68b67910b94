//! What Java, Kotlin and C# have in common: code that lives in classes, members, calls and
//! constructions.
//!
//! Each language says in a [`Dialect`] what the nodes of its grammar are in these terms. Names are
//! declared in one pass over the flat tree ([`names`]), and every kind of fact is one more pass that
//! asks them.

mod addresses;
mod annotations;
mod builders;
mod clients;
mod constants;
mod definitions;
mod dialect;
mod documentation;
mod environment;
mod formats;
mod forwarding;
mod holders;
mod imports;
mod names;
mod placeholders;
mod qualified;
mod request_words;
mod requests;
mod roles;
mod text;
mod unrequested;
mod urls;
mod usages;
mod vocabulary;
mod wildcards;

#[cfg(test)]
pub(super) mod tests;

use crate::source::comments;
use crate::source::facts::Facts;
use crate::source::tree::{Grammar, Syntax};

use self::constants::Constants;
pub(super) use self::dialect::{
    Annotation, Argument, Binding, BindingKind, Call, Defined, Dialect, Expression, NameRole, Part,
    Written,
};
pub(super) use self::documentation::unmarked;
use self::names::Names;
pub(super) use self::text::{package_length, text_block, unescaped};
pub(super) use self::vocabulary::{CSHARP, JAVA, KOTLIN, Words};

/// The facts of a text in one of these languages.
pub(super) fn extract(
    dialect: &'static dyn Dialect,
    grammar: &'static Grammar,
    text: &str,
) -> Facts {
    let Some(syntax) = Syntax::parse(grammar, text) else { return Facts::unread() };
    let written = imports::written(dialect, &syntax);
    let names = Names::of(dialect, &syntax, &written);
    let constants = Constants::new(dialect, &names);
    let file =
        File { dialect, syntax: &syntax, written: &written, names: &names, constants: &constants };
    let comments = comments::read(&syntax, |node| dialect.is_preamble(node));
    let imports = imports::read(&file);
    Facts {
        clients: clients::read(&file, &imports),
        imports: imports.facts,
        definitions: definitions::read(&file),
        env_uses: environment::read(&file),
        urls: urls::read(&file),
        suppressions: comments.suppressions,
        is_broken: syntax.is_broken(),
        generated: comments.generated,
        ..Facts::default()
    }
}

/// What every reader of facts is given.
#[derive(Clone, Copy)]
struct File<'s> {
    dialect: &'static dyn Dialect,
    syntax: &'s Syntax<'s>,
    written: &'s [Written<'s>],
    names: &'s Names<'s>,
    constants: &'s Constants<'s>,
}

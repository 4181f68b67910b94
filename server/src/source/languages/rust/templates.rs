//! Constant folding among the tokens of macros: `concat!`, `format!` and its templates.

use super::calls::{hands_its_argument_on, hands_its_receiver_on, split_at_commas};
use super::folding::{DEEPEST, Folded, Folder};
use super::names::{Meaning, Namespace};
use super::paths;
use super::strings;
use super::syntax::NodeId;

impl Folder<'_, '_> {
    /// What a macro of the standard library, or one like it, makes of its tokens.
    pub(super) fn fold_macro(
        &self,
        at: NodeId,
        name: &str,
        tokens: NodeId,
        depth: usize,
    ) -> Folded {
        let mut arguments = split_at_commas(self.syntax, tokens).into_iter();
        match name {
            "concat" | "concatcp" => {
                let parts = arguments.map(|argument| self.fold_tokens(&argument, depth));
                let mut folded = parts.fold(Folded::default(), Folded::concat);
                folded.leaves.push(at);
                folded
            }
            "format" | "formatcp" | "format_args" => {
                let Some(template) = arguments.next() else { return Folded::unknown() };
                let folded_template = self.fold_tokens(&template, depth);
                let Some(text) = folded_template.value.as_constant() else {
                    return Folded::unknown();
                };
                let arguments: Vec<Vec<NodeId>> = arguments.collect();
                let mut folded = self.fold_template(text, &arguments, at, depth);
                folded.leaves.extend(folded_template.leaves);
                folded.leaves.push(at);
                folded
            }
            _ => Folded::unknown(),
        }
    }

    /// `format!`'s template with what its arguments are.
    fn fold_template(
        &self,
        template: &str,
        arguments: &[Vec<NodeId>],
        at: NodeId,
        depth: usize,
    ) -> Folded {
        let syntax = self.syntax;
        let named = |name: &str| {
            arguments.iter().find_map(|argument| match argument.as_slice() {
                [key, sign, value @ ..]
                    if syntax.kind(*sign) == "=" && syntax.text_of(*key) == name =>
                {
                    Some(self.fold_tokens(value, depth))
                }
                _ => None,
            })
        };
        let mut folded = Folded::default();
        let mut next = 0;
        let mut rest = template;
        while let Some(brace) = rest.find(['{', '}']) {
            folded = folded.concat(Folded::text(&rest[..brace]));
            let mark = &rest[brace..=brace];
            rest = &rest[brace + 1..];
            if let Some(behind) = rest.strip_prefix(mark) {
                folded = folded.concat(Folded::text(mark));
                rest = behind;
                continue;
            }
            let Some(end) = rest.find('}').filter(|_| mark == "{") else {
                return Folded::unknown();
            };
            let (name, format) = match rest[..end].split_once(':') {
                Some((name, format)) => (name.trim(), format.trim()),
                None => (rest[..end].trim(), ""),
            };
            rest = &rest[end + 1..];
            let position = if name.is_empty() {
                next += 1;
                Some(next - 1)
            } else {
                name.parse::<usize>().ok()
            };
            let part = match position {
                _ if !format.is_empty() => Folded::unknown(),
                Some(position) => arguments
                    .get(position)
                    .map_or_else(Folded::unknown, |it| self.fold_tokens(it, depth)),
                None => named(name).unwrap_or_else(|| self.fold_word(name, at, depth)),
            };
            folded = folded.concat(part);
        }
        folded.concat(Folded::text(rest))
    }

    /// A name in braces; it has no node, so it borrows the lifetime of what declares it.
    fn fold_word(&self, name: &str, at: NodeId, depth: usize) -> Folded {
        let offset = self.syntax.start(at);
        match self.names.resolve(name, offset, Namespace::Values) {
            Some(Meaning::Item(item)) => self
                .syntax
                .child(item, "value")
                .map_or_else(Folded::unknown, |value| self.remembered(value, depth)),
            Some(Meaning::Local { name, binder }) => self.fold_local(name, binder, depth),
            Some(Meaning::Import(index)) => {
                let leaf = &self.names.leaves[index];
                self.imported(&leaf.path, leaf.range.start(), Namespace::Types)
            }
            _ => Folded::unknown(),
        }
    }

    /// What the tokens of one macro argument are, for the few forms that can be told without a
    /// parser: a literal, a path, a call without receiver, a macro, each with conversions behind.
    pub(super) fn fold_tokens(&self, tokens: &[NodeId], depth: usize) -> Folded {
        let syntax = self.syntax;
        if depth > DEEPEST {
            return Folded::unknown();
        }
        let tokens = match tokens {
            [sign, rest @ ..] if matches!(syntax.kind(*sign), "&" | "*") => rest,
            all => all,
        };
        // `name = value` of a named argument that is taken by position.
        let tokens = match tokens {
            [_, sign, rest @ ..] if syntax.kind(*sign) == "=" => rest,
            all => all,
        };
        let Some(first) = tokens.first().copied() else { return Folded::unknown() };
        if strings::is_string(syntax, first) {
            let literal = Folded::constant(strings::content(syntax, first), first);
            return if self.only_conversions(&tokens[1..]) { literal } else { Folded::unknown() };
        }
        let word = if syntax.kind(first) == "::" { tokens.get(1).copied() } else { Some(first) };
        let Some(found) = word.and_then(|word| paths::from_token(syntax, word)) else {
            return Folded::unknown();
        };
        let behind = tokens.iter().position(|token| *token == found.last).map_or(0, |at| at + 1);
        let rest = &tokens[behind..];
        match rest {
            [bang, tree, conversions @ ..]
                if syntax.kind(*bang) == "!" && self.only_conversions(conversions) =>
            {
                self.fold_macro(found.last, found.path.last(), *tree, depth + 1)
            }
            [tree, conversions @ ..]
                if syntax.kind(*tree) == "token_tree" && self.only_conversions(conversions) =>
            {
                if hands_its_argument_on(&found.path) {
                    let inner = split_at_commas(syntax, *tree);
                    return inner
                        .first()
                        .map_or_else(Folded::unknown, |it| self.fold_tokens(it, depth + 1));
                }
                self.fold_function(&found.path, first, depth + 1)
            }
            conversions if self.only_conversions(conversions) => {
                self.fold_path(&found.path, first, depth + 1)
            }
            _ => Folded::unknown(),
        }
    }

    /// `.to_string()`, `.as_str()?`: tokens that leave a string what it is.
    fn only_conversions(&self, mut tokens: &[NodeId]) -> bool {
        let syntax = self.syntax;
        while !tokens.is_empty() {
            tokens = match tokens {
                [sign, rest @ ..] if syntax.kind(*sign) == "?" => rest,
                [dot, method, tree, rest @ ..]
                    if syntax.kind(*dot) == "."
                        && syntax.kind(*tree) == "token_tree"
                        && hands_its_receiver_on(syntax.text_of(*method)) =>
                {
                    rest
                }
                _ => return false,
            };
        }
        true
    }
}

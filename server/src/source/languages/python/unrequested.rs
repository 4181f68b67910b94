//! URLs that no call of the file requests: which of them are kept as values.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::source::languages::options::{Role, is_shown, role_of};
use crate::source::tree::Node;
use crate::source::value::UrlParts;

use super::File;
use super::purposes::{Purpose, purpose};
use super::syntax::last_name;

/// What is known once every call of a file has been looked at.
pub(super) struct Unrequested<'f, 's> {
    file: &'f File<'s>,
    used: &'f HashSet<u32>,
    requests: &'f HashSet<u32>,
    /// For the name of a constant: whether the file only shows it.
    judged: RefCell<HashMap<u32, bool>>,
}

impl<'f, 's> Unrequested<'f, 's> {
    /// `used` are the literals that a call uses, `requests` the calls that have their finding.
    pub(super) fn new(
        file: &'f File<'s>,
        used: &'f HashSet<u32>,
        requests: &'f HashSet<u32>,
    ) -> Self {
        Self { file, used, requests, judged: RefCell::default() }
    }

    /// The URL that a literal is kept as, with the expression that is the URL.
    pub(super) fn constant(&self, literal: Node<'s>) -> Option<(UrlParts, Node<'s>)> {
        if self.used.contains(&literal.index()) || !literal.text().contains('.') {
            return None;
        }
        let expression = whole_expression(literal);
        let folded = self.file.folding.fold(expression);
        let is_host = name_of(expression).is_some_and(|name| role_of(&name) == Some(Role::Host));
        let url = folded.value.as_url();
        let url = url.or_else(|| is_host.then(|| folded.value.as_host()).flatten())?;
        // One place for each constant: what is made of another constant is reported there.
        let is_own = folded.sources.first() == Some(&literal.index())
            && folded.sources.iter().all(|source| {
                !self.used.contains(source)
                    && expression.range().contains_range(self.file.syntax.node(*source).range())
            });
        (is_own && self.is_kept(expression)).then_some((url, expression))
    }

    /// Whether a URL that no call requests is kept as a value, and not shown, compared or listed.
    fn is_kept(&self, expression: Node<'s>) -> bool {
        let mut node = expression;
        for outer in expression.ancestors() {
            match outer.kind() {
                "comparison_operator"
                | "type"
                | "assert_statement"
                | "raise_statement"
                | "decorator"
                | "expression_statement"
                | "case_pattern"
                | "delete_statement"
                | "not_operator" => {
                    return false;
                }
                "if_statement" | "elif_clause" | "while_statement" => return node.is("block"),
                "subscript" if node.field() == "subscript" => return false,
                "pair" => {
                    let key = outer.child("key").map(|key| {
                        self.file.folding.text(key).unwrap_or_else(|| last_name(key).to_owned())
                    });
                    if node.field() == "key" || key.is_some_and(|key| is_shown(&key)) {
                        return false;
                    }
                }
                "keyword_argument"
                    if outer.child("name").is_some_and(|name| is_shown(name.text())) =>
                {
                    return false;
                }
                "call" => {
                    let is_answered = self.requests.contains(&outer.index());
                    if purpose(self.file, outer) == Purpose::Silent || is_answered {
                        return false;
                    }
                }
                "assignment" | "augmented_assignment" => return self.is_assigned(outer),
                "default_parameter" | "typed_default_parameter" => {
                    return !outer.child("name").is_some_and(|name| is_shown(name.text()));
                }
                "return_statement" | "yield" | "lambda" | "module" | "block" => return true,
                _ => {}
            }
            node = outer;
        }
        true
    }

    fn is_assigned(&self, assignment: Node<'s>) -> bool {
        let Some(left) = assignment.child("left") else { return true };
        if is_shown(last_name(left)) || left.text().starts_with("__") {
            return false;
        }
        !(left.is("identifier") && self.is_only_shown(left))
    }

    /// Whether all the file does with a constant is to log it, compare it or redirect to it.
    fn is_only_shown(&self, name: Node<'s>) -> bool {
        // Constants that are made of each other are not judged twice.
        if let Some(known) = self.judged.borrow().get(&name.index()) {
            return *known;
        }
        self.judged.borrow_mut().insert(name.index(), false);
        let uses = self.file.names.uses_of(name);
        let is_only_shown = !uses.is_empty() && uses.iter().all(|usage| !self.is_kept(*usage));
        self.judged.borrow_mut().insert(name.index(), is_only_shown);
        is_only_shown
    }
}

/// The sum or f-string that a literal is part of.
fn whole_expression(literal: Node<'_>) -> Node<'_> {
    let mut node = literal;
    while let Some(parent) = node.parent() {
        let is_part = match parent.kind() {
            "binary_operator" => {
                parent.child("operator").is_some_and(|it| matches!(it.text(), "+" | "%" | "/"))
            }
            "interpolation" | "string" | "concatenated_string" | "parenthesized_expression" => true,
            // `'https://{}'.format(host)`.
            "attribute" => matches!(last_name(parent), "format" | "rstrip" | "strip" | "lstrip"),
            "call" => node.is("attribute") && node.field() == "function",
            _ => false,
        };
        if !is_part {
            break;
        }
        node = parent;
    }
    node
}

/// The name of what an expression is the value of.
fn name_of(expression: Node<'_>) -> Option<String> {
    let holder = expression.parent()?;
    let name = match holder.kind() {
        "assignment" => holder.child("left")?,
        "keyword_argument" | "default_parameter" | "typed_default_parameter" => {
            holder.child("name")?
        }
        "pair" => {
            let key = holder.child("key")?;
            return Some(key.text().trim_matches(['"', '\'']).to_owned());
        }
        _ => return None,
    };
    Some(last_name(name).to_owned())
}

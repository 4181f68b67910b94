//! URLs that no call of the file requests: which of them are kept as values.

use crate::source::languages::options::is_shown;
use crate::source::languages::scripting::{Mentions, Places, Purpose, Requests};
use crate::source::tree::Node;

use super::File;
use super::purposes::purpose;
use super::syntax::{method_name, plain_text, positional};

/// What is known once every call of a file has been looked at.
pub(super) struct Unrequested<'f, 's> {
    file: &'f File<'s>,
    requests: &'f Requests,
    mentions: Mentions<'s>,
}

impl<'f, 's> Unrequested<'f, 's> {
    pub(super) fn new(file: &'f File<'s>, requests: &'f Requests) -> Self {
        Self { file, requests, mentions: Mentions::default() }
    }

    /// Whether a URL that no call requests is kept as a value, and not shown, compared or listed.
    /// `follows`: whether what it is assigned to is followed to its uses.
    fn keeps(&self, expression: Node<'s>, follows: bool) -> bool {
        let mut node = expression;
        let mut is_handed_over = false;
        for outer in expression.ancestors() {
            match outer.kind() {
                "binary" => {
                    let operator = outer.child("operator").map_or("", Node::text);
                    if !matches!(operator, "+" | "<<" | "||" | "or" | "&&" | "and") {
                        return false;
                    }
                }
                "when" | "pattern" | "in_clause" | "regex" | "superclass" => {
                    return false;
                }
                "if" | "unless" | "if_modifier" | "unless_modifier" | "while" | "case"
                    if matches!(node.field(), "condition" | "value") =>
                {
                    return false;
                }
                "pair" => {
                    let key = outer.child("key").and_then(plain_text);
                    if node.field() == "key" || key.is_some_and(is_shown) {
                        return false;
                    }
                }
                "element_reference" if node.field() != "object" => return false,
                "call" if node.field() != "block" => {
                    let is_answered = self.requests.calls.contains(&outer.index());
                    if is_answered || purpose(self.file, outer) == Purpose::Silent {
                        return false;
                    }
                    is_handed_over = true;
                }
                "assignment" | "operator_assignment" if node.field() == "right" => {
                    let Some(left) = outer.child("left") else { return true };
                    let name = if left.is("call") { method_name(left) } else { left.text() };
                    return !(is_shown(name)
                        || follows && self.is_only_shown(left.text(), left.kind()));
                }
                // `let(:url) { '…' }` gives a name to it.
                "block" | "do_block" if follows && outer.parent().and_then(let_name).is_some() => {
                    let name = outer.parent().and_then(let_name).unwrap_or_default();
                    return !self.is_only_shown(name, "identifier");
                }
                "method" | "singleton_method" | "method_parameters" | "block" | "do_block"
                | "lambda" => return true,
                _ => {}
            }
            node = outer;
        }
        is_handed_over
    }

    /// Whether all the file does with a name is to log it, compare it or redirect to it.
    fn is_only_shown(&self, name: &str, kind: &str) -> bool {
        self.mentions.judged(name, || {
            let kinds = ["identifier", "constant", "instance_variable"];
            let uses = self.mentions.of(self.file.syntax, &kinds, name);
            let is_use = |node: &Node<'s>| node.is(kind) && node.field() != "left";
            let mut uses = uses.iter().copied().filter(is_use).peekable();
            uses.peek().is_some() && uses.all(|usage| !self.keeps(usage, false))
        })
    }
}

impl<'s> Places<'s> for Unrequested<'_, 's> {
    fn whole_expression(&self, literal: Node<'s>) -> Node<'s> {
        whole_expression(literal)
    }

    fn name_of(&self, expression: Node<'s>) -> Option<&'s str> {
        name_of(expression)
    }

    fn is_kept(&self, expression: Node<'s>) -> bool {
        self.keeps(expression, true)
    }
}

/// The name that RSpec's `let` gives to what its block is worth.
fn let_name(call: Node<'_>) -> Option<&str> {
    let is_let = call.is("call") && matches!(method_name(call), "let" | "let!");
    positional(call).next().filter(|_| is_let).and_then(plain_text)
}

/// The sum or string that a literal is part of.
fn whole_expression(literal: Node<'_>) -> Node<'_> {
    let mut node = literal;
    while let Some(parent) = node.parent() {
        let is_part = match parent.kind() {
            "binary" => parent.child("operator").is_some_and(|it| it.text() == "+"),
            "interpolation" | "string" | "chained_string" | "parenthesized_statements" => true,
            "call" => node.field() == "receiver" && method_name(parent) == "freeze",
            _ => false,
        };
        if !is_part {
            break;
        }
        node = parent;
    }
    if node.is("call") { node.child("receiver").unwrap_or(node) } else { node }
}

/// What an expression is assigned to, or the key it stands behind.
fn name_of(expression: Node<'_>) -> Option<&str> {
    let parent = expression.ancestors().find(|outer| !outer.is("call"))?;
    match parent.kind() {
        // Action Mailer calls the host an address.
        "pair" if is_of_mail_server(parent) => Some("host"),
        "pair" => parent.child("key").and_then(plain_text),
        "assignment" => parent.child("left").map(Node::text),
        _ => None,
    }
}

/// `config.action_mailer.smtp_settings = { address: … }`.
fn is_of_mail_server(pair: Node<'_>) -> bool {
    let is_address = pair.child("key").and_then(plain_text) == Some("address");
    let settings = pair.ancestors().take(3).find(|outer| outer.is("assignment"));
    let target = settings.and_then(|settings| settings.child("left")).map_or("", method_name);
    is_address && target == "smtp_settings"
}

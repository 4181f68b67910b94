//! URLs that no call of the file requests: which of them are kept as values.

use crate::source::languages::options::is_shown;
use crate::source::languages::scripting::{Mentions, Places, Purpose, Requests};
use crate::source::tree::Node;

use super::File;
use super::purposes::{Act, act};
use super::syntax::{FUNCTIONS, declared_names, entry, listed, operator, plain_text};

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
                "import_spec" | "field_declaration" | "expression_case" if !is_statement(node) => {
                    return false;
                }
                "binary_expression" if operator(outer) != "+" => return false,
                "if_statement" | "expression_switch_statement" | "for_statement" => return false,
                "index_expression" if node.field() == "index" => return false,
                "keyed_element" => {
                    let (Some(key), value) = entry(outer) else { return false };
                    let is_key = key.range().contains_range(node.range());
                    if is_key && key != value || is_shown(plain_text(key).unwrap_or(key.text())) {
                        return false;
                    }
                }
                "assignment_statement" | "short_var_declaration" if node.field() == "right" => {
                    let target = paired_name(outer, "left", "right", expression);
                    return target.is_none_or(|name| !self.is_forgotten(name, follows));
                }
                "const_spec" | "var_spec" if node.field() == "value" => {
                    let target = paired_name(outer, "name", "value", expression);
                    return target.is_none_or(|name| !self.is_forgotten(name, follows));
                }
                "return_statement" => return true,
                "expression_statement" | "statement_list" | "block" | "source_file" => {
                    return is_handed_over;
                }
                "call_expression" => {
                    let is_answered = self.requests.calls.contains(&outer.index());
                    if is_answered || act(self.file, outer) == Act::Does(Purpose::Silent) {
                        return false;
                    }
                    is_handed_over = true;
                }
                _ if outer.is_any(FUNCTIONS) => return true,
                _ => {}
            }
            node = outer;
        }
        is_handed_over
    }

    /// Whether a name is one of what is only shown, or all the file does with it is to log it,
    /// compare it or redirect to it.
    fn is_forgotten(&self, name: Node<'s>, follows: bool) -> bool {
        let bare = name.child("field").unwrap_or(name).text();
        is_shown(bare) || follows && self.is_only_shown(bare, name)
    }

    fn is_only_shown(&self, bare: &str, declared: Node<'s>) -> bool {
        self.mentions.judged(bare, || {
            let kinds = ["identifier", "field_identifier"];
            let is_use = |node: &Node<'s>| {
                let is_declared = declared.range().contains_range(node.range());
                let is_target = node.ancestors().take(3).any(|it| it.field() == "left");
                let is_key = node.ancestors().take(2).any(|it| it.field() == "key");
                let is_field = node.parent().is_some_and(|it| it.is("field_declaration"));
                !(is_declared || is_target || is_key || is_field)
            };
            let uses = self.mentions.of(self.file.syntax, &kinds, bare).iter().copied();
            let mut uses = uses.filter(is_use).peekable();
            uses.peek().is_some() && uses.all(|usage| !self.keeps(usage, false))
        })
    }
}

impl<'s> Places<'s> for Unrequested<'_, 's> {
    fn whole_expression(&self, literal: Node<'s>) -> Node<'s> {
        let mut node = literal;
        while let Some(parent) = node.parent() {
            let is_sum = parent.is("binary_expression") && operator(parent) == "+";
            if !is_sum && !parent.is("parenthesized_expression") {
                break;
            }
            node = parent;
        }
        node
    }

    fn name_of(&self, expression: Node<'s>) -> Option<&'s str> {
        let mut node = expression;
        for outer in expression.ancestors().take(3) {
            match outer.kind() {
                "literal_element" | "expression_list" => node = outer,
                "keyed_element" => return Some(entry(outer).0?.text()),
                "assignment_statement" | "short_var_declaration" => {
                    let name = paired_name(outer, "left", "right", expression)?;
                    return Some(name.child("field").unwrap_or(name).text());
                }
                "const_spec" | "var_spec" if node.field() == "value" => {
                    return Some(paired_name(outer, "name", "value", expression)?.text());
                }
                _ => return None,
            }
        }
        None
    }

    fn is_kept(&self, expression: Node<'s>) -> bool {
        self.keeps(expression, true)
    }
}

fn is_statement(node: Node<'_>) -> bool {
    node.kind().ends_with("_statement") || node.is("statement_list")
}

/// The name that is given the value in which an expression stands.
fn paired_name<'s>(
    statement: Node<'s>,
    names: &str,
    values: &str,
    expression: Node<'s>,
) -> Option<Node<'s>> {
    let at = listed(statement, values)
        .iter()
        .position(|value| value.range().contains_range(expression.range()))?;
    if names == "name" {
        return declared_names(statement).nth(at);
    }
    listed(statement, names).get(at).copied()
}

//! URLs that no call of the file requests: which of them are kept as values.

use crate::source::languages::options::is_shown;
use crate::source::languages::scripting::{Mentions, Places, Purpose, Requests};
use crate::source::tree::Node;

use super::File;
use super::folding::operator;
use super::purposes::purpose;
use super::syntax::{FUNCTIONS, callee_name, entry, is_call, plain_text};

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
                "binary_expression" if !matches!(operator(outer), "." | "??") => return false,
                "echo_statement"
                | "print_intrinsic"
                | "throw_expression"
                | "attribute"
                | "match_condition_list"
                | "case_statement"
                | "exit_statement"
                | "unset_statement"
                    if node.field() != "return_expression" =>
                {
                    return false;
                }
                "if_statement" | "while_statement" | "switch_statement" => return false,
                "conditional_expression" if node.field() == "condition" => return false,
                "subscript_expression" if outer.children().next() != Some(node) => return false,
                "array_element_initializer" => {
                    let Some((Some(key), _)) = entry(outer) else {
                        node = outer;
                        continue;
                    };
                    if key == node || plain_text(key).is_some_and(is_shown) {
                        return false;
                    }
                }
                "assignment_expression" | "augmented_assignment_expression"
                    if node.field() == "right" =>
                {
                    let Some(left) = outer.child("left") else { return true };
                    return !self.is_forgotten(left, follows);
                }
                "const_element"
                | "property_element"
                | "static_variable_declaration"
                | "enum_case" => {
                    let name = outer.child("name").or_else(|| outer.children().next());
                    return name.is_none_or(|name| !self.is_forgotten(name, follows));
                }
                "formal_parameters" | "return_statement" => return true,
                "expression_statement" | "program" => return is_handed_over,
                _ if is_call(outer) => {
                    let is_answered = self.requests.calls.contains(&outer.index());
                    let purpose = purpose(self.file, outer);
                    if is_answered || purpose == Purpose::Silent {
                        return false;
                    }
                    is_handed_over = true;
                    if callee_name(outer) == "define" {
                        let name = outer.descendants().find(|it| it.is("string_content"));
                        return name.is_none_or(|name| !self.is_forgotten(name, follows));
                    }
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
        let bare = name.child("name").unwrap_or(name).text().trim_start_matches('$');
        is_shown(bare) || follows && self.is_only_shown(bare, name)
    }

    fn is_only_shown(&self, bare: &str, declared: Node<'s>) -> bool {
        self.mentions.judged(bare, || {
            let is_use = |node: &Node<'s>| {
                let is_declared = declared.range().contains_range(node.range());
                let is_target = node.ancestors().take(3).any(|it| it.field() == "left");
                !is_declared && !is_target && node.field() != "alias"
            };
            let uses = self.mentions.of(self.file.syntax, &["name"], bare).iter().copied();
            let mut uses = uses.filter(is_use).peekable();
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

/// The sum or string that a literal is part of.
fn whole_expression(literal: Node<'_>) -> Node<'_> {
    let mut node = literal;
    while let Some(parent) = node.parent() {
        let is_part = match parent.kind() {
            "binary_expression" => operator(parent) == ".",
            "encapsed_string" | "heredoc" | "heredoc_body" | "parenthesized_expression" => true,
            _ => false,
        };
        if !is_part {
            break;
        }
        node = parent;
    }
    node
}

/// What an expression is assigned to, or the key it stands behind.
fn name_of(expression: Node<'_>) -> Option<&str> {
    let parent = expression.parent()?;
    match parent.kind() {
        "array_element_initializer" => plain_text(entry(parent)?.0?),
        "assignment_expression" => {
            let left = parent.child("left")?;
            Some(left.child("name").unwrap_or(left).text().trim_start_matches('$'))
        }
        "const_element" => parent.children().next().map(|name| name.text()),
        "property_element" => parent.child("name").map(|it| it.text().trim_start_matches('$')),
        _ => None,
    }
}

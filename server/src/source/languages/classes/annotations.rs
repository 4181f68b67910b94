//! Annotations and attributes: where they stand, and what they carry.

use crate::source::tree::Node;

use super::dialect::{Annotation, Argument, Dialect};

/// The annotations of a declaration. `declaration` may be what is inside one, as a declarator is.
pub(super) fn of<'s>(dialect: &dyn Dialect, declaration: Node<'s>) -> Vec<Annotation<'s>> {
    // Some grammars put the modifiers of a parameter before it.
    let before = declaration.previous().filter(|it| it.is("parameter_modifiers"));
    let places = [Some(declaration), declaration.parent(), before];
    let lists = places.into_iter().flatten().flat_map(Node::children);
    let is_list = |node: &Node<'s>| {
        node.is_any(&[
            "modifiers",
            "attribute_list",
            "parameter_modifiers",
            "annotation",
            "marker_annotation",
        ])
    };
    let around = before.into_iter().chain(lists.filter(is_list));
    let candidates = around.flat_map(|list| std::iter::once(list).chain(list.children()));
    candidates.filter_map(|node| dialect.annotation(node)).collect()
}

/// The value of an annotation: what is given without a name, or as `value`.
pub(super) fn value<'s>(annotation: &Annotation<'s>) -> Option<Node<'s>> {
    let is_value = |it: &&Argument<'s>| it.name.is_none_or(|name| name.text() == "value");
    annotation.arguments.iter().find(is_value).map(|it| it.value)
}

/// An argument of an annotation by its name.
pub(super) fn argument<'s>(annotation: &Annotation<'s>, names: &[&str]) -> Option<Node<'s>> {
    let is_named = |it: &&Argument<'s>| it.name.is_some_and(|name| names.contains(&name.text()));
    annotation.arguments.iter().find(is_named).map(|it| it.value)
}

/// The literal of `@Value("${NAME:default}")`.
pub(super) fn placeholder_literal<'s>(
    dialect: &dyn Dialect,
    annotation: &Annotation<'s>,
) -> Option<Node<'s>> {
    let is_placeholder = dialect.words().placeholder_annotations.contains(&annotation.name.text());
    if is_placeholder { value(annotation) } else { None }
}

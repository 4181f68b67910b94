//! Imports, and what the file does with them.

use crate::source::facts::{Import, ImportKind, ImportUse, ImportedName};
use crate::source::tree::Node;
use crate::text::Spanned;

use super::File;
use super::packages::{Local, Package};
use super::syntax::{callee_name, operator};

/// Every import, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<Import> {
    let mut uses: Vec<Uses<'_>> = Vec::new();
    uses.resize_with(file.packages.entries.len(), Uses::default);
    for node in file.syntax.nodes().filter(|it| it.is_any(&["identifier", "package_identifier"])) {
        let used = file.names.package(node).and_then(|index| uses.get_mut(index));
        if let Some(used) = used {
            used.add(node);
        }
    }
    file.packages.entries.iter().zip(uses).map(|(package, uses)| import(package, &uses)).collect()
}

/// What is done with one import.
#[derive(Default)]
struct Uses<'s> {
    at_run_time: usize,
    as_type: usize,
    /// Names of the package, each once.
    names: Vec<&'s str>,
}

impl<'s> Uses<'s> {
    fn add(&mut self, name: Node<'s>) {
        let Some(whole) = name.parent().filter(|it| !it.is("import_spec")) else { return };
        let member = whole.child("field").or_else(|| whole.child("name"));
        if let Some(member) = member.map(Node::text).filter(|it| !self.names.contains(it)) {
            self.names.push(member);
        }
        if is_type_use(whole) {
            self.as_type += 1;
        } else {
            self.at_run_time += 1;
        }
    }
}

fn import(package: &Package<'_>, uses: &Uses<'_>) -> Import {
    let names = match package.local {
        Local::Named(local) => {
            let own = |name: &&str| ImportedName {
                imported: (*name).to_owned(),
                local: format!("{local}.{name}"),
            };
            let whole = ImportedName { imported: "*".to_owned(), local: local.to_owned() };
            [whole].into_iter().chain(uses.names.iter().map(own)).collect()
        }
        Local::Dot => vec![ImportedName { imported: "*".to_owned(), local: "*".to_owned() }],
        Local::Blank => Vec::new(),
    };
    let only_types = uses.as_type > 0 && uses.at_run_time == 0;
    Import {
        target: Spanned::new(package.path.to_owned(), super::syntax::inside(package.path_node)),
        range: package.whole.range(),
        kind: ImportKind::Static,
        names,
        used: if only_types { ImportUse::TypesOnly } else { ImportUse::Runtime },
        in_test: false,
    }
}

/// Whether `stripe.Charge` stands for a type where no value of it is made, or is an error that
/// another one is compared with.
fn is_type_use(whole: Node<'_>) -> bool {
    if whole.is("selector_expression") {
        return is_compared_error(whole);
    }
    let mut node = whole;
    for outer in whole.ancestors() {
        match outer.kind() {
            "composite_literal" => return node.field() != "type",
            // `type Client = stripe.Client` hands the type on.
            "type_alias" => return false,
            // `new(stripe.Client)` makes one.
            "argument_list" | "special_argument_list" => {
                let call = outer.parent();
                return call.is_none_or(|call| callee_name(call) != "new") || is_error_name(whole);
            }
            "type_conversion_expression" => return node.field() != "type",
            _ if outer.kind().ends_with("_type") || outer.is("type_elem") => node = outer,
            _ => return true,
        }
    }
    true
}

fn is_error_name(whole: Node<'_>) -> bool {
    whole.child("name").is_some_and(|name| name.text().ends_with("Error"))
}

/// `errors.Is(err, stripe.ErrDeclined)`, `code == stripe.ErrorCodeDeclined`, `case stripe.ErrDeclined`.
fn is_compared_error(selector: Node<'_>) -> bool {
    let is_error = selector.child("field").is_some_and(|field| field.text().starts_with("Err"));
    let Some(parent) = selector.parent().filter(|_| is_error) else { return false };
    match parent.kind() {
        "binary_expression" => matches!(operator(parent), "==" | "!="),
        "argument_list" => {
            parent.parent().is_some_and(|call| matches!(callee_name(call), "Is" | "As" | "ErrorIs"))
        }
        "expression_list" => parent.parent().is_some_and(|outer| outer.is("expression_case")),
        _ => false,
    }
}

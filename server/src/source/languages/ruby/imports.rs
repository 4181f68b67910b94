//! Imports: features that are loaded, and constants of others that are used.
//!
//! Ruby loads by feature (`require 'stripe'`) and uses by constant (`Stripe::Charge`). Where a file
//! does both, the require is the import and the constants are its uses; a constant whose feature the
//! file does not load (another file did, or Rails does) is an import where it is first used.

use std::collections::HashMap;

use crate::source::facts::{Import, ImportKind, ImportUse, ImportedName};
use crate::source::tree::Node;
use crate::text::Spanned;

use super::File;
use super::constants::{is_builtin, is_whole_path, path_of, root};
use super::environment::{is_deferred, looped_over};
use super::syntax::{inside, method_name, plain_text, positional, root_of};

/// The imports of a file, and which of them brings a constant.
pub(super) struct Imported {
    pub(super) imports: Vec<Import>,
    /// By the path of the constant, without a leading `::`.
    by_path: HashMap<String, usize>,
}

impl Imported {
    /// The import that brings the constant of this path.
    pub(super) fn of(&self, path: &str) -> Option<usize> {
        self.by_path.get(path.trim_start_matches("::")).copied()
    }
}

/// Namespaces that many packages share: what they hold tells the package.
const UMBRELLAS: &[&str] =
    &["Aws", "Google::Cloud", "Google::Apis", "Azure", "OmniAuth::Strategies"];

/// Words that names of gems have besides what they are about.
const FILLERS: &[&str] = &[
    "ruby", "rb", "sdk", "api", "client", "rails", "gem", "library", "v1", "v2", "v3", "core",
    "rest",
];

/// A use of a constant that the file does not define.
struct Use<'s> {
    node: Node<'s>,
    /// Without a leading `::`.
    path: String,
    written: String,
    is_type: bool,
}

/// All imports of a file, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Imported {
    let mut imports: Vec<Import> = file.syntax.nodes().flat_map(|it| loaded(file, it)).collect();
    let uses: Vec<Use<'_>> = file.syntax.nodes().filter_map(|it| used(file, it)).collect();
    let mut by_path: HashMap<String, usize> = HashMap::new();
    // By what a group of constants begins with: whether all uses are of types.
    let mut only_types: HashMap<&str, bool> = HashMap::new();
    for usage in &uses {
        *only_types.entry(group(&usage.path)).or_insert(true) &= usage.is_type;
    }
    // What is used at run time stands at the first such place.
    let at_run_time = uses.iter().filter(|usage| !usage.is_type);
    for usage in at_run_time.chain(uses.iter().filter(|usage| usage.is_type)) {
        if by_path.contains_key(&usage.path) {
            continue;
        }
        let group = group(&usage.path);
        let required = imports.iter().position(|import| {
            import.kind != ImportKind::Qualified && brings(&import.target.value, group)
        });
        if let Some(index) = required {
            let import = &mut imports[index];
            let is_types_only = only_types.get(group).copied().unwrap_or_default();
            if import.names.is_empty() || !is_types_only {
                import.used = use_of(is_types_only);
            }
            if import.names.iter().all(|name| name.imported != group) {
                let name = group.to_owned();
                import.names.push(ImportedName { imported: name.clone(), local: name });
            }
            by_path.insert(usage.path.clone(), index);
            continue;
        }
        by_path.insert(usage.path.clone(), imports.len());
        imports.push(Import {
            target: Spanned::new(usage.written.clone(), usage.node.range()),
            range: usage.node.range(),
            kind: ImportKind::Qualified,
            names: Vec::new(),
            used: use_of(usage.is_type),
            in_test: false,
        });
    }
    // Constants come between the requires; their indices move along.
    let mut order: Vec<usize> = (0..imports.len()).collect();
    order.sort_by_key(|index| imports[*index].range.start());
    let mut place_of = vec![0; order.len()];
    for (place, index) in order.iter().enumerate() {
        place_of[*index] = place;
    }
    imports.sort_by_key(|import| import.range.start());
    by_path.values_mut().for_each(|index| *index = place_of[*index]);
    Imported { imports, by_path }
}

fn use_of(is_types_only: bool) -> ImportUse {
    if is_types_only { ImportUse::TypesOnly } else { ImportUse::Runtime }
}

/// `require 'feature'` and its like; several for a loop over features.
fn loaded<'s>(file: &File<'s>, call: Node<'s>) -> Vec<Import> {
    if !call.is("call") {
        return Vec::new();
    }
    let name = method_name(call);
    let arguments: Vec<_> = positional(call).collect();
    match (name, arguments.as_slice(), call.child("receiver")) {
        ("const_get", [constant, ..], _) => {
            return looked_up(file, call, *constant).into_iter().collect();
        }
        ("constantize" | "safe_constantize", _, Some(receiver)) => {
            return looked_up(file, call, receiver).into_iter().collect();
        }
        _ => {}
    }
    let is_kernel = call.child("receiver").is_none_or(|it| it.text() == "Kernel");
    if !is_kernel || !LOADERS.contains(&name) || file.names.is_own_method(call) {
        return Vec::new();
    }
    let (constant, feature) = match (name, arguments.as_slice()) {
        ("autoload", [constant, feature, ..]) => (plain_text(*constant), *feature),
        ("autoload", _) => return Vec::new(),
        (_, [feature, ..]) => (None, *feature),
        _ => return Vec::new(),
    };
    let Some(text) = file.folder.text(feature) else {
        // `%w[json stripe].each { |name| require name }` has an entry for each.
        let items = looped_over(file, feature).into_iter();
        let import = |item| {
            let text = plain_text(item).unwrap_or_default();
            import_of(call, (item, text), item, None)
        };
        return items.map(import).collect();
    };
    vec![import_of(call, (feature, &text), call, constant)]
}

const LOADERS: &[&str] = &["require", "require_relative", "require_dependency", "load", "autoload"];

fn import_of<'s>(
    call: Node<'s>,
    (feature, text): (Node<'s>, &str),
    place: Node<'s>,
    constant: Option<&str>,
) -> Import {
    let loader = method_name(call);
    let is_relative = text.starts_with("./") || text.starts_with("../");
    let target = match loader {
        "require_relative" if !is_relative => format!("./{text}"),
        _ => without_here(text),
    };
    let name = |name: &str| ImportedName { imported: name.to_owned(), local: name.to_owned() };
    let range = if plain_text(feature).is_some() { inside(feature) } else { feature.range() };
    let is_looped = place != call;
    let is_dynamic = loader == "load" || is_deferred(call) && !is_looped;
    Import {
        target: Spanned::new(target, range),
        range: place.range(),
        kind: if is_dynamic { ImportKind::Dynamic } else { ImportKind::Static },
        names: constant.map(name).into_iter().collect(),
        used: ImportUse::Runtime,
        in_test: false,
    }
}

/// `./../x` as `../x`.
fn without_here(path: &str) -> String {
    match path.strip_prefix("./") {
        Some(rest) if rest.starts_with("../") || rest.starts_with("./") => rest.to_owned(),
        _ => path.to_owned(),
    }
}

/// `Object.const_get('Stripe::Charge')`, `'Stripe::Charge'.constantize`.
fn looked_up<'s>(file: &File<'s>, call: Node<'s>, constant: Node<'s>) -> Option<Import> {
    let name = file.folder.text(constant)?;
    let is_constant = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ':');
    let is_foreign = !is_builtin(root(&name)) && !file.names.is_own(&name, call);
    (is_constant && is_foreign).then(|| Import {
        target: Spanned::new(name, constant.range()),
        range: call.range(),
        kind: ImportKind::Dynamic,
        names: Vec::new(),
        used: ImportUse::Runtime,
        in_test: false,
    })
}

/// A constant that the file uses and does not define.
fn used<'s>(file: &File<'s>, node: Node<'s>) -> Option<Use<'s>> {
    let is_name = matches!(node.field(), "name" | "left" | "method");
    if !is_whole_path(node) || is_name {
        return None;
    }
    let path = path_of(node)?;
    let is_foreign = !is_builtin(root(&path)) && !file.names.is_own(&path, node);
    if !is_foreign || is_replaced(node) {
        return None;
    }
    let written = path.clone();
    let path = path.trim_start_matches("::").to_owned();
    Some(Use { node, is_type: is_type_use(node, &path), path, written })
}

/// Whether a test replaces what a constant names: `allow(Stripe::Charge).to receive(:create)`.
fn is_replaced(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    match parent.kind() {
        "argument_list" => parent.parent().is_some_and(|call| {
            matches!(
                method_name(call),
                "allow"
                    | "expect"
                    | "class_double"
                    | "instance_double"
                    | "object_double"
                    | "allow_any_instance_of"
                    | "expect_any_instance_of"
                    | "class_spy"
                    | "instance_spy"
                    | "stub_const"
                    | "hide_const"
            )
        }),
        "call" => matches!(
            method_name(parent),
            "stubs" | "expects" | "should_receive" | "any_instance" | "stub" | "stub_chain"
        ),
        _ => false,
    }
}

/// Whether a constant only stands for a class that something is compared with, or for a type.
fn is_type_use(node: Node<'_>, path: &str) -> bool {
    let mut inner = node;
    for outer in node.ancestors() {
        match outer.kind() {
            "exceptions" | "rescue" | "pattern" | "in_clause" | "array_pattern"
            | "find_pattern" | "hash_pattern" => return true,
            "array" | "parenthesized_statements" | "pair" | "hash" => {}
            "unary" => return outer.text().starts_with("defined?"),
            "binary" => {
                return inner.field() == "left"
                    && outer.child("operator").is_some_and(|it| it.text() == "===");
            }
            "argument_list" => {
                let Some(call) = outer.parent() else { return false };
                let is_comparison = matches!(
                    method_name(call),
                    "is_a?"
                        | "kind_of?"
                        | "instance_of?"
                        | "rescue_from"
                        | "retry_on"
                        | "discard_on"
                        | "raise_error"
                        | "assert_raises"
                        | "be_a"
                        | "be_an"
                        | "be_kind_of"
                        | "be_an_instance_of"
                        | "instance_of"
                        | "kind_of"
                        | "assert_kind_of"
                        | "assert_instance_of"
                );
                return is_comparison || is_signature(call) || is_error_class(node, path, call);
            }
            "call" if inner.field() == "receiver" => return is_signature(outer),
            _ => return is_error_class(node, path, outer),
        }
        inner = outer;
    }
    false
}

/// Whether a class of errors is named to be compared with, and not raised.
fn is_error_class(node: Node<'_>, path: &str, around: Node<'_>) -> bool {
    let is_error = path.ends_with("Error") || path.ends_with("Exception");
    let is_receiver = node.field() == "receiver";
    let is_raised = matches!(method_name(around), "raise" | "fail");
    is_error && !is_receiver && !is_raised && !around.is("superclass")
}

/// Types as Sorbet writes them: in the block of a `sig`, and behind `T.`.
fn is_signature(call: Node<'_>) -> bool {
    root_of(call).text() == "T"
        || call.ancestors().take(8).any(|outer| outer.is("call") && method_name(outer) == "sig")
}

/// The part of a path that tells its package: the first name, or what an umbrella holds.
fn group(path: &str) -> &str {
    let umbrella = UMBRELLAS.iter().find_map(|umbrella| {
        let rest = path.strip_prefix(umbrella)?.strip_prefix("::")?;
        let next = rest.split("::").next()?;
        path.get(..umbrella.len() + 2 + next.len())
    });
    umbrella.unwrap_or_else(|| root(path))
}

/// Whether a feature is that of the gem which defines a constant: `stripe` of `Stripe`,
/// `twilio-ruby` of `Twilio`, `aws-sdk-s3` of `Aws::S3`, `google/cloud/storage` of
/// `Google::Cloud::Storage`. A file of one's own that is named after it (`stripe_gateway`) is not.
fn brings(feature: &str, group: &str) -> bool {
    let wanted = group.replace("::", "").to_lowercase();
    let plain = |text: &str| text.replace(['_', '/', '-'], "").to_lowercase();
    if plain(feature) == wanted {
        return true;
    }
    let mut rest = wanted.as_str();
    let mut has_begun = false;
    for word in feature.split(['-', '/']) {
        let word = plain(word);
        if let Some(behind) = rest.strip_prefix(word.as_str()) {
            rest = behind;
            has_begun = true;
        } else if !has_begun || !FILLERS.contains(&word.as_str()) {
            return false;
        }
    }
    has_begun && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_brings_the_constants_of_its_gem() {
        for (feature, group) in [
            ("stripe", "Stripe"),
            ("twilio-ruby", "Twilio"),
            ("slack-ruby-client", "Slack"),
            ("aws-sdk-s3", "Aws::S3"),
            ("google/cloud/storage", "Google::Cloud::Storage"),
            ("active_record", "ActiveRecord"),
            ("sendgrid-ruby", "SendGrid"),
        ] {
            assert!(brings(feature, group), "{feature}");
        }
        for (feature, group) in [
            ("stripe_gateway", "Stripe"),
            ("stripe/gateway", "Stripe"),
            ("aws-sdk-s3", "Aws::SQS"),
            ("./stripe", "Stripe"),
            ("json", "Stripe"),
        ] {
            assert!(!brings(feature, group), "{feature}");
        }
        assert_eq!(group("Aws::S3::Client"), "Aws::S3");
        assert_eq!(group("Stripe::Charge"), "Stripe");
    }
}

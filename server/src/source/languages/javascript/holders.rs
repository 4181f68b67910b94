//! What holds a definition: the class, object, namespace or function around it.

use super::constants::key_text;
use super::exports::{Exported, commonjs_target};
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

/// No name is nested deeper than this.
const MOST: usize = 8;

/// The names of what holds a definition, from the outside in, joined with `.`.
pub(super) fn container(definition: Node<'_>) -> Option<String> {
    let mut names: Vec<String> = own_holder(definition).into_iter().collect();
    for ancestor in definition.ancestors() {
        if names.len() >= MOST {
            break;
        }
        if let Some(name) = holder_name(ancestor) {
            // `const Mailer = class Mailer {}` holds its members once.
            if names.last() != Some(&name) {
                names.push(name);
            }
        }
    }
    names.reverse();
    (!names.is_empty()).then(|| names.join("."))
}

/// `Mailer` in `Mailer.prototype.send = …` and `Mailer.send = …`.
fn own_holder(definition: Node<'_>) -> Option<String> {
    let left = definition.child(Field::Left).filter(|_| definition.is(Kind::Assignment))?.bare();
    if commonjs_target(left).is_some() {
        return None;
    }
    let object = left.child(Field::Object)?.bare();
    let text = object.text();
    let text = text.strip_suffix(".prototype").unwrap_or(text);
    (text != "this" && text.len() < 80).then(|| text.to_owned())
}

fn holder_name(ancestor: Node<'_>) -> Option<String> {
    let name = match ancestor.kind() {
        Kind::Declarator => ancestor.child(Field::Name).filter(|name| name.is(Kind::Identifier))?,
        Kind::Pair => ancestor.child(Field::Key)?,
        Kind::FieldDefinition => {
            ancestor.child(Field::Name).or_else(|| ancestor.child(Field::Property))?
        }
        Kind::Function | Kind::GeneratorFunction | Kind::Method | Kind::Namespace => {
            ancestor.child(Field::Name)?
        }
        kind if kind.is_class() => ancestor.child(Field::Name)?,
        Kind::FunctionExpression
            if ancestor.parent().is_some_and(|parent| parent.is(Kind::Arguments)) =>
        {
            ancestor.child(Field::Name)?
        }
        Kind::Assignment => {
            let left = ancestor.child(Field::Left)?;
            return match commonjs_target(left) {
                Some(Exported::Whole) => None,
                Some(Exported::Named(name)) => Some(name.to_owned()),
                None => {
                    let own = left.child(Field::Property).unwrap_or(left);
                    let held = own_holder(ancestor).map(|held| format!("{held}."));
                    let name = own.text();
                    (name.len() < 80).then(|| format!("{}{name}", held.unwrap_or_default()))
                }
            };
        }
        Kind::ExportStatement => {
            ancestor.child(Field::Value)?;
            return Some("default".to_owned());
        }
        _ => return None,
    };
    Some(key_text(name))
}

/// Whether an object's member belongs to an object that the file keeps: one that is declared,
/// assigned, exported or returned, and not one that only passes into a call.
pub(super) fn is_held(member: Node<'_>) -> bool {
    let mut node = member;
    for ancestor in member.ancestors() {
        match ancestor.kind() {
            Kind::Object | Kind::Pair | Kind::Arguments | Kind::Call | Kind::New => {}
            Kind::Parenthesized | Kind::As | Kind::Satisfies | Kind::Await | Kind::Array => {}
            Kind::Declarator | Kind::Assignment | Kind::Return | Kind::FieldDefinition => {
                return node.field() != Field::Name;
            }
            Kind::ExportStatement => return true,
            Kind::Arrow => return node.field() == Field::Body,
            _ => return false,
        }
        node = ancestor;
    }
    false
}

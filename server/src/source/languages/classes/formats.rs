//! Texts that are put together by formats and joins.

use crate::source::tree::Node;
use crate::source::value::Value;

use super::constants::{Constants, Folded};
use super::dialect::Expression;

/// The parts with a separator between them; a list that is written out is its parts.
pub(super) fn joined<'s>(
    constants: &Constants<'s>,
    separator: Folded,
    parts: &[Node<'s>],
    fuel: u32,
) -> Folded {
    let listed: Vec<Node<'s>> = match parts {
        [only] => match constants.dialect.expression(constants.origin(*only)) {
            Expression::List(items) => items,
            _ => parts.to_vec(),
        },
        _ => parts.to_vec(),
    };
    let mut folded = Folded::default();
    for (index, part) in listed.into_iter().enumerate() {
        if index > 0 {
            folded = folded.concat(separator.clone());
        }
        folded = folded.concat(constants.fold_within(part, fuel));
    }
    folded
}

/// `"https://%s/v1".formatted(host)`, `string.Format("https://{0}/v1", host)`.
pub(super) fn formatted<'s>(
    constants: &Constants<'s>,
    format: Folded,
    arguments: &[Node<'s>],
    fuel: u32,
) -> Folded {
    let Some(text) = format.value.as_constant().map(str::to_owned) else {
        return format;
    };
    let mut folded = Folded { value: Value::default(), sources: format.sources };
    let mut next = 0;
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['%', '{']) {
        let (before, behind) = rest.split_at(at);
        folded = folded.concat(Folded::text(before));
        let (length, index) = match hole(behind, next) {
            Some(found) => found,
            None => {
                let literal = behind.chars().next().map_or(0, char::len_utf8);
                folded = folded.concat(Folded::text(&behind[..literal]));
                rest = &behind[literal..];
                continue;
            }
        };
        match index {
            Some(index) => {
                next = index + 1;
                let argument = arguments.get(index);
                folded = folded.concat(
                    argument.map_or_else(Folded::unknown, |it| constants.fold_within(*it, fuel)),
                );
            }
            None => folded = folded.concat(Folded::text("%")),
        }
        rest = &behind[length..];
    }
    folded.concat(Folded::text(rest))
}

/// The length of the hole that a text begins with, and the argument it takes; no argument for `%%`.
fn hole(text: &str, next: usize) -> Option<(usize, Option<usize>)> {
    if let Some(inside) = text.strip_prefix('{') {
        let close = inside.find('}')?;
        let number = inside[..close].split([':', ',']).next()?;
        return Some((close + 2, Some(number.parse().ok()?)));
    }
    let inside = text.strip_prefix('%')?;
    if inside.starts_with('%') {
        return Some((2, None));
    }
    let is_flag = |c: char| c.is_ascii_digit() || "$-+ #0,.".contains(c);
    let end = inside.find(|c: char| !is_flag(c))?;
    let conversion = inside[end..].chars().next().filter(char::is_ascii_alphabetic)?;
    let index = inside[..end].split_once('$').and_then(|(index, _)| index.parse::<usize>().ok());
    let index = index.map_or(next, |index| index.saturating_sub(1));
    Some((1 + end + conversion.len_utf8(), Some(index)))
}

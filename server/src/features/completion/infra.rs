//! Completion in an infrastructure contract.

use crate::features::CompletionItem;
use crate::workspace::{Entry, RelPath, Snapshot};

use super::contract::VARIABLE_COLUMNS;
use super::cursor::{Cursor, plain};
use super::item::{code, values};
use super::values::yes_or_no;
use super::variables::{known_variables, variable};

/// Kinds of values that the template's Type column knows.
const TYPES: &[&str] = &["string", "integer", "boolean", "url", "number", "json"];

/// In the cell for a variable: those that a contract documents and that are not declared here, then
/// all others that are known. In the columns beside it what may stand there.
pub(super) fn items(
    snapshot: &Snapshot,
    path: &RelPath,
    cursor: &Cursor<'_>,
) -> Vec<CompletionItem> {
    if cursor.fence().is_some() || cursor.is_in_comment() {
        return Vec::new();
    }
    let Some(cell) = cursor.cell() else { return Vec::new() };
    if cell.is(&["required"]) {
        return yes_or_no(cursor.text, cell.range, &cell.column());
    }
    if cell.is(&["type"]) {
        let types = TYPES.iter().map(|kind| (*kind, None));
        return values(cursor.text, cell.range, types);
    }
    let is_variable = cell.is(VARIABLE_COLUMNS) && plain(&cell.header) != "key";
    let Some(Entry::Infra(file)) = snapshot.entry(path).filter(|_| is_variable) else {
        return Vec::new();
    };
    let is_declared = |name: &str| {
        let elsewhere =
            file.contract.variables.iter().filter(|it| !it.name.range.touches(cursor.offset));
        elsewhere.into_iter().any(|variable| crate::workspace::declares(variable, name))
    };
    let typed = cell.range.slice(cursor.text).trim_matches('`');
    let known = known_variables(snapshot, path, typed).into_iter();
    let items = known.filter(|(name, _)| !is_declared(name)).map(|(name, rank)| {
        let mut made = variable(snapshot, path, cursor.text, cell.range, &name, rank);
        made.edit.text = code(&name);
        made
    });
    items.collect()
}

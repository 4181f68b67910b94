//! What imported names are used for.

use crate::source::facts::ImportUse;

use super::dialect::NameRole;

/// What uses add up to: types only when there is one and all are in types, annotations and `catch`.
pub(super) fn used(mut roles: impl Iterator<Item = NameRole>) -> ImportUse {
    let Some(first) = roles.next() else { return ImportUse::Runtime };
    let is_type = |role: NameRole| role == NameRole::Type;
    if is_type(first) && roles.all(is_type) { ImportUse::TypesOnly } else { ImportUse::Runtime }
}

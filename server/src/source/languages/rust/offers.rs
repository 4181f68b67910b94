//! Addresses that other files can take from this one, and those that this one takes from others.

use super::folding::{Folder, holder_name};
use super::syntax::{Roles, Syntax};
use crate::source::elsewhere::{Pending, in_order, offered, sorted};
use crate::source::facts::{Import, OfferedAddress, OpenRequest};

/// Every address by the name of its constant, `API`, or with the type that holds it, `Config.API`.
pub(super) fn offers(syntax: &Syntax<'_>, folder: &Folder<'_, '_>) -> Vec<OfferedAddress> {
    let address = |item| {
        if !matches!(syntax.kind(item), "const_item" | "static_item") {
            return None;
        }
        let name = syntax.text_of(syntax.child(item, "name")?);
        let list = syntax.parent(item).filter(|list| syntax.kind(*list) == "declaration_list");
        let holder = list.and_then(|list| syntax.parent(list));
        let name = match holder.and_then(|holder| holder_name(syntax, holder)) {
            Some(holder) => format!("{holder}.{name}"),
            None => name.to_owned(),
        };
        offered(&name, &folder.fold(syntax.child(item, "value")?).value)
    };
    sorted(syntax.marked(Roles::ITEM).filter_map(address).collect())
}

/// The requests whose beginnings an import or a qualified path leads to.
pub(super) fn open_requests(pending: &[Pending], imports: &[Import]) -> Vec<OpenRequest> {
    let open = |pending: &Pending| {
        let (imported, rest) = pending.value.begins_elsewhere()?;
        let path = imported.local.as_str();
        let leads = |import: &Import| {
            let below = path.strip_prefix(&*import.target.value)?;
            (below.is_empty() || below.starts_with("::")).then_some(import.target.value.len())
        };
        let leading =
            imports.iter().enumerate().filter_map(|(index, it)| Some((leads(it)?, index)));
        let (_, import) = leading.max_by_key(|(length, index)| (*length, usize::MAX - index))?;
        let mut names = path.rsplit("::");
        let name = names.next()?;
        let is_type = |holder: &&str| holder.starts_with(char::is_uppercase);
        let name = match names.next().filter(is_type) {
            Some(holder) => format!("{holder}.{name}"),
            None => name.to_owned(),
        };
        Some(pending.request(Some(import), name, rest))
    };
    in_order(pending.iter().filter_map(open).collect())
}

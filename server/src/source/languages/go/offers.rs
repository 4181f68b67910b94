//! Addresses that other files can take from this one.

use crate::source::elsewhere::{offered, sorted};
use crate::source::facts::OfferedAddress;
use crate::source::languages::scripting::Expressions as _;
use crate::source::tree::Node;

use super::File;

/// Fields of fields of a variable are looked at so far down.
const DEEPEST: u32 = 4;

/// Every address by the name of the package's that holds it.
pub(super) fn read(file: &File<'_>) -> Vec<OfferedAddress> {
    let mut offers = Vec::new();
    let specs = file.syntax.nodes().filter(|node| node.is_any(&["const_spec", "var_spec"]));
    for spec in specs.filter(|spec| is_outermost(*spec)) {
        for name in spec.children().filter(|child| child.is("identifier")) {
            offer(file, name.text(), name, DEEPEST, &mut offers);
        }
    }
    sorted(offers)
}

fn is_outermost(spec: Node<'_>) -> bool {
    let around = |outer: &Node<'_>| {
        outer.is_any(&["function_declaration", "method_declaration", "func_literal"])
    };
    !spec.ancestors().any(|outer| around(&outer))
}

fn offer<'s>(
    file: &File<'s>,
    name: &str,
    value: Node<'s>,
    depth: u32,
    offers: &mut Vec<OfferedAddress>,
) {
    if let Some(address) = offered(name, &file.folder.fold(value).value) {
        offers.push(address);
        return;
    }
    let Some(depth) = depth.checked_sub(1) else { return };
    let literal = file.folder.origin(value).filter(|it| it.is("composite_literal"));
    for (key, entry) in literal.map(|it| file.folder.entries(it)).unwrap_or_default() {
        offer(file, &format!("{name}.{key}"), entry, depth, offers);
    }
}

//! Functions of the file that read the variable they are asked for: `String need(String name) {
//! return System.getenv(name); }`.

use crate::source::facts::{DefinitionKind, EnvUseKind};
use crate::source::tree::Node;

use super::File;
use super::dialect::{BindingKind, Call, Expression};
use super::vocabulary::Keys;

/// A function that hands one of its parameters on as the name of a variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forwarder<'s> {
    /// The function's own name, at its declaration.
    name: Node<'s>,
    /// Which parameter.
    position: usize,
    pub(super) kind: EnvUseKind,
    pub(super) keys: Keys,
}

impl<'s> Forwarder<'s> {
    /// The function around a read, when the name that is read is one of its parameters.
    pub(super) fn of(file: &File<'s>, key: Node<'s>, kind: EnvUseKind, keys: Keys) -> Option<Self> {
        if !matches!(file.dialect.expression(key), Expression::Name) {
            return None;
        }
        let id = file.names.resolve(key)?;
        let parameter = file.names.binding(id);
        if parameter.kind != BindingKind::Parameter {
            return None;
        }
        let defined = parameter.node.ancestors().find_map(|outer| file.dialect.defined(outer))?;
        if !matches!(defined.kind, DefinitionKind::Function | DefinitionKind::Method) {
            return None;
        }
        let parameters = file.names.bindings().filter(|(_, binding)| {
            binding.kind == BindingKind::Parameter
                && binding.node.parent() == parameter.node.parent()
        });
        let position =
            parameters.filter(|(_, binding)| binding.name.start() < parameter.name.start()).count();
        Some(Self { name: defined.name, position, kind, keys })
    }

    /// The name of the variable that a call asks for, when it is a call of this function.
    pub(super) fn asked_by(
        &self,
        file: &File<'s>,
        node: Node<'s>,
        call: &Call<'s>,
    ) -> Option<Node<'s>> {
        if call.is_new || call.name.is_none_or(|name| name.text() != self.name.text()) {
            return None;
        }
        let called = file.names.binding(file.names.binding_of(node)?);
        if called.kind != BindingKind::Function || called.name.text() != self.name.text() {
            return None;
        }
        call.arguments.get(self.position).filter(|it| it.name.is_none()).map(|it| it.value)
    }
}

//! Functions of the file that read the variable they are given the name of.

use std::collections::HashMap;

use crate::source::facts::EnvUseKind;
use crate::source::tree::Node;

use super::File;
use super::syntax::{FUNCTIONS, declared_names, values};

/// Wrappers around wrappers are followed so deep.
const DEEPEST: u32 = 3;

/// A function that reads a variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrapper {
    /// The place of the parameter that names it.
    pub(super) parameter: usize,
    pub(super) kind: EnvUseKind,
}

/// The wrappers of a file, by the function.
#[derive(Default)]
pub(super) struct Wrappers {
    by_function: HashMap<u32, Wrapper>,
}

impl Wrappers {
    pub(super) fn of(file: &File<'_>) -> Self {
        let mut wrappers = Self::default();
        for _ in 0..DEEPEST {
            let known = wrappers.by_function.len();
            for call in file.syntax.nodes().filter(|node| node.is("call_expression")) {
                wrappers.learn(file, call);
            }
            if wrappers.by_function.len() == known {
                break;
            }
        }
        wrappers
    }

    fn learn<'s>(&mut self, file: &File<'s>, call: Node<'s>) {
        let values = values(call);
        let (at, kind) = match file.callee(call) {
            Some(callee) if matches!(callee.path, "os" | "syscall") => match callee.name {
                "Getenv" | "LookupEnv" => (0, EnvUseKind::Read),
                "Setenv" | "Unsetenv" => (0, EnvUseKind::Write),
                _ => return,
            },
            _ => match self.of_call(file, call) {
                Some(wrapper) => (wrapper.parameter, wrapper.kind),
                None => return,
            },
        };
        let Some(name) = values.get(at).filter(|name| name.is("identifier")) else { return };
        let function = call
            .ancestors()
            .find(|outer| outer.is_any(FUNCTIONS) && parameter(file, *outer, *name).is_some());
        if let Some(function) = function
            && let Some(parameter) = parameter(file, function, *name)
        {
            self.by_function.insert(function.index(), Wrapper { parameter, kind });
        }
    }

    /// The wrapper that a call calls.
    pub(super) fn of_call<'s>(&self, file: &File<'s>, call: Node<'s>) -> Option<Wrapper> {
        let name = call.child("function")?;
        let function = file.names.function(name).or_else(|| file.names.given_once(name))?;
        self.by_function.get(&function.index()).copied()
    }
}

/// The place among the parameters of a function at which a name stands.
fn parameter<'s>(file: &File<'s>, function: Node<'s>, name: Node<'s>) -> Option<usize> {
    let parameters = function.child("parameters")?;
    let mut names = parameters.children().flat_map(declared_names);
    let id = file.names.id(name)?;
    // A name is in sight of its function from the parameters on.
    names.position(|parameter| {
        parameter.text() == name.text() && file.names.id(parameter) == Some(id)
    })
}

//! Objects that hold environment variables.

use crate::source::tree::Node;

use super::File;
use super::dialect::{BindingKind, Call, Expression};
use super::requests::is_word;
use super::vocabulary::Settings;

/// How many calls of a chain are looked through.
const LONGEST_CHAIN: usize = 8;

/// What leads to variables.
#[derive(Clone, Copy)]
pub(super) enum Holder {
    /// A function that reads the variable of its first argument.
    Getter,
    /// A function that sets it.
    Setter,
    /// All variables: `System.getenv()`.
    Map,
    /// The variables of a process to be started.
    Child,
    /// Settings, variables among them.
    Settings(&'static Settings),
}

/// What a call with arguments is made of.
pub(super) fn holder_of<'s>(file: &File<'s>, call: &Call<'s>) -> Option<Holder> {
    let name = call.name?.text();
    let words = file.dialect.words();
    if is_one(file, call, words.getters) {
        return Some(Holder::Getter);
    }
    if is_one(file, call, words.setters) {
        return Some(Holder::Setter);
    }
    // `rule.set("NAME", "value")` of a test, whatever the rule is called.
    let object = call.object?;
    if name == "set" && type_of(file, object) == Some("EnvironmentVariables") {
        return Some(Holder::Setter);
    }
    of(file, object)
}

/// What an object holds.
pub(super) fn of<'s>(file: &File<'s>, object: Node<'s>) -> Option<Holder> {
    let words = file.dialect.words();
    let origin = file.constants.origin(object);
    match file.dialect.expression(origin) {
        Expression::Call(call) => {
            if call.arguments.is_empty() && is_one(file, &call, words.maps) {
                return Some(Holder::Map);
            }
            let name = call.name.map(Node::text).unwrap_or_default();
            if call.object.is_some() && is_word(name, words.child_methods) {
                return Some(Holder::Child);
            }
        }
        Expression::Member { name, .. } if words.child_properties.contains(&name.text()) => {
            return Some(Holder::Child);
        }
        _ => {}
    }
    let settings = |settings: &&Settings| is_settings(file, object, origin, settings);
    words.settings.iter().find(settings).map(Holder::Settings)
}

fn is_settings<'s>(
    file: &File<'s>,
    object: Node<'s>,
    origin: Node<'s>,
    settings: &Settings,
) -> bool {
    if let Some(name) = type_of(file, object) {
        if is_word(name, settings.types) {
            return true;
        }
        // A type that is written says what it is.
        if !is_settings_chain(file, origin, settings) {
            return false;
        }
    }
    match file.dialect.expression(object) {
        Expression::Name => match file.names.resolve(object) {
            None => {
                is_word(object.text(), settings.types) || is_word(object.text(), settings.names)
            }
            Some(id) => {
                let binding = file.names.binding(id);
                let is_import = matches!(binding.kind, BindingKind::Import(_));
                is_import && is_word(object.text(), settings.types)
                    || is_word(object.text(), settings.names)
                        && binding.value.is_none()
                        && !is_import
                        && binding.kind != BindingKind::Type
                    || binding.value.is_some() && is_settings_chain(file, origin, settings)
            }
        },
        // `builder.Configuration["NAME"]`, `DotNetEnv.Env.GetString("NAME")`.
        Expression::Member { name, .. } => {
            file.names.binding_of(object).is_none()
                && (is_word(name.text(), settings.types) || is_word(name.text(), settings.names))
        }
        Expression::Call(_) => is_settings_chain(file, object, settings),
        Expression::Inner(inner) => {
            is_settings(file, inner, file.constants.origin(inner), settings)
        }
        _ => false,
    }
}

/// `Dotenv.configure().directory("/etc").load()`, `dotenv { … }`, `ConfigProvider.getConfig()`.
fn is_settings_chain<'s>(file: &File<'s>, node: Node<'s>, settings: &Settings) -> bool {
    let mut current = node;
    for _ in 0..LONGEST_CHAIN {
        current = match file.dialect.expression(current) {
            Expression::Call(Call { object: Some(object), .. }) => object,
            Expression::Call(call) => {
                let Some(name) = call.name else { return false };
                let is_known =
                    is_word(name.text(), settings.types) || is_word(name.text(), settings.names);
                return is_known && is_outside(file, name);
            }
            Expression::Inner(inner) => inner,
            Expression::Name => {
                return is_word(current.text(), settings.types) && is_outside(file, current);
            }
            _ => return false,
        };
    }
    false
}

/// Whether a call is one of some functions, by the last name of what it is called on and its own.
pub(super) fn is_one<'s>(file: &File<'s>, call: &Call<'s>, functions: &[(&str, &str)]) -> bool {
    let Some(name) = call.name.filter(|_| !call.is_new) else { return false };
    let mut named = functions.iter().filter(|(_, function)| *function == name.text());
    let Some(object) = call.object else {
        // A member that is imported by itself: `import static java.lang.System.getenv`.
        let imported = file.names.import_of(name).and_then(|index| file.written.get(index));
        let is_of = |holder: &str| {
            imported.is_some_and(|it| it.target.ends_with(&format!("{holder}.{}", name.text())))
                || file.names.resolve(name).is_none()
                    && file.written.iter().any(|it| {
                        it.is_static && it.local.is_none() && ends_with_step(&it.target, holder)
                    })
        };
        return named.any(|(holder, _)| is_of(holder));
    };
    let path = file.dialect.path(object);
    let (Some(first), Some(last)) = (path.first(), path.last()) else { return false };
    // `using Env = System.Environment`.
    let imported = file.names.import_of(*last).and_then(|index| file.written.get(index));
    let last = imported.map_or(last.text(), |it| it.target.rsplit('.').next().unwrap_or_default());
    named.any(|(holder, _)| *holder == last) && is_outside(file, *first)
}

fn ends_with_step(path: &str, step: &str) -> bool {
    path.strip_suffix(step).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a name is none that the file declares itself.
fn is_outside<'s>(file: &File<'s>, name: Node<'s>) -> bool {
    file.names.resolve(name).is_none_or(|id| {
        let binding = file.names.binding(id);
        // A property of its own type's name hides nothing: `IHostEnvironment Environment`.
        matches!(binding.kind, BindingKind::Import(_))
    })
}

/// The name of the type that an object is declared with.
fn type_of<'s>(file: &File<'s>, object: Node<'s>) -> Option<&'s str> {
    match file.dialect.expression(object) {
        Expression::Inner(inner) => type_of(file, inner),
        Expression::Call(call) if call.is_new => call.name.map(Node::text),
        _ => {
            let id = file.names.binding_of(object)?;
            let kind = file.names.binding(id).kind;
            let is_value = !matches!(kind, BindingKind::Import(_) | BindingKind::Type);
            is_value.then(|| file.names.type_name(id)).flatten()
        }
    }
}

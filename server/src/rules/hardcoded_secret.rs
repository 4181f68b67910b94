//! `hardcoded-secret`: a key stands in a file.

use crate::catalog::{Role, name_key};
use crate::source::{Language, SecretUse};
use crate::text::Edit;
use crate::workspace::{Governed, Severity};

use super::engine::Check;
use super::file_view::SecretView;
use super::sink::{Draft, Sink};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "hardcoded-secret",
    severity: Some(Severity::Error),
    summary: "a key of a service stands in a file",
    page: include_str!("pages/hardcoded-secret.md"),
    checks: &[Check::Secrets(check)],
};

fn check(view: &SecretView<'_>, sink: &mut Sink) {
    for secret in view.secrets {
        let owner = owner(view, secret);
        let whose = owner.as_ref().map_or_else(String::new, |owner| format!(" of {}", owner.name));
        let shown = match secret.beginning.as_str() {
            "" => String::new(),
            beginning => format!(" (`{beginning}…`)"),
        };
        let mode = if secret.is_test { "test-mode " } else { "" };
        let message = format!(
            "a {mode}{}{whose}{shown} stands in this file: everybody who can read the repository can use it, and it stays in the history",
            secret.kind
        );
        // Keys of the test mode are written into tests on purpose.
        let mut draft = Draft::new(view.path, secret.range, message)
            .help("revoke it, and read the new one from the environment")
            .hint_if(secret.is_test && view.is_sample);
        if let Some(owner) = owner {
            if let Some((variable, reading)) = owner.reading(view) {
                let edit = Edit { range: reading.0, text: reading.1 };
                let edit = FileEdit { path: view.path.clone(), edit };
                draft = draft.offer(format!("Read it from `{variable}`"), vec![edit]);
            }
            draft = draft.service(&owner.name);
        }
        sink.report(draft);
    }
}

/// Whose a key is.
struct Owner<'view> {
    name: String,
    /// The contract and the section's index, when it has one.
    section: Option<(&'view Governed, usize)>,
    secret: &'view SecretUse,
}

/// Of several services whose keys look alike: the one whose documented variable the key is assigned
/// to, the only one with a section, or the one that the name beside the key tells; else none.
fn owner<'view>(view: &SecretView<'view>, secret: &'view SecretUse) -> Option<Owner<'view>> {
    let own = |name: &str, section| Owner { name: name.to_owned(), section, secret };
    let key = secret.name.as_deref().map(name_key).unwrap_or_default();
    if let Some(contract) = view.contract {
        let name = |index: usize| &contract.integrations()[index].name.value;
        let documenting = secret.name.as_deref().map(|name| contract.documenting(name));
        if let Some([index]) = documenting.as_deref() {
            return Some(own(name(*index), Some((contract, *index))));
        }
        let is_possible = |index: &usize| {
            let known = contract.services[*index].known.as_ref();
            known.is_some_and(|known| secret.services.contains(&known.name))
        };
        let mut possible = (0..contract.services.len()).filter(is_possible);
        if let Some(index) = possible.next() {
            return possible.next().is_none().then(|| own(name(index), Some((contract, index))));
        }
    }
    let is_named = |service: &&String| {
        service.split([' ', '/', '.']).next().is_some_and(|word| key.contains(&name_key(word)))
    };
    match secret.services.as_slice() {
        [service] => Some(own(service, None)),
        several => {
            let mut named = several.iter().filter(is_named);
            let service = named.next()?;
            named.next().is_none().then(|| own(service, None))
        }
    }
}

impl Owner<'_> {
    /// The service's documented variable for secrets, when there is just one, and the edit that reads
    /// it in place of the literal; `None` where a literal does not stand alone in its quotes.
    fn reading(&self, view: &SecretView<'_>) -> Option<(String, (crate::text::ByteRange, String))> {
        let (contract, index) = self.section?;
        let language = view.file?.language;
        let is_secret = |name: &&str| {
            let known = contract.services[index].known.as_ref();
            let role = known.and_then(|known| known.variables.iter().find(|it| it.name == *name));
            role.map_or_else(
                || ["KEY", "TOKEN", "SECRET"].iter().any(|word| name.contains(word)),
                |known| known.role == Role::Secret,
            )
        };
        let variables = contract.integrations()[index].variables.iter();
        let mut names = variables.map(|variable| variable.name.value.as_str()).filter(is_secret);
        let name = names.next().filter(|_| names.next().is_none())?;
        let range = self.secret.quoted?;
        Some((name.to_owned(), (range, accessor(language, name)?)))
    }
}

/// How a variable is read in a language.
fn accessor(language: Language, name: &str) -> Option<String> {
    Some(match language {
        language if language.is_ecmascript() => format!("process.env.{name}"),
        Language::Python => format!("os.environ[\"{name}\"]"),
        Language::Rust => format!("std::env::var(\"{name}\")?"),
        Language::Go => format!("os.Getenv(\"{name}\")"),
        Language::Java | Language::Kotlin => format!("System.getenv(\"{name}\")"),
        Language::Ruby => format!("ENV.fetch(\"{name}\")"),
        Language::Php => format!("getenv('{name}')"),
        Language::CSharp => format!("Environment.GetEnvironmentVariable(\"{name}\")"),
        _ => return None,
    })
}

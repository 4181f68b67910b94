//! A line of facts above a heading or a file.

use crate::rules::Findings;
use crate::text::ByteRange;
use crate::workspace::{Entry, Governed, RelPath, Snapshot};

use super::counts::{counted, problems, users};
use super::definition::main_file_of;

/// A line of facts above a place. It says something and does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The place, in one line.
    pub range: ByteRange,
    /// What is said.
    pub title: String,
}

/// What is said of integrations: in a contract above the heading of each (`used by 4 modules · 3
/// variables · 2 problems`), in source above the main file of a binding (`Stripe binding · used by 4
/// modules`). Problems are those of `findings`, the last ones that were computed.
pub fn code_lenses(snapshot: &Snapshot, path: &RelPath, findings: Option<&Findings>) -> Vec<Lens> {
    match snapshot.entry(path) {
        Some(Entry::Contract(_)) => {
            let contract = snapshot.contract(path);
            contract.map(|contract| in_contract(snapshot, contract, findings)).unwrap_or_default()
        }
        Some(Entry::Source(_)) => {
            let contract = snapshot.governing(path);
            contract.map(|contract| in_source(snapshot, contract, path)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn in_contract(snapshot: &Snapshot, contract: &Governed, findings: Option<&Findings>) -> Vec<Lens> {
    // The template's examples are nobody's services.
    if contract.file.contract.unfilled {
        return Vec::new();
    }
    let problems = findings.map(|findings| problems(snapshot, contract, findings));
    let problems = problems.unwrap_or_default();
    let integrations = contract.integrations().iter().enumerate();
    let lens = |(service, integration): (usize, &crate::contract::Integration)| {
        let mut facts = vec![used_by(users(snapshot, contract, service))];
        let variables = integration.variables.len();
        let problems = problems.get(service).copied().unwrap_or_default();
        facts.extend((variables > 0).then(|| counted(variables, "variable")));
        facts.extend((problems > 0).then(|| counted(problems, "problem")));
        Lens { range: integration.heading.text.range, title: facts.join(" · ") }
    };
    integrations.map(lens).collect()
}

fn in_source(snapshot: &Snapshot, contract: &Governed, path: &RelPath) -> Vec<Lens> {
    if contract.file.contract.unfilled {
        return Vec::new();
    }
    let services = contract.services.iter().enumerate();
    let is_main = |service: &crate::workspace::GovernedService| {
        let bindings: Vec<&RelPath> = service.binding_paths().collect();
        bindings.iter().any(|binding| match snapshot.entry(binding) {
            Some(_) => **binding == *path,
            // A file of the folder that the contract names is its main file.
            None => {
                let is_named =
                    bindings.iter().any(|other| other != binding && other.is_in(binding));
                path.is_in(binding)
                    && !is_named
                    && main_file_of(snapshot, binding).is_some_and(|main| main == *path)
            }
        })
    };
    let lens = |(service, _): (usize, &crate::workspace::GovernedService)| {
        let integration = contract.integrations().get(service)?;
        let users = used_by(users(snapshot, contract, service));
        let title = format!("{} binding · {users}", integration.name.value);
        Some(Lens { range: ByteRange::at(0), title })
    };
    services.filter(|(_, service)| is_main(service)).filter_map(lens).collect()
}

fn used_by(users: usize) -> String {
    match users {
        0 => "used by no module".to_owned(),
        users => format!("used by {}", counted(users, "module")),
    }
}

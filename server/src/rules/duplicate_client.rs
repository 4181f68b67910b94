//! `duplicate-client`: a second client of a service.

use std::collections::BTreeSet;

use crate::source::{ClientForm, ClientUse, Endpoint};
use crate::workspace::{RelPath, Severity, is_open_ended};

use super::Rule;
use super::bypass::point_to_binding;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise, SourceView};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-client",
    severity: Some(Severity::Warning),
    summary: "a client of the service is made outside its binding, or in two files of it",
    page: include_str!("pages/duplicate-client.md"),
    checks: &[Check::Source(&[Premise::Binding, Premise::Built], check)],
};

fn check(view: &SourceView<'_>, service: usize, sink: &mut Sink) {
    let integration = view.integration(service);
    let name = &integration.integration().name.value;
    let clients = view.clients(service);
    if view.is_in_binding(service) {
        // Of the files of a binding that make clients the first by path is the one that may.
        let mut files = makers(&integration);
        let Some(first) = files.pop_first().filter(|first| *first != view.file.path) else {
            return;
        };
        for client in clients.iter().filter(|client| client.form != ClientForm::Assigned) {
            let message = format!(
                "this is a second client of {name} in its binding module, beside the one in `{first}`: time-outs, retries and keys are set twice"
            );
            let draft = Draft::new(&view.file.path, client.range, message);
            sink.report(
                draft.hint_if(is_mild(view, client)).help(format!("use the client of `{first}`")),
            );
        }
        return;
    }
    for client in clients {
        let what = match client.form {
            ClientForm::Assigned => "the key of all clients is set here",
            ClientForm::Constructed | ClientForm::Called => "a client is made here",
        };
        let message = format!(
            "{what} for {name}, outside its binding module: there are two now, with different time-outs, retries and keys"
        );
        let draft =
            Draft::new(&view.file.path, client.range, message).hint_if(is_mild(view, client));
        sink.report(point_to_binding(draft, &integration));
    }
}

/// Whether it is not sure that the client is one of the service's, or it is made for a test.
fn is_mild(view: &SourceView<'_>, client: &ClientUse) -> bool {
    let import = view.file.facts().imports.get(client.import);
    client.in_test
        || client.endpoint == Endpoint::Unknown
        || import.is_some_and(|import| is_open_ended(view.file, import))
}

/// The files of a binding that make clients of the service, tests apart.
fn makers(integration: &IntegrationView<'_>) -> BTreeSet<RelPath> {
    let snapshot = integration.contract.snapshot;
    let files = integration.service().binding_paths().flat_map(|path| snapshot.files_in(path));
    let sources = files.filter_map(|path| snapshot.source(path)).filter(|file| !file.is_test);
    let makes = |file: &&std::sync::Arc<crate::workspace::SourceFile>| {
        let view = SourceView::new(integration.contract, file, &[]);
        let clients = view.clients(integration.index);
        clients.iter().any(|client| client.form != ClientForm::Assigned && !client.in_test)
    };
    sources.filter(makes).map(|file| file.path.clone()).collect()
}

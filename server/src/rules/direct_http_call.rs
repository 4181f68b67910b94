//! `direct-http-call`: a service's API is addressed outside its binding.

use crate::source::{Language, UrlUseKind};
use crate::workspace::{RelPath, Severity};

use super::Rule;
use super::bypass::point_to_binding;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{Premise, SourceView};

pub(super) const RULE: Rule = Rule {
    code: "direct-http-call",
    severity: Some(Severity::Warning),
    summary: "a request to a service's API host outside its binding module",
    page: include_str!("pages/direct-http-call.md"),
    checks: &[Check::Source(&[Premise::Binding, Premise::Built], check)],
};

fn check(view: &SourceView<'_>, service: usize, sink: &mut Sink) {
    if view.is_in_binding(service) {
        return;
    }
    let integration = view.integration(service);
    let name = &integration.integration().name.value;
    for (_, url) in view.addresses.iter().filter(|(of, _)| *of == service) {
        let what = match url.kind {
            UrlUseKind::Request => format!("this request goes to {name}'s API"),
            UrlUseKind::Constant => format!("this is an address of {name}'s API"),
        };
        let message = format!(
            "{what} (`{}`) outside its binding module: its keys, retries and error handling are bypassed",
            url.host
        );
        // What a data file holds may be read by the binding.
        let is_configured =
            view.file.language == Language::Data || configures_proxy(&view.file.path);
        let is_mild = url.in_test || (url.kind == UrlUseKind::Constant && is_configured);
        let draft = Draft::new(&view.file.path, url.range, message).hint_if(is_mild);
        sink.report(point_to_binding(draft, &integration));
    }
}

/// Whether a file configures a framework, where an address is most often the target of a proxy or
/// rewrite: the requests themselves are made elsewhere.
fn configures_proxy(path: &RelPath) -> bool {
    const CONFIGURATIONS: &[&str] = &[
        "next.config.",
        "vite.config.",
        "nuxt.config.",
        "vue.config.",
        "svelte.config.",
        "astro.config.",
        "webpack.config.",
        "rsbuild.config.",
        "angular.",
        "proxy.conf.",
        "setupProxy.",
    ];
    CONFIGURATIONS.iter().any(|name| path.file_name().starts_with(name))
}

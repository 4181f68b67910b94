//! `textDocument/documentLink`.

use tower_lsp::ls_types::{DocumentLink, Uri};

use crate::features::{self, LinkTarget};
use crate::workspace::RelPath;

use super::super::view::View;

/// The links of a document, each with its target: finding it costs no more than finding the link.
pub fn document_link(view: &View) -> Option<Vec<DocumentLink>> {
    let links = features::document_links(&view.folder.snapshot, &view.path);
    let shown = links.into_iter().filter_map(|link| {
        let (target, tooltip) = match link.target {
            LinkTarget::Url(address) => (address.parse().ok()?, None),
            LinkTarget::File(path, line) => (place(view, &path, line)?, Some(words(&path, line))),
        };
        Some(DocumentLink {
            range: view.range(link.range),
            target: Some(target),
            tooltip: tooltip.filter(|_| view.client().link_tooltips),
            data: None,
        })
    });
    let shown: Vec<DocumentLink> = shown.collect();
    (!shown.is_empty()).then_some(shown)
}

/// The URI of a file, at a line as editors understand it: `file:///shop/src/pay.js#L12`.
fn place(view: &View, path: &RelPath, line: Option<u32>) -> Option<Uri> {
    let uri = view.folder.uri(path)?;
    match line {
        Some(line) => format!("{}#L{line}", uri.as_str()).parse().ok(),
        None => Some(uri),
    }
}

fn words(path: &RelPath, line: Option<u32>) -> String {
    match line {
        Some(line) => format!("Open {path} at line {line}"),
        None => format!("Open {path}"),
    }
}

//! `broken-link`: a relative link or an anchor of the contract that leads nowhere.

use std::collections::{HashMap, HashSet};

use crate::contract::{Anchors, FieldKind, anchors_of};
use crate::text::{ByteRange, Edit, Spanned};
use crate::workspace::{Entry, RelPath, Severity};

use super::engine::Check;
use super::nearest::nearest_name;
use super::overview_pairs::{Paired, pairs};
use super::sink::{Draft, Sink};
use super::view::ContractView;
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "broken-link",
    severity: Some(Severity::Warning),
    summary: "a relative link or anchor that leads nowhere",
    page: include_str!("pages/broken-link.md"),
    checks: &[Check::Contract(check)],
};

/// Fields whose paths other rules look up, links among them.
const FIELDS_OF_PATHS: [FieldKind; 5] = [
    FieldKind::BindingModule,
    FieldKind::ModuleStructure,
    FieldKind::UsedByModules,
    FieldKind::Testing,
    FieldKind::MockingForTests,
];

fn check(view: &ContractView<'_>, sink: &mut Sink) {
    let model = &view.contract.file.contract;
    let elsewhere = places_of_other_rules(view);
    let is_elsewhere =
        |link: &Spanned<String>| elsewhere.iter().any(|place| place.contains_range(link.range));
    let mut documents = Documents { view, anchors: HashMap::new() };
    let mut reported: HashSet<&str> = HashSet::new();
    for link in model.links.iter().filter(|link| is_local(&link.value)) {
        // Only a link that spells its target out can be wrong by itself; of those that share a
        // definition the first speaks for all.
        let is_spelled = link.range.slice(&view.contract.file.text) == link.value;
        if is_elsewhere(link) || (!is_spelled && reported.contains(link.value.as_str())) {
            continue;
        }
        if let Some(draft) = documents.broken(link, is_spelled) {
            reported.insert(link.value.as_str());
            sink.report(draft);
        }
    }
}

/// Where links are not looked at here: the template's sections, and places whose mistakes other
/// rules report.
fn places_of_other_rules(view: &ContractView<'_>) -> Vec<ByteRange> {
    let model = &view.contract.file.contract;
    let mut places = model.templates.clone();
    let fields = model.integrations.iter().flat_map(|integration| &integration.fields);
    let of_paths =
        fields.filter(|field| field.kind.is_some_and(|kind| FIELDS_OF_PATHS.contains(&kind)));
    places.extend(of_paths.map(|field| field.range));
    if let Some(overview) = &model.overview {
        let pairs = pairs(view.contract, overview);
        for (row, paired) in overview.rows.iter().zip(pairs.rows) {
            places.extend(row.binding.as_ref().map(|binding| binding.range));
            // Its link leads nowhere because there is no section: one finding is enough.
            if matches!(paired, Paired::Alone | Paired::Meant(_)) || row.placeholder {
                places.push(row.range);
            }
        }
    }
    places
}

/// Whether a target is one of this repository, and not a placeholder.
fn is_local(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    let is_absolute = scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    let is_placeholder = target.contains(['[', ']', '{', '}', '<', '>', '…', '$'])
        || target.contains("...")
        || target.to_ascii_lowercase().contains("%5b")
        || matches!(
            target.to_ascii_lowercase().as_str(),
            "url" | "link" | "path" | "todo" | "tbd" | "href" | "anchor" | "#anchor" | "#link"
        );
    !target.is_empty() && !is_absolute && !target.starts_with("//") && !is_placeholder
}

/// Documents that links lead into, each read at most once.
struct Documents<'view> {
    view: &'view ContractView<'view>,
    anchors: HashMap<RelPath, Option<Anchors>>,
}

impl Documents<'_> {
    /// What is wrong with a link, if anything.
    fn broken(&mut self, link: &Spanned<String>, is_spelled: bool) -> Option<Draft> {
        let contract = &self.view.contract.file;
        let (path, fragment) = match link.value.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (link.value.as_str(), None),
        };
        let path = path.split('?').next().unwrap_or_default();
        let path = decoded(path)?;
        let target = if path.is_empty() { contract.path.clone() } else { self.target(&path)? };
        let draft = |message: String| Draft::new(&contract.path, link.range, message);
        if !path.is_empty() && !self.is_there(&path, &target) {
            let is_host = path.starts_with("www.") || is_address(&path);
            return Some(if is_host {
                draft(format!("`{path}` is read as a file beside the contract, and there is none"))
                    .help("write `https://` or `mailto:` before it")
            } else {
                draft(format!("this link leads nowhere: `{target}` does not exist"))
                    .help("write where the file lies now, as seen from the contract")
            });
        }
        let fragment = decoded(fragment?)?;
        if is_of_no_heading(&fragment) {
            return None;
        }
        let anchors = self.anchors(&target)?;
        if anchors.holds(&fragment) {
            return None;
        }
        let nearest = nearest_name(&fragment, anchors.names()).map(str::to_owned);
        let where_ =
            if path.is_empty() { "this document".to_owned() } else { format!("`{target}`") };
        let draft =
            draft(format!("this link leads nowhere: {where_} has no heading `#{fragment}`"))
                .help("write the heading's words, lower case, with dashes for spaces");
        Some(match nearest.filter(|_| is_spelled) {
            Some(nearest) => {
                let start = link.range.start() + link.value.find('#').unwrap_or_default() + 1;
                let edit =
                    Edit { range: ByteRange::new(start, link.range.end()), text: nearest.clone() };
                let edits = vec![FileEdit { path: contract.path.clone(), edit }];
                draft.offer(format!("Lead to `#{nearest}`"), edits)
            }
            None => draft,
        })
    }

    /// Where a path leads: from the contract's folder, or with a slash before it from the root of
    /// the repository. What lies outside of the workspace is not looked at.
    fn target(&self, path: &str) -> Option<RelPath> {
        match path.strip_prefix('/') {
            Some(below_root) => RelPath::root().join(below_root),
            None => self.view.contract.file.path.parent().join(path),
        }
    }

    fn is_there(&self, path: &str, target: &RelPath) -> bool {
        let snapshot = self.view.snapshot;
        let is_known = |target: &RelPath| {
            snapshot.entry(target).is_some() || snapshot.files_in(target).next().is_some()
        };
        if target.as_str().is_empty() || is_known(target) || snapshot.may_exist_unread(target) {
            return true;
        }
        // `/v3/mail/send` is a route, `/docs/setup.md` a file.
        let first = target.as_str().split('/').next().and_then(RelPath::parse);
        let is_file =
            target.file_name().contains('.') || first.is_some_and(|first| is_known(&first));
        path.starts_with('/') && !is_file
    }

    /// The anchors of a document; `None` for one that is not Markdown or cannot be read.
    fn anchors(&mut self, target: &RelPath) -> Option<&Anchors> {
        let snapshot = self.view.snapshot;
        if let Some(Entry::Contract(file)) = snapshot.entry(target) {
            return Some(&file.contract.anchors);
        }
        let is_markdown = [".md", ".markdown", ".mdx"]
            .iter()
            .any(|ending| target.as_str().to_ascii_lowercase().ends_with(ending));
        if !is_markdown {
            return None;
        }
        let read = || snapshot.document(target).map(|document| anchors_of(document.text()));
        self.anchors.entry(target.clone()).or_insert_with(read).as_ref()
    }
}

/// Fragments that no heading has to answer for: the top of the page, lines of code, pieces of text.
fn is_of_no_heading(fragment: &str) -> bool {
    let is_line = fragment.strip_prefix('L').is_some_and(|line| {
        line.starts_with(|c: char| c.is_ascii_digit())
            && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | 'L' | 'C'))
    });
    fragment.is_empty() || fragment == "top" || fragment.starts_with(":~:") || is_line
}

fn is_address(path: &str) -> bool {
    path.contains('@') && !path.contains('/')
}

/// A target without percent encoding; `None` when it encodes no text.
fn decoded(target: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.bytes();
    while let Some(byte) = rest.next() {
        let digits = rest.clone().take(2).collect::<Vec<u8>>();
        let code = std::str::from_utf8(&digits).ok().filter(|digits| digits.len() == 2);
        let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(decoded) if byte == b'%' && is_hex => {
                bytes.push(decoded);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_text_in_disguise() {
        assert_eq!(decoded("a%20b%C3%A4").as_deref(), Some("a bä"));
        assert_eq!(decoded("100%").as_deref(), Some("100%"));
        assert_eq!(decoded("%zz%4").as_deref(), Some("%zz%4"));
        assert_eq!(decoded("%ff"), None);
    }

    #[test]
    fn targets_of_this_repository() {
        for target in ["docs/x.md", "#stripe", "../x", "/src/a.js", "x.md#y"] {
            assert!(is_local(target), "{target}");
        }
        for target in
            ["https://x.dev", "mailto:a@b.c", "//x.dev", "vscode:x", "[URL]", "docs/…", "url", ""]
        {
            assert!(!is_local(target), "{target}");
        }
    }
}

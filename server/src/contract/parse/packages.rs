//! Packages under Dependencies.

use crate::text::Spanned;

use super::fields::{Content, Draft};
use super::inline::{Inline, owned};
use super::labels::is_placeholder;
use super::paths::path_of_name;
use super::runs::{enumeration, part, words};
use super::tables::{CellBlock, TableBlock, is_empty_mark};
use crate::contract::model::Package;
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::{ecosystem_of_label, plain_words};

/// The packages that the Dependencies fields among these list.
pub(super) fn packages_of_fields(drafts: &[Draft<'_>]) -> Vec<Package> {
    let is_dependencies = |draft: &&Draft<'_>| draft.kind == Some(FieldKind::Dependencies);
    let mut packages = Vec::new();
    for draft in drafts.iter().filter(is_dependencies) {
        let mut list = List::of_label(draft.label()).unwrap_or(List::Packages("npm"));
        for content in &draft.contents {
            match content {
                Content::Value(inline, shown) => {
                    list.read(inline, shown.clone(), &mut packages);
                }
                Content::Line(inline, label) => {
                    if let Some(at) = label {
                        list = List::of_label(at.text(inline)).unwrap_or(list);
                        list.read(inline, at.value.clone(), &mut packages);
                    }
                }
                Content::Item(inline, label) => {
                    let named = label.as_ref().and_then(|at| {
                        List::of_label(at.text(inline)).map(|list| (list, at.value.clone()))
                    });
                    let whole = (list, 0..inline.text.len());
                    let (named, shown) = named.unwrap_or(whole);
                    list = named;
                    list.read(inline, shown, &mut packages);
                }
                Content::Table(table) => list.read_table(table, &mut packages),
                Content::Fence(_) => {}
            }
        }
    }
    packages
}

/// The packages that a cell names.
pub(super) fn packages_of_cell(cell: &CellBlock<'_>, ecosystem: &'static str) -> Vec<Package> {
    let mut packages = Vec::new();
    let whole = 0..cell.inline.text.len();
    List::Packages(ecosystem).read(&cell.inline, whole, &mut packages);
    packages
}

/// What a list below Dependencies lists.
#[derive(Clone, Copy)]
enum List {
    Packages(&'static str),
    /// Files of the project itself.
    Internal,
}

impl List {
    fn of_label(label: &str) -> Option<Self> {
        if plain_words(label).contains("internal") {
            return Some(Self::Internal);
        }
        ecosystem_of_label(label).map(Self::Packages)
    }

    fn read(self, inline: &Inline, shown: std::ops::Range<usize>, packages: &mut Vec<Package>) {
        let Self::Packages(ecosystem) = self else { return };
        let marked =
            enumeration(inline, &shown, |run| package_of(run.spanned(), ecosystem).is_some());
        if marked.is_empty() && !inline.runs.iter().any(|run| !run.is_target) {
            let first = words(inline, shown);
            packages.extend(first.first().and_then(|&word| package_of(word, ecosystem)));
            return;
        }
        packages.extend(marked.iter().filter_map(|run| package_of(run.spanned(), ecosystem)));
    }

    fn read_table(self, table: &TableBlock, packages: &mut Vec<Package>) {
        let Self::Packages(ecosystem) = self else { return };
        let headers = table.headers();
        let column = |names: &[&str]| headers.iter().position(|h| names.contains(&h.as_str()));
        let name = column(&["package", "name", "dependency", "library", "module", "crate", "gem"]);
        let version = column(&["version", "version range"]);
        for row in table.body() {
            let Some(cell) = row.cell(name.or(Some(0))) else { continue };
            let mut found = Vec::new();
            self.read(&cell.inline, 0..cell.inline.text.len(), &mut found);
            let stated = row.cell(version).and_then(|cell| cell.filled());
            for package in &mut found {
                package.ecosystem = ecosystem;
                if package.version.is_none() {
                    package.version = stated.map(str::to_owned);
                }
            }
            packages.extend(found);
        }
    }
}

/// The package that a name is, with its version: `@scope/name@1.2`, `name==1.2`, `name>=2`,
/// `name[extra]`, `name 1.2`, `group:artifact:1.2`.
fn package_of(name: Spanned<&str>, ecosystem: &'static str) -> Option<Package> {
    let text = name.value.trim();
    if is_empty_mark(text) || is_placeholder(text) || text.contains(['…', '`']) {
        return None;
    }
    let lead = name.value.len() - name.value.trim_start().len();
    let end = end_of_name(text, ecosystem);
    let core = text.get(..end)?;
    let behind = text.get(end..)?.trim_start();
    let behind = behind.strip_prefix('[').map_or(behind, |extras| {
        extras.split_once(']').map_or("", |(_, behind)| behind.trim_start())
    });
    let is_named = core.starts_with(|c: char| c.is_alphanumeric() || c == '@')
        && core.chars().all(|c| c.is_alphanumeric() || "@/._-:".contains(c))
        && core.chars().any(char::is_alphanumeric)
        && !core.contains("://");
    let is_path = ecosystem != "go"
        && path_of_name(&Spanned::new(core, name.range))
            .is_some_and(|path| path.path.contains('/'))
        && ecosystem != "composer";
    if !is_named || is_path {
        return None;
    }
    let version = version_of(behind)?;
    let name = owned(&part(name, lead..lead + core.len()));
    Some(Package { ecosystem, name, version })
}

/// Where the name ends and a version, extra or range begins.
fn end_of_name(text: &str, ecosystem: &str) -> usize {
    let scope = usize::from(text.starts_with('@'));
    let rest = text.get(scope..).unwrap_or_default();
    let ends = ['@', '=', '<', '>', '~', '^', '[', '!', ' ', ',', ';', '('];
    let end = rest.find(ends).map_or(text.len(), |at| scope + at);
    if ecosystem == "maven"
        && let Some((group, artifact)) = text.get(..end).and_then(|name| name.split_once(':'))
        && let Some(version) = artifact.find(':')
    {
        return group.len() + 1 + version;
    }
    end
}

/// The version in what stands behind a name: none where there is nothing, `None` where it is
/// prose.
fn version_of(behind: &str) -> Option<Option<String>> {
    let stated = behind.trim_start_matches(['@', ':']).trim_start_matches("==").trim();
    let stated = stated.trim_start_matches('=').trim().trim_matches(['"', '\'']);
    if stated.is_empty() || is_placeholder(stated) {
        return Some(None);
    }
    let is_version = stated.starts_with(|c: char| c.is_ascii_digit() || "v^~<>=*!".contains(c))
        || matches!(stated, "latest" | "next" | "beta" | "alpha")
        || behind.starts_with('@');
    is_version.then(|| Some(stated.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ByteRange;

    #[test]
    fn packages_come_with_versions() {
        let expectations = [
            ("npm", "@acme/mail@7.2.0", Some(("@acme/mail", Some("7.2.0")))),
            ("npm", "acme@^1.0", Some(("acme", Some("^1.0")))),
            ("npm", "acme", Some(("acme", None))),
            ("npm", "acme@[version]", Some(("acme", None))),
            ("pypi", "acme==1.2", Some(("acme", Some("1.2")))),
            ("pypi", "acme[async]>=2", Some(("acme", Some(">=2")))),
            ("pypi", "acme 1.2.3", Some(("acme", Some("1.2.3")))),
            ("crates", r#"acme = "1.0""#, Some(("acme", Some("1.0")))),
            (
                "go",
                "github.com/acme/sdk/v3@v3.1.0",
                Some(("github.com/acme/sdk/v3", Some("v3.1.0"))),
            ),
            ("maven", "dev.acme:sdk:24.0", Some(("dev.acme:sdk", Some("24.0")))),
            ("npm", "[package-name]@[version]", None),
            ("npm", "src/http.js", None),
            ("npm", "", None),
            ("npm", "None", None),
        ];
        for (ecosystem, text, package) in expectations {
            let name = Spanned::new(text, ByteRange::new(0, text.len()));
            let read = package_of(name, ecosystem);
            let read = read.as_ref().map(|p| (p.name.value.as_str(), p.version.as_deref()));
            assert_eq!(read, package, "{text}");
        }
    }
}

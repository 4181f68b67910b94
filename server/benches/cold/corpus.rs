//! Files that others wrote, and a contract for them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use contract_lsp::catalog::{Catalog, Role, Service};

const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";

/// What every section ends with.
const REST_OF_SECTION: &str = include_str!("../rest_of_section.md");

/// Integrations of the contract.
const INTEGRATIONS: usize = 40;

pub struct Corpus {
    pub folder: PathBuf,
    /// Their paths from the folder.
    pub files: Vec<String>,
    pub lines: usize,
    contract: String,
}

impl Corpus {
    /// `None` where nothing was fetched.
    pub fn open(folder: &Path) -> Option<Self> {
        // One that a run left behind is no part of the corpus.
        let _ = std::fs::remove_file(folder.join(CONTRACT));
        let mut walker = ignore::WalkBuilder::new(folder);
        walker.hidden(false).require_git(false);
        let (mut files, mut lines) = (Vec::new(), 0);
        for entry in walker.build().filter_map(Result::ok) {
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                let text = std::fs::read(entry.path()).expect("a file that can be read");
                lines += text.iter().filter(|&&byte| byte == b'\n').count();
                let path = entry.path().strip_prefix(folder).expect("below the folder");
                files.push(path.display().to_string());
            }
        }
        files.sort_unstable();
        let contract = contract(&files);
        (!files.is_empty()).then(|| Self { folder: folder.to_owned(), files, lines, contract })
    }

    pub fn write_contract(&self) {
        std::fs::write(self.folder.join(CONTRACT), &self.contract).expect("a file");
    }

    pub fn remove_contract(&self) {
        // It may not be there.
        let _ = std::fs::remove_file(self.folder.join(CONTRACT));
    }
}

/// Services from all over the catalog, bound in files from all over the corpus.
fn contract(files: &[String]) -> String {
    let services = Catalog::builtin().services();
    let is_usual = |service: &&Service| !service.hosts.is_empty() && secret(service).is_some();
    let usual: Vec<&Service> = services.iter().map(AsRef::as_ref).filter(is_usual).collect();
    let mut text = "\
# Third Party Integrations Contract

**Last Updated:** 2026-02-03
**Version:** 1.0.0
**Status:** Active

## Integrations
"
    .to_owned();
    for index in 0..INTEGRATIONS {
        let service = usual[index * usual.len() / INTEGRATIONS];
        let at = |shift: usize| files.get((2 * index + shift) * files.len() / (2 * INTEGRATIONS));
        let (binding, user) = at(0).zip(at(1)).map_or(("", ""), |(a, b)| (a.as_str(), b.as_str()));
        let location = binding.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (name, category) = (&service.name, &service.category);
        let (host, variable) = (&service.hosts[0], secret(service).unwrap_or_default());
        let _ = write!(
            text,
            "
### {name} ({category})

**Added:** 2026-01-02
**Last Modified:** 2026-02-03
**Status:** `active`

**Purpose:** Does what would otherwise be left undone.

**Provider Information:**
- **API Base URL:** `https://{host}/`

**Binding Module:**
- **Location:** `{location}/`
- **Main File:** `{binding}`

**Environment Variables:**

| Variable | Required | Default | Description | Example |
|----------|----------|---------|-------------|---------|
| `{variable}` | YES | - | Secret key | - |

**Used By Modules:**

| Module | File | Function | Usage |
|--------|------|----------|-------|
| user | `{user}` | - | calls it |
"
        );
        text += REST_OF_SECTION;
    }
    text
}

fn secret(service: &Service) -> Option<&str> {
    let mut variables = service.variables.iter();
    variables.find(|it| it.role == Role::Secret).map(|it| it.name.as_str())
}

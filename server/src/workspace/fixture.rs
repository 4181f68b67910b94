//! Workspaces for tests, written as one text: `//- /path` begins a file, `$0` is the cursor.

use std::fs;
use std::sync::Arc;

use crate::text::Document;

use super::{Index, RelPath, Settings, Snapshot, Workspace};

/// A workspace on disk for one test.
pub(crate) struct Fixture {
    /// Keeps the folder until the test is over.
    folder: tempfile::TempDir,
    pub(crate) workspace: Workspace,
    /// The file and byte offset of `$0`, when there is one.
    pub(crate) cursor: Option<(RelPath, usize)>,
}

impl Fixture {
    /// Writes the files of `text` and reads them.
    pub(crate) fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut cursor = None;
        for file in text.split("//- /").skip(1) {
            let (path, content) = file.split_once('\n').expect("a path, then the text");
            let path = RelPath::parse(path.trim()).expect("a path below the root");
            let mut content = content.to_owned();
            if let Some(offset) = content.find("$0") {
                content.replace_range(offset..offset + 2, "");
                cursor = Some((path.clone(), offset));
            }
            let on_disk = path.on_disk(folder.path());
            fs::create_dir_all(on_disk.parent().expect("below the root")).expect("writable");
            fs::write(on_disk, content).expect("writable");
        }
        let mut workspace = Workspace::new(folder.path(), Settings::default());
        let index =
            Index::build(folder.path(), &Settings::default(), &|_| true).expect("not stopped");
        workspace.install(Arc::new(index));
        Self { folder, workspace, cursor }
    }

    /// The state as it is now.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.workspace.snapshot()
    }

    /// Opens a file in the editor with another text than the disk's.
    pub(crate) fn open(&mut self, path: &str, text: &str) {
        let path = RelPath::parse(path).expect("a path below the root");
        self.workspace.set_open(path, Document::new(text), Some(1));
    }

    /// Closes a file in the editor.
    pub(crate) fn close(&mut self, path: &str) {
        self.workspace.close(&RelPath::parse(path).expect("a path below the root"));
    }

    /// Writes a file to disk and updates the index with it.
    pub(crate) fn write(&mut self, path: &str, text: &str) {
        let on_disk = self.folder.path().join(path);
        fs::create_dir_all(on_disk.parent().expect("below the root")).expect("writable");
        fs::write(&on_disk, text).expect("writable");
        self.update(on_disk);
    }

    /// Removes a file from disk, when it is there, and updates the index.
    pub(crate) fn remove(&mut self, path: &str) {
        let on_disk = self.folder.path().join(path);
        let _ = fs::remove_file(&on_disk);
        self.update(on_disk);
    }

    /// The state as a server would have it that starts now, with the same files open.
    pub(crate) fn snapshot_from_scratch(&self) -> Snapshot {
        self.snapshot().read_anew(&|| false).expect("not stopped")
    }

    fn update(&mut self, on_disk: std::path::PathBuf) {
        let index = self.workspace.index().expect("installed");
        let index = index.update(&[on_disk], &|| false).expect("not stopped");
        self.workspace.install(Arc::new(index));
    }
}

/// A contract with one integration, Stripe, that no rule has a word about as long as
/// `src/integrations/stripe/client.js` reads `STRIPE_SECRET_KEY` and `src/pay.js` defines `pay` and
/// imports the binding: see [`sound_workspace`].
pub(crate) const SOUND_CONTRACT: &str = "\
# Third Party Integrations Contract

**Last Updated:** 2026-02-03
**Version:** 1.2.0
**Status:** Active

## Purpose

What we use and where.

## Change Log

| Date | Version | Author | Changes | Impact |
|------|---------|--------|---------|--------|
| 2026-02-03 | 1.2.0 | Ada | Stripe | none |

## Integration Overview

| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |
|---------|---------|--------|----------------|--------------|----------|
| Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |

## Integrations

### Stripe (Payments)

**Added:** 2026-01-02
**Last Modified:** 2026-02-03
**Status:** `active`

**Purpose:** Takes payments.

**Provider Information:**
- **Website:** [https://stripe.com](https://stripe.com)

**Plan & Pricing:**
- **Plan:** Standard

**Authentication:**
- **Method:** API key in `STRIPE_SECRET_KEY`

**Binding Module:**
- **Location:** `src/integrations/stripe/`

**Environment Variables:**

| Variable | Required | Default | Description | Example |
|----------|----------|---------|-------------|---------|
| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |

**Used By Modules:**

| Module | File | Function | Usage |
|--------|------|----------|-------|
| pay | `src/pay.js` | `pay()` | Takes a payment |

**API Endpoints Used:**

| Endpoint | Method | Purpose |
|----------|--------|---------|
| `/v1/payment_intents` | POST | Takes a payment |

**Error Handling:**

| Error Type | HTTP Code | Handling Strategy | Retry |
|------------|-----------|-------------------|-------|
| Card declined | 402 | Told to the customer | NO |

**Testing:**
- **Unit Tests:** with recorded answers

**Monitoring:**
- Rate of failed payments

**Security Considerations:**
- The secret key stays on the server

**Dependencies:**
- `stripe` - the SDK

**Changelog:**

| Date | Version | Changes | Breaking |
|------|---------|---------|----------|
| 2026-02-03 | 1.0.0 | First version | NO |
";

/// The files of a workspace without any finding.
pub(crate) fn sound_workspace() -> String {
    format!(
        "\
//- /THIRD_PARTY_INTEGRATIONS.md
{SOUND_CONTRACT}//- /src/integrations/stripe/client.js
const Stripe = require('stripe');
const client = new Stripe(process.env.STRIPE_SECRET_KEY);
module.exports = {{ client }};
//- /src/pay.js
const {{ client }} = require('./integrations/stripe/client');
async function pay(amount) {{
  return client.paymentIntents.create({{ amount }});
}}
module.exports = {{ pay }};
"
    )
}

/// Contracts of a size or shape that nobody writes by hand, by what they have too much of.
pub(crate) fn extreme_contracts() -> Vec<(&'static str, String)> {
    let titled =
        |body: &str| format!("# Third-Party Integrations Contract\n\n## Integrations\n\n{body}");
    let service = |index: usize| {
        format!(
            "### Acme {index}\n\n**Status:** active\n\n**Binding Module:** `src/acme/{index}.js`\n\n\
             **Environment Variables:**\n\n| Variable | Required |\n|---|---|\n| `ACME_{index}` | YES |\n\n\
             **Used By Modules:**\n\n- `src/user_{index}.js`\n\n"
        )
    };
    let row = |index: usize| format!("| `ROW_{index}` | x |\n");
    let indented = |level: usize| format!("{}- x\n", "  ".repeat(level));
    let env = "### Acme\n\n**Environment Variables:**\n\n| Variable | Note |\n|---|---|\n";
    vec![
        ("lines", titled(&(0..650).map(service).collect::<String>())),
        (
            "columns",
            titled(&format!(
                "### Acme\n\n**Environment Variables:**\n\n{}|\n{}|\n{}",
                "| Variable ".repeat(1_000),
                "|---".repeat(1_000),
                format!("{}|\n", "| `ACME_KEY` ".repeat(1_000)).repeat(5),
            )),
        ),
        ("rows", titled(&format!("{env}{}", (0..20_000).map(row).collect::<String>()))),
        (
            "lists on a line",
            titled(&format!("### Acme\n\n**Used By:**\n\n{}x\n", "- ".repeat(10_000))),
        ),
        ("indented lists", titled(&(0..400).map(indented).collect::<String>())),
        ("quotes", titled(&format!("{}x\n", "> ".repeat(10_000)))),
        ("bold", titled(&format!("{}x{}\n", "**a ".repeat(2_000), "**".repeat(2_000)))),
        ("brackets", titled(&format!("{}x{}\n", "[".repeat(10_000), "](y)".repeat(10_000)))),
        (
            "parentheses",
            titled(&format!("### Acme {}\n\n**Env vars:** `A_B`\n", "(a) ".repeat(10_000))),
        ),
        ("tags", titled(&"<details>\n".repeat(10_000))),
        ("headings", titled(&"#### x\n".repeat(10_000))),
        ("one line", titled(&format!("**Purpose:** {}", "word `code` ".repeat(50_000)))),
        ("NUL bytes", titled(&service(1).replace(' ', "\0"))),
        ("lone carriage returns", titled(&service(1)).replace('\n', "\r")),
        ("nothing", String::new()),
        ("a mark alone", "\u{feff}".to_owned()),
    ]
}

//! Temporary workspaces.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tower_lsp::ls_types::Uri;

/// The contract's path.
pub const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";

/// A contract with Stripe, bound in `src/integrations/stripe/` and used by `src/checkout.js`.
pub const STRIPE: &str = "\
# Third Party Integrations Contract

**Last Updated:** 2025-03-01
**Version:** 1.0.0
**Status:** Active

## Purpose

Every outside service of the shop is written down here.

## Change Log

| Date | Version | Agent/Author | Changes | Impact |
|------|---------|--------------|---------|--------|
| 2025-03-01 | 1.0.0 | Payments team | First version | None |

## Integration Overview

| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |
|---------|---------|--------|----------------|--------------|----------|
| Stripe | Takes payments | Active | `src/integrations/stripe/` | $0 | NO |

## Integrations

### Stripe

**Added:** 2025-03-01
**Last Modified:** 2025-03-01
**Status:** `active`

**Purpose:**
Takes the money for orders.

**Provider Information:**
- **Website:** https://stripe.com

**Plan & Pricing:**
- **Plan:** Standard

**Authentication:**
- **Method:** API key
- **Key Location:** `STRIPE_SECRET_KEY`

**Binding Module:**
- **Location:** `src/integrations/stripe/`

**Environment Variables:**

| Variable | Required | Default | Description |
|----------|----------|---------|-------------|
| `STRIPE_SECRET_KEY` | YES | - | Signs requests to the payment service |

**Used By Modules:**

| Module | File | Function | Usage |
|--------|------|----------|-------|
| checkout | `src/checkout.js` | `pay()` | Charges a card |

**API Endpoints Used:**
- `POST /v1/charges` - charges a card

**Error Handling:**
- A declined card is told to the customer

**Testing:**
- By hand, in test mode

**Monitoring:**
- Share of declined payments

**Security Considerations:**
- The key is rotated twice a year

**Dependencies:**
- `stripe` - the SDK

**Changelog:**

| Date | Version | Changes | Breaking |
|------|---------|---------|----------|
| 2025-03-01 | 1.0.0 | First version | NO |
";

/// The binding of [`STRIPE`].
pub const BINDING: &str = "\
const Stripe = require('stripe');

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY);

/** Charges a card once. */
function charge(amount) {
  return stripe.charges.create({ amount });
}

module.exports = { charge };
";

/// The only user of the binding.
pub const CHECKOUT: &str = "\
const { charge } = require('./integrations/stripe/client');

function pay(order) {
  return charge(order.total);
}

module.exports = { pay };
";

/// A folder on disk that goes away with it.
pub struct Workspace {
    folder: TempDir,
    root: PathBuf,
}

impl Workspace {
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("the folder is there");
        Self { folder, root }
    }

    /// A shop in which contract and code agree.
    pub fn shop() -> Self {
        let shop = Self::empty();
        shop.write(CONTRACT, STRIPE);
        shop.write("package.json", r#"{"name": "shop", "dependencies": {"stripe": "^17.0.0"}}"#);
        shop.write("src/integrations/stripe/client.js", BINDING);
        shop.write("src/checkout.js", CHECKOUT);
        shop
    }

    /// A shop with this many more files, each with an import of its own.
    pub fn large_shop(files: usize) -> Self {
        let shop = Self::shop();
        for number in 0..files {
            let text = format!(
                "const lib = require('lib{number}');\nfunction f{number}() {{ return process.env.VAR_{number}; }}\n"
            );
            shop.write(&format!("src/generated{}/f{number}.js", number % 50), &text);
        }
        shop
    }

    /// A copy of a sample workspace, so that a test may change it.
    pub fn sample(name: &str) -> Self {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(name);
        let copy = Self::empty();
        copy_folder(&sample, copy.root());
        copy
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn root_uri(&self) -> Uri {
        Uri::from_file_path(&self.root).expect("a URI")
    }

    pub fn uri(&self, path: &str) -> Uri {
        Uri::from_file_path(self.root.join(path)).expect("a URI")
    }

    pub fn write(&self, path: &str, text: &str) -> Uri {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("creating folders");
        fs::write(file, text).expect("writing");
        self.uri(path)
    }

    pub fn remove(&self, path: &str) -> Uri {
        fs::remove_file(self.root.join(path)).expect("removing");
        self.uri(path)
    }

    /// Every file with its text and the time of its last change.
    pub fn everything(&self) -> Vec<(PathBuf, Vec<u8>, std::time::SystemTime)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let changed = path.metadata().and_then(|data| data.modified());
                    let text = fs::read(&path).expect("reading");
                    files.push((path, text, changed.expect("a time")));
                }
            }
        }
        files.sort();
        files
    }
}

/// Line and column, in bytes, of the first `needle` in `text`.
pub fn place_of(text: &str, needle: &str) -> (u32, u32) {
    let offset = text.find(needle).unwrap_or_else(|| panic!("{needle} is in the text"));
    let line = text[..offset].matches('\n').count();
    let column = offset - text[..offset].rfind('\n').map_or(0, |end| end + 1);
    (u32::try_from(line).expect("small"), u32::try_from(column).expect("small"))
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("known").is_dir() {
            fs::create_dir_all(&target).expect("writable");
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("writable");
        }
    }
}

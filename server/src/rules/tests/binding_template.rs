//! The module that is created where the contract names one that does not exist.

use expect_test::expect;

use super::*;
use crate::source::{Language, language_of};

/// A service that only its section knows, with its binding yet to be written.
fn unwritten(location: &str) -> Files {
    sound()
        .with("| Stripe | Payments", "| Acme | Payments")
        .with("### Stripe (Payments)", "### Acme (Payments)")
        .with("| `src/integrations/stripe/` |", "| `src/integrations/acme/` |")
        .with("**Location:** `src/integrations/stripe/`", location)
        .with("`STRIPE_SECRET_KEY` | YES", "`ACME_API_KEY` | YES")
        .with("key in `STRIPE_SECRET_KEY`", "key in `ACME_API_KEY`")
        .with("- `stripe` - the SDK", "- none")
        .with("const Stripe = require('stripe');\nconst client = new Stripe(process.env.STRIPE_SECRET_KEY);\n", "const client = 1;\n")
        .with("require('./integrations/stripe/client')", "require('./integrations/acme/client')")
}

fn created(files: &Files) -> Vec<crate::rules::NewFile> {
    let findings = all_findings(&Fixture::new(&files.0).snapshot());
    let mut fixes = findings.into_iter().flat_map(|finding| finding.fixes);
    let is_it = |fix: &crate::rules::Fix| fix.title == "Create the binding module";
    fixes.find(is_it).map(|fix| fix.new_files).unwrap_or_default()
}

fn text_of<'files>(files: &'files [crate::rules::NewFile], name: &str) -> &'files str {
    let file = files.iter().find(|file| file.path.file_name() == name);
    &file.unwrap_or_else(|| panic!("{name} is created")).text
}

/// Whether tree-sitter reads a text without a mistake.
fn is_well_formed(path: &RelPath, text: &str) -> bool {
    let grammar = match language_of(path.as_str()) {
        Some(Language::JavaScript) => tree_sitter_javascript::LANGUAGE,
        Some(Language::TypeScript) => tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
        Some(Language::Tsx) => tree_sitter_typescript::LANGUAGE_TSX,
        Some(Language::Rust) => tree_sitter_rust::LANGUAGE,
        _ => return true,
    };
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&grammar.into()).expect("the grammar fits");
    let tree = parser.parse(text, None).expect("parsed");
    !tree.root_node().has_error()
}

const FOLDER: &str = "**Location:** `src/integrations/acme/`";

#[test]
fn the_module_is_created_as_the_template_has_it() {
    unwritten(FOLDER).picks(
        "Create the binding module",
        expect![[r#"
            Create the binding module
            + src/integrations/acme/types.js
            + src/integrations/acme/errors.js
            + src/integrations/acme/config.js
            + src/integrations/acme/utils.js
            + src/integrations/acme/client.js
            + src/integrations/acme/README.md
            =>
        "#]],
    );
}

#[test]
fn the_new_module_is_sound_in_every_language() {
    for main in [
        "client.js",
        "client.mjs",
        "client.cjs",
        "index.js",
        "api.js",
        "client.ts",
        "index.ts",
        "client.mts",
        "client.rs",
        "mod.rs",
        "api.rs",
        "client.py",
        "__init__.py",
    ] {
        let files =
            unwritten(&format!("{FOLDER}\n- **Main File:** `src/integrations/acme/{main}`"));
        let import = format!("require('./integrations/acme/{main}')");
        let files = files.with("require('./integrations/acme/client')", &import);
        let new = created(&files);
        assert!(new.len() > 5, "{main}: {new:?}");
        for file in &new {
            assert!(is_well_formed(&file.path, &file.text), "{}:\n{}", file.path, file.text);
            assert!(!file.text.contains("emplate"), "{}:\n{}", file.path, file.text);
            assert!(!file.text.contains("key]"), "{}", file.path);
        }
        assert!(text_of(&new, main).contains("AcmeClient"), "{main}");
        let mut fixture = Fixture::new(&files.0);
        for file in &new {
            fixture.write(file.path.as_str(), &file.text);
        }
        let found = render(&fixture.snapshot());
        // A user in another language than the binding is not known to use it.
        assert_eq!(found, "", "{main}");
    }
}

#[test]
fn a_single_file_holds_it_all() {
    for file in ["acme.js", "acme.mjs", "acme.ts", "acme.rs", "acme.py"] {
        let new = created(&unwritten(&format!("**Location:** `src/integrations/{file}`")));
        let [only] = new.as_slice() else { panic!("{file}: {new:?}") };
        assert!(is_well_formed(&only.path, &only.text), "{}", only.text);
        for part in ["AcmeClient", "AcmeError", "ACME_API_KEY"] {
            assert!(only.text.contains(part), "{file}: {part}\n{}", only.text);
        }
        for import in ["'./", "from .", "super::"] {
            assert!(!only.text.contains(import), "{file}: {import}\n{}", only.text);
        }
    }
    assert!(created(&unwritten("**Location:** `src/integrations/acme.go`")).is_empty());
}

#[test]
fn the_language_is_that_of_most_files() {
    let files = unwritten(FOLDER).and("//- /a.rs\n//- /b.rs\n//- /c.rs\n//- /d.rs\n");
    assert!(
        created(&files).iter().any(|file| file.path.as_str() == "src/integrations/acme/client.rs")
    );
    let files = unwritten(FOLDER).and("//- /a.py\n//- /b.py\n//- /c.py\n//- /d.py\n");
    assert!(
        created(&files).iter().any(|file| file.path.as_str() == "src/integrations/acme/client.py")
    );
}

#[test]
fn the_module_system_is_the_projects() {
    let new = created(&unwritten(FOLDER));
    expect![[r#"
        /** Where Acme is reached and how long it is waited for. */
        function loadConfig() {
          return {
            apiKey: process.env.ACME_API_KEY,
            baseUrl: '',
            timeout: 30_000,
            retryAttempts: 3,
          };
        }

        module.exports = { loadConfig };
    "#]]
    .assert_eq(text_of(&new, "config.js"));
    assert!(text_of(&new, "client.js").contains("require('./config')"));
    let modules = unwritten(FOLDER).and(
        "//- /src/a.js\nimport fs from 'fs';\nimport x from './b.js';\nimport y from './c.js';\n",
    );
    let new = created(&modules);
    assert!(text_of(&new, "client.js").contains("from './config.js'"));
    assert!(text_of(&new, "client.js").contains("export class AcmeClient"));
    let typescript = |import: &str| {
        let main = format!("{FOLDER}\n- **Main File:** `src/integrations/acme/client.ts`");
        created(&unwritten(&main).and(&format!("//- /src/a.ts\nimport x from '{import}';\n")))
    };
    assert!(text_of(&typescript("./b"), "client.ts").contains("from './config'"));
    assert!(text_of(&typescript("./b.js"), "client.ts").contains("from './config.js'"));
}

#[test]
fn only_documented_keys_are_read() {
    let files = unwritten(FOLDER)
        .with("`ACME_API_KEY` | YES", "`ACME_REGION` | YES")
        .with("//- /src/pay.js\n", "//- /src/pay.js\nconst region = process.env.ACME_REGION;\n");
    for main in ["client.js", "client.ts", "client.rs", "client.py"] {
        let location = format!("{FOLDER}\n- **Main File:** `src/integrations/acme/{main}`");
        let new = created(&Files(files.0.replace(FOLDER, &location)));
        for file in &new {
            assert!(!file.text.contains("environ["), "{}", file.text);
            assert!(!file.text.contains("process.env"), "{}", file.text);
            assert!(!file.text.contains("env::var"), "{}", file.text);
            assert!(is_well_formed(&file.path, &file.text), "{}", file.text);
        }
    }
}

#[test]
fn the_sections_own_names_address_and_tree_are_kept() {
    let files = unwritten(&format!("{FOLDER}\n\n**Module Structure:**\n```\nacme/\n├── client.js\n├── error.js\n├── index.js\n└── webhooks.js\n```\n\n**API Client Class:** `AcmeGateway`\n\n**Custom Error Classes:** `AcmeFailure`, `AcmeAuthFailure`, `AcmeCardFailure`"))
        .with("- **Website:** [https://stripe.com](https://stripe.com)", "- **API Base URL:** `https://api.acme.example/v2/`");
    let new = created(&files);
    let names: Vec<&str> = new.iter().map(|file| file.path.file_name()).collect();
    assert_eq!(
        names,
        [
            "types.js",
            "error.js",
            "config.js",
            "utils.js",
            "client.js",
            "README.md",
            "index.js",
            "webhooks.js"
        ]
    );
    assert!(text_of(&new, "client.js").contains("class AcmeGateway"));
    assert!(text_of(&new, "client.js").contains("require('./error')"));
    assert!(text_of(&new, "config.js").contains("https://api.acme.example/v2'"));
    let errors = text_of(&new, "error.js");
    for class in [
        "class AcmeFailure extends Error",
        "class AcmeAuthFailure extends AcmeFailure",
        "class AcmeCardFailure extends AcmeFailure",
        "class AcmeRateLimitError extends AcmeFailure",
    ] {
        assert!(errors.contains(class), "{class}\n{errors}");
    }
    let mut fixture = Fixture::new(&files.0);
    new.iter().for_each(|file| fixture.write(file.path.as_str(), &file.text));
    assert_eq!(render(&fixture.snapshot()), "");
}

#[test]
fn the_catalogs_address_is_used() {
    let files =
        sound().with("**Location:** `src/integrations/stripe/`", "**Location:** `src/stripe-api/`");
    let new = created(&files);
    assert!(text_of(&new, "config.js").contains("'https://api.stripe.com'"));
    assert!(text_of(&new, "config.js").contains("process.env.STRIPE_SECRET_KEY"));
    assert!(text_of(&new, "client.js").contains("class StripeClient"));
}

//! Completion outside contracts: INFRA_CONTRACT.md, `.env*`, source, configuration.

use expect_test::expect;

use super::completion::{check, check_fixture};
use super::*;

const INFRA: &str = "//- /INFRA_CONTRACT.md\n# Infra\n\n## Environment Variables\n\n| Variable | Type | Required |\n|---|---|---|\n| `DATABASE_URL` | string | YES |\n";

#[test]
fn an_infrastructure_contract_lists_what_is_documented_and_not_declared() {
    let check =
        |row: &str, expect| check("## Purpose", "## Purpose", &format!("{INFRA}{row}"), expect);
    check(
        "| $0 | string | YES |\n",
        expect![[r#"
        | `STRIPE_SECRET_KEY` | string | YES |
        Variable STRIPE_SECRET_KEY (Stripe)
    "#]],
    );
    check(
        "| `STR$0\n",
        expect![[r#"
        | `STRIPE_SECRET_KEY`
        Variable STRIPE_SECRET_KEY (Stripe)
    "#]],
    );
    check(
        "| `X` | $0 | YES |\n",
        expect![[r#"
        | `X` | string | YES |
        Value string
        Value integer
        Value boolean
        Value url
        Value number
        Value json
    "#]],
    );
    check(
        "| `X` | string | $0\n",
        expect![[r#"
        | `X` | string | YES
        Value YES
        Value NO
    "#]],
    );
    check("\nProse $0\n", expect![[""]]);
    check("\n```\n| $0 |\n```\n", expect![[""]]);
}

#[test]
fn a_dotenv_file_is_offered_what_it_lacks() {
    let check = |text: &str, expect| {
        let files = format!("{INFRA}//- /.env.example\n{text}");
        check("## Purpose", "## Purpose", &files, expect);
    };
    check(
        "A=1\n$0\n",
        expect![[r#"
        STRIPE_SECRET_KEY=
        Variable STRIPE_SECRET_KEY (Stripe)
        Variable DATABASE_URL
    "#]],
    );
    check(
        "export ST$0",
        expect![[r#"
        export STRIPE_SECRET_KEY=
        Variable STRIPE_SECRET_KEY (Stripe)
        Variable DATABASE_URL
    "#]],
    );
    check(
        "ST$0_OLD=value\n",
        expect![[r#"
        STRIPE_SECRET_KEY=value
        Variable STRIPE_SECRET_KEY (Stripe)
        Variable DATABASE_URL
    "#]],
    );
    check(
        "STRIPE_SECRET_KEY=x\nSTR$0\n",
        expect![[r#"
        DATABASE_URL=
        Variable DATABASE_URL
    "#]],
    );
    check("STRIPE_SECRET_KEY=$0\n", expect![[""]]);
    check("# STR$0\n", expect![[""]]);
}

#[test]
fn in_a_binding_its_own_variables_come_first() {
    let files = "//- /src/other.js\nx(process.env.A_FIRST);\n";
    let from = "const client = new";
    check(
        from,
        "const { $0 } = process.env;\nconst client = new",
        files,
        expect![[r#"
        const { STRIPE_SECRET_KEY } = process.env;
        Variable STRIPE_SECRET_KEY (Stripe)
        Variable A_FIRST
    "#]],
    );
    check(
        from,
        "const v = import.meta.env.$0;\nconst client = new",
        files,
        expect![[r#"
        const v = import.meta.env.STRIPE_SECRET_KEY;
        Variable STRIPE_SECRET_KEY (Stripe)
        Variable A_FIRST
    "#]],
    );
}

#[test]
fn imports_name_bindings() {
    let check = |text: &str, expect| {
        check("## Purpose", "## Purpose", &format!("//- /src/shop/cart.js\n{text}"), expect);
    };
    check(
        "import x from '$0';\n",
        expect![[r#"
        import x from '../integrations/stripe/client';
        Module ../integrations/stripe/client (Stripe binding)
    "#]],
    );
    check(
        "const x = require('../$0');\n",
        expect![[r#"
        const x = require('../integrations/stripe/client');
        Module ../integrations/stripe/client (Stripe binding)
    "#]],
    );
    check(
        "import a from './a.js';\nexport * from \"./x$0\"\n",
        expect![[r#"
        export * from "../integrations/stripe/client.js"
        Module ../integrations/stripe/client.js (Stripe binding)
    "#]],
    );
    check("const x = call('$0');\n", expect![[""]]);
    check("// import x from '$0'\n", expect![[""]]);
}

#[test]
fn a_front_door_stands_for_its_binding() {
    let files = "//- /src/integrations/stripe/index.ts\nexport * from './client';\n//- /tsconfig.json\n{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./src/*\"]}}}\n//- /src/orders.ts\nimport { client } from '@/integrations/stripe';\n//- /src/shop/cart.ts\nimport x from '$0';\n";
    check(
        "## Purpose",
        "## Purpose",
        files,
        expect![[r#"
        import x from '@/integrations/stripe';
        Module @/integrations/stripe (Stripe binding)
        Module ../integrations/stripe (Stripe binding)
    "#]],
    );
}

#[test]
fn a_binding_does_not_import_itself() {
    check("require('stripe')", "require('$0')", "", expect![[""]]);
}

#[test]
fn bindings_of_rust_are_modules_of_the_crate() {
    let fixture = |line: &str| {
        sound_with(
            "`src/integrations/stripe/`\n\n**Env",
            "`src/stripe/`\n\n**Env",
            &format!(
                "//- /Cargo.toml\n[package]\nname = \"x\"\n//- /src/stripe/mod.rs\npub fn charge() {{}}\n//- /src/main.rs\n{line}"
            ),
        )
    };
    check_fixture(
        &fixture("use crate::$0\n"),
        expect![[r#"
        use crate::stripe
        Module crate::stripe (Stripe binding)
    "#]],
    );
    check_fixture(
        &fixture("pub(crate) use crate::st$0ripe;\n"),
        expect![[r#"
        pub(crate) use crate::stripe;
        Module crate::stripe (Stripe binding)
    "#]],
    );
    check_fixture(&fixture("use serde::$0\n"), expect![[""]]);
}

#[test]
fn the_configuration_knows_its_keys_and_rules() {
    let check = |text: &str, expect| {
        check("## Purpose", "## Purpose", &format!("//- /contract-lsp.toml\n{text}"), expect);
    };
    check(
        "exclude = []\n$0",
        expect![[r#"
        contract = 
        Key contract
        Key infra
        Key own-hosts
        Key tests
        Key [rules]
        Key [schema]
        Key [python]
        Key [[service]]
    "#]],
    );
    check(
        "[rules]\nused-by-missing = \"off\"\nenv$0",
        expect![[r#"
            missing-section = "off"
            Key missing-section (a required section of the file or field of an integration is absent)
            Key recommended-section (a recommended field of an integration is absent)
            Key unknown-label (a misspelt label or heading)
            Key unfilled-template (the whole document is still the template)
            Key duplicate-integration (two sections for one service)
            Key invalid-metadata (a date, status or version that is none, or dates that contradict each other)
            Key deprecated-without-date (a deprecated integration without a Deprecation Date)
            Key stale-metadata (a date or version behind the change log, or a change that it does not record)
            … 30 more
        "#]],
    );
    check(
        "[rules]\nenv-unused = $0",
        expect![[r#"
        env-unused = "off"
        Value off
        Value hint
        Value information
        Value warning
        Value error
    "#]],
    );
    check(
        "[rules]\nenv-unused = \"wa$0\"",
        expect![[r#"
        env-unused = "off"
        Value off
        Value hint
        Value information
        Value warning
        Value error
    "#]],
    );
    check(
        "[schema]\nrequired = [\"Status\", \"$0",
        expect![[r#"
        required = ["Status", "Added"
        Value Added
        Value Last Modified
        Value Status
        Value Deprecation Date
        Value Purpose
        Value Provider Information
        Value Plan & Pricing
        Value Authentication
        … 21 more
    "#]],
    );
    check(
        "[[service]]\nname = \"X\"\n$0",
        expect![[r#"
        aliases = 
        Key aliases
        Key npm
        Key crates
        Key pypi
        Key hosts
    "#]],
    );
    check("# $0", expect![[""]]);
}

#[test]
fn python_is_completed_behind_the_environment_and_behind_imports() {
    const BINDING: &str = "//- /src/integrations/stripe/__init__.py\nfrom .api import charge\n//- /src/integrations/stripe/api.py\ndef charge(): ...\n";
    let check = |source: &str, expect| {
        check("## Purpose", "## Purpose", &format!("{BINDING}//- /src/job.py\n{source}\n"), expect);
    };
    check(
        "import os\nkey = os.environ[\"STR$0\"]",
        expect![[r#"
        key = os.environ["STRIPE_SECRET_KEY"]
        Variable STRIPE_SECRET_KEY (Stripe)
    "#]],
    );
    check(
        "import os\nkey = os.getenv('$0",
        expect![[r#"
        key = os.getenv('STRIPE_SECRET_KEY
        Variable STRIPE_SECRET_KEY (Stripe)
    "#]],
    );
    check(
        "from $0",
        expect![[r#"
        from integrations.stripe
        Module integrations.stripe (Stripe binding)
    "#]],
    );
    check(
        "import integ$0",
        expect![[r#"
        import integrations.stripe
        Module integrations.stripe (Stripe binding)
    "#]],
    );
    check("# from $0", expect![[r#""#]]);
}

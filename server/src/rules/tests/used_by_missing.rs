use expect_test::expect;

use super::*;

const RULE: &str = "used-by-missing";

#[test]
fn a_user_without_a_row_is_reported_at_its_import() {
    let files = sound().and("//- /src/refunds/job.js\nconst a = 1;\nconst { client } = require('../integrations/stripe/client');\nclient.refunds.list();\n");
    files.finds(expect![[r#"
        src/refunds/job.js:2:1 Warning used-by-missing(Stripe): const { client } = require('../integrations/stripe/client');
    "#]]);
    files.says(expect![[r#"
        used-by-missing: this file uses the binding of Stripe, but Used By Modules does not list it: who changes Stripe will not think of it
          help: add a row for it to the contract
          THIRD_PARTY_INTEGRATIONS.md:1150..1165: the users are listed here
    "#]]);
}

#[test]
fn every_form_of_import_is_a_use() {
    for import in [
        "import { client } from './integrations/stripe/client';",
        "import { client } from './integrations/stripe/client.js';",
        "import * as stripe from './integrations/stripe/client';",
        "import './integrations/stripe/client';",
        "import type { Client } from './integrations/stripe/client';",
        "const lazy = () => import('./integrations/stripe/client');",
        "const { client } = require('./integrations/stripe/client.js');",
    ] {
        let files =
            sound().and(&format!("//- /src/job.ts\n{import}\nexport function job() {{}}\n"));
        let found = render(&Fixture::new(&files.0).snapshot());
        assert!(
            found.contains("src/job.ts:1:") && found.contains("Warning used-by-missing(Stripe)"),
            "{import}: {found}"
        );
        assert_eq!(found.lines().count(), 1, "{import}: {found}");
    }
}

#[test]
fn two_imports_of_one_file_are_one_finding_at_the_first() {
    sound()
        .and("//- /src/job.js\nimport { client } from './integrations/stripe/client';\nimport * as all from './integrations/stripe/client';\n")
        .finds(expect![[r#"
            src/job.js:1:1 Warning used-by-missing(Stripe): import { client } from './integrations/stripe/client';
        "#]]);
}

#[test]
fn what_does_not_use_the_binding_needs_no_row() {
    for source in [
        "// import { client } from './integrations/stripe/client';",
        "const path = './integrations/stripe/client';",
        "jest.mock('./integrations/stripe/client');",
        "vi.mock('./integrations/stripe/client', () => ({}));",
        "import { client } from './integrations/stripe-like/client';",
        "import client from 'integrations/stripe/client';",
        "function require() {}\nrequire('./integrations/stripe/client');",
    ] {
        sound()
            .and(&format!("//- /src/job.js\n{source}\n//- /src/integrations/stripe-like/client.js\nexport const client = 1;\n"))
            .is_clean();
    }
}

#[test]
fn tests_and_the_bindings_own_files_need_no_row() {
    sound()
        .and("//- /tests/pay.js\nrequire('../src/integrations/stripe/client');\n//- /src/pay.test.js\nrequire('./integrations/stripe/client');\n//- /src/integrations/stripe/more.js\nmodule.exports = require('./client');\n")
        .is_clean();
}

#[test]
fn rows_for_folders_globs_and_other_spellings_cover_a_file() {
    let user = "//- /src/jobs/job.js\nrequire('../integrations/stripe/client');\n";
    for path in ["src/jobs/", "src/jobs", "src/**", "src/jobs/*.js", "./src/jobs/job.js"] {
        sound()
            .and(user)
            .with(
                "| pay | `src/pay.js`",
                &format!("| job | `{path}` | - | Lists |\n| pay | `src/pay.js`"),
            )
            .is_clean();
    }
}

#[test]
fn without_a_used_by_section_only_that_is_said() {
    let table = "**Used By Modules:**\n\n| Module | File | Function | Usage |\n|--------|------|----------|-------|\n| pay | `src/pay.js` | `pay()` | Takes a payment |\n";
    sound().with(table, "").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Error missing-section(Stripe): Stripe
    "#]]);
    sound().with(table, "**Used By Modules:**\n\nNobody yet.\n").finds(expect![[r#"
        src/pay.js:1:1 Warning used-by-missing(Stripe): const { client } = require('./integrations/stripe/client');
    "#]]);
}

#[test]
fn a_path_alias_of_typescript_leads_to_the_binding() {
    sound()
        .and("//- /tsconfig.json\n{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"./src/*\"] } } }\n//- /src/job.ts\nimport { client } from '@/integrations/stripe/client';\nclient.ping();\n")
        .finds(expect![[r#"
            src/job.ts:1:1 Warning used-by-missing(Stripe): import { client } from '@/integrations/stripe/client';
        "#]]);
}

/// A barrel that hands on the binding's client and something else by name.
const BARREL: &str = "\
//- /src/index.js
export { client as stripe } from './integrations/stripe/client';
export { other } from './other';
//- /src/other.js
export const other = 1;
";

#[test]
fn who_takes_the_binding_from_a_barrel_uses_it() {
    sound()
        .and(BARREL)
        .and("//- /src/taker.js\nimport { stripe } from './index';\nstripe.ping();\n//- /src/innocent.js\nimport { other } from './index';\n")
        .finds(expect![[r#"
            src/taker.js:1:1 Warning used-by-missing(Stripe): import { stripe } from './index';
        "#]]);
}

#[test]
fn barrels_of_barrels_are_followed_by_name() {
    sound()
        .and(BARREL)
        .and("//- /src/all.js\nexport * from './index';\n//- /src/named.js\nexport { stripe as pay } from './all';\n//- /src/taker.js\nimport { pay } from './named';\npay.ping();\n//- /src/innocent.js\nimport { other } from './all';\n")
        .finds(expect![[r#"
            src/named.js:1:1 Warning used-by-missing(Stripe): export { stripe as pay } from './all';
            src/taker.js:1:1 Warning used-by-missing(Stripe): import { pay } from './named';
        "#]]);
}

#[test]
fn the_front_door_of_the_bindings_folder_is_no_user() {
    sound().and(BARREL).is_clean();
}

#[test]
fn a_file_elsewhere_that_hands_the_binding_on_is_a_user() {
    sound()
        .and("//- /src/shop/api.js\nexport { client } from '../integrations/stripe/client';\n")
        .finds(expect![[r#"
            src/shop/api.js:1:1 Warning used-by-missing(Stripe): export { client } from '../integrations/stripe/client';
        "#]]);
}

#[test]
fn a_barrel_taken_as_a_whole_may_be_about_something_else() {
    sound()
        .and(BARREL)
        .and("//- /src/all.js\nimport * as all from './index';\nall.other;\n")
        .is_clean();
}

#[test]
fn a_workspace_package_leads_to_the_binding() {
    sound()
        .with("**Location:** `src/integrations/stripe/`", "**Location:** `packages/stripe/`")
        .with("//- /src/integrations/stripe/client.js", "//- /packages/stripe/client.js")
        .with("./integrations/stripe/client", "@shop/stripe")
        .and("//- /package.json\n{ \"workspaces\": [\"packages/*\"] }\n//- /packages/stripe/package.json\n{ \"name\": \"@shop/stripe\", \"main\": \"client.js\" }\n//- /src/job.js\nrequire('@shop/stripe');\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21:32 Warning overview-mismatch(Stripe): `src/integrations/stripe/`
            THIRD_PARTY_INTEGRATIONS.md:79:4 Warning dependency-mismatch(Stripe): stripe
            src/job.js:1:1 Warning used-by-missing(Stripe): require('@shop/stripe');
        "#]]);
}

#[test]
fn the_fix_adds_a_row_with_the_only_exported_function() {
    sound()
        .and("//- /src/refunds/job.js\nimport { client } from '../integrations/stripe/client';\nexport function refund() { client.ping(); }\nfunction helper() {}\n")
        .is_fixed(RULE, expect![[r#"
            56+ | refunds | `src/refunds/job.js` | `refund()` | [How it uses the service] |
        "#]]);
}

#[test]
fn the_fix_guesses_no_function_among_several() {
    sound()
        .and("//- /src/job.js\nimport { client } from './integrations/stripe/client';\nexport function refund() {}\nexport function list() {}\n")
        .is_fixed(RULE, expect![[r#"
            56+ | job | `src/job.js` | - | [How it uses the service] |
        "#]]);
}

#[test]
fn the_fix_serves_several_files_at_once() {
    sound()
        .and("//- /src/a.js\nrequire('./integrations/stripe/client');\n//- /src/b.js\nrequire('./integrations/stripe/client');\n")
        .is_fixed(RULE, expect![[r#"
            56+ | a | `src/a.js` | - | [How it uses the service] |
            57+ | b | `src/b.js` | - | [How it uses the service] |
        "#]]);
}

#[test]
fn the_fix_keeps_the_line_endings_and_adds_to_a_list() {
    let files = sound()
        .with("| Module | File | Function | Usage |\n|--------|------|----------|-------|\n| pay | `src/pay.js` | `pay()` | Takes a payment |\n", "- `src/pay.js` - takes a payment\n")
        .and("//- /src/job.js\nrequire('./integrations/stripe/client');\n");
    Files(files.0.replace('\n', "\r\n")).is_fixed(
        RULE,
        expect![[r#"
        54+ - `src/job.js` - [How it uses the service]
    "#]],
    );
}

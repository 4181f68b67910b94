use expect_test::expect;

use super::*;

fn importing(source: &str) -> Files {
    sound().and(&format!("//- /src/other.ts\n{source}\n"))
}

#[test]
fn an_import_outside_the_binding_is_reported_at_its_statement() {
    let files = importing("import fs from 'fs';\nimport Stripe from 'stripe';\nnew Stripe('k');");
    files.finds(expect![[r#"
        src/other.ts:2:1 Warning direct-sdk-import(Stripe): import Stripe from 'stripe';
        src/other.ts:3:1 Warning duplicate-client(Stripe): new Stripe('k')
    "#]]);
    files.says(expect![[r#"
        direct-sdk-import: `stripe` is Stripe's SDK, imported outside its binding module: its keys, retries and error handling are bypassed
          help: use the binding module `src/integrations/stripe` instead
          THIRD_PARTY_INTEGRATIONS.md:913..937: the contract names the binding here
        duplicate-client: a client is made here for Stripe, outside its binding module: there are two now, with different time-outs, retries and keys
          help: use the binding module `src/integrations/stripe` instead
          THIRD_PARTY_INTEGRATIONS.md:913..937: the contract names the binding here
    "#]]);
}

#[test]
fn every_form_of_import_is_reported() {
    for import in [
        "import 'stripe';",
        "import * as S from 'stripe'; S.x();",
        "export { Stripe } from 'stripe';",
        "export * from 'stripe';",
        "const S = require('stripe');",
        "async function f() { await import('stripe'); }",
        "import x from 'stripe/lib/x'; x();",
        "import { loadStripe } from '@stripe/stripe-js'; loadStripe();",
        "import S = require('stripe'); new S();",
    ] {
        let found = render(&Fixture::new(&importing(import).0).snapshot());
        assert!(found.contains("Warning direct-sdk-import(Stripe)"), "{import}: {found}");
        let imports = found.lines().filter(|line| !line.contains("duplicate-client"));
        assert_eq!(imports.count(), 1, "{import}: {found}");
    }
}

#[test]
fn types_error_classes_and_lookups_are_hints() {
    for import in [
        "import type Stripe from 'stripe';",
        "import Stripe from 'stripe'; const x: Stripe.Charge = y;",
        "type S = typeof import('stripe');",
        "vi.mock('stripe', async (original) => ({ ...(await original<typeof import('stripe')>()) }));",
        "import Stripe from 'stripe'; try {} catch (e) { if (e instanceof Stripe.errors.StripeError) {} }",
        "require.resolve('stripe');",
    ] {
        let found = render(&Fixture::new(&importing(import).0).snapshot());
        assert!(found.contains("Hint direct-sdk-import(Stripe)"), "{import}: {found}");
        let imports = found.lines().filter(|line| !line.contains("duplicate-client"));
        assert_eq!(imports.count(), 1, "{import}: {found}");
    }
}

#[test]
fn test_code_is_a_hint() {
    sound()
        .and("//- /src/pay.test.js\nconst S = require('stripe');\n//- /tests/a.js\nimport Stripe from 'stripe';\nnew Stripe();\n")
        .finds(expect![[r#"
            src/pay.test.js:1:1 Hint direct-sdk-import(Stripe): const S = require('stripe');
            tests/a.js:1:1 Hint direct-sdk-import(Stripe): import Stripe from 'stripe';
            tests/a.js:2:1 Hint duplicate-client(Stripe): new Stripe()
        "#]]);
}

#[test]
fn mocks_comments_strings_and_neighbours_are_clean() {
    for source in [
        "jest.mock('stripe');",
        "vi.mock('stripe', () => ({}));",
        "// import Stripe from 'stripe';",
        "/** @type {import('stripe').Stripe} */\nlet s;",
        "const sdk = 'stripe';",
        "import x from 'stripe-like';",
        "import x from './stripe';",
        "import x from '@types/node';",
        "declare module 'stripe' {}",
        "function f(require) { require('stripe'); }",
    ] {
        importing(source).and("//- /src/stripe.ts\nexport default 1;\n").is_clean();
    }
}

#[test]
fn a_module_of_the_workspace_is_not_the_sdk() {
    importing("import S from 'stripe';\nS();")
        .and("//- /tsconfig.json\n{ \"compilerOptions\": { \"paths\": { \"stripe\": [\"./src/fake.ts\"] } } }\n//- /src/fake.ts\nexport default () => 1;\n")
        .is_clean();
}

const TWO: &str = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# Services

## Integrations

### Stripe

**Binding Module:** `src/stripe.js`

### Twilio

**Binding Module:** `src/twilio.js`
//- /src/stripe.js
import Stripe from 'stripe';
export const s = new Stripe();
//- /src/twilio.js
import twilio from 'twilio';
export const t = twilio();
";

#[test]
fn the_binding_of_one_service_is_not_that_of_another() {
    Files(TWO.into()).is_clean();
    Files(TWO.into())
        .with(
            "import Stripe from 'stripe';",
            "import Stripe from 'stripe';\nimport twilio from 'twilio';\ntwilio();",
        )
        .finds(expect![[r#"
            src/stripe.js:2:1 Warning direct-sdk-import(Twilio): import twilio from 'twilio';
            src/stripe.js:3:1 Warning duplicate-client(Twilio): twilio()
        "#]]);
}

#[test]
fn a_service_without_a_section_has_no_binding_to_go_past() {
    importing("import OpenAI from 'openai';\nnew OpenAI();").finds(expect![[r#"
        src/other.ts:1:1 Warning undocumented-integration(OpenAI): import OpenAI from 'openai';
    "#]]);
}

#[test]
fn an_unknown_service_is_enforced_from_its_dependencies() {
    Files(TWO.into())
        .with("### Twilio", "### Acme Pay\n\n**NPM Packages:**\n- `@acme/pay-sdk` (^2.0.0)\n\n**Binding Module:** `src/acme.js`\n\n### Twilio")
        .and("//- /src/acme.js\nimport pay from '@acme/pay-sdk';\npay();\n//- /src/shop.js\nimport pay from '@acme/pay-sdk/client';\npay();\n")
        .finds(expect![[r#"
            src/shop.js:1:1 Warning direct-sdk-import(Acme Pay): import pay from '@acme/pay-sdk/client';
        "#]]);
}

#[test]
fn a_service_of_the_configuration_is_enforced_by_its_alias() {
    Files(TWO.into())
        .with("### Twilio", "### AcmePay\n\n**Binding Module:** `src/acme.js`\n\n### Twilio")
        .and("//- /contract-lsp.toml\n[[service]]\nname = \"Acme Pay\"\naliases = [\"AcmePay\"]\nnpm = [\"@acme/pay\"]\nhosts = [\"api.acmepay.example\"]\n//- /src/acme.js\nimport pay from '@acme/pay';\npay();\n//- /src/shop.js\nimport pay from '@acme/pay';\npay();\nfetch('https://api.acmepay.example/v1');\n")
        .finds(expect![[r#"
            src/shop.js:1:1 Warning direct-sdk-import(AcmePay): import pay from '@acme/pay';
            src/shop.js:2:1 Warning duplicate-client(AcmePay): pay()
            src/shop.js:3:7 Warning direct-http-call(AcmePay): 'https://api.acmepay.example/v1'
        "#]]);
}

#[test]
fn a_tool_that_a_binding_is_built_with_is_nobodys_sdk() {
    sound()
        .with("**Binding Module:**\n", "**Dependencies:**\n- **NPM Packages:** `stripe` (^14), `axios` (^1)\n\n**Binding Module:**\n")
        .and("//- /src/other.js\nimport axios from 'axios';\naxios('/x');\n")
        .is_clean();
}

#[test]
fn a_module_named_to_be_replaced_is_clean() {
    importing("vi.mock(import('stripe'), () => ({}));\njest.doMock(import('stripe'));").is_clean();
}

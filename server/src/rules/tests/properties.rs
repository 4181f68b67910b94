//! Random sessions over a handful of files.

use proptest::prelude::*;

use super::engine::Session;
use super::*;

/// The files that change, each with the texts it may have.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "src/other.js",
        &[
            "",
            "import 'stripe';\n",
            "import { client } from './integrations/stripe/client';\nclient();\n",
            "import { stripe } from './door';\nstripe(process.env.STRIPE_SECRET_KEY);\n",
            "// contract-lsp-ignore-file direct-sdk-import\nimport 'stripe';\nfetch('https://api.stripe.com');\n",
            "const half = require('stri",
        ],
    ),
    (
        "src/door.js",
        &[
            "export { client as stripe } from './integrations/stripe/client';\n",
            "export * from './integrations/stripe/client';\nexport const more = 1;\n",
            "export const stripe = 1;\n",
        ],
    ),
    (
        "src/user.ts",
        &[
            "import { stripe } from './door';\nexport const user = () => stripe();\n",
            "import * as door from './door';\ndoor.client();\n",
            "export * from './door';\n",
        ],
    ),
    (
        "src/integrations/stripe/client.js",
        &[
            "export const client = require('stripe')(process.env.STRIPE_SECRET_KEY);\n",
            "export const client = process.env.STRIPE_OTHER;\n",
            "",
        ],
    ),
    ("src/pay.js", &["export function pay() {}\n", "import './integrations/stripe/client';\n"]),
    (
        "THIRD_PARTY_INTEGRATIONS.md",
        &[
            "# Services\n\n## Integrations\n\n### Stripe\n\n**Binding Module:** `src/integrations/stripe/`\n\n**Used By:** `src/pay.js`, `src/user.ts`\n\n**Environment Variables:** `STRIPE_SECRET_KEY`, `STRIPE_OLD`\n",
            "# Services\n\n## Integrations\n\n### Stripe\n\n**Binding Module:** `src/door.js`\n",
            "# Nothing\n",
        ],
    ),
    (
        "src/THIRD_PARTY_INTEGRATIONS.md",
        &[
            "# Inner\n\n## Integrations\n\n### Stripe\n\n**Binding Module:** `other.js`\n\n**Used By:** -\n",
            "# Inner\n",
        ],
    ),
    (
        "contract-lsp.toml",
        &["", "[rules]\ndirect-sdk-import = \"error\"\n", "exclude = [\"src/o*\"]\n"],
    ),
    ("compose.yaml", &["STRIPE_OLD: 1\n", "# nothing\n"]),
    (".env", &["STRIPE_OLD=1\n"]),
];

#[derive(Clone, Debug)]
enum Step {
    Open,
    Close,
    Write,
    Remove,
}

fn step() -> impl Strategy<Value = (Step, prop::sample::Index, prop::sample::Index)> {
    let kind = prop_oneof![
        6 => Just(Step::Open),
        2 => Just(Step::Close),
        3 => Just(Step::Write),
        1 => Just(Step::Remove),
    ];
    (kind, any::<prop::sample::Index>(), any::<prop::sample::Index>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_session_ends_where_a_start_from_scratch_would(
        steps in prop::collection::vec(step(), 1..14),
    ) {
        // Doors and their users are there from the start: most steps then change what some file
        // that is not open means.
        let there = TEXTS.iter().take(3).map(|(path, texts)| format!("//- /{path}\n{}", texts[0]));
        let mut session = Session::new(&sound().and(&there.collect::<String>()));
        for (step, file, text) in steps {
            let (path, texts) = file.get(TEXTS);
            let text = text.get(texts);
            match step {
                Step::Open => session.fixture.open(path, text),
                Step::Close => session.fixture.close(path),
                Step::Write => session.fixture.write(path, text),
                Step::Remove => session.fixture.remove(path),
            }
            session.check();
        }
    }

    #[test]
    fn fixes_are_applied_once_and_for_all(
        missing in prop::sample::subsequence(vec![
            "**Version:** 1.2.0\n",
            "## Purpose\n\nWhat we use and where.\n\n",
            "**Added:** 2026-01-02\n",
            "**Status:** `active`\n",
            "**Purpose:** Takes payments.\n\n",
            "**Plan & Pricing:**\n- **Plan:** Standard\n\n",
            "**Authentication:**\n- **Method:** API key in `STRIPE_SECRET_KEY`\n\n",
        ], 1..7),
        users in 0..3_usize,
        is_crlf in any::<bool>(),
    ) {
        let files = missing.into_iter().fold(sound(), |files, part| files.with(part, ""));
        let user = |index| {
            format!("//- /src/jobs{index}/job.js\nrequire('../integrations/stripe/client');\n")
        };
        let files = files.and(&(0..users).map(user).collect::<String>());
        let files = if is_crlf { Files(files.0.replace('\n', "\r\n")) } else { files };
        files.fixes("missing-section");
        files.fixes("used-by-missing");
    }
}

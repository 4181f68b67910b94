//! One mistake at a time in a workspace where contract, infrastructure contract, example of `.env`,
//! manifest and code agree: each gives one finding, at the place that is wrong, and the safe fix
//! mends it.

use super::*;

const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";
const INFRA: &str = "INFRA_CONTRACT.md";
const EXAMPLE: &str = ".env.example";
const PACKAGE: &str = "package.json";
const CLIENT: &str = "src/integrations/stripe/client.js";
const TWILIO: &str = "src/integrations/twilio/sms.js";

/// Two integrations, one with a table and one with a list of variables, and all the files that say
/// the same again.
fn agreeing() -> Files {
    sound()
        .with("| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n", "\
| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
| `STRIPE_WEBHOOK_SECRET` | YES | - | Signature of events | `whsec_...` |
| `STRIPE_CURRENCY` | NO | `usd` | Währung, 通貨 | `eur` |
| `STRIPE_PRICE_*` | NO | - | Prices | - |
")
        .with("new Stripe(process.env.STRIPE_SECRET_KEY)", "new Stripe(process.env.STRIPE_SECRET_KEY, process.env.STRIPE_CURRENCY)")
        .with("module.exports = { client };\n", "\
const signature = process.env.STRIPE_WEBHOOK_SECRET;
const price = process.env.STRIPE_PRICE_PRO;
module.exports = { client, signature, price };
")
        .with("- `stripe` - the SDK\n", "- `stripe@14.1.0` - the SDK\n")
        .with("| $20 | NO |\n", "\
| $20 | NO |
| Twilio | SMS | Active | `src/integrations/twilio/` | $5 | NO |
")
        .with("| 2026-02-03 | 1.0.0 | First version | NO |\n", "\
| 2026-02-03 | 1.0.0 | First version | NO |

### Twilio

**Status:** `active`

**Binding Module:**
- **Location:** `src/integrations/twilio/`

**Environment Variables:**
- `TWILIO_ACCOUNT_SID` (required) - The account
- `TWILIO_AUTH_TOKEN` (required) - Its secret
- `TWILIO_FROM_NUMBER` (optional) - Sender

**Dependencies:**
- `twilio@5` - the SDK
")
        .and("\
//- /contract-lsp.toml
[schema]
required = []
recommended = []
//- /src/integrations/twilio/sms.js
const twilio = require('twilio');
module.exports = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN, process.env.TWILIO_FROM_NUMBER);
//- /package.json
{
  \"name\": \"shop\",
  \"dependencies\": {
    \"stripe\": \"^14.3.0\",
    \"twilio\": \"~5.1.0\"
  }
}
//- /.env.example
# Stripe
STRIPE_SECRET_KEY=sk_test_xxx
STRIPE_WEBHOOK_SECRET=
# Twilio
TWILIO_ACCOUNT_SID=
TWILIO_AUTH_TOKEN=
//- /INFRA_CONTRACT.md
# Infrastructure Contract

## Environment Variables

### Core Application Variables

| Variable | Type | Required | Default | Description | Example | Used By |
|----------|------|----------|---------|-------------|---------|---------|
| `APP_URL` | string | YES | - | Address | - | all |

### Third-Party Service Configuration

#### Stripe (Payments)

| Variable | Type | Required | Default | Description | Example | Used By |
|----------|------|----------|---------|-------------|---------|---------|
| `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |
| `STRIPE_WEBHOOK_SECRET` | string | YES | - | Signature of events | `whsec_...` | Stripe |
| `STRIPE_CURRENCY` | string | NO | `usd` | Currency | `eur` | Stripe |
| `STRIPE_PRICE_*` | string | NO | - | Prices | - | Stripe |

#### Twilio

| Variable | Type | Required | Default | Description | Example | Used By |
|----------|------|----------|---------|-------------|---------|---------|
| `TWILIO_ACCOUNT_SID` | string | YES | - | The account | - | Twilio |
| `TWILIO_AUTH_TOKEN` | string | YES | - | Its secret | - | Twilio |
| `TWILIO_FROM_NUMBER` | string | NO | - | Sender | - | Twilio |

## Environment Files

Copy `.env.example`.
")
}

/// Replaces a piece of text in one file.
fn seeded(files: &Files, file: &str, from: &str, to: &str) -> Files {
    let head = format!("//- /{file}\n");
    let start = files.0.find(&head).expect("the file is there") + head.len();
    let end = files.0[start..].find("//- /").map_or(files.0.len(), |at| start + at);
    let text = &files.0[start..end];
    assert!(text.contains(from), "{file}: {from}");
    Files(format!("{}{}{}", &files.0[..start], text.replacen(from, to, 1), &files.0[end..]))
}

/// A file, what is replaced in it by what, and the only finding: `rule file place`, with `!` behind
/// it when a safe fix mends all.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

const MISTAKES: &[Mistake] = &[
    // A row is lost.
    (
        CONTRACT,
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n",
        "",
        "env-undocumented src/integrations/stripe/client.js STRIPE_SECRET_KEY!",
    ),
    (
        CONTRACT,
        "| `STRIPE_WEBHOOK_SECRET` | YES | - | Signature of events | `whsec_...` |\n",
        "",
        "env-undocumented src/integrations/stripe/client.js STRIPE_WEBHOOK_SECRET!",
    ),
    (
        CONTRACT,
        "| `STRIPE_CURRENCY` | NO | `usd` | Währung, 通貨 | `eur` |\n",
        "",
        "env-undocumented src/integrations/stripe/client.js STRIPE_CURRENCY!",
    ),
    (
        CONTRACT,
        "| `STRIPE_PRICE_*` | NO | - | Prices | - |\n",
        "",
        "env-undocumented src/integrations/stripe/client.js STRIPE_PRICE_PRO!",
    ),
    (
        CONTRACT,
        "- `TWILIO_ACCOUNT_SID` (required) - The account\n",
        "",
        "env-undocumented src/integrations/twilio/sms.js TWILIO_ACCOUNT_SID!",
    ),
    (
        CONTRACT,
        "- `TWILIO_AUTH_TOKEN` (required) - Its secret\n",
        "",
        "env-undocumented src/integrations/twilio/sms.js TWILIO_AUTH_TOKEN!",
    ),
    (
        CONTRACT,
        "- `TWILIO_FROM_NUMBER` (optional) - Sender\n",
        "",
        "env-undocumented src/integrations/twilio/sms.js TWILIO_FROM_NUMBER!",
    ),
    // A new variable is read and written down nowhere.
    (
        CLIENT,
        "module.exports",
        "const x = process.env.STRIPE_RETRIES;\nmodule.exports",
        "env-undocumented src/integrations/stripe/client.js STRIPE_RETRIES!",
    ),
    (
        CLIENT,
        "module.exports",
        "const { STRIPE_TIMEOUT = '3' } = process.env;\nmodule.exports",
        "env-undocumented src/integrations/stripe/client.js STRIPE_TIMEOUT!",
    ),
    (
        CLIENT,
        "module.exports",
        "const x = process.env.NEXT_PUBLIC_STRIPE_URL;\nmodule.exports",
        "env-undocumented src/integrations/stripe/client.js NEXT_PUBLIC_STRIPE_URL!",
    ),
    (
        TWILIO,
        "module.exports",
        "const x = process.env.TWILIO_REGION;\nmodule.exports",
        "env-undocumented src/integrations/twilio/sms.js TWILIO_REGION!",
    ),
    (
        TWILIO,
        "module.exports",
        "const x = import.meta.env.VITE_TWILIO_EDGE;\nmodule.exports",
        "env-undocumented src/integrations/twilio/sms.js VITE_TWILIO_EDGE!",
    ),
    // A name in the contract has a slip.
    (
        CONTRACT,
        "| `STRIPE_SECRET_KEY` |",
        "| `STRIPE_SECRTE_KEY` |",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_SECRTE_KEY",
    ),
    (
        CONTRACT,
        "| `STRIPE_SECRET_KEY` |",
        "| `STRIPE_SECRET` |",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_SECRET",
    ),
    (
        CONTRACT,
        "| `STRIPE_SECRET_KEY` |",
        "| `STRIPE_SECRETKEY` |",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_SECRETKEY",
    ),
    (
        CONTRACT,
        "| `STRIPE_SECRET_KEY` |",
        "| `STRIPE_LIVE_SECRET_KEY` |",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_LIVE_SECRET_KEY",
    ),
    (
        CONTRACT,
        "| `STRIPE_WEBHOOK_SECRET` |",
        "| `STRIPE_WEBHOK_SECRET` |",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_WEBHOK_SECRET",
    ),
    (
        CONTRACT,
        "| `STRIPE_CURRENCY` |",
        "| `STRIPE_CURENCY` |",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_CURENCY",
    ),
    (
        CONTRACT,
        "| `STRIPE_CURRENCY` |",
        "| `STRIPE_DEFAULT_CURRENCY` |",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_DEFAULT_CURRENCY",
    ),
    (
        CONTRACT,
        "- `TWILIO_ACCOUNT_SID`",
        "- `TWILIO_ACCOUNT_ID`",
        "env-unused THIRD_PARTY_INTEGRATIONS.md TWILIO_ACCOUNT_ID",
    ),
    (
        CONTRACT,
        "- `TWILIO_AUTH_TOKEN`",
        "- `TWILIO_TOKEN`",
        "env-unused THIRD_PARTY_INTEGRATIONS.md TWILIO_TOKEN",
    ),
    (
        CONTRACT,
        "- `TWILIO_FROM_NUMBER`",
        "- `TWILIO_FORM_NUMBER`",
        "env-unused THIRD_PARTY_INTEGRATIONS.md TWILIO_FORM_NUMBER",
    ),
    // A read has a slip.
    (
        CLIENT,
        "process.env.STRIPE_SECRET_KEY",
        "process.env.STRIPE_SERCET_KEY",
        "env-undocumented src/integrations/stripe/client.js STRIPE_SERCET_KEY",
    ),
    (
        CLIENT,
        "process.env.STRIPE_WEBHOOK_SECRET",
        "process.env.STRIPE_WEBHOOKS_SECRET",
        "env-undocumented src/integrations/stripe/client.js STRIPE_WEBHOOKS_SECRET",
    ),
    (
        CLIENT,
        "process.env.STRIPE_CURRENCY",
        "process.env['STRIPE_CURRENCYS']",
        "env-undocumented src/integrations/stripe/client.js STRIPE_CURRENCYS",
    ),
    (
        TWILIO,
        "process.env.TWILIO_AUTH_TOKEN",
        "process.env.TWILIO_AUTH_TOKENN",
        "env-undocumented src/integrations/twilio/sms.js TWILIO_AUTH_TOKENN",
    ),
    (
        TWILIO,
        "process.env.TWILIO_ACCOUNT_SID",
        "process.env.TWILIO_ACOUNT_SID",
        "env-undocumented src/integrations/twilio/sms.js TWILIO_ACOUNT_SID",
    ),
    // A row is of something that is gone, or was never there.
    (
        CLIENT,
        "process.env.STRIPE_CURRENCY",
        "'usd'",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_CURRENCY",
    ),
    (
        CLIENT,
        "process.env.STRIPE_PRICE_PRO",
        "'p'",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_PRICE_*",
    ),
    (
        CLIENT,
        "process.env.STRIPE_WEBHOOK_SECRET",
        "'w'",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_WEBHOOK_SECRET",
    ),
    (
        TWILIO,
        "process.env.TWILIO_FROM_NUMBER",
        "'+1'",
        "env-unused THIRD_PARTY_INTEGRATIONS.md TWILIO_FROM_NUMBER",
    ),
    (
        CONTRACT,
        "| `STRIPE_CURRENCY` |",
        "| `STRIPE_CONNECT_ACCOUNT` | YES | - | Old | - |\n| `STRIPE_CURRENCY` |",
        "env-unused THIRD_PARTY_INTEGRATIONS.md STRIPE_CONNECT_ACCOUNT",
    ),
    (
        CONTRACT,
        "- `TWILIO_AUTH_TOKEN`",
        "- `TWILIO_VERIFY_SERVICE` (required) - Old\n- `TWILIO_AUTH_TOKEN`",
        "env-unused THIRD_PARTY_INTEGRATIONS.md TWILIO_VERIFY_SERVICE",
    ),
    // The infrastructure contract lacks one.
    (
        INFRA,
        "| `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |\n",
        "",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md STRIPE_SECRET_KEY!",
    ),
    (
        INFRA,
        "| `STRIPE_WEBHOOK_SECRET` | string | YES | - | Signature of events | `whsec_...` | Stripe |\n",
        "",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md STRIPE_WEBHOOK_SECRET!",
    ),
    (
        INFRA,
        "| `STRIPE_CURRENCY` | string | NO | `usd` | Currency | `eur` | Stripe |\n",
        "",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md STRIPE_CURRENCY!",
    ),
    (
        INFRA,
        "| `STRIPE_PRICE_*` | string | NO | - | Prices | - | Stripe |\n",
        "",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md STRIPE_PRICE_*!",
    ),
    (
        INFRA,
        "| `TWILIO_ACCOUNT_SID` | string | YES | - | The account | - | Twilio |\n",
        "",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md TWILIO_ACCOUNT_SID!",
    ),
    (
        INFRA,
        "| `TWILIO_AUTH_TOKEN` | string | YES | - | Its secret | - | Twilio |\n",
        "",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md TWILIO_AUTH_TOKEN!",
    ),
    (
        INFRA,
        "| `TWILIO_FROM_NUMBER` | string | NO | - | Sender | - | Twilio |\n",
        "",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md TWILIO_FROM_NUMBER!",
    ),
    // It has one with a slip.
    (
        INFRA,
        "`STRIPE_SECRET_KEY`",
        "`STRIPE_SECRET_KYE`",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md STRIPE_SECRET_KEY",
    ),
    (
        INFRA,
        "`STRIPE_CURRENCY`",
        "`STRIPE_CURRENCIES`",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md STRIPE_CURRENCY",
    ),
    (
        INFRA,
        "`TWILIO_AUTH_TOKEN`",
        "`TWILIO_AUTHTOKEN`",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md TWILIO_AUTH_TOKEN",
    ),
    (
        INFRA,
        "`TWILIO_FROM_NUMBER`",
        "`TWILIO_NUMBER`",
        "env-not-in-infra THIRD_PARTY_INTEGRATIONS.md TWILIO_FROM_NUMBER",
    ),
    // The example of `.env` lacks one, or has it with a slip.
    (
        EXAMPLE,
        "STRIPE_SECRET_KEY=sk_test_xxx\n",
        "",
        "env-missing-from-example THIRD_PARTY_INTEGRATIONS.md STRIPE_SECRET_KEY!",
    ),
    (
        EXAMPLE,
        "STRIPE_WEBHOOK_SECRET=\n",
        "",
        "env-missing-from-example THIRD_PARTY_INTEGRATIONS.md STRIPE_WEBHOOK_SECRET!",
    ),
    (
        EXAMPLE,
        "TWILIO_ACCOUNT_SID=\n",
        "",
        "env-missing-from-example THIRD_PARTY_INTEGRATIONS.md TWILIO_ACCOUNT_SID!",
    ),
    (
        EXAMPLE,
        "TWILIO_AUTH_TOKEN=\n",
        "",
        "env-missing-from-example THIRD_PARTY_INTEGRATIONS.md TWILIO_AUTH_TOKEN!",
    ),
    (
        EXAMPLE,
        "STRIPE_SECRET_KEY=",
        "STRIPE_SECRET_KE=",
        "env-missing-from-example THIRD_PARTY_INTEGRATIONS.md STRIPE_SECRET_KEY",
    ),
    (
        EXAMPLE,
        "TWILIO_AUTH_TOKEN=",
        "TWILIO_AUT_TOKEN=",
        "env-missing-from-example THIRD_PARTY_INTEGRATIONS.md TWILIO_AUTH_TOKEN",
    ),
    (
        CONTRACT,
        "| `STRIPE_CURRENCY` | NO |",
        "| `STRIPE_CURRENCY` | YES |",
        "env-missing-from-example THIRD_PARTY_INTEGRATIONS.md STRIPE_CURRENCY!",
    ),
    (
        CONTRACT,
        "- `TWILIO_FROM_NUMBER` (optional)",
        "- `TWILIO_FROM_NUMBER` (required)",
        "env-missing-from-example THIRD_PARTY_INTEGRATIONS.md TWILIO_FROM_NUMBER!",
    ),
    // The manifest asks for something else.
    (
        PACKAGE,
        "    \"stripe\": \"^14.3.0\",\n",
        "",
        "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md stripe",
    ),
    (
        PACKAGE,
        ",\n    \"twilio\": \"~5.1.0\"",
        "",
        "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md twilio",
    ),
    (
        PACKAGE,
        "\"stripe\":",
        "\"stripes\":",
        "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md stripe",
    ),
    (PACKAGE, "^14.3.0", "^16.0.0", "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md 14.1.0"),
    (PACKAGE, "^14.3.0", ">=15 <17", "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md 14.1.0"),
    (PACKAGE, "~5.1.0", "npm:twilio@4.0.0", "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md 5"),
    (
        CONTRACT,
        "`stripe@14.1.0`",
        "`stripe@12.1.0`",
        "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md 12.1.0",
    ),
    (
        CONTRACT,
        "`stripe@14.1.0`",
        "`stripe@^15`",
        "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md ^15",
    ),
    (CONTRACT, "`twilio@5`", "`twilio@3.x`", "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md 3.x"),
    (
        CONTRACT,
        "`twilio@5`",
        "`twillio@5`",
        "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md twillio",
    ),
    (
        CONTRACT,
        "- `twilio@5` - the SDK",
        "- `twilio@5` - the SDK\n- `twilio-video@2` - calls",
        "dependency-mismatch THIRD_PARTY_INTEGRATIONS.md twilio-video",
    ),
];

/// `rule file place` of each finding.
fn summary(snapshot: &Snapshot) -> Vec<String> {
    let line = |finding: &Finding| {
        let document = snapshot.document(&finding.path).expect("a file with findings");
        let place = finding.range.slice(document.text());
        format!("{} {} {place}", finding.rule, finding.path)
    };
    all_findings(snapshot).iter().map(line).collect()
}

/// What is not as it should be with one mistake.
fn problems(files: &Files, expected: &str) -> Vec<String> {
    let (expected, is_mended) = match expected.strip_suffix('!') {
        Some(expected) => (expected, true),
        None => (expected, false),
    };
    let mut problems = Vec::new();
    let mut fixture = Fixture::new(&files.0);
    let found = summary(&fixture.snapshot());
    if found != [expected] {
        problems.push(format!("{expected}: found {found:?}"));
    }
    let edits = safe_edits(all_findings(&fixture.snapshot()));
    if edits.is_empty() == is_mended {
        problems.push(format!("{expected}: fixed by {edits:?}"));
    }
    apply(&mut fixture, &edits);
    let mut left = summary(&fixture.snapshot());
    left.retain(|line| !line.starts_with("unfilled-placeholder"));
    if is_mended && !(left.is_empty() && safe_edits(all_findings(&fixture.snapshot())).is_empty()) {
        problems.push(format!("{expected}: left {left:?}"));
    }
    // A state that was reached by edits is the same as one that was found.
    let scratch = fixture.snapshot_from_scratch();
    if all_findings(&fixture.snapshot()) != all_findings(&scratch) {
        problems.push(format!("{expected}: otherwise from scratch"));
    }
    problems
}

/// What is not as it should be with any mistake; `written` brings the files into another form.
fn all_problems(written: impl Fn(Files) -> Files) -> Vec<String> {
    let agreeing = agreeing();
    let seeded = |(file, from, to, expected): &Mistake| {
        problems(&written(seeded(&agreeing, file, from, to)), expected)
    };
    MISTAKES.iter().flat_map(seeded).collect()
}

#[test]
fn what_agrees_has_no_finding() {
    agreeing().is_clean();
    Files(agreeing().0.replace('\n', "\r\n")).is_clean();
}

#[test]
fn one_mistake_is_one_finding() {
    assert!(MISTAKES.len() >= 60, "{}", MISTAKES.len());
    assert_eq!(all_problems(|files| files), [""; 0]);
}

#[test]
fn one_mistake_is_one_finding_with_other_line_ends() {
    assert_eq!(all_problems(|files| Files(files.0.replace('\n', "\r\n"))), [""; 0]);
}

/// While other code is typed, the findings are those of a fresh start: a read elsewhere decides
/// whether the name in the contract or the one in the binding is wrong.
#[test]
fn reads_elsewhere_change_what_is_told() {
    let files = seeded(&agreeing(), CONTRACT, "| `STRIPE_CURRENCY` |", "| `STRIPE_CURENCY` |");
    let mut fixture = Fixture::new(&files.0);
    let mut findings = Findings::compute(&fixture.snapshot(), None, &|| false).expect("computed");
    for text in ["const x = process.env.STRIPE_CURENCY;\n", "", "need('STRIPE_CURENCY')\n"] {
        fixture.open("src/other.js", text);
        let snapshot = fixture.snapshot();
        findings = Findings::compute(&snapshot, Some(&findings), &|| false).expect("computed");
        let scratch = Findings::compute(&snapshot, None, &|| false).expect("computed");
        assert_eq!(findings.by_file(), scratch.by_file(), "{text}");
    }
}

/// A fix at a read writes into the example of `.env`, so it follows what is typed there.
#[test]
fn fixes_follow_the_example_as_it_is_typed() {
    let files = seeded(
        &agreeing(),
        CONTRACT,
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n",
        "",
    );
    let mut fixture = Fixture::new(&files.0);
    let mut findings = Findings::compute(&fixture.snapshot(), None, &|| false).expect("computed");
    for text in ["A=1\n", "A=1\nB=2\n", "STRIPE_SECRET_KEY=\n"] {
        fixture.open(EXAMPLE, text);
        let snapshot = fixture.snapshot();
        findings = Findings::compute(&snapshot, Some(&findings), &|| false).expect("computed");
        let scratch = Findings::compute(&snapshot, None, &|| false).expect("computed");
        assert_eq!(findings.by_file(), scratch.by_file(), "{text}");
    }
}

//! A richer workspace in which no rule has a word to say: two services in TypeScript, with trees,
//! tests, webhooks, error classes and an address of its own. And mistakes seeded in it: one finding
//! for each.

use expect_test::expect;

use super::*;

const CONTRACT: &str = "\
# Third Party Integrations Contract

**Last Updated:** 2026-02-03
**Version:** 1.2.0
**Status:** Active

## Purpose

What we use and where.

## Change Log

| Date | Version | Author | Changes | Impact |
|------|---------|--------|---------|--------|
| 2026-02-03 | 1.2.0 | Ada | Acme Pay | none |

## Integration Overview

| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |
|---------|---------|--------|----------------|--------------|----------|
| Acme Pay | Payments | Active | `src/integrations/acme-pay/` | $20 | NO |
| SendGrid | Mail | Active | `src/integrations/sendgrid/` | $20 | NO |

## Integrations

### Acme Pay (Payments)

**Added:** 2026-01-02
**Last Modified:** 2026-02-03
**Status:** `active`

**Purpose:** Takes payments.

**Provider Information:**
- **Website:** [https://acmepay.example](https://acmepay.example)
- **API Base URL:** `https://api.acmepay.example/v1`

**Plan & Pricing:**
- **Plan:** Standard

**Authentication:**
- **Method:** API key in `ACME_PAY_KEY`

**Binding Module:**
- **Location:** `src/integrations/acme-pay/`
- **Main File:** `src/integrations/acme-pay/client.ts`
- **Configuration:** `src/integrations/acme-pay/config.ts`

**Module Structure:**
```
src/integrations/acme-pay/
├── client.ts          # The client
├── config.ts          # Key and address
├── errors/
│   └── index.ts       // Error classes
└── README.md
```

**API Client Class:**

```typescript
class AcmePayClient {
  async charge(amount: number) {}
}
```

**Environment Variables:**

| Variable | Required | Default | Description | Example |
|----------|----------|---------|-------------|---------|
| `ACME_PAY_KEY` | YES | - | Secret key | `ap_...` |

**Used By Modules:**

| Module | File | Function | Usage |
|--------|------|----------|-------|
| checkout | `src/checkout/pay.ts` | `pay()` | Takes a payment |
| refunds | `src/checkout/refund.ts` | `Refunds.start()` | Gives it back |
| webhooks | `src/webhooks/acme.ts` | `handleWebhook()` | Hears of payments |

**API Endpoints Used:**

| Endpoint | Method | Purpose |
|----------|--------|---------|
| `https://api.acmepay.example/v1/charges` | POST | Takes a payment |

**Webhook Events Handled:**

| Event | Handler | Purpose |
|-------|---------|---------|
| `charge.succeeded` | `handleChargeSucceeded()` | Books it |
| `charge.failed` | `handleChargeFailed()` | Tells the customer |
| `charge.expired` | logged and ignored | - |

**Error Handling:**

| Error Type | HTTP Code | Handling Strategy | Retry |
|------------|-----------|-------------------|-------|
| Card declined | 402 | Told to the customer | NO |

**Custom Error Classes:**

```typescript
class AcmePayError extends Error {}
class AcmePayDeclinedError extends AcmePayError {}
```

**Testing:**
- **Unit Tests:** `tests/acme-pay.test.ts`
- **Mocks:** `tests/mocks/`
- **Run:** `npm test`
- **Coverage:** 80%

**Monitoring:**
- Rate of failed payments

**Security Considerations:**
- The secret key stays on the server

**Dependencies:**

**NPM Packages:**
- `zod@^3` - checks the answers

**Changelog:**

| Date | Version | Changes | Breaking |
|------|---------|---------|----------|
| 2026-02-03 | 1.0.0 | First version | NO |

### SendGrid (Email)

**Added:** 2026-01-02
**Last Modified:** 2026-02-03
**Status:** `active`

**Purpose:** Sends mail.

**Provider Information:**
- **Website:** [https://sendgrid.com](https://sendgrid.com)

**Plan & Pricing:**
- **Plan:** Standard

**Authentication:**
- **Method:** API key in `SENDGRID_API_KEY`

**Binding Module:**
- **Location:** `src/integrations/sendgrid/`
- **Main File:** `mailer.ts`

**Environment Variables:**

| Variable | Required | Default | Description | Example |
|----------|----------|---------|-------------|---------|
| `SENDGRID_API_KEY` | YES | - | Secret key | `SG....` |

**Used By Modules:**

- `src/checkout/pay.ts`: `pay()` - the receipt

**API Endpoints Used:**

| Endpoint | Method | Purpose |
|----------|--------|---------|
| `https://api.sendgrid.com/v3/mail/send` | POST | Sends a mail |

**Error Handling:**

| Error Type | HTTP Code | Handling Strategy | Retry |
|------------|-----------|-------------------|-------|
| Bad address | 400 | Logged | NO |

**Testing:**
- **Unit Tests:** with recorded answers

**Monitoring:**
- Bounces

**Security Considerations:**
- The key stays on the server

**Dependencies:**
- `@sendgrid/mail` - the SDK

**Changelog:**

| Date | Version | Changes | Breaking |
|------|---------|---------|----------|
| 2026-02-03 | 1.0.0 | First version | NO |
";

const SOURCES: &str = "\
//- /src/integrations/acme-pay/client.ts
import { z } from 'zod';
import { baseUrl, key } from './config';
import { AcmePayDeclinedError, AcmePayError } from './errors';
const Charge = z.object({ id: z.string() });
export class AcmePayClient {
  async charge(amount: number) {
    const answer = await fetch('https://api.acmepay.example/v1/charges', { method: 'POST', headers: { key } });
    if (answer.status === 402) throw new AcmePayDeclinedError();
    if (!answer.ok) throw new AcmePayError();
    return Charge.parse(await answer.json());
  }
}
//- /src/integrations/acme-pay/config.ts
export const key = process.env.ACME_PAY_KEY ?? '';
export const baseUrl = 'https://api.acmepay.example/v1';
//- /src/integrations/acme-pay/errors/index.ts
export class AcmePayError extends Error {}
export class AcmePayDeclinedError extends AcmePayError {}
//- /src/integrations/acme-pay/README.md
# Acme Pay
//- /src/integrations/sendgrid/mailer.ts
import mail from '@sendgrid/mail';
mail.setApiKey(process.env.SENDGRID_API_KEY ?? '');
export const send = (to: string) => mail.send({ to });
//- /src/checkout/pay.ts
import { AcmePayClient } from '../integrations/acme-pay/client';
import { send } from '../integrations/sendgrid/mailer';
export async function pay(amount: number) {
  await new AcmePayClient().charge(amount);
  await send('ada@shop.example');
}
//- /src/checkout/refund.ts
import { AcmePayClient } from '../integrations/acme-pay/client';
export class Refunds {
  async start() { return new AcmePayClient().charge(-1); }
}
//- /src/webhooks/acme.ts
import { AcmePayError } from '../integrations/acme-pay/errors';
import { handleChargeFailed } from '../events/charges';
export function handleWebhook(event: { type: string }) {
  if (event.type === 'charge.succeeded') return handleChargeSucceeded();
  if (event.type === 'charge.failed') return handleChargeFailed();
  throw new AcmePayError();
}
function handleChargeSucceeded() {}
//- /src/events/charges.ts
export function handleChargeFailed() {}
//- /tests/acme-pay.test.ts
import { AcmePayClient } from '../src/integrations/acme-pay/client';
//- /tests/mocks/acme-pay.mock.ts
export class MockAcmePayClient {}
//- /package.json
{ \"dependencies\": { \"zod\": \"^3\", \"@sendgrid/mail\": \"^8\" } }
";

/// The workspace.
pub(super) fn shop() -> Files {
    Files(format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{CONTRACT}{SOURCES}"))
}

#[test]
fn the_shop_has_no_finding() {
    shop().is_clean();
    Files(shop().0.replace('\n', "\r\n")).is_clean();
}

/// A workspace in which a file or folder was renamed on disk and in imports, and not in the contract.
fn renamed(from: &str, to: &str, imports: &[(&str, &str)]) -> Files {
    let contract = format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{CONTRACT}");
    let mut sources = SOURCES.replace(&format!("//- /{from}"), &format!("//- /{to}"));
    assert_ne!(sources, SOURCES, "something is renamed");
    for (old, new) in imports {
        assert!(sources.contains(old), "{old}");
        sources = sources.replace(old, new);
    }
    Files(contract + &sources)
}

#[test]
fn a_binding_folder_renamed_on_disk_is_one_finding() {
    renamed(
        "src/integrations/acme-pay/",
        "src/integrations/acmepay/",
        &[("integrations/acme-pay/", "integrations/acmepay/")],
    )
    .finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:45:18 Error binding-not-found(Acme Pay): src/integrations/acme-pay/
    "#]]);
    let far = renamed(
        "src/integrations/sendgrid/",
        "src/integrations/mail/",
        &[("integrations/sendgrid/", "integrations/mail/")],
    );
    far.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:149:18 Error binding-not-found(SendGrid): src/integrations/sendgrid/
    "#]]);
    far.offers(expect![[r#"
        Write `src/integrations/mail/`
        Create the binding module
    "#]]);
}

#[test]
fn a_renamed_folder_is_written_everywhere() {
    renamed(
        "src/integrations/acme-pay/",
        "src/integrations/acmepay/",
        &[("integrations/acme-pay/", "integrations/acmepay/")],
    )
    .picks(
        "Write `src/integrations/acmepay/`",
        expect![[r#"
            Write `src/integrations/acmepay/`
            THIRD_PARTY_INTEGRATIONS.md:21
            - | Acme Pay | Payments | Active | `src/integrations/acme-pay/` | $20 | NO |
            + | Acme Pay | Payments | Active | `src/integrations/acmepay/` | $20 | NO |
            - - **Location:** `src/integrations/acme-pay/`
            - - **Main File:** `src/integrations/acme-pay/client.ts`
            - - **Configuration:** `src/integrations/acme-pay/config.ts`
            + - **Location:** `src/integrations/acmepay/`
            + - **Main File:** `src/integrations/acmepay/client.ts`
            + - **Configuration:** `src/integrations/acmepay/config.ts`
            - src/integrations/acme-pay/
            + src/integrations/acmepay/
            =>
        "#]],
    );
    renamed(
        "src/integrations/sendgrid/",
        "src/integrations/mail/",
        &[("integrations/sendgrid/", "integrations/mail/")],
    )
    .picks(
        "Write",
        expect![[r#"
            Write `src/integrations/mail/`
            THIRD_PARTY_INTEGRATIONS.md:22
            - | SendGrid | Mail | Active | `src/integrations/sendgrid/` | $20 | NO |
            + | SendGrid | Mail | Active | `src/integrations/mail/` | $20 | NO |
            - - **Location:** `src/integrations/sendgrid/`
            + - **Location:** `src/integrations/mail/`
            =>
        "#]],
    );
}

#[test]
fn a_file_of_the_binding_renamed_on_disk_is_one_finding() {
    let client = renamed(
        "src/integrations/acme-pay/client.ts",
        "src/integrations/acme-pay/clients.ts",
        &[("acme-pay/client'", "acme-pay/clients'")],
    );
    client.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:46:19 Hint binding-incomplete(Acme Pay): src/integrations/acme-pay/client.ts
    "#]]);
    client.picks(
        "Write",
        expect![[r#"
            Write `src/integrations/acme-pay/clients.ts`
            THIRD_PARTY_INTEGRATIONS.md:46
            - - **Main File:** `src/integrations/acme-pay/client.ts`
            + - **Main File:** `src/integrations/acme-pay/clients.ts`
            - ├── client.ts          # The client
            + ├── clients.ts          # The client
            =>
        "#]],
    );
    renamed(
        "src/integrations/acme-pay/errors/index.ts",
        "src/integrations/acme-pay/errors/all.ts",
        &[("acme-pay/errors'", "acme-pay/errors/all'"), ("'./errors'", "'./errors/all'")],
    )
    .finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:9 Hint binding-incomplete(Acme Pay): index.ts
    "#]]);
    renamed(
        "src/integrations/sendgrid/mailer.ts",
        "src/integrations/sendgrid/sender.ts",
        &[("sendgrid/mailer", "sendgrid/sender")],
    )
    .finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:150:19 Hint binding-incomplete(SendGrid): mailer.ts
    "#]]);
}

#[test]
fn a_user_renamed_on_disk_is_one_finding_at_its_row() {
    let near = renamed("src/checkout/pay.ts", "src/checkout/paying.ts", &[]);
    near.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:77:15 Error used-by-stale(Acme Pay): src/checkout/pay.ts
        THIRD_PARTY_INTEGRATIONS.md:160:4 Error used-by-stale(SendGrid): src/checkout/pay.ts
    "#]]);
    near.offers(expect![[r#"
        Write `src/checkout/paying.ts`
        Remove the row
        Write `src/checkout/paying.ts`
        Remove the row
    "#]]);
    let far = renamed("src/checkout/refund.ts", "src/orders/give-back.ts", &[]);
    far.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:78:14 Error used-by-stale(Acme Pay): src/checkout/refund.ts
    "#]]);
    far.picks(
        "Write",
        expect![[r#"
            Write `src/orders/give-back.ts`
            THIRD_PARTY_INTEGRATIONS.md:78
            - | refunds | `src/checkout/refund.ts` | `Refunds.start()` | Gives it back |
            + | refunds | `src/orders/give-back.ts` | `Refunds.start()` | Gives it back |
            =>
        "#]],
    );
    renamed("src/webhooks/acme.ts", "src/webhooks/payments.ts", &[]).finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:79:15 Error used-by-stale(Acme Pay): src/webhooks/acme.ts
    "#]]);
}

#[test]
fn a_user_deleted_is_one_finding_at_its_row() {
    let (before, behind) = SOURCES.split_once("//- /src/webhooks/acme.ts").expect("there");
    let behind = behind.split_once("//- /src/events").expect("there").1;
    let sources = format!("{before}//- /src/events{behind}");
    let deleted = Files(format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{CONTRACT}{sources}"));
    deleted.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:79:15 Error used-by-stale(Acme Pay): src/webhooks/acme.ts
    "#]]);
    deleted.picks(
        "Remove",
        expect![[r#"
            Remove the row
            THIRD_PARTY_INTEGRATIONS.md:79
            - | webhooks | `src/webhooks/acme.ts` | `handleWebhook()` | Hears of payments |
            =>
            THIRD_PARTY_INTEGRATIONS.md:90:25 Warning symbol-not-found(Acme Pay): handleChargeSucceeded
        "#]],
    );
}

#[test]
fn a_function_renamed_in_code_is_one_finding() {
    shop().with("export async function pay(", "export async function paid(").finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:77:39 Error used-by-stale(Acme Pay): pay
            THIRD_PARTY_INTEGRATIONS.md:160:27 Error used-by-stale(SendGrid): pay
        "#]]);
    shop().with("  async start() {", "  async begin() {").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:78:41 Error used-by-stale(Acme Pay): Refunds.start
    "#]]);
    let handler = shop()
        .with("return handleChargeSucceeded();", "return handleChargeSuccess();")
        .with("function handleChargeSucceeded() {}", "function handleChargeSuccess() {}");
    handler.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:91:25 Warning symbol-not-found(Acme Pay): handleChargeSucceeded
    "#]]);
    let moved = shop()
        .with("export function handleChargeFailed() {}", "export function failed() {}")
        .with("import { handleChargeFailed }", "import { failed as handleChargeFailed }");
    moved.is_clean();
}

#[test]
fn a_function_moved_to_another_user_is_one_finding() {
    let files = shop()
        .with("export class Refunds {\n  async start() { return new AcmePayClient().charge(-1); }\n}\n", "export const client = new AcmePayClient();\n")
        .and("//- /src/orders/refunds.ts\nimport { AcmePayClient } from '../integrations/acme-pay/client';\nexport class Refunds {\n  async start() { return new AcmePayClient().charge(-1); }\n}\n");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:78:41 Error used-by-stale(Acme Pay): Refunds.start
    "#]]);
    files.offers(expect![[r#"
        Write `src/orders/refunds.ts`
        Remove the row
    "#]]);
}

#[test]
fn a_class_renamed_in_code_is_one_finding() {
    let client = Files(
        shop()
            .0
            .replace("export class AcmePayClient", "export class AcmePaysClient")
            .replace("{ AcmePayClient }", "{ AcmePaysClient }"),
    );
    client.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:62:7 Warning symbol-not-found(Acme Pay): AcmePayClient
    "#]]);
    let sources = SOURCES.replace("AcmePayDeclinedError", "AcmePayDeclineError");
    let error = Files(format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{CONTRACT}{sources}"));
    error.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:105:7 Warning symbol-not-found(Acme Pay): AcmePayDeclinedError
    "#]]);
    error.picks(
        "Write",
        expect![[r#"
            Write `AcmePayDeclineError`
            THIRD_PARTY_INTEGRATIONS.md:105
            - class AcmePayDeclinedError extends AcmePayError {}
            + class AcmePayDeclineError extends AcmePayError {}
            =>
        "#]],
    );
}

#[test]
fn a_test_renamed_on_disk_is_one_finding() {
    let test = renamed("tests/acme-pay.test.ts", "tests/acme-pay.spec.ts", &[]);
    test.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:109:20 Warning test-not-found(Acme Pay): tests/acme-pay.test.ts
    "#]]);
    test.picks(
        "Write",
        expect![[r#"
            Write `tests/acme-pay.spec.ts`
            THIRD_PARTY_INTEGRATIONS.md:109
            - - **Unit Tests:** `tests/acme-pay.test.ts`
            + - **Unit Tests:** `tests/acme-pay.spec.ts`
            =>
        "#]],
    );
    renamed("tests/mocks/", "tests/mock/", &[]).finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:110:15 Warning test-not-found(Acme Pay): tests/mocks/
    "#]]);
    renamed("tests/acme-pay.test.ts", "tests/payments.test.ts", &[]).finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:109:20 Warning test-not-found(Acme Pay): tests/acme-pay.test.ts
    "#]]);
}

#[test]
fn an_address_or_package_of_another_day_is_one_finding() {
    shop()
        .with(
            "**API Base URL:** `https://api.acmepay.example/v1`",
            "**API Base URL:** `https://api.acme-pay.example/v1`",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:36:22 Hint unmatched-entry(Acme Pay): https://api.acme-pay.example/v1
        "#]]);
    shop().with("- `zod@^3` - checks", "- `zod@^3`\n- `joi` - checks").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:124:4 Warning dependency-mismatch(Acme Pay): joi
    "#]]);
    shop()
        .with("- `zod@^3` - checks", "- `zod@^3`\n- `joi` - checks")
        .with("\"zod\": \"^3\"", "\"zod\": \"^3\", \"joi\": \"^17\"")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:124:4 Hint unmatched-entry(Acme Pay): joi
        "#]]);
}

#[test]
fn a_slip_in_one_place_of_the_contract_is_one_finding() {
    for (from, to) in [
        ("**Location:** `src/integrations/acme-pay/`", "**Location:** `src/integration/acme-pay/`"),
        (
            "**Main File:** `src/integrations/acme-pay/client.ts`",
            "**Main File:** `src/integrations/acme-pay/clinet.ts`",
        ),
        (
            "**Configuration:** `src/integrations/acme-pay/config.ts`",
            "**Configuration:** `src/integrations/acme-pay/conf.ts`",
        ),
        ("\nsrc/integrations/acme-pay/\n├", "\nsrc/integrations/acme-pya/\n├"),
        ("├── client.ts  ", "├── clients.ts  "),
        ("├── errors/", "├── error/"),
        ("│   └── index.ts", "│   └── indx.ts"),
        ("└── README.md", "└── READ.md"),
        (
            "class AcmePayClient {\n  async charge(amount: number) {}",
            "class AcmePayCleint {\n  async charge(amount: number) {}",
        ),
        ("`src/checkout/pay.ts` | `pay()`", "`src/checkout/pya.ts` | `pay()`"),
        ("`src/checkout/pay.ts` | `pay()`", "`src/checkout/pay.ts` | `pya()`"),
        ("`src/checkout/pay.ts` | `pay()`", "`checkout/pay.ts` | `pay()`"),
        ("`Refunds.start()`", "`Refunds.strat()`"),
        ("`src/webhooks/acme.ts`", "`src/webhook/acme.ts`"),
        ("`handleWebhook()`", "`handleWebhooks()`"),
        ("`handleChargeSucceeded()`", "`handleChargeSuceeded()`"),
        ("`handleChargeFailed()`", "`handleFailedCharge()`"),
        ("class AcmePayError extends Error {}\nclass", "class AcmePayErr extends Error {}\nclass"),
        (
            "class AcmePayDeclinedError extends AcmePayError {}\n```",
            "class AcmePayRefusedError extends AcmePayError {}\n```",
        ),
        ("`tests/acme-pay.test.ts`", "`tests/acme-pay.tests.ts`"),
        ("`tests/acme-pay.test.ts`", "`acme-pay.test.ts`"),
        ("`tests/mocks/`", "`tests/mock/`"),
        ("**Main File:** `mailer.ts`", "**Main File:** `mail.ts`"),
        (
            "**Location:** `src/integrations/sendgrid/`",
            "**Location:** `src/integrations/sendgird/`",
        ),
        ("- `src/checkout/pay.ts`: `pay()`", "- `src/checkout/pay.js`: `pay()`"),
        ("- `src/checkout/pay.ts`: `pay()`", "- `src/checkout/pay.ts`: `payy()`"),
        ("- `@sendgrid/mail` - the SDK", "- `@sendgrid/mail`\n- `@sendgrid/client` - the SDK"),
    ] {
        let found = render(&Fixture::new(&shop().with(from, to).0).snapshot());
        assert_eq!(found.lines().count(), 1, "{to}:\n{found}");
    }
}

#[test]
fn a_planned_integration_is_held_to_none_of_it() {
    let files = shop()
        .with(
            "**Last Modified:** 2026-02-03\n**Status:** `active`",
            "**Last Modified:** 2026-02-03\n**Status:** `planned`",
        )
        .with("| Payments | Active |", "| Payments | Planned |");
    for (from, to) in [
        ("`tests/acme-pay.test.ts`", "`tests/soon.test.ts`"),
        ("├── client.ts  ", "├── soon.ts  "),
        ("`handleChargeFailed()`", "`handleSoon()`"),
        ("`src/checkout/pay.ts` | `pay()`", "`checkout/pay.ts` | `pay()`"),
    ] {
        files.clone().with(from, to).is_clean();
    }
}

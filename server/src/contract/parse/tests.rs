//! What the parser says about whole documents.

mod accepted;
mod dialects;
pub(in crate::contract) mod documents;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::parse;
use crate::contract::model::{Contract, Strictness};
use crate::contract::schema::{FieldKind, FileSection};
use crate::text::ByteRange;

/// A contract in the template's dialect.
pub(in crate::contract) const LONG_FORM: &str = "\
# Third-Party Integrations Contract

**Last Updated:** 2025-03-01  
**Version:** 1.2.0  
**Status:** Active

---

## Purpose

What we use and who wraps it.

---

## Change Log

| Date | Version | Author | Changes |
|------|---------|--------|---------|
| 2025-03-01 | 1.2.0 | ana | Acme Pay |

---

## Integration Overview

| Service | Purpose | Status | Binding Module | Critical |
|---------|---------|--------|----------------|----------|
| **Acme Pay** (payments) | Charges | Active | `src/bindings/acme-pay/` | YES |
| [Service Name] | - | - | - | NO |

---

## Integrations

### Acme Pay (Payments)

**Added:** 2025-01-15  
**Last Modified:** 2025-03-01  
**Status:** `active`  
**Critical:** YES

**Purpose:**  
Takes money.

**Provider Information:**
- **Website:** [https://acme.example](https://acme.example)
- **Documentation:** https://docs.acme.example
- **API Base URL:** `https://api.acme.example/v2`

**Plan & Pricing:**
- **Plan:** Pro
- **Rate Limits:** 100/min

**Authentication:**
- **Method:** API key
- **Key Location:** `ACME_PAY_KEY`

**Binding Module:**
- **Location:** `src/bindings/acme-pay/`
- **Main File:** [client](src/bindings/acme-pay/client.ts)

**Module Structure:**
```
src/bindings/acme-pay/
└── client.ts
```

**Environment Variables:**

| Variable | Required | Default | Description | Example |
|----------|----------|---------|-------------|---------|
| `ACME_PAY_KEY` | YES | - | The key | `ak_…` |
| `ACME_PAY_URL` | NO | `https://eu.acme.example/v2` | Base | - |
| `ACME_PRICE_*` | No, has defaults | - | Prices \\| plans | - |

**Used By Modules:**

| Module | File | Function | Usage |
|--------|------|----------|-------|
| shop | `src/shop/checkout.ts` | `pay()`, `refund(id)` | Charges |
| jobs | `src/jobs/` | - | Invoices |
| app | `./app/[id]/page.tsx:12-30` | `Page.load` | Shows |
| [module-name] | `src/path/to/file.js` | `functionName()` | [How] |

**Error Handling:**
- **Fallback:** none

**Dependencies:**

**NPM Packages:**
- `@acme/pay@2.1.0` - SDK

**Internal Dependencies:**
- `src/http/client.ts` - requests

---

## Integration Categories

### Payments
- **Acme Pay** - cards
- **[Other]** - none

## Notes for Coding Agents

### Rules

**Status:** of no integration
";

/// A contract in the short dialect: plain bullets, three columns, `file::function`.
pub(in crate::contract) const SHORT_FORM: &str = "\
# Integrations of the shop

## Services

### 1. Parcel Post API
- Status: Testing
- Method: REST
- Location: `lib/parcel/`
- Environment:
  - `PARCEL_TOKEN` - the token
  - `PARCEL_URL`, `PARCEL_ZONE` (optional)
- Used By:
  - `lib/orders.js::ship()` — sends
  - `track()` in `lib/track.js`

### 2. 📧 Mail Bird — newsletters
- **Status**: ✅ Live (production)
- **Purpose**: Newsletters
- **Env vars**: `BIRD_KEY`, `BIRD_LIST`
- **Used in**: `lib/news.js`, `lib/digest.js`
";

/// A document as people would sum it up.
pub(in crate::contract) fn show(text: &str, contract: &Contract) -> String {
    let mut shown = format!("{:?} unfilled={}\n", contract.strictness, contract.unfilled);
    let slice = |range: ByteRange| range.slice(text).to_owned();
    for field in &contract.metadata {
        let value = field.value.as_ref().map(|value| slice(value.range)).unwrap_or_default();
        shown += &format!("meta {} = {value}\n", slice(field.label.range));
    }
    for row in contract.overview.iter().flat_map(|overview| &overview.rows) {
        let binding = row.binding.as_ref().map(|binding| slice(binding.range));
        shown += &format!(
            "overview {}{}{} {}\n",
            slice(row.service.range),
            if row.critical.as_ref().is_some_and(|it| it.value) { " critical" } else { "" },
            if row.placeholder { " placeholder" } else { "" },
            binding.unwrap_or_default(),
        );
    }
    for category in &contract.categories {
        let services: Vec<_> = category.services.iter().map(|s| slice(s.range)).collect();
        shown += &format!("category {}: {}\n", category.name.value, services.join(", "));
    }
    for integration in &contract.integrations {
        let status = integration.status.as_ref().map(|s| format!(" {:?}", s.value));
        shown += &format!(
            "# {}{}{}\n",
            slice(integration.name.range),
            status.unwrap_or_default(),
            if integration.critical.as_ref().is_some_and(|it| it.value) { " critical" } else { "" },
        );
        for field in &integration.fields {
            let kind = field.kind.map(|kind| format!("{kind:?}")).unwrap_or("free".into());
            let value = field.value.as_ref().map(|value| slice(value.range)).unwrap_or_default();
            shown += &format!("  {kind} [{}] {value}\n", slice(field.label.range));
        }
        for binding in &integration.bindings {
            shown += &format!("  binding {}\n", binding.path);
        }
        for variable in &integration.variables {
            let required = variable.required.map(|required| format!(" required={required}"));
            let said = [&variable.default, &variable.description, &variable.example];
            let said: Vec<_> = said.into_iter().flatten().map(String::as_str).collect();
            shown += &format!(
                "  variable {}{} {}\n",
                slice(variable.name.range),
                required.unwrap_or_default(),
                said.join(" / ")
            );
        }
        for usage in &integration.usages {
            shown += &format!(
                "  usage {} > {} > {} > {}\n",
                usage.module.as_ref().map(|m| slice(m.range)).unwrap_or("-".into()),
                usage.file.as_ref().map_or("-", |file| &file.path),
                usage.function.as_ref().map(|f| slice(f.range)).unwrap_or("-".into()),
                usage.purpose.as_deref().unwrap_or("-"),
            );
        }
        for host in &integration.hosts {
            shown += &format!("  host {}\n", host.value);
        }
        for package in &integration.packages {
            let version = package.version.as_deref().unwrap_or("-");
            shown += &format!("  {} {} {version}\n", package.ecosystem, slice(package.name.range));
        }
    }
    shown.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn check(text: &str, expected: Expect) {
    let contract = parse(text);
    check_ranges(text, &contract);
    expected.assert_eq(&show(text, &contract));
}

/// Every range lies in the text, on character boundaries, in its parent; what is taken literally
/// is literally there.
fn check_ranges(text: &str, contract: &Contract) {
    let inside = |range: ByteRange| {
        assert!(text.get(range.start()..range.end()).is_some(), "{range:?} in {}", text.len());
    };
    for section in &contract.sections {
        inside(section.range);
        inside(section.heading.line);
        assert!(section.heading.line.contains_range(section.heading.text.range));
    }
    contract.templates.iter().for_each(|&range| inside(range));
    for link in &contract.links {
        inside(link.range);
    }
    for table in &contract.tables {
        inside(table.range);
        for row in std::iter::once(&table.header).chain(&table.rows) {
            assert!(table.range.contains_range(row.range), "{:?} {:?}", table.range, row.range);
            for cell in &row.cells {
                assert!(row.range.contains_range(cell.outer));
                assert!(cell.outer.contains_range(cell.range), "{cell:?}");
                for code in &cell.code {
                    assert!(cell.range.contains_range(code.range), "{cell:?}");
                }
            }
        }
    }
    for integration in &contract.integrations {
        inside(integration.range);
        assert!(integration.range.contains_range(integration.heading.line));
        assert!(integration.heading.line.contains_range(integration.name.range));
        for field in &integration.fields {
            assert!(integration.range.contains_range(field.range), "{field:?}");
            assert!(field.range.contains_range(field.label.range), "{field:?}");
            inside(field.label.range);
            for item in &field.items {
                inside(item.text.range);
            }
            field.code.iter().for_each(|code| inside(code.range));
            field.fences.iter().for_each(|fence| inside(fence.content));
            field.value.iter().for_each(|value| inside(value.range));
        }
        for binding in &integration.bindings {
            inside(binding.range);
            assert!(!binding.path.is_empty());
        }
        for variable in &integration.variables {
            inside(variable.range);
            inside(variable.name.range);
            let is_own = integration.range.contains_range(variable.name.range);
            // In a document of tables, a service's variables stand in rows elsewhere.
            assert!(is_own || integration.fields.is_empty(), "{variable:?}");
        }
        for usage in &integration.usages {
            inside(usage.range);
            usage.file.iter().for_each(|file| inside(file.range));
            usage.function.iter().for_each(|function| inside(function.range));
        }
        integration.hosts.iter().for_each(|host| inside(host.range));
        integration.packages.iter().for_each(|package| inside(package.name.range));
    }
}

#[test]
fn the_long_form() {
    check(
        LONG_FORM,
        expect![[r#"
        Strict unfilled=false
        meta Last Updated = 2025-03-01
        meta Version = 1.2.0
        meta Status = Active
        overview Acme Pay critical `src/bindings/acme-pay/`
        overview [Service Name] placeholder -
        category Payments: Acme Pay
        # Acme Pay Active critical
          Added [Added] 2025-01-15
          LastModified [Last Modified] 2025-03-01
          Status [Status] `active`
          free [Critical] YES
          Purpose [Purpose]
          ProviderInformation [Provider Information]
          PlanAndPricing [Plan & Pricing]
          Authentication [Authentication]
          BindingModule [Binding Module]
          ModuleStructure [Module Structure]
          EnvironmentVariables [Environment Variables]
          UsedByModules [Used By Modules]
          ErrorHandling [Error Handling]
          Dependencies [Dependencies]
          Dependencies [NPM Packages]
          Dependencies [Internal Dependencies]
          binding src/bindings/acme-pay/
          binding src/bindings/acme-pay/client.ts
          variable ACME_PAY_KEY required=true The key / ak_…
          variable ACME_PAY_URL required=false https://eu.acme.example/v2 / Base
          variable ACME_PRICE_* required=false Prices | plans
          usage shop > src/shop/checkout.ts > pay > Charges
          usage shop > src/shop/checkout.ts > refund > Charges
          usage jobs > src/jobs/ > - > Invoices
          usage app > app/[id]/page.tsx > Page.load > Shows
          host api.acme.example
          host eu.acme.example
          npm @acme/pay 2.1.0
    "#]],
    );
}

#[test]
fn the_short_form() {
    check(
        SHORT_FORM,
        expect![[r#"
        Loose unfilled=false
        # Parcel Post Testing
          Status [Status] Testing
          BindingModule [Location] `lib/parcel/`
          EnvironmentVariables [Environment]
          UsedByModules [Used By]
          binding lib/parcel/
          variable PARCEL_TOKEN the token
          variable PARCEL_URL
          variable PARCEL_ZONE
          usage - > lib/orders.js > ship > sends
          usage - > lib/track.js > track > -
        # Mail Bird Active
          Status [Status] ✅ Live (production)
          Purpose [Purpose] Newsletters
          EnvironmentVariables [Env vars] `BIRD_KEY`, `BIRD_LIST`
          UsedByModules [Used in] `lib/news.js`, `lib/digest.js`
          variable BIRD_KEY
          variable BIRD_LIST
          usage - > lib/news.js > - > -
          usage - > lib/digest.js > - > -
    "#]],
    );
}

#[test]
fn line_breaks_of_windows_change_nothing() {
    for text in [LONG_FORM, SHORT_FORM] {
        let windows = text.replace('\n', "\r\n");
        let contract = parse(&windows);
        check_ranges(&windows, &contract);
        assert_eq!(show(&windows, &contract), show(text, &parse(text)));
        let marked = format!("\u{feff}{windows}");
        let contract = parse(&marked);
        check_ranges(&marked, &contract);
        assert_eq!(show(&marked, &contract), show(text, &parse(text)));
    }
}

#[test]
fn labels_in_every_shape() {
    check(
        "\
# Services

## Acme

**Added:** 2024-01-15  
**Last Modified**: 2024-01-16<br>**Status: Active**

| Attribute | Value |
|---|---|
| **Pricing** | free |
| Region | EU |

#### Environment Variables

| Variable |
|---|
| `ACME_KEY` |

#### Testing

**Unit Tests:** `tests/acme.test.ts`

#### Where it runs

- **Used By:** `src/a.ts`
- Auth: a detail of the heading

##### 📌 Binding Module: `src/acme/`

## Béta

- [x] **Purpose:** tabs\tand 漢字
- **Env vars:**
- `BETA_KEY`
- `BETA_URL`
- **Note** - no label
- Key location: `BETA_KEY`
",
        expect![[r#"
            Strict unfilled=false
            # Acme Active
              Added [Added] 2024-01-15
              LastModified [Last Modified] 2024-01-16
              Status [Status] Active
              PlanAndPricing [Pricing] free
              free [Region] EU
              EnvironmentVariables [Environment Variables]
              Testing [Testing]
              free [Where it runs]
              UsedByModules [Used By] `src/a.ts`
              BindingModule [📌 Binding Module] `src/acme/`
              binding src/acme/
              variable ACME_KEY
              usage - > src/a.ts > - > -
            # Béta
              Purpose [Purpose] tabs	and 漢字
              EnvironmentVariables [Env vars]
              Authentication [Key location] `BETA_KEY`
              variable BETA_KEY
              variable BETA_URL
        "#]],
    );
}

#[test]
fn a_fragment_of_lines_names_no_function() {
    check(
        "\
## Acme

**Status:** active

**Used By:**

| Module | File |
|---|---|
| a | `src/checkout.ts#L2` |
| b | `src/checkout.ts#L1-L2` |
| c | `src/checkout.ts#L10-12` |
| d | `src/checkout.ts#7` |
| e | [checkout](src/checkout.ts#L2) |
| f | `src/x.js#send` |
",
        expect![[r#"
            Loose unfilled=false
            # Acme Active
              Status [Status] active
              UsedByModules [Used By]
              usage a > src/checkout.ts > - > -
              usage b > src/checkout.ts > - > -
              usage c > src/checkout.ts > - > -
              usage d > src/checkout.ts > - > -
              usage e > src/checkout.ts > - > -
              usage f > src/x.js > send > -
        "#]],
    );
}

#[test]
fn level_1_headings_are_no_integrations() {
    check(
        "\
# Third-Party Services
# Owner: me

## Overview

text

## AI

### 1. OpenAI API

**Key Files:**
- `x.py`
",
        expect![[r#"
            Loose unfilled=false
            # OpenAI
              UsedByModules [Key Files]
              usage - > x.py > - > -
        "#]],
    );
    check(
        "\
# Third-Party Services
# =====
# Description: all third-party services
# Created: 2025-12-28
# Last Updated: 2025-12-28
# =====

## Overview

This document lists:
- Configuration details
- Key files

## AI & Language Models

### 1. OpenAI API

**Key Files:**
- `x.py`

## Payments

### Stripe

**Status:** active
",
        expect![[r#"
            Loose unfilled=false
            # OpenAI
              UsedByModules [Key Files]
              usage - > x.py > - > -
        "#]],
    );
    check(
        "\
Services
=====

Notes
=====

### Stripe

**Used By:** `x.py`

Other
=====

**Env vars:** `STRIPE_KEY`

## =====

**Env vars:** `OTHER_KEY`
",
        expect![[r#"
            Loose unfilled=false
            # Stripe
              UsedByModules [Used By] `x.py`
              usage - > x.py > - > -
        "#]],
    );
}

#[test]
fn labels_right_below_a_labelled_bullet() {
    check(
        "\
## Acme

- **Added:** 2025-01-20
**Last Modified:** 2025-02-01
**Status**: active
- **Purpose:** pays
  **Env vars:** indented

**Env vars:** `ACME_KEY`
",
        expect![[r#"
            Loose unfilled=false
            # Acme Active
              Added [Added] 2025-01-20
              LastModified [Last Modified] 2025-02-01
              Status [Status] active
              Purpose [Purpose] pays
              **Env vars:** indented
              EnvironmentVariables [Env vars] `ACME_KEY`
              variable ACME_KEY
        "#]],
    );
}

#[test]
fn labels_without_bullet_and_bold() {
    check(
        "\
## Acme
Added: 2025-01-20
Last Modified: 2025-02-01
Status: active

Authentication:
- API key

Environment Variables:

- `ACME_KEY`

Used By:

| Module | File |
|---|---|
| a | `src/a.ts` |

Mind the following:
Status: none
Purpose: prose

## Beta

Beta rings.
Status: testing

**Env vars:** `BETA_KEY`
",
        expect![[r#"
            Loose unfilled=false
            # Acme Active
              Added [Added] 2025-01-20
              LastModified [Last Modified] 2025-02-01
              Status [Status] active
              Authentication [Authentication]
              EnvironmentVariables [Environment Variables]
              UsedByModules [Used By]
              variable ACME_KEY
              usage a > src/a.ts > - > -
            # Beta
              EnvironmentVariables [Env vars] `BETA_KEY`
              variable BETA_KEY
        "#]],
    );
}

#[test]
fn globs_of_a_binding() {
    check(
        "\
## Acme

**Env vars:** `ACME_KEY`

**Binding Module:**
- `src/integrations/stripe/**`
- `src/acme/*`
- `src/beta/**/*`
- `src/integrations/str*/x`
- `src/acme/*.ts`
- `src/acme/{a,b}.ts`
- `app/[id]/acme.ts`
",
        expect![[r#"
            Loose unfilled=false
            # Acme
              EnvironmentVariables [Env vars] `ACME_KEY`
              BindingModule [Binding Module]
              binding src/integrations/stripe/
              binding src/acme/
              binding src/beta/
              binding app/[id]/acme.ts
              variable ACME_KEY
        "#]],
    );
}

#[test]
fn containers_and_templates_are_no_integrations() {
    check(
        "\
## Integrations

### Integration Template

#### [Service Name]

**Status:** `active` | `deprecated`

### Communication

#### Ring (SMS)

**Status:** active
**Environment Variables:** `RING_KEY`

#### Bird

### [Another]

### Payments

**Status:** `active` | `testing`

## Purpose

**Status:** none

## Environment Variables

### Ring

| Variable |
|---|
| `RING_KEY` |
",
        expect![[r#"
            Loose unfilled=false
            # Ring Active
              Status [Status] active
              EnvironmentVariables [Environment Variables] `RING_KEY`
              variable RING_KEY
            # Bird
            # Payments
              Status [Status] `active` | `testing`
        "#]],
    );
}

#[test]
fn a_service_one_level_too_deep_is_one_of_its_own() {
    check(
        "\
## Integrations

### Acme

**Status:** active
**Purpose:** pays
**Binding Module:** `src/acme/`
**Env vars:** `ACME_KEY`

#### Beta (SMS)

**Status:** active
**Purpose:** rings
**Binding Module:** `src/beta/`
**Env vars:** `BETA_KEY`
",
        expect![[r#"
            Loose unfilled=false
            # Acme Active
              Status [Status] active
              Purpose [Purpose] pays
              BindingModule [Binding Module] `src/acme/`
              EnvironmentVariables [Env vars] `ACME_KEY`
              binding src/acme/
              variable ACME_KEY
            # Beta Active
              Status [Status] active
              Purpose [Purpose] rings
              BindingModule [Binding Module] `src/beta/`
              EnvironmentVariables [Env vars] `BETA_KEY`
              binding src/beta/
              variable BETA_KEY
        "#]],
    );
}

#[test]
fn usages_as_people_write_them() {
    check(
        "\
# X

## Acme

**Used By Modules:**

| Usage | Function | File |
|---|---|---|
| both | `a()` | `src/a.ts`, `src/b.ts` |
| each | `a`, `b` | `src/a.ts`, `src/b.ts` |
| prose | the main entry | src/c.ts |
| several | `send(a, b)`; `Mail.send` | `src\\\\d.ts` |
| route | `x()` | `/v3/mail/send` |
| joined | | `src/e.py::run()` |
| glob | all | `src/**/*.{ts,tsx}` |
| elided | | `src/…/f.ts` |
| short row |
| long | `z()` | `src/z.ts` | more | and `more` |

**Key files:**
- `src/g.ts` (lines 3-9) — reads, calls `other()`
- `h()` in `src/h.ts`
- **jobs:** `src/i.ts`: `i()` - works
- src/j.ts - unmarked
- [`src/k.ts`](../src/k.ts)
- nothing to see
- `POST /webhooks/acme`
",
        expect![[r#"
            Loose unfilled=false
            # Acme
              UsedByModules [Used By Modules]
              UsedByModules [Key files]
              usage - > src/a.ts > - > both
              usage - > src/b.ts > - > both
              usage - > src/a.ts > a > each
              usage - > src/b.ts > b > each
              usage - > src/c.ts > - > prose
              usage - > src/d.ts > send > several
              usage - > src/d.ts > Mail.send > several
              usage - > - > x > route
              usage - > src/e.py > run > joined
              usage - > src/**/*.{ts,tsx} > - > glob
              usage - > - > - > elided
              usage - > - > - > short row
              usage - > src/z.ts > z > long
              usage - > src/g.ts > - > reads, calls other()
              usage - > src/h.ts > h > -
              usage jobs > src/i.ts > i > works
              usage - > src/j.ts > - > unmarked
              usage - > src/k.ts > - > -
        "#]],
    );
}

#[test]
fn cells_are_counted_in_the_source() {
    let text = "| A | B |\n|---|---|\n| 1 |\n| `x \\| y` | 2 | 3 |\n a | b\n|  |\t|\n";
    let contract = parse(text);
    check_ranges(text, &contract);
    let rows: Vec<Vec<&str>> = contract.tables[0]
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(rows, [vec!["1"], vec!["x | y", "2", "3"], vec!["a", "b"], vec!["", ""]]);
    let cell = &contract.tables[0].rows[1].cells[0];
    assert_eq!(cell.range.slice(text), "`x \\| y`");
    assert_eq!(cell.outer.slice(text), " `x \\| y` ");
}

#[test]
fn ranges_of_code_and_links_leave_the_markup_out() {
    let text = "\
# X

## Acme

**Binding Module:** ``  src/a`b.ts  ``, ` src/c.ts `, [**the `d`** folder](<src/d/> \"D\"), <https://x.example>

**Status:** &amp; \\*active\\* 😀 **beta** <!-- note -->
";
    let contract = parse(text);
    check_ranges(text, &contract);
    let integration = &contract.integrations[0];
    let codes: Vec<_> = integration.fields[0].code.iter().map(|c| c.range.slice(text)).collect();
    assert_eq!(codes, [" src/a`b.ts ", "src/c.ts", "d", "src/d/", "https://x.example"]);
    let links: Vec<_> = contract.links.iter().map(|link| link.range.slice(text)).collect();
    assert_eq!(links, ["src/d/", "https://x.example"]);
    let value = integration.fields[1].value.as_ref().expect("there is one");
    assert_eq!(value.value, "& *active* 😀 beta");
    assert_eq!(value.range.slice(text), "&amp; \\*active\\* 😀 **beta**");
    let status = integration.status.as_ref().expect("there is one");
    assert_eq!(status.range.slice(text), "active");
}

#[test]
fn a_filled_overview_makes_the_examples_real() {
    let document = |overview: &str, sections: &str| {
        format!(
            "# Third Party Integrations Contract\n\n## Integration Overview\n\n\
             | Service | Status |\n|---|---|\n{overview}\n## Example Integrations\n\n{sections}"
        )
    };
    let examples = "### SendGrid (Email)\n\n**Status:** active\n\n### Stripe\n\n### AWS S3\n";
    let placeholder = "| [Service Name] | Active/Deprecated |\n";
    let names = |text: &str| -> Vec<String> {
        parse(text).integrations.into_iter().map(|integration| integration.name.value).collect()
    };
    let shipped = document(placeholder, examples);
    assert!(parse(&shipped).unfilled);
    assert!(parse(&document("", examples)).unfilled);
    let begun = document("| Stripe | Active |\n", examples);
    assert!(!parse(&begun).unfilled);
    assert_eq!(names(&begun), ["SendGrid", "Stripe", "AWS S3"]);
    // A service of its own speaks though the overview does not yet; the examples beside it do not.
    let own = document(placeholder, &format!("{examples}\n### Acme\n\n**Status:** active\n"));
    assert!(!parse(&own).unfilled);
    assert_eq!(names(&own), ["Acme"]);
    let without_overview = "## Integrations\n\n### Stripe\n\n**Status:** active\n";
    assert!(!parse(without_overview).unfilled);
}

#[test]
fn strict_by_title_or_by_labels() {
    let strictness = |text: &str| parse(text).strictness;
    assert_eq!(strictness("# Third-party integrations CONTRACT\n"), Strictness::Strict);
    assert_eq!(strictness("# Third-Party Integrations\n"), Strictness::Loose);
    let labels = "# X\n\n## Acme\n\n**Binding Module:** `a/b.ts`\n\n**Used By:** `c/d.ts`\n";
    assert_eq!(strictness(labels), Strictness::Loose);
    assert_eq!(strictness(&format!("{labels}\n**Status:** active\n")), Strictness::Strict);
    assert_eq!(strictness(SHORT_FORM), Strictness::Loose);
}

#[test]
fn sections_have_kinds_and_extents() {
    let contract = parse(LONG_FORM);
    let kinds: Vec<_> = contract.sections.iter().filter_map(|section| section.kind).collect();
    assert_eq!(
        kinds,
        [
            FileSection::Purpose,
            FileSection::ChangeLog,
            FileSection::IntegrationOverview,
            FileSection::Integrations,
            FileSection::IntegrationCategories,
            FileSection::NotesForCodingAgents,
        ]
    );
    let purpose = contract.file_section(FileSection::Purpose).expect("the fixture has one");
    assert_eq!(
        purpose.range.slice(LONG_FORM),
        "## Purpose\n\nWhat we use and who wraps it.\n\n---\n\n"
    );
}

#[test]
fn a_fields_block_ends_with_its_last_line() {
    let contract = parse(LONG_FORM);
    let integration = &contract.integrations[0];
    let block = |kind| integration.field(kind).map(|field| field.range.slice(LONG_FORM));
    assert_eq!(block(FieldKind::Added), Some("**Added:** 2025-01-15"));
    assert_eq!(block(FieldKind::Purpose), Some("**Purpose:**  \nTakes money."));
    assert_eq!(
        block(FieldKind::ModuleStructure),
        Some("**Module Structure:**\n```\nsrc/bindings/acme-pay/\n└── client.ts\n```")
    );
}

#[test]
fn front_matter_is_skipped_and_rules_are_not_front_matter() {
    let titled = |text: &str| parse(text).title.map(|title| title.text.value);
    assert_eq!(titled("---\ntitle: x\n---\n# Acme\n"), Some("Acme".into()));
    assert_eq!(titled("---\n\n# Acme\n\n---\n"), Some("Acme".into()));
    assert_eq!(titled("---\n# Acme\n\ntext\n\n---\n"), Some("Acme".into()));
}

#[test]
fn long_documents_take_linear_time() {
    // Ten times the text: far less than a hundred times the work, which minutes would show.
    let mut text = String::from("# X\n\n## Integrations\n\n");
    for index in 0..2_000 {
        text += &format!(
            "### S{index}\n\n**Status:** active\n\n| Variable |\n|---|\n| `A_{index}` |\n\n"
        );
    }
    text += &"> ".repeat(5_000);
    text += &"- ".repeat(2_000);
    let contract = parse(&text);
    assert_eq!(contract.integrations.len(), 2_000);
}

/// Lines that a contract is made of, and some that break it.
fn line() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(
        LONG_FORM.lines().chain(SHORT_FORM.lines()).map(str::to_owned).collect::<Vec<_>>(),
    );
    let odd = prop::sample::select(vec![
        "",
        "---",
        "```",
        "~~~",
        "> **Status:** x",
        "  - `A_B`",
        "\t- **Used By:**",
        "| a \\| b",
        "|",
        "====",
        "<!-- x",
        "-->",
        "<details>",
        "**",
        "**:**",
        "- [ ] **Env vars:**",
        "#",
        "## ",
        "####### x",
        "[a]: b",
        "[x][a]",
        "![i](j)",
        "&amp; **Plan &amp; Pricing:** x",
        "1. **Status:** y",
        "`",
        "``a` b``",
        "| **Status** | `active` |",
        "|---|---|",
        "**Status:**\\",
        "漢字 **価格：** 😀",
        "**A\nB:** c",
    ])
    .prop_map(str::to_owned);
    prop_oneof![6 => fixed, 3 => odd, 1 => "\\PC{0,30}"]
}

/// Documents that look like contracts more or less.
pub(in crate::contract) fn document() -> impl Strategy<Value = String> {
    let line_break = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\r"]);
    (prop::collection::vec(line(), 0..40), line_break)
        .prop_map(|(lines, line_break)| lines.join(line_break))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_text_is_read(text in "(\\PC|[\n\r\t|*`#\\-\\[\\]<>:]){0,200}") {
        check_ranges(&text, &parse(&text));
        crate::contract::parse_infra(&text);
    }

    #[test]
    fn any_arrangement_of_lines_is_read(text in document()) {
        check_ranges(&text, &parse(&text));
        for variable in crate::contract::parse_infra(&text).variables {
            prop_assert!(text.get(variable.range.start()..variable.range.end()).is_some());
        }
    }

    #[test]
    fn a_contract_with_a_hole_is_read(start in 0..LONG_FORM.len(), length in 0..200_usize, patch in "\\PC{0,5}") {
        let floor = |mut at: usize| { while !LONG_FORM.is_char_boundary(at) { at -= 1; } at };
        let (start, end) = (floor(start), floor((start + length).min(LONG_FORM.len())));
        let text = format!("{}{patch}{}", &LONG_FORM[..start], &LONG_FORM[end.max(start)..]);
        check_ranges(&text, &parse(&text));
    }
}

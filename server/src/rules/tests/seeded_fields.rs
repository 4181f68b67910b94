//! One fault at a time in a contract that is sound otherwise: the rules about the contract's own
//! fields report that one and nothing else, and what they call safe mends it.

use super::*;

/// What becomes of a finding when its fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mended {
    /// The safe fix mends it.
    Safely,
    /// A fix that is offered mends it.
    WhenPicked,
    /// Only a person can.
    ByHand,
}
use Mended::{ByHand, Safely, WhenPicked};

/// A sound contract of two services, the second in plain bullets, with a log that grows downwards.
pub(super) fn rich() -> Files {
    let second = "
### SendGrid (Email)

- **Added**: 2026-01-20
- **Last Modified**: 2026-02-01
- **Status**: Active (production)
- **Purpose**: Sends receipts.
- **Provider**: [SendGrid](https://sendgrid.com)
- **Pricing**: Pro
- **Auth**: API key in `SENDGRID_API_KEY`
- **Location**: `src/integrations/sendgrid/`
- **Env Vars**:
  - `SENDGRID_API_KEY` - the key
- **Used By**:
  - `src/receipt.js`: `receipt()` - receipts
- **API Endpoints**: `/v3/mail/send`
- **Error Handling**: queued
  - **Fallback:** mail by hand
- **Testing**: recorded answers
- **Monitoring**: bounce rate
- **Security**: server only
- **NPM Packages**: `@sendgrid/mail`
- **Changelog**:
  - 2026-01-20: first version
  - 2026-02-01: receipts
- **Critical**: YES
";
    let log = "\
| Date | Version | Author | Changes | Impact |
|------|---------|--------|---------|--------|
| 2026-02-03 | 1.2.0 | Ada | Stripe | none |
";
    let list = "\
- 2026-01-02 (v1.0.0): first version
- 2026-01-20 (v1.1.0): SendGrid
- 2026-02-03 (v1.2.0): Stripe
";
    sound()
        .with(log, list)
        .with(
            "| Stripe | Payments |",
            "| SendGrid | Mail | Live | `src/integrations/sendgrid/` | $20 | YES |\n| Stripe | Payments |",
        )
        .with(
            "| 2026-02-03 | 1.0.0 | First version | NO |\n",
            &format!("| 2026-02-03 | 1.0.0 | First version | NO |\n{second}"),
        )
        .and(
            "\
//- /src/integrations/sendgrid/client.js
const mail = require('@sendgrid/mail');
mail.setApiKey(process.env.SENDGRID_API_KEY);
module.exports = { mail };
//- /src/receipt.js
const { mail } = require('./integrations/sendgrid/client');
async function receipt(to) {
  return mail.send({ to });
}
module.exports = { receipt };
",
        )
}

#[test]
fn the_richer_contract_is_sound() {
    rich().is_clean();
}

/// The findings without the file and line.
fn findings_of(files: &Files) -> Vec<String> {
    let rendered = render(&Fixture::new(&files.0).snapshot());
    rendered.lines().filter_map(|line| Some(line.split_once(' ')?.1.to_owned())).collect()
}

/// Applies all safe fixes, or the first that is offered, and gives the text.
fn mend(files: &Files, is_safe: bool) -> Vec<(RelPath, String)> {
    let fixture = Fixture::new(&files.0);
    let snapshot = fixture.snapshot();
    let fixes = all_findings(&snapshot).into_iter().flat_map(|finding| finding.fixes);
    let fixes = fixes.filter(|fix| fix.safe == is_safe).take(if is_safe { usize::MAX } else { 1 });
    let edits = by_file(fixes.flat_map(|fix| fix.edits));
    let apply = |(path, edits): (RelPath, Vec<Edit>)| {
        let document = snapshot.document(&path).expect("an edited file");
        let fixed = apply_edits(document.text(), &edits).expect("edits that fit");
        (path, fixed)
    };
    edits.into_iter().map(apply).collect()
}

/// What is wrong with the findings and fixes of a fault; nothing when all is as expected.
fn failure(files: &Files, expected: &str, mended: Mended) -> Option<String> {
    let found = findings_of(files);
    if found != [expected] {
        return Some(format!("finds {found:?}"));
    }
    let mut fixture = Fixture::new(&files.0);
    let findings = all_findings(&fixture.snapshot());
    let has_safe = findings.iter().flat_map(|finding| &finding.fixes).any(|fix| fix.safe);
    let edited = mend(files, mended == Safely);
    if has_safe != (mended == Safely) || edited.is_empty() != (mended == ByHand) {
        return Some(format!("has other fixes: {:?}", findings.iter().map(|it| &it.fixes)));
    }
    for (path, text) in &edited {
        fixture.open(path.as_str(), text);
    }
    let is_left = |finding: &Finding| mended != ByHand && finding.rule != "unfilled-placeholder";
    let left: Vec<String> = all_findings(&fixture.snapshot())
        .into_iter()
        .filter(is_left)
        .map(|finding| format!("{} {}", finding.rule, finding.message))
        .collect();
    (!left.is_empty()).then(|| format!("leaves {left:?} in {edited:?}"))
}

/// Checks each fault as written and with CRLF.
fn check_all(sound: &Files, faults: &[(&str, &str, &str, Mended)]) {
    let mut failures = Vec::new();
    for (from, to, expected, mended) in faults {
        let files = sound.clone().with(from, to);
        let with_crlf = Files(files.0.replace('\n', "\r\n"));
        for (how, files) in [("LF", files), ("CRLF", with_crlf)] {
            let failure = failure(&files, expected, *mended);
            failures.extend(failure.map(|failure| format!("{to} ({how}) {failure}")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// From, to, the finding, how it is mended; each in the sound contract, and with CRLF.
const IN_SOUND: &[(&str, &str, &str, Mended)] = &[
    // recommended-section
    (
        "**Testing:**\n- **Unit Tests:** with recorded answers\n\n",
        "",
        "Hint recommended-section(Stripe): Stripe",
        Safely,
    ),
    (
        "**Monitoring:**\n- Rate of failed payments\n\n",
        "",
        "Hint recommended-section(Stripe): Stripe",
        Safely,
    ),
    (
        "**Security Considerations:**\n- The secret key stays on the server\n\n",
        "",
        "Hint recommended-section(Stripe): Stripe",
        Safely,
    ),
    (
        "**Dependencies:**\n- `stripe` - the SDK\n\n",
        "",
        "Hint recommended-section(Stripe): Stripe",
        Safely,
    ),
    (
        "**Changelog:**\n\n| Date | Version | Changes | Breaking |\n|------|---------|---------|----------|\n| 2026-02-03 | 1.0.0 | First version | NO |\n",
        "",
        "Hint recommended-section(Stripe): Stripe",
        Safely,
    ),
    // unknown-label
    (
        "**Environment Variables:**",
        "**Enviroment Variables:**",
        "Hint unknown-label(Stripe): Enviroment Variables",
        Safely,
    ),
    (
        "**Environment Variables:**",
        "#### enviroment variables",
        "Hint unknown-label(Stripe): enviroment variables",
        Safely,
    ),
    (
        "**Environment Variables:**",
        "**🔑 ENVIROMENT VARIABLES**:",
        "Hint unknown-label(Stripe): 🔑 ENVIROMENT VARIABLES",
        Safely,
    ),
    (
        "**Used By Modules:**",
        "**Used By Modlues:**",
        "Hint unknown-label(Stripe): Used By Modlues",
        Safely,
    ),
    ("**Used By Modules:**", "**Usde By:**", "Hint unknown-label(Stripe): Usde By", Safely),
    (
        "**Binding Module:**",
        "**Bindng Module:**",
        "Hint unknown-label(Stripe): Bindng Module",
        Safely,
    ),
    ("**Purpose:** Takes", "**Purpos:** Takes", "Hint unknown-label(Stripe): Purpos", Safely),
    ("**Status:** `active`", "**Stauts:** `active`", "Hint unknown-label(Stripe): Stauts", Safely),
    ("**Last Modified:**", "**Last Modifed:**", "Hint unknown-label(Stripe): Last Modifed", Safely),
    (
        "**Authentication:**",
        "**Autentication:**",
        "Hint unknown-label(Stripe): Autentication",
        Safely,
    ),
    ("**Dependencies:**", "**Dependancies:**", "Hint unknown-label(Stripe): Dependancies", Safely),
    ("**Monitoring:**", "__Montoring__:", "Hint unknown-label(Stripe): Montoring", Safely),
    (
        "**Plan & Pricing:**",
        "**Plan & Prcing:**",
        "Hint unknown-label(Stripe): Plan & Prcing",
        Safely,
    ),
    ("**Changelog:**", "**Chanegelog:**", "Hint unknown-label(Stripe): Chanegelog", Safely),
    ("**Last Updated:**", "**Last Updatd:**", "Hint unknown-label(-): Last Updatd", Safely),
    ("**Version:**", "**Verison:**", "Hint unknown-label(-): Verison", Safely),
    (
        "## Integration Overview",
        "## Integraton Overview",
        "Hint unknown-label(-): Integraton Overview",
        Safely,
    ),
    ("## Change Log", "## 📝 Chnage Log", "Hint unknown-label(-): 📝 Chnage Log", Safely),
    ("## Integrations", "## Intergrations", "Hint unknown-label(-): Intergrations", Safely),
    ("## Purpose", "## 1. Purpsoe", "Hint unknown-label(-): 1. Purpsoe", Safely),
    // invalid-metadata
    (
        "**Last Updated:** 2026-02-03",
        "**Last Updated:** yesterday",
        "Error invalid-metadata(-): yesterday",
        WhenPicked,
    ),
    (
        "**Last Updated:** 2026-02-03",
        "**Last Updated:** 2999-02-03",
        "Warning invalid-metadata(-): 2999-02-03",
        WhenPicked,
    ),
    (
        "**Last Updated:** 2026-02-03",
        "**Last Updated:** 2026/02/03",
        "Hint invalid-metadata(-): 2026/02/03",
        WhenPicked,
    ),
    ("**Version:** 1.2.0", "**Version:** 1.2", "Error invalid-metadata(-): 1.2", WhenPicked),
    ("**Version:** 1.2.0", "**Version:** latest", "Error invalid-metadata(-): latest", ByHand),
    (
        "**Added:** 2026-01-02",
        "**Added:** 2026-00-02",
        "Error invalid-metadata(Stripe): 2026-00-02",
        ByHand,
    ),
    (
        "**Added:** 2026-01-02",
        "**Added:** 2026-13-01",
        "Error invalid-metadata(Stripe): 2026-13-01",
        WhenPicked,
    ),
    (
        "**Added:** 2026-01-02",
        "**Added:** 01/13/2026",
        "Error invalid-metadata(Stripe): 01/13/2026",
        WhenPicked,
    ),
    (
        "**Added:** 2026-01-02",
        "**Added:** 2 Jan 2026",
        "Hint invalid-metadata(Stripe): 2 Jan 2026",
        WhenPicked,
    ),
    ("**Added:** 2026-01-02", "**Added:** soon", "Error invalid-metadata(Stripe): soon", ByHand),
    (
        "**Last Modified:** 2026-02-03",
        "**Last Modified:** 03.02.2026",
        "Error invalid-metadata(Stripe): 03.02.2026",
        WhenPicked,
    ),
    (
        "**Added:** 2026-01-02",
        "**Added:** 2026-02-04",
        "Warning invalid-metadata(Stripe): 2026-02-03",
        ByHand,
    ),
    (
        "**Status:** `active`",
        "**Status:** `actve`",
        "Error invalid-metadata(Stripe): `actve`",
        WhenPicked,
    ),
    (
        "**Status:** `active`",
        "**Status:** `sleeping`",
        "Error invalid-metadata(Stripe): `sleeping`",
        ByHand,
    ),
    (
        "| 2026-02-03 | 1.2.0 |",
        "| 2026-02-30 | 1.2.0 |",
        "Error invalid-metadata(-): 2026-02-30",
        ByHand,
    ),
    (
        "| 2026-02-03 | 1.2.0 |",
        "| yesterday | 1.2.0 |",
        "Error invalid-metadata(-): yesterday",
        ByHand,
    ),
    (
        "| 2026-02-03 | 1.2.0 |",
        "| 2999-02-03 | 1.2.0 |",
        "Warning invalid-metadata(-): 2999-02-03",
        ByHand,
    ),
    (
        "| none |\n",
        "| none |\n| 2026-01-02 | 1.1 | Ada | First | none |\n| 2026-01-01 | 1.0.0 | Ada | First | none |\n",
        "Error invalid-metadata(-): 1.1",
        WhenPicked,
    ),
    (
        "| 2026-02-03 | 1.0.0 | First",
        "| 2026-02-31 | 1.0.0 | First",
        "Error invalid-metadata(Stripe): 2026-02-31",
        ByHand,
    ),
    (
        "| Payments | Active |",
        "| Payments | Actve |",
        "Error invalid-metadata(Stripe): Actve",
        WhenPicked,
    ),
    // stale-metadata
    (
        "**Last Updated:** 2026-02-03",
        "**Last Updated:** 2026-01-03",
        "Warning stale-metadata(-): 2026-01-03",
        Safely,
    ),
    (
        "**Last Updated:** 2026-02-03",
        "**Last Updated**: `2026-01-03` (Ada)",
        "Warning stale-metadata(-): `2026-01-03` (Ada)",
        Safely,
    ),
    ("**Version:** 1.2.0", "**Version:** 1.1.9", "Warning stale-metadata(-): 1.1.9", Safely),
    ("**Version:** 1.2.0", "**Version:** v1.1.9", "Warning stale-metadata(-): v1.1.9", Safely),
    (
        "**Last Modified:** 2026-02-03",
        "**Last Modified:** 2026-02-01",
        "Warning stale-metadata(Stripe): 2026-02-01",
        Safely,
    ),
    (
        "**Last Modified:** 2026-02-03",
        "**Last Modified:** **2026-02-01**",
        "Warning stale-metadata(Stripe): **2026-02-01**",
        Safely,
    ),
    (
        "**Last Modified:** 2026-02-03",
        "**Last Modified:** 2026-02-10",
        "Warning stale-metadata(Stripe): 2026-02-10",
        WhenPicked,
    ),
    (
        "| 2026-02-03 | 1.2.0 | Ada | Stripe | none |\n",
        "| 2026-01-03 | 1.2.0 | Ada | Stripe | none |\n",
        "Warning stale-metadata(Stripe): 2026-02-03",
        WhenPicked,
    ),
    // unsafe-critical
    ("| $20 | NO |", "| $20 | YES |", "Warning unsafe-critical(Stripe): YES", Safely),
    ("| $20 | NO |", "| $20 | ✅ |", "Warning unsafe-critical(Stripe): ✅", Safely),
];

#[test]
fn one_fault_in_a_sound_contract_is_one_finding() {
    check_all(&sound(), IN_SOUND);
}

/// Faults of a section that says itself how much hangs on the service; the overview says nothing.
const IN_SECTION: &[(&str, &str, &str, Mended)] = &[
    (
        "**Status:** `active`",
        "**Status:** `active`\n**Critical:** YES",
        "Warning unsafe-critical(Stripe): YES",
        Safely,
    ),
    (
        "**Status:** `active`",
        "**Status:** `active`\n**Critical:** yes, always\n**Retry Logic:** three times",
        "Warning unsafe-critical(Stripe): yes, always",
        Safely,
    ),
];

#[test]
fn one_fault_where_the_section_alone_says_critical_is_one_finding() {
    check_all(&sound().with("| $20 | NO |", "| $20 | - |"), IN_SECTION);
}

/// The same in the richer contract.
const IN_RICH: &[(&str, &str, &str, Mended)] = &[
    ("- **Security**: server only\n", "", "Hint recommended-section(SendGrid): SendGrid", Safely),
    (
        "- **NPM Packages**: `@sendgrid/mail`\n",
        "",
        "Hint recommended-section(SendGrid): SendGrid",
        Safely,
    ),
    (
        "- **Env Vars**:",
        "- **Enviroment Variables**:",
        "Hint unknown-label(SendGrid): Enviroment Variables",
        Safely,
    ),
    ("- **Testing**", "- **Testng**", "Hint unknown-label(SendGrid): Testng", Safely),
    ("- **Security**", "- **Secuirty**", "Hint unknown-label(SendGrid): Secuirty", Safely),
    (
        "- **Status**: Active (production)",
        "- **Status**: Actve",
        "Error invalid-metadata(SendGrid): Actve",
        WhenPicked,
    ),
    (
        "- **Status**: Active (production)",
        "- **Status**: **Actiev** (since 2026-01-30)",
        "Error invalid-metadata(SendGrid): **Actiev** (since 2026-01-30)",
        WhenPicked,
    ),
    (
        "- 2026-01-20 (v1.1.0)",
        "- 2026-01-32 (v1.1.0)",
        "Error invalid-metadata(-): 2026-01-32",
        ByHand,
    ),
    ("- 2026-01-20 (v1.1.0)", "- 2026-01-20 (v1.1)", "Error invalid-metadata(-): v1.1", WhenPicked),
    (
        "  - 2026-01-20: first",
        "  - 2026-20-01: first",
        "Error invalid-metadata(SendGrid): 2026-20-01",
        WhenPicked,
    ),
    (
        "**Last Updated:** 2026-02-03",
        "**Last Updated:** 2026-01-20",
        "Warning stale-metadata(-): 2026-01-20",
        Safely,
    ),
    ("**Version:** 1.2.0", "**Version:** 1.1.0", "Warning stale-metadata(-): 1.1.0", Safely),
    (
        "- **Last Modified**: 2026-02-01",
        "- **Last Modified**: 2026-01-20",
        "Warning stale-metadata(SendGrid): 2026-01-20",
        Safely,
    ),
    (
        "- **Last Modified**: 2026-02-01",
        "- **Last Modified**: 2026-02-05",
        "Warning stale-metadata(SendGrid): 2026-02-05",
        WhenPicked,
    ),
    ("  - **Fallback:** mail by hand\n", "", "Warning unsafe-critical(SendGrid): YES", Safely),
    (
        "- **Testing**: recorded answers\n- **Monitoring**: bounce rate\n",
        "",
        "Warning unsafe-critical(SendGrid): YES",
        Safely,
    ),
    (
        "- **Critical**: YES\n",
        "- **Critical**: true\n\n### SendGrid\n\n- **Status**: active\n",
        "Error duplicate-integration(SendGrid): SendGrid",
        ByHand,
    ),
    (
        "- **Critical**: YES\n",
        "- **Critical**: YES\n\n### Twilio SendGrid\n\n- **Location**: `src/integrations/sendgrid/`\n",
        "Error duplicate-integration(Twilio SendGrid): Twilio SendGrid",
        ByHand,
    ),
];

#[test]
fn one_fault_in_a_richer_contract_is_one_finding() {
    check_all(&rich(), IN_RICH);
}

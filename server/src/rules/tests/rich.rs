//! A sound workspace with more in it than the smallest one, and single faults put into it.

use super::*;

/// A second service, in another dialect, with categories and links around.
const MORE: &str = "
### 2. Acme Mail — newsletters

- **Added:** 2026-01-20
- **Last Modified:** 2026-02-01
- **Status:** ✅ Live
- **Critical:** NO
- **Purpose:** Sends the newsletter. See [the keys](docs/keys.md#key-rotation-).
- **Provider Information:** [Acme](https://acme.example), [above](#stripe-payments)
- **Plan & Pricing:** free
- **Authentication:** API key

#### Binding Module

- Location: `lib/acme/`
- Main File: [client](lib/acme/client.js)

#### Environment variables

| Env Var     | Required | Default    | Notes         |
|-------------|:--------:|------------|---------------|
| `ACME_KEY`  |   YES    | -          | The key       |
| `ACME_MODE` |    NO    | `a \\| b`  | Which mode 漢 |

#### Used by

| Module | File          | Usage    |
|--------|---------------|----------|
| news   | `src/news.js` | Sends it |

#### API Endpoints Used

- POST /v1/send

#### Error Handling

- tried again once

#### Testing

- by hand

#### Monitoring

- none

#### Security

- none

#### Dependencies

- none

#### Changelog

- 2026-02-01 first version

## Integration Categories

### Communication
- **Acme Mail** - newsletters

### Payments
- **Stripe** - cards
";

/// The workspace of two services.
pub(super) fn rich() -> Files {
    let row = "| Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |\n";
    let second = "| Acme Mail | Newsletters | Live | `lib/acme/client.js` | - | no |\n";
    sound()
        .with(row, &format!("{row}{second}"))
        .with("| NO |\n//- /src/integrations", &format!("| NO |\n{MORE}//- /src/integrations"))
        .and(
            "\
//- /lib/acme/client.js
export function send() {
  return fetch(process.env.ACME_KEY, process.env.ACME_MODE);
}
//- /src/news.js
import { send } from '../lib/acme/client.js';
send();
//- /docs/keys.md
# Keys

## Key rotation 🔑
",
        )
}

/// What becomes of a fault when the safe fixes are applied.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Fix {
    /// It is gone.
    Safe,
    /// It stays: there is no safe fix.
    None,
}

/// Checks that each fault, put into a sound workspace, gives exactly one finding of the rule, at its
/// place, and what the safe fix makes of it. The faults also hold with the line breaks of Windows.
pub(super) fn each_gives_one_finding(
    rule: &str,
    files: &Files,
    faults: &[(&str, &str, Severity, &str, Fix)],
) {
    for (from, to, severity, place, fix) in faults {
        let faulty = files.clone().with(from, to);
        for faulty in [faulty.clone(), faulty.with_windows_line_breaks()] {
            let mut fixture = Fixture::new(&faulty.0);
            let snapshot = fixture.snapshot();
            let findings = all_findings(&snapshot);
            let [finding] = findings.as_slice() else {
                panic!("not one finding for {to:?}:\n{}", render(&snapshot));
            };
            let document = snapshot.document(&finding.path).expect("a file with findings");
            let shown = finding.range.slice(document.text());
            assert_eq!(
                (finding.rule, &finding.severity, shown),
                (rule, severity, *place),
                "{to:?}"
            );
            let edits = edits_of(&snapshot, rule);
            assert_eq!(edits.is_empty(), *fix == Fix::None, "{to:?}");
            for (path, edits) in &edits {
                let document = fixture.snapshot().document(path).expect("an edited file");
                let fixed = apply_edits(document.text(), edits).expect("edits that fit");
                fixture.open(path.as_str(), &fixed);
                let line_breaks = document.text().matches("\r\n").count();
                assert!(line_breaks == 0 || !fixed.replace("\r\n", "").contains('\n'), "{to:?}");
            }
            if *fix == Fix::Safe {
                assert_eq!(render(&fixture.snapshot()), "", "after the fix of {to:?}");
            }
        }
    }
}

#[test]
fn two_services_in_two_dialects_are_sound() {
    rich().is_clean();
    rich().with_windows_line_breaks().is_clean();
}

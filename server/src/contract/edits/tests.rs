//! Edits against the parser: what is inserted is read back, and nothing else changes.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::contract::model::Contract;
use crate::contract::parse;
use crate::contract::parse::tests::{LONG_FORM, SHORT_FORM, document};
use crate::text::apply_edits;

fn applied(text: &str, edit: &Edit) -> String {
    apply_edits(text, std::slice::from_ref(edit)).expect("the edit fits its text")
}

/// The lines of an edited text that are new, with one line before and behind.
fn show_change(text: &str, edit: &Edit) -> String {
    let edited = applied(text, edit);
    let (at, end) = (edit.range.start(), edit.range.start() + edit.text.len());
    let start = edited[..at].trim_end().rfind('\n').map_or(0, |found| found + 1);
    let rest = &edited[end..];
    let behind = rest.len() - rest.trim_start().len();
    let stop = rest[behind..].find('\n').map_or(edited.len(), |found| end + behind + found);
    edited[start..stop].replace("  \n", "··\n") + "\n"
}

fn check_field(text: &str, kind: FieldKind, expected: Expect) {
    let contract = parse(text);
    let edit = insert_field(text, &contract.integrations[0], kind);
    expected.assert_eq(&show_change(text, &edit));
    let again = parse(&applied(text, &edit));
    assert!(again.integrations[0].field(kind).is_some(), "{}", applied(text, &edit));
}

fn without(text: &str, block: &str) -> String {
    assert!(text.contains(block), "{block}");
    text.replacen(block, "", 1)
}

#[test]
fn dates_join_the_lines_at_the_head() {
    let text = without(LONG_FORM, "**Last Modified:** 2025-03-01  \n**Status:** `active`  \n");
    check_field(
        &text,
        FieldKind::LastModified,
        expect![[r#"
        **Added:** 2025-01-15··
        **Last Modified:** [YYYY-MM-DD]··
        **Critical:** YES
    "#]],
    );
    let text = without(LONG_FORM, "**Added:** 2025-01-15  \n");
    check_field(
        &text,
        FieldKind::Added,
        expect![[r#"
        ### Acme Pay (Payments)

        **Added:** [YYYY-MM-DD]··
        **Last Modified:** 2025-03-01  
    "#]],
    );
    check_field(
        LONG_FORM,
        FieldKind::DeprecationDate,
        expect![[r#"
        **Status:** `active`··
        **Deprecation Date:** [YYYY-MM-DD]··
        **Critical:** YES
    "#]],
    );
}

#[test]
fn blocks_stand_between_their_neighbours() {
    check_field(
        LONG_FORM,
        FieldKind::ApiEndpointsUsed,
        expect![[r#"
        | [module-name] | `src/path/to/file.js` | `functionName()` | [How] |

        **API Endpoints Used:**

        | Endpoint | Method | Purpose |
        |----------|--------|---------|
        | [/path] | [GET] | [What it does] |

        **Error Handling:**
    "#]],
    );
    check_field(
        LONG_FORM,
        FieldKind::Changelog,
        expect![[r#"
        - `src/http/client.ts` - requests

        **Changelog:**

        | Date | Version | Changes | Breaking |
        |------|---------|---------|----------|
        | [YYYY-MM-DD] | [version] | [What changed] | [YES/NO] |

        ---
    "#]],
    );
    check_field(
        LONG_FORM,
        FieldKind::ApiClientClass,
        expect![[r#"
        ```

        **API Client Class:** [Name of the client class]

        **Environment Variables:**
    "#]],
    );
}

#[test]
fn bullets_stay_bullets() {
    check_field(
        SHORT_FORM,
        FieldKind::Authentication,
        expect![[r#"
        - Status: Testing
        - Authentication:
          - Method: [API key, OAuth 2.0, …]
          - Key Location: [VARIABLE_NAME]
        - Method: REST
    "#]],
    );
    check_field(
        SHORT_FORM,
        FieldKind::Added,
        expect![[r#"
        ### 1. Parcel Post API
        - Added: [YYYY-MM-DD]
        - Status: Testing
    "#]],
    );
    check_field(
        SHORT_FORM,
        FieldKind::Dependencies,
        expect![[r#"
          - `track()` in `lib/track.js`
        - Dependencies:
          - [package]@[version] - [What it is for]

        ### 2. 📧 Mail Bird — newsletters
    "#]],
    );
}

#[test]
fn headings_stay_headings() {
    let text = "\
# X

## Acme

### Purpose

Pays.

### Environment Variables

- `ACME_KEY`

## Beta
";
    check_field(
        text,
        FieldKind::Authentication,
        expect![[r#"
        Pays.

        ### Authentication

        - **Method:** [API key, OAuth 2.0, …]
        - **Key Location:** [VARIABLE_NAME]

        ### Environment Variables
    "#]],
    );
    check_field(
        text,
        FieldKind::UsedByModules,
        expect![[r#"
        - `ACME_KEY`

        ### Used By Modules

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | [module] | [path of the file] | [function] | [How it uses the service] |

        ## Beta
    "#]],
    );
}

#[test]
fn rows_stay_rows() {
    let text = "\
# X

## Acme

| Attribute | Value |
|---|---|
| **Status** | active |
| **Pricing** | free |

## Beta
";
    check_field(
        text,
        FieldKind::Purpose,
        expect![[r#"
        | **Status** | active |
        | **Purpose** | [What the service does for us] |
        | **Pricing** | free |
    "#]],
    );
    check_field(
        text,
        FieldKind::UsedByModules,
        expect![[r#"
        | **Pricing** | free |

        **Used By Modules:**

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | [module] | [path of the file] | [function] | [How it uses the service] |

        ## Beta
    "#]],
    );
}

#[test]
fn an_empty_section_gets_its_first_field() {
    let text = "# X\n\n## Integrations\n\n### Acme\n### Beta\n";
    check_field(
        text,
        FieldKind::Status,
        expect![[r#"
        ### Acme

        **Status:** [active, testing, planned or deprecated]

        ### Beta
    "#]],
    );
}

fn check_section(text: &str, kind: FileSection, expected: Expect) {
    let edit = insert_file_section(text, &parse(text), kind);
    expected.assert_eq(&show_change(text, &edit));
    assert!(parse(&applied(text, &edit)).file_section(kind).is_some());
}

#[test]
fn sections_stand_in_the_order_of_the_template() {
    let start = LONG_FORM.find("## Change Log").expect("in the fixture");
    let end = LONG_FORM.find("## Integration Overview").expect("in the fixture");
    check_section(
        &without(LONG_FORM, &LONG_FORM[start..end]),
        FileSection::ChangeLog,
        expect![[r#"
            ---

            ## Change Log

            | Date | Version | Agent/Author | Changes | Impact |
            |------|---------|--------------|---------|--------|
            | [YYYY-MM-DD] | [1.0.0] | [author] | [What changed] | [Who is affected] |

            ---

            ## Integration Overview
        "#]],
    );
    check_section(
        "# X\n\n**Version:** 1\n",
        FileSection::Purpose,
        expect![[r#"
        **Version:** 1

        ## Purpose

        [What this contract covers and who keeps it true]

    "#]],
    );
    check_section(
        "# X\n\n## Integrations\n",
        FileSection::IntegrationOverview,
        expect![[r#"
            # X

            ## Integration Overview

            | Service | Purpose | Status | Binding Module | Monthly Cost | Critical |
            |---------|---------|--------|----------------|--------------|----------|

            ## Integrations
        "#]],
    );
    check_section(
        "# X\n\n## Purpose\n\nWhy",
        FileSection::Integrations,
        expect![[r#"
        Why

        ## Integrations

    "#]],
    );
}

#[test]
fn metadata_stands_below_the_title() {
    let mut shown = String::new();
    let texts = [
        without(LONG_FORM, "**Version:** 1.2.0  \n"),
        without(LONG_FORM, "**Last Updated:** 2025-03-01  \n"),
        without(LONG_FORM, "**Status:** Active\n"),
        "# X\n\nProse.\n".to_owned(),
        "Prose.\n".to_owned(),
    ];
    let kinds = [
        FileField::Version,
        FileField::LastUpdated,
        FileField::Status,
        FileField::Version,
        FileField::Version,
    ];
    for (text, kind) in texts.iter().zip(kinds) {
        let edit = insert_file_field(text, &parse(text), kind);
        shown += &show_change(text, &edit);
        shown += "-----\n";
        assert!(parse(&applied(text, &edit)).file_field(kind).is_some(), "{kind:?}");
    }
    expect![[r#"
        **Last Updated:** 2025-03-01··
        **Version:** [1.0.0]··
        **Status:** Active
        -----
        # Third-Party Integrations Contract

        **Last Updated:** [YYYY-MM-DD]··
        **Version:** 1.2.0  
        -----
        **Version:** 1.2.0··
        **Status:** [Draft or Active]··

        ---
        -----
        # X

        **Version:** [1.0.0]

        Prose.
        -----
        **Version:** [1.0.0]

        Prose.
        -----
    "#]]
    .assert_eq(&shown);
}

fn check_usage(text: &str, expected: Expect) {
    let contract = parse(text);
    let integration = contract.integrations.last().expect("the text has one");
    let edit = add_usage_row(text, integration, "billing", "src/new.ts", Some("charge"))
        .expect("there is a field");
    expected.assert_eq(&show_change(text, &edit));
    let again = parse(&applied(text, &edit));
    let usages = &again.integrations.last().expect("it is still there").usages;
    assert_eq!(usages.len(), integration.usages.len() + 1, "{usages:?}");
    let is_new = |usage: &&crate::contract::Usage| {
        usage.file.as_ref().is_some_and(|file| file.path == "src/new.ts")
    };
    assert!(usages.iter().any(|usage| is_new(&usage)));
}

#[test]
fn usage_rows_fit_the_authors_table() {
    check_usage(
        LONG_FORM,
        expect![[r#"
            | [module-name] | `src/path/to/file.js` | `functionName()` | [How] |
            | billing | `src/new.ts` | `charge()` | [How it uses the service] |

            **Error Handling:**
        "#]],
    );
    check_usage(
        "## Acme\n\n**Used By:**\n\nFile|Usage\n-|-\n`src/a.ts::b()`|reads\n\n**Status:** x\n",
        expect![[r#"
            `src/a.ts::b()`|reads
            `src/new.ts::charge()`|[How it uses the service]

            **Status:** x
        "#]],
    );
    check_usage(
        "## Acme\n\n- **Used By:**\n\n  | Usage | File     | Since |\n  |---|---|---|\n  | pays  | `src/a.ts` | 2024  |\n\n- **Status:** x\n",
        expect![[r#"
              | pays  | `src/a.ts` | 2024  |
              | [How it uses the service] | `src/new.ts` | -     |

            - **Status:** x
        "#]],
    );
    check_usage(
        "## Acme\n\n**Used By:**\n\n| Module | File |\n|---|---|\n",
        expect![[r#"
        |---|---|
        | billing | `src/new.ts` |

    "#]],
    );
}

#[test]
fn usages_in_lists_and_values_stay_there() {
    check_usage(
        SHORT_FORM,
        expect![[r#"
        - **Used in**: `lib/news.js`, `lib/digest.js`, `src/new.ts::charge()`

    "#]],
    );
    check_usage(
        "## Acme\n\n**Key files:**\n* `src/a.ts` — reads\n* `src/b.ts` — writes\n",
        expect![[r#"
            * `src/b.ts` — writes
            * `src/new.ts`: `charge()` — [How it uses the service]

        "#]],
    );
    check_usage(
        "## Acme\n\n**Used By:**\n**Status:** active\n",
        expect![[r#"
        **Used By:**

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | billing | `src/new.ts` | `charge()` | [How it uses the service] |

        **Status:** active
    "#]],
    );
    check_usage(
        "## Acme\n\n- Used By:\n- Status: active\n",
        expect![[r#"
        - Used By:
          - `src/new.ts`: `charge()` - [How it uses the service]
        - Status: active
    "#]],
    );
}

#[test]
fn a_section_without_the_field_gets_no_row() {
    let text = "## Acme\n\n**Status:** active\n\n**Purpose:** x\n";
    let contract = parse(text);
    assert_eq!(add_usage_row(text, &contract.integrations[0], "m", "f.ts", None), None);
}

/// The labels of every integration, but for the one that is new.
fn labels(contract: &Contract) -> Vec<(String, Vec<String>)> {
    let labels = |integration: &Integration| {
        integration.fields.iter().map(|field| field.label.value.clone()).collect()
    };
    let of = |integration: &Integration| (integration.name.value.clone(), labels(integration));
    contract.integrations.iter().map(of).collect()
}

/// Whether all of `few` occur in `many` in the same order.
fn is_kept(few: &[String], many: &[String]) -> bool {
    let mut rest = many.iter();
    few.iter().all(|label| rest.any(|other| other == label))
}

/// A contract from which some blocks were taken.
fn thinned() -> impl Strategy<Value = String> {
    (prop::collection::vec(any::<bool>(), 80), any::<bool>(), any::<bool>()).prop_map(
        |(kept, is_windows, is_short)| {
            let text = if is_short { SHORT_FORM } else { LONG_FORM };
            let blocks = text.split("\n\n").zip(kept.iter().cycle());
            let blocks = blocks.filter(|(block, kept)| **kept || block.starts_with('#'));
            let text = blocks.map(|(block, _)| block).collect::<Vec<_>>().join("\n\n");
            if is_windows { text.replace('\n', "\r\n") } else { text }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn inserted_fields_are_read_back(text in thinned(), which in 0..FieldKind::ALL.len()) {
        let kind = FieldKind::ALL[which];
        let contract = parse(&text);
        for (index, integration) in contract.integrations.iter().enumerate() {
            if integration.field(kind).is_some() {
                continue;
            }
            let edit = insert_field(&text, integration, kind);
            prop_assert!(edit.range.is_empty());
            prop_assert_eq!(edit.text.replace("\r\n", "").contains('\n'), edit.text.contains('\n') && !text.contains("\r\n"));
            let edited = applied(&text, &edit);
            let again = parse(&edited);
            prop_assert!(again.integrations[index].field(kind).is_some(), "{edited}");
            for ((name, before), (same, after)) in labels(&contract).iter().zip(&labels(&again)) {
                prop_assert_eq!(name, same);
                prop_assert!(is_kept(before, after), "{before:?} {after:?}\n{edited}");
            }
        }
    }

    #[test]
    fn inserted_sections_and_metadata_are_read_back(text in thinned()) {
        let contract = parse(&text);
        for &kind in FileSection::REQUIRED {
            if contract.file_section(kind).is_none() {
                let edited = applied(&text, &insert_file_section(&text, &contract, kind));
                prop_assert!(parse(&edited).file_section(kind).is_some(), "{edited}");
            }
        }
        for &kind in FileField::ALL {
            if contract.file_field(kind).is_none() {
                let edited = applied(&text, &insert_file_field(&text, &contract, kind));
                prop_assert!(parse(&edited).file_field(kind).is_some(), "{edited}");
            }
        }
    }

    #[test]
    fn usage_rows_are_read_back(text in thinned(), has_function in any::<bool>()) {
        let contract = parse(&text);
        for (index, integration) in contract.integrations.iter().enumerate() {
            let function = has_function.then_some("run");
            let edit = add_usage_row(&text, integration, "m", "src/new_one.rs", function);
            let Some(edit) = edit else { continue };
            let edited = applied(&text, &edit);
            let again = parse(&edited);
            let is_there = again.integrations[index].usages.iter().any(|usage| {
                usage.file.as_ref().is_some_and(|file| file.path == "src/new_one.rs")
            });
            prop_assert!(is_there, "{edited}");
            prop_assert_eq!(again.integrations[index].usages.len(), integration.usages.len() + 1);
        }
    }

    #[test]
    fn edits_fit_any_text(text in document(), which in 0..FieldKind::ALL.len()) {
        let contract = parse(&text);
        let mut edits = vec![];
        for integration in &contract.integrations {
            edits.push(insert_field(&text, integration, FieldKind::ALL[which]));
            edits.extend(add_usage_row(&text, integration, "m|n", "a|b.rs", None));
        }
        for &kind in FileSection::REQUIRED {
            edits.push(insert_file_section(&text, &contract, kind));
        }
        for &kind in FileField::ALL {
            edits.push(insert_file_field(&text, &contract, kind));
        }
        for edit in &edits {
            prop_assert!(apply_edits(&text, std::slice::from_ref(edit)).is_ok());
        }
    }
}

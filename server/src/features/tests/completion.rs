use expect_test::{Expect, expect};

use super::*;
use crate::features::today::today;
use crate::features::{CompletionItem, completion, variable_documentation};
use crate::text::apply_edits;

/// So many items of a list are shown.
const SHOWN: usize = 8;

pub(super) fn items(fixture: &Fixture) -> Vec<CompletionItem> {
    let (path, offset) = cursor(fixture);
    let mut items = completion(&fixture.snapshot(), &path, offset);
    items.sort_by(|a, b| a.sort.cmp(&b.sort));
    items
}

/// Checks the items in the order in which they are shown, and the line that the first one makes.
pub(super) fn check(from: &str, to: &str, files: &str, expect: Expect) {
    check_fixture(&sound_with(from, to, files), expect);
}

pub(super) fn check_fixture(fixture: &Fixture, expect: Expect) {
    let (path, offset) = cursor(fixture);
    let items = items(fixture);
    let mut lines = String::new();
    if let Some(first) = items.first() {
        let document = fixture.snapshot().document(&path).expect("the file of the cursor");
        assert!(first.edit.range.touches(offset), "an edit away from the cursor");
        let edited = apply_edits(document.text(), std::slice::from_ref(&first.edit)).expect("fits");
        let line = edited[first.edit.range.start()..]
            .find('\n')
            .map_or(edited.len(), |at| at + first.edit.range.start());
        lines += edited[..line].rsplit('\n').next().unwrap_or_default().trim_end_matches('\r');
        lines += "\n";
    }
    let more = items.len().saturating_sub(SHOWN);
    for item in items.into_iter().take(SHOWN) {
        let detail = item.detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
        lines += &format!("{:?} {}{detail}\n", item.kind, item.label);
    }
    if more > 0 {
        lines += &format!("… {more} more\n");
    }
    let lines = lines.replace(&today().to_string(), "TODAY");
    expect.assert_eq(&lines);
}

pub(super) const ROW: &str = "| `STRIPE_SECRET_KEY` | YES |";
const FUNCTION: &str = "`src/pay.js` | `pay()`";
pub(super) const READS: &str = "\
//- /src/integrations/stripe/hooks.js
export const hook = process.env.STRIPE_WEBHOOK_SECRET;
//- /src/other.js
x(process.env.OTHER_KEY);
//- /.env.example
FROM_DOTENV=1
//- /INFRA_CONTRACT.md
# Infra

## Environment Variables

| Variable | Required |
|---|---|
| `FROM_INFRA` | YES |
";

#[test]
fn in_a_cell_for_a_variable_those_that_the_binding_reads_come_first() {
    check(
        ROW,
        &format!("| $0 | YES | - | - | - |\n{ROW}"),
        READS,
        expect![[r#"
        | `STRIPE_WEBHOOK_SECRET` | YES | - | - | - |
        Variable STRIPE_WEBHOOK_SECRET
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable FROM_DOTENV
    "#]],
    );
}

#[test]
fn an_item_replaces_the_whole_cell() {
    check(
        ROW,
        "| `STRI$0PE_OLD_NAME` | YES |",
        READS,
        expect![[r#"
            | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
            Variable STRIPE_SECRET_KEY
            Variable STRIPE_WEBHOOK_SECRET
            Variable FROM_INFRA
            Variable OTHER_KEY
            Variable FROM_DOTENV
        "#]],
    );
    check(
        ROW,
        &format!("| 😀 支$0 | YES | - | - | - |\n{ROW}"),
        READS,
        expect![[r#"
        | `STRIPE_WEBHOOK_SECRET` | YES | - | - | - |
        Variable STRIPE_WEBHOOK_SECRET
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable FROM_DOTENV
    "#]],
    );
}

#[test]
fn a_binding_path_goes_on_from_what_is_written() {
    check(
        "**Location:** `src/integrations/stripe/`",
        "**Location:** `src/$0`",
        "",
        expect![[r#"
        - **Location:** `src/integrations/`
        Folder src/integrations/
        File src/pay.js
    "#]],
    );
    check(
        "**Location:** `src/integrations/stripe/`",
        "**Location:** $0",
        "",
        expect![[r#"
        - **Location:** `src/`
        Folder src/
    "#]],
    );
    check(
        "**Location:** `src/integrations/stripe/`",
        "**Location:** `src/integrations/stripe/$0`",
        READS,
        expect![[r#"
            - **Location:** `src/integrations/stripe/client.js`
            File src/integrations/stripe/client.js
            File src/integrations/stripe/hooks.js
        "#]],
    );
}

#[test]
fn a_path_without_code_marks_goes_on_too() {
    check(
        "**Location:** `src/integrations/stripe/`",
        "**Location:** src/$0",
        "",
        expect![[r#"
        - **Location:** `src/integrations/`
        Folder src/integrations/
        File src/pay.js
    "#]],
    );
    check(
        FUNCTION,
        "src/integrations/$0 | `pay()`",
        "",
        expect![[r#"
        | pay | `src/pay.js` | `pay()` | Takes a payment |
        File src/pay.js (uses the binding, no row yet)
        Folder src/integrations/stripe/
    "#]],
    );
}

#[test]
fn in_the_file_column_users_without_a_row_come_first() {
    let users = "//- /src/jobs/job.js\nrequire('../integrations/stripe/client');\n";
    check(
        FUNCTION,
        "`$0` | `pay()`",
        users,
        expect![[r#"
            | pay | `src/jobs/job.js` | `pay()` | Takes a payment |
            File src/jobs/job.js (uses the binding, no row yet)
            File src/pay.js (uses the binding, no row yet)
            Folder src/
        "#]],
    );
    check(
        FUNCTION,
        "`src/$0` | `pay()`",
        users,
        expect![[r#"
        | pay | `src/jobs/job.js` | `pay()` | Takes a payment |
        File src/jobs/job.js (uses the binding, no row yet)
        File src/pay.js (uses the binding, no row yet)
        Folder src/integrations/
        Folder src/jobs/
    "#]],
    );
    check(
        "| pay | `src/pay.js` | `pay()`",
        "| pay | $0 | - | - |\n| pay | `src/pay.js` | `pay()`",
        users,
        expect![[r#"
            | pay | `src/jobs/job.js` | - | - |
            File src/jobs/job.js (uses the binding, no row yet)
            Folder src/
        "#]],
    );
}

#[test]
fn in_the_function_column_the_functions_of_the_rows_file_are_offered() {
    let mut fixture = sound_with(FUNCTION, "`src/pay.js` | $0", "");
    fixture.open(
        "src/pay.js",
        "/** Charges. */\nexport async function charge(x) {}\nfunction helper() {}\nexport class Till { open() {} }\nexport const LIMIT = 1;\n",
    );
    check_fixture(
        &fixture,
        expect![[r#"
        | pay | `src/pay.js` | `charge()` | Takes a payment |
        Function charge (export async function charge(x))
        Function Till.open (open())
        Function helper (function helper())
    "#]],
    );
}

#[test]
fn the_function_column_of_a_row_without_a_file_offers_nothing() {
    check(FUNCTION, "`src/gone.js` | $0", "", expect![[""]]);
}

#[test]
fn accessors_in_source_offer_the_variables_that_are_known() {
    check(
        "process.env.STRIPE_SECRET_KEY",
        "process.env.STRIPE_SECRET_KEY, process.env.$0",
        READS,
        expect![[r#"
            const client = new Stripe(process.env.STRIPE_SECRET_KEY, process.env.STRIPE_SECRET_KEY);
            Variable STRIPE_SECRET_KEY (Stripe)
            Variable FROM_INFRA
            Variable OTHER_KEY
            Variable STRIPE_WEBHOOK_SECRET
            Variable FROM_DOTENV
        "#]],
    );
    check(
        "process.env.STRIPE_SECRET_KEY",
        "process.env.STR$0IPE_SECRET_KEY",
        "",
        expect![[r#"
        const client = new Stripe(process.env.STRIPE_SECRET_KEY);
        Variable STRIPE_SECRET_KEY (Stripe)
    "#]],
    );
    check("process.env.STRIPE_SECRET_KEY", "other.env.$0", "", expect![[""]]);
}

#[test]
fn accessors_are_seen_in_text_that_is_not_saved() {
    let mut fixture = Fixture::new(&sound_workspace());
    let text = "const 名 = '😀'; const k = process.env.";
    fixture.open("src/new.js", text);
    fixture.cursor = Some((RelPath::parse("src/new.js").expect("a path"), text.len()));
    check_fixture(
        &fixture,
        expect![[r#"
        const 名 = '😀'; const k = process.env.STRIPE_SECRET_KEY
        Variable STRIPE_SECRET_KEY (Stripe)
    "#]],
    );
}

#[test]
fn what_is_being_typed_is_not_offered_as_known() {
    check(
        "process.env.STRIPE_SECRET_KEY",
        "process.env.STR$0",
        "",
        expect![[r#"
        const client = new Stripe(process.env.STRIPE_SECRET_KEY);
        Variable STRIPE_SECRET_KEY (Stripe)
    "#]],
    );
    check(
        ROW,
        "| `STR$0` | YES |",
        "",
        expect![[r#"
        | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
        Variable STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn accessors_of_rust_are_completed_too() {
    let rust = "//- /src/main.rs\nfn main() {\n    std::env::var(\"STRI$0\");\n}\n";
    check(
        "## Purpose",
        "## Purpose",
        rust,
        expect![[r#"
            std::env::var("STRIPE_SECRET_KEY");
        Variable STRIPE_SECRET_KEY (Stripe)
    "#]],
    );
}

#[test]
fn an_item_explains_the_variable() {
    let fixture = sound_with("process.env.STRIPE_SECRET_KEY", "process.env.STR$0", "");
    let items = items(&fixture);
    let documented = items.iter().find(|item| item.label == "STRIPE_SECRET_KEY").expect("an item");
    let variable = documented.variable.as_ref().expect("a variable");
    let (path, _) = cursor(&fixture);
    let card = variable_documentation(&fixture.snapshot(), &path, variable);
    assert!(card.is_some_and(|card| card.contains("Secret key")));
}

#[test]
fn no_value_of_a_dotenv_file_is_offered() {
    let files = "//- /.env\nSTRIPE_SECRET_KEY=canary\nOTHER=canary\n";
    let fixture = sound_with(ROW, &format!("| $0 | YES | - | - | - |\n{ROW}"), files);
    let shown = format!("{:?}", items(&fixture));
    assert!(shown.contains("OTHER") && !shown.contains("canary"), "{shown}");
}

#[test]
fn prose_has_nothing_to_offer() {
    check("Takes payments.", "Takes $0payments.", READS, expect![[""]]);
}

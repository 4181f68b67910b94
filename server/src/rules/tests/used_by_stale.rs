use expect_test::expect;

use super::*;

const ROW: &str = "| pay | `src/pay.js` | `pay()` |";

#[test]
fn a_file_that_is_gone_is_an_error_at_its_path() {
    sound().with(ROW, "| pay | `src/gone.js` | `pay()` |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Error used-by-stale(Stripe): src/gone.js
    "#]]);
}

#[test]
fn a_function_that_is_gone_is_an_error_at_its_name() {
    let files = sound().with(ROW, "| pay | `src/pay.js` | `refund()` |");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:25 Error used-by-stale(Stripe): refund
    "#]]);
    files.says(expect![[r#"
        used-by-stale: `refund` is not defined in `src/pay.js`, but Stripe's contract lists it as a user
          help: write the function's name as it is now, or remove the row
    "#]]);
}

#[test]
fn a_file_that_no_longer_uses_the_binding_is_a_warning_at_its_path() {
    sound()
        .with(
            "const { client } = require('./integrations/stripe/client');\n",
            "const client = null;\n",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55:10 Warning used-by-stale(Stripe): src/pay.js
        "#]]);
}

#[test]
fn letter_case_counts() {
    sound().with(ROW, "| pay | `src/Pay.js` | `pay()` |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Error used-by-stale(Stripe): src/Pay.js
    "#]]);
    sound().with(ROW, "| pay | `src/pay.js` | `Pay()` |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:25 Error used-by-stale(Stripe): Pay
    "#]]);
}

#[test]
fn a_folder_or_glob_below_which_nothing_uses_the_binding_is_a_warning() {
    let other = "//- /lib/a.js\nmodule.exports = 1;\n//- /lib/b.js\nmodule.exports = 2;\n";
    let with_row = |path: &str| {
        let row = format!("| lib | `{path}` | - | All |\n{ROW}");
        sound().and(other).with(ROW, &row)
    };
    with_row("lib/").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Warning used-by-stale(Stripe): lib/
    "#]]);
    with_row("lib/*.js").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Warning used-by-stale(Stripe): lib/*.js
    "#]]);
}

#[test]
fn a_glob_that_matches_nothing_is_a_warning() {
    sound().with(ROW, "| pay | `src/**/*.ts` | - |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Warning used-by-stale(Stripe): src/**/*.ts
        src/pay.js:1:1 Warning used-by-missing(Stripe): const { client } = require('./integrations/stripe/client');
    "#]]);
}

#[test]
fn an_own_file_that_is_listed_is_not_called_stale() {
    sound()
        .with(ROW, &format!("| own | `src/integrations/stripe/client.js` | - | Makes it |\n{ROW}"))
        .is_clean();
}

#[test]
fn folders_globs_and_other_spellings_of_a_path_are_read() {
    for file in [
        "`src/`",
        "src/pay.js",
        "`./src/pay.js`",
        "`src\\pay.js`",
        "`src/*.js`",
        "`src/{pay,refund}.js`",
        "`**/pay.js`",
        "[pay.js](src/pay.js)",
        "`src/pay.js:12`",
    ] {
        sound().with(ROW, &format!("| pay | {file} | - |")).is_clean();
    }
}

#[test]
fn functions_are_found_in_the_forms_they_are_written() {
    for function in ["`pay`", "pay()", "`pay(amount)`", "`async pay()`", "-", "", "N/A", "—"] {
        sound().with(ROW, &format!("| pay | `src/pay.js` | {function} |")).is_clean();
    }
}

#[test]
fn methods_members_aliases_and_handed_on_names_are_functions_too() {
    let files = sound().with(
        "async function pay(amount) {",
        "\
class Till {
  static open() {}
  async charge(amount) {}
}
const refund = async (id) => client.refunds.create({ id });
const api = { list() {}, find: (id) => id };
module.exports.settle = function () {};
export { refund as giveBack };
export { audit } from './audit.js';
async function pay(amount) {",
    );
    for function in [
        "Till.charge",
        "charge",
        "Till.open",
        "Till#charge",
        "refund",
        "api.list",
        "api.find",
        "settle",
        "giveBack",
        "audit",
        "Till",
    ] {
        files.clone().with(ROW, &format!("| pay | `src/pay.js` | `{function}()` |")).is_clean();
    }
    files.with(ROW, "| pay | `src/pay.js` | `Till.refund()` |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:25 Error used-by-stale(Stripe): Till.refund
    "#]]);
}

#[test]
fn one_of_several_functions_in_a_cell_that_is_gone_is_reported() {
    sound().with(ROW, "| pay | `src/pay.js` | `pay()`, `refund()` |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:34 Error used-by-stale(Stripe): refund
    "#]]);
}

#[test]
fn tests_and_other_languages_are_not_called_stale() {
    sound()
        .with(
            ROW,
            &format!(
                "| test | `tests/pay.test.js` | - | x |\n| go | `worker/main.go` | - | x |\n{ROW}"
            ),
        )
        .and("//- /tests/pay.test.js\nit('pays', () => {});\n//- /worker/main.go\npackage main\n")
        .is_clean();
}

#[test]
fn a_file_that_goes_past_the_binding_has_that_finding_alone() {
    sound().with("require('./integrations/stripe/client')", "require('stripe')").finds(expect![[
        r#"
            src/pay.js:1:1 Warning direct-sdk-import(Stripe): const { client } = require('stripe');
        "#
    ]]);
}

#[test]
fn a_use_by_import_type_counts() {
    sound()
        .with(ROW, &format!("| types | `src/types.ts` | - | Types |\n{ROW}"))
        .and("//- /src/types.ts\nimport type { Client } from './integrations/stripe/client.js';\nexport type Mine = Client;\n")
        .is_clean();
}

#[test]
fn a_file_whose_imports_may_reach_the_binding_is_not_called_stale() {
    for import in ["import * as all from './integrations';", "import x from '~bindings/stripe';"] {
        sound()
            .with("const { client } = require('./integrations/stripe/client');", import)
            .and("//- /src/integrations/index.js\nexport * from './stripe/client';\n")
            .is_clean();
    }
}

#[test]
fn a_planned_integration_may_name_users_to_come() {
    sound()
        .with("**Status:** `active`", "**Status:** `planned`")
        .with("| Payments | Active |", "| Payments | Planned |")
        .with(ROW, &format!("| soon | `src/soon.js` | `pay()` | Soon |\n{ROW}"))
        .is_clean();
}

#[test]
fn a_file_on_its_way_from_the_editor_to_the_disk_is_there() {
    let files = sound().with(ROW, &format!("| new | `src/new.js` | `fresh()` | New |\n{ROW}"));
    let mut fixture = Fixture::new(&files.0);
    expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Error used-by-stale(Stripe): src/new.js
    "#]]
    .assert_eq(&render(&fixture.snapshot()));
    fixture.open(
        "src/new.js",
        "import { client } from './integrations/stripe/client';\nexport function fresh() { client.ping(); }\n",
    );
    assert_eq!(render(&fixture.snapshot()), "");
}

#[test]
fn a_line_behind_the_file_is_no_function() {
    for place in ["src/pay.js#L2", "src/pay.js#L1-L2", "src/pay.js:1-2"] {
        sound().with(ROW, &format!("| pay | `{place}` | - |")).is_clean();
    }
}

#[test]
fn a_binding_that_another_user_imports_and_exports_may_still_be_used() {
    let through = |door: &str, user: &str| {
        let rows =
            format!("| door | `src/b.js` | - | Hands on |\n| q | `src/q.js` | - | Asks |\n{ROW}");
        sound().with(ROW, &rows).and(&format!("//- /src/b.js\n{door}\n//- /src/q.js\n{user}\n"))
    };
    let import = "import { client as pay } from './integrations/stripe/client';\n";
    through(&format!("{import}export {{ pay }};"), "import { pay } from './b';").is_clean();
    through(&format!("{import}export default pay;"), "import pay from './b';").is_clean();
    through("module.exports = require('./integrations/stripe/client');", "require('./b');")
        .is_clean();
    // What the other file defines itself is no binding.
    let own = through(
        &format!("{import}export function own() {{ pay(); }}"),
        "import { own } from './b';",
    );
    assert!(render(&Fixture::new(&own.0).snapshot()).contains("used-by-stale(Stripe): src/q.js"));
}

#[test]
fn a_pattern_written_as_seen_from_a_package_matches_there() {
    for pattern in ["src/{pay,ship}.js", "src/*.js", "[id]/*.js", "src/**/*.js"] {
        let files = sound()
            .with("`src/pay.js`", &format!("`{pattern}`"))
            .and("//- /packages/web/src/pay.js\nx;\n//- /packages/web/[id]/pay.js\nx;\n");
        let findings = all_findings(&Fixture::new(&files.0).snapshot());
        let is_about_nothing = |it: &Finding| it.message.contains("nothing matches");
        assert!(!findings.iter().any(is_about_nothing), "{pattern}");
    }
}

#[test]
fn while_somebody_types_in_a_file_nothing_in_it_is_called_gone() {
    // The brace that is missing swallows the function, or the import.
    for (from, to) in [
        ("async function pay(amount) {", "if (open {\nasync function pay(amount) {"),
        ("async function pay(amount) {", "async function pay(amount {"),
        ("const { client } = require(", "const { client } = = requir("),
    ] {
        let files = sound().with(from, to);
        let found = render(&Fixture::new(&files.0).snapshot());
        assert!(!found.contains("used-by-stale"), "{to}: {found}");
    }
    // A function that is nowhere in the text is gone all the same.
    sound()
        .with("async function pay(amount) {", "async function settle(amount {")
        .with("module.exports = { pay }", "module.exports = { settle }")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55:25 Error used-by-stale(Stripe): pay
        "#]]);
}

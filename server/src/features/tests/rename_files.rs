use expect_test::{Expect, expect};

use super::rename::{changed, findings};
use super::*;
use crate::features::{Move, file_renames};
use crate::rules::FileEdit;
use crate::text::{Edit, apply_edits};

fn path(text: &str) -> RelPath {
    RelPath::parse(text).expect("a path")
}

fn moves(pairs: &[(&str, &str)]) -> Vec<Move> {
    pairs.iter().map(|(from, to)| Move { from: path(from), to: path(to) }).collect()
}

fn check(from: &str, to: &str, files: &str, pairs: &[(&str, &str)], expect: Expect) -> Fixture {
    let fixture = sound_with(from, to, files);
    let edits = file_renames(&fixture.snapshot(), &moves(pairs));
    expect.assert_eq(&changed(&fixture.snapshot(), &edits));
    fixture
}

/// Applies the edits and moves the files on disk.
fn carry_out(fixture: &mut Fixture, pairs: &[(&str, &str)]) {
    let snapshot = fixture.snapshot();
    let edits = file_renames(&snapshot, &moves(pairs));
    let mut paths: Vec<&RelPath> = edits.iter().map(|edit: &FileEdit| &edit.path).collect();
    paths.dedup();
    for path in paths {
        let own: Vec<Edit> =
            edits.iter().filter(|it| it.path == *path).map(|it| it.edit.clone()).collect();
        let text = snapshot.document(path).expect("there").text().to_string();
        fixture.write(path.as_str(), &apply_edits(&text, &own).expect("edits that fit"));
    }
    for (from, to) in pairs {
        let (from, to) = (path(from), path(to));
        let files: Vec<RelPath> = snapshot.files_in(&from).cloned().collect();
        for file in files {
            let below = file.relative_to(&from).expect("below");
            let text = snapshot.document(&file).expect("there").text().to_string();
            fixture.remove(file.as_str());
            fixture.write(to.join(below).expect("below the root").as_str(), &text);
        }
    }
}

#[test]
fn a_moved_user_is_moved_in_its_row() {
    check(
        "## Purpose",
        "## Purpose",
        "",
        &[("src/pay.js", "src/checkout/charge.js")],
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55: | pay | `src/checkout/charge.js` | `pay()` | Takes a payment |
        "#]],
    );
}

#[test]
fn a_moved_binding_is_moved_everywhere() {
    let to = "\
**Binding Module:**
- **Location:** `./src/integrations/stripe/`
- **Main File:** [client](src/integrations/stripe/client.js#L2)
- **Windows:** `src\\integrations\\stripe\\client.js`
- **Function:** `src/integrations/stripe/client.js::client`, src/integrations/stripe/client.js:12.
- **Others:** `src/integrations/stripe-old/`, `my/src/integrations/stripe/`, `src/integrations/`
- **Glob:** `src/integrations/stripe/**`

**Module Structure:**
```
src/integrations/stripe/
├── client.js   # 文 😀
└── index.js
```";
    check(
        "**Binding Module:**\n- **Location:** `src/integrations/stripe/`",
        to,
        "//- /src/integrations/stripe/index.js\n",
        &[("src/integrations/stripe", "lib/pay/adyen")],
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21: | Stripe | Payments | Active | `lib/pay/adyen/` | $20 | NO |
            THIRD_PARTY_INTEGRATIONS.md:43: - **Location:** `./lib/pay/adyen/`
            THIRD_PARTY_INTEGRATIONS.md:44: - **Main File:** [client](lib/pay/adyen/client.js#L2)
            THIRD_PARTY_INTEGRATIONS.md:45: - **Windows:** `lib\pay\adyen\client.js`
            THIRD_PARTY_INTEGRATIONS.md:46: - **Function:** `lib/pay/adyen/client.js::client`, lib/pay/adyen/client.js:12.
            THIRD_PARTY_INTEGRATIONS.md:48: - **Glob:** `lib/pay/adyen/**`
            THIRD_PARTY_INTEGRATIONS.md:52: lib/pay/adyen/
        "#]],
    );
}

#[test]
fn a_tree_follows_the_names_in_it() {
    let to = "\
**Binding Module:** `src/integrations/stripe/`

**Module Structure:**
```
stripe/
├── client.js   # calls
├── lib/
│   └── client.js
└── index.js
```";
    let files =
        "//- /src/integrations/stripe/index.js\n//- /src/integrations/stripe/lib/client.js\n";
    let from = "**Binding Module:**\n- **Location:** `src/integrations/stripe/`";
    let renamed =
        [("src/integrations/stripe/lib/client.js", "src/integrations/stripe/lib/http.js")];
    check(
        from,
        to,
        files,
        &renamed,
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49: │   └── http.js
    "#]],
    );
    let renamed = [("src/integrations/stripe", "src/integrations/adyen")];
    check(
        from,
        to,
        files,
        &renamed,
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21: | Stripe | Payments | Active | `src/integrations/adyen/` | $20 | NO |
        THIRD_PARTY_INTEGRATIONS.md:42: **Binding Module:** `src/integrations/adyen/`
        THIRD_PARTY_INTEGRATIONS.md:46: adyen/
    "#]],
    );
    // What leaves its folder leaves the tree: that is for the writer to say.
    let gone = [("src/integrations/stripe/index.js", "src/index.js")];
    check(from, to, files, &gone, expect![[""]]);
}

#[test]
fn several_moves_at_once_are_one_edit_each() {
    check(
        "| pay | `src/pay.js` |",
        "| pay | `src/pay.js`, `src/refund.js` |",
        "//- /src/refund.js\n",
        &[("src", "lib"), ("src/pay.js", "lib/till/pay.js"), ("src/refund.js", "src/pay.js")],
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21: | Stripe | Payments | Active | `lib/integrations/stripe/` | $20 | NO |
            THIRD_PARTY_INTEGRATIONS.md:43: - **Location:** `lib/integrations/stripe/`
            THIRD_PARTY_INTEGRATIONS.md:55: | pay | `lib/till/pay.js`, `src/pay.js` | `pay()` | Takes a payment |
        "#]],
    );
}

#[test]
fn a_folder_row_and_a_glob_follow_their_folder() {
    check(
        "| pay | `src/pay.js` | `pay()` |",
        "| pay | `src/shop/` | - |\n| all | `src/shop/**/*.js` | - |\n| one | `src\\shop\\a.js` | - |",
        "//- /src/shop/a.js\n",
        &[("src/shop", "src/store/front")],
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55: | pay | `src/store/front/` | - |
            THIRD_PARTY_INTEGRATIONS.md:56: | all | `src/store/front/**/*.js` | - |
            THIRD_PARTY_INTEGRATIONS.md:57: | one | `src\store\front\a.js` | - | Takes a payment |
        "#]],
    );
}

#[test]
fn a_path_written_by_its_end_keeps_its_length() {
    let row = "| pay | `src/pay.js` | `pay()` |";
    let short = "| pay | `till/pay.js` | `pay()` |\n| w | `./till/pay.js` | - |";
    let files = "//- /src/shop/till/pay.js\n";
    check(
        row,
        short,
        files,
        &[("src/shop/till/pay.js", "src/desk/take.js")],
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55: | pay | `desk/take.js` | `pay()` |
        THIRD_PARTY_INTEGRATIONS.md:56: | w | `./desk/take.js` | - | Takes a payment |
    "#]],
    );
    // Still true.
    check(row, short, files, &[("src/shop", "src/store")], expect![[""]]);
    // The short one would name another file.
    let twice = "//- /src/shop/till/pay.js\n//- /lib/desk/pay.js\n";
    check(
        row,
        short,
        twice,
        &[("src/shop/till", "src/shop/desk")],
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55: | pay | `src/shop/desk/pay.js` | `pay()` |
        THIRD_PARTY_INTEGRATIONS.md:56: | w | `./src/shop/desk/pay.js` | - | Takes a payment |
    "#]],
    );
}

#[test]
fn a_contract_in_docs_is_seen_from_both_folders() {
    let sound = sound_workspace().replacen("//- /THIRD", "//- /docs/THIRD", 1);
    let text = sound.replacen(
        "**Purpose:** Takes payments.",
        "**Purpose:** [pay](../src/pay.js) and `../src/pay.js`, `src/pay.js`.",
        1,
    );
    let fixture = Fixture::new(&text);
    let edits = file_renames(&fixture.snapshot(), &moves(&[("src/pay.js", "docs/pay.js")]));
    expect![[r#"
        docs/THIRD_PARTY_INTEGRATIONS.md:31: **Purpose:** [pay](pay.js) and `pay.js`, `docs/pay.js`.
        docs/THIRD_PARTY_INTEGRATIONS.md:55: | pay | `docs/pay.js` | `pay()` | Takes a payment |
    "#]]
    .assert_eq(&changed(&fixture.snapshot(), &edits));
}

#[test]
fn infra_follows_too() {
    let infra = "//- /INFRA_CONTRACT.md\n# Infra\n\n**File:** `src/pay.js`\n\n| Variable | Used By |\n|---|---|\n| `PORT` | src/pay.js, src/pay.jsx |\n";
    check(
        "## Purpose",
        "## Purpose",
        infra,
        &[("src/pay.js", "src/till.js")],
        expect![[r#"
        INFRA_CONTRACT.md:3: **File:** `src/till.js`
        INFRA_CONTRACT.md:7: | `PORT` | src/till.js, src/pay.jsx |
        THIRD_PARTY_INTEGRATIONS.md:55: | pay | `src/till.js` | `pay()` | Takes a payment |
    "#]],
    );
}

#[test]
fn a_word_is_not_taken_for_a_folder() {
    let to = "Takes payments, stripe by stripe, see `stripe/` and `stripe`.";
    check(
        "Takes payments.",
        to,
        "//- /stripe/a.js\n",
        &[("stripe", "adyen")],
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:31: **Purpose:** Takes payments, stripe by stripe, see `adyen/` and `stripe`.
    "#]],
    );
    check(
        "- **Location:** `src/integrations/stripe/`",
        "- **Location:** `stripe`",
        "//- /stripe/a.js\n",
        &[("stripe", "adyen")],
        expect![[""]],
    );
}

#[test]
fn what_is_elsewhere_changes_nothing() {
    let nothing = expect![[""]];
    check("## Purpose", "## Purpose", "", &[("src/other.js", "src/another.js")], nothing);
    check("## Purpose", "## Purpose", "", &[("src/pay", "src/till")], expect![[""]]);
    check("## Purpose", "## Purpose", "", &[("src/pay.js", "src/pay.js")], expect![[""]]);
    let url =
        "Takes payments, https://x.dev/src/pay.js, x/src/pay.js, src/pay.js.map, src/pay.jsx.";
    check(
        "Takes payments.",
        url,
        "",
        &[("src/pay.js", "src/till.js")],
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55: | pay | `src/till.js` | `pay()` | Takes a payment |
    "#]],
    );
}

#[test]
fn a_sound_workspace_is_sound_after_a_move() {
    let nothing = Vec::<String>::new();
    for pairs in [
        &[("src/pay.js", "src/till.js")][..],
        &[("src", "lib")],
        &[("src/integrations", "src/outside"), ("src/pay.js", "src/take.js")],
    ] {
        let mut fixture = Fixture::new(&sound_workspace());
        carry_out(&mut fixture, pairs);
        // What source imports is the language's own server's business.
        if let [("src/integrations", _), ..] = pairs {
            fixture.write(
                "src/take.js",
                "const { client } = require('./outside/stripe/client');\nasync function pay(a) {\n  return client.paymentIntents.create({ a });\n}\nmodule.exports = { pay };\n",
            );
        }
        assert_eq!(findings(&fixture.snapshot()), nothing, "{pairs:?}");
    }
}

#[test]
fn a_move_back_gives_the_same_bytes() {
    let mut fixture = Fixture::new(&sound_workspace());
    let contract = path("THIRD_PARTY_INTEGRATIONS.md");
    let before = fixture.snapshot().document(&contract).expect("there").text().to_string();
    for (there, back) in [
        (("src/pay.js", "src/shop/till.js"), ("src/shop/till.js", "src/pay.js")),
        (("src/integrations/stripe", "lib/x"), ("lib/x", "src/integrations/stripe")),
        (("src", "lib"), ("lib", "src")),
    ] {
        carry_out(&mut fixture, &[there]);
        let moved = fixture.snapshot().document(&contract).expect("there").text().to_string();
        assert_ne!(moved, before);
        carry_out(&mut fixture, &[back]);
        let after = fixture.snapshot().document(&contract).expect("there").text().to_string();
        assert_eq!(after, before);
    }
}

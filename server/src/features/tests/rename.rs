use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::features::{prepare_rename, rename};
use crate::rules::{FileEdit, Findings};
use crate::text::{Edit, apply_edits};

/// The files that edits change, with their texts afterwards.
fn edited(snapshot: &Snapshot, edits: &[FileEdit]) -> BTreeMap<RelPath, String> {
    let mut files: BTreeMap<RelPath, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        files.entry(edit.path.clone()).or_default().push(edit.edit.clone());
    }
    let apply = |(path, edits): (RelPath, Vec<Edit>)| {
        let document = snapshot.document(&path).expect("a file that is there");
        let mut sorted = edits.clone();
        sorted.sort_by_key(|edit| edit.range);
        for pair in sorted.windows(2) {
            assert!(
                pair[0].range.end() <= pair[1].range.start(),
                "{path}: edits overlap: {pair:?}"
            );
        }
        (path, apply_edits(document.text(), &edits).expect("edits that fit"))
    };
    files.into_iter().map(apply).collect()
}

/// The lines that edits change: `path:line: line`. All other lines stay as they are, to the byte.
pub(super) fn changed(snapshot: &Snapshot, edits: &[FileEdit]) -> String {
    let mut lines = String::new();
    for (path, after) in edited(snapshot, edits) {
        let before = snapshot.document(&path).expect("a file that is there");
        let (old, new): (Vec<&str>, Vec<&str>) =
            (before.text().split('\n').collect(), after.split('\n').collect());
        assert_eq!(old.len(), new.len(), "{path}: no line comes or goes");
        for (number, (_, new)) in old.iter().zip(&new).enumerate().filter(|(_, (a, b))| a != b) {
            lines += &format!("{path}:{}: {}\n", number + 1, new.trim_end_matches('\r'));
        }
    }
    lines
}

pub(super) fn findings(snapshot: &Snapshot) -> Vec<String> {
    let findings = Findings::compute(snapshot, None, &|| false).expect("not cancelled");
    let all = findings.by_file().values().flat_map(|found| found.iter());
    all.map(|finding| format!("{} {}: {}", finding.path, finding.rule, finding.message)).collect()
}

/// Renames what stands at the cursor, shows the changed lines, and renames it back, which has to
/// give the same bytes.
fn check_fixture(mut fixture: Fixture, new: &str, expect: Expect) -> Fixture {
    let (path, offset) = cursor(&fixture);
    let before = fixture.snapshot();
    let target = prepare_rename(&before, &path, offset).expect("a name");
    assert!(target.range.touches(offset), "the name is not at the cursor");
    let edits = rename(&before, &path, offset, new).expect("a rename");
    expect.assert_eq(&changed(&before, &edits));

    let renamed = edited(&before, &edits);
    let originals: Vec<(RelPath, String)> = renamed
        .keys()
        .map(|path| (path.clone(), before.document(path).expect("there").text().to_string()))
        .collect();
    for (path, text) in &renamed {
        fixture.write(path.as_str(), text);
        fixture.close(path.as_str());
    }
    let after = fixture.snapshot();
    let contract = RelPath::parse("THIRD_PARTY_INTEGRATIONS.md").expect("a path");
    let text = after.document(&contract).expect("the contract").text().to_string();
    // Where the new name first stands in the contract as a whole word.
    let declared = crate::features::words::whole_words(&text, new);
    if let Some(place) = declared.first() {
        let old = target.name.clone();
        let back = rename(&after, &contract, place.start(), &old).expect("the way back");
        let restored = edited(&after, &back);
        for (path, original) in &originals {
            assert_eq!(restored.get(path), Some(original), "{path}: there and back");
        }
    }
    fixture
}

fn check(from: &str, to: &str, files: &str, new: &str, expect: Expect) -> Fixture {
    check_fixture(sound_with(from, to, files), new, expect)
}

/// Checks why a rename is refused.
fn refuses(from: &str, to: &str, files: &str, new: &str, expect: Expect) {
    let fixture = sound_with(from, to, files);
    let (path, offset) = cursor(&fixture);
    let refusal = rename(&fixture.snapshot(), &path, offset, new).expect_err("a refusal");
    expect.assert_eq(&refusal.to_string());
}

const ROW: (&str, &str) = ("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE_$0SECRET_KEY` | YES");
const HEADING: (&str, &str) = ("### Stripe (Payments)", "### Str$0ipe (Payments)");

#[test]
fn a_variable_is_renamed_in_the_contract_and_in_source() {
    let fixture = check(
        ROW.0,
        ROW.1,
        "",
        "PAY_KEY",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:40: - **Method:** API key in `PAY_KEY`
        THIRD_PARTY_INTEGRATIONS.md:49: | `PAY_KEY` | YES | - | Secret key | `sk_test_...` |
        src/integrations/stripe/client.js:2: const client = new Stripe(process.env.PAY_KEY);
    "#]],
    );
    assert_eq!(findings(&fixture.snapshot()), Vec::<String>::new());
}

#[test]
fn every_form_of_source_is_renamed_as_it_is_written() {
    let files = "\
//- /src/b.js
const { STRIPE_SECRET_KEY, OTHER } = process.env;
function f({ STRIPE_SECRET_KEY = 'x' } = process.env) {}
const { STRIPE_SECRET_KEY: k } = process.env;
const 文 = '😀' + process.env['STRIPE_SECRET_KEY'] + process.env?.STRIPE_SECRET_KEY;
if ('STRIPE_SECRET_KEY' in process.env) f(STRIPE_SECRET_KEY);
required(\"STRIPE_SECRET_KEY\");
process.env.STRIPE_SECRET_KEY_2 + process.env.MY_STRIPE_SECRET_KEY;
// process.env.STRIPE_SECRET_KEY
//- /src/c.ts
import { STRIPE_SECRET_KEY } from '$env/static/private';
export const key: string = STRIPE_SECRET_KEY;
//- /src/d.js
const NAME = 'STRIPE_SECRET_KEY';
export const key = process.env[NAME];
//- /src/main.rs
fn key() -> String { std::env::var(\"STRIPE_SECRET_KEY\").unwrap() }
const NAME: &str = r\"STRIPE_SECRET_KEY\";
fn other() -> String { std::env::var(NAME).unwrap() }
#[derive(clap::Parser)]
struct Args { #[arg(long, env = \"STRIPE_SECRET_KEY\")] key: String }
";
    check(
        ROW.0,
        ROW.1,
        files,
        "PAY_KEY",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:40: - **Method:** API key in `PAY_KEY`
        THIRD_PARTY_INTEGRATIONS.md:49: | `PAY_KEY` | YES | - | Secret key | `sk_test_...` |
        src/b.js:1: const { PAY_KEY: STRIPE_SECRET_KEY, OTHER } = process.env;
        src/b.js:2: function f({ PAY_KEY: STRIPE_SECRET_KEY = 'x' } = process.env) {}
        src/b.js:3: const { PAY_KEY: k } = process.env;
        src/b.js:4: const 文 = '😀' + process.env['PAY_KEY'] + process.env?.PAY_KEY;
        src/b.js:5: if ('PAY_KEY' in process.env) f(STRIPE_SECRET_KEY);
        src/b.js:6: required("PAY_KEY");
        src/c.ts:1: import { PAY_KEY as STRIPE_SECRET_KEY } from '$env/static/private';
        src/d.js:1: const NAME = 'PAY_KEY';
        src/integrations/stripe/client.js:2: const client = new Stripe(process.env.PAY_KEY);
        src/main.rs:1: fn key() -> String { std::env::var("PAY_KEY").unwrap() }
        src/main.rs:2: const NAME: &str = r"PAY_KEY";
        src/main.rs:5: struct Args { #[arg(long, env = "PAY_KEY")] key: String }
    "#]],
    );
}

#[test]
fn a_renamed_pattern_is_read_as_the_new_variable() {
    let files =
        "//- /src/b.js\nconst { STRIPE_SECRET_KEY } = process.env;\nuse(STRIPE_SECRET_KEY);\n";
    let fixture = check(
        ROW.0,
        ROW.1,
        files,
        "PAY_KEY",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:40: - **Method:** API key in `PAY_KEY`
        THIRD_PARTY_INTEGRATIONS.md:49: | `PAY_KEY` | YES | - | Secret key | `sk_test_...` |
        src/b.js:1: const { PAY_KEY: STRIPE_SECRET_KEY } = process.env;
        src/integrations/stripe/client.js:2: const client = new Stripe(process.env.PAY_KEY);
    "#]],
    );
    let snapshot = fixture.snapshot();
    assert_eq!(snapshot.env_uses("PAY_KEY").len(), 2);
    assert_eq!(snapshot.env_uses("STRIPE_SECRET_KEY").len(), 0);
}

#[test]
fn dotenv_and_settings_are_renamed_where_they_mean_the_environment() {
    let files = "\
//- /.env.example
# STRIPE_SECRET_KEY is secret
STRIPE_SECRET_KEY=sk_test_x
# STRIPE_SECRET_KEY=old
export URL=https://x/${STRIPE_SECRET_KEY}/$STRIPE_SECRET_KEY
NOTE=STRIPE_SECRET_KEY
//- /compose.yaml
services:
  shop:
    environment:
      STRIPE_SECRET_KEY: ${STRIPE_SECRET_KEY:-none}
      # STRIPE_SECRET_KEY
    command: [\"--key\", \"$STRIPE_SECRET_KEY\"]
//- /.github/workflows/ci.yml
env:
  STRIPE_SECRET_KEY: ${{ secrets.STRIPE_SECRET_KEY }}
//- /k8s/deploy.yaml
env:
  - name: STRIPE_SECRET_KEY
    valueFrom:
      secretKeyRef:
        name: stripe
        key: STRIPE_SECRET_KEY
//- /Dockerfile
ARG STRIPE_SECRET_KEY
ENV A=${STRIPE_SECRET_KEY}
//- /main.tf
x = { STRIPE_SECRET_KEY = var.STRIPE_SECRET_KEY }
//- /app.py
key = os.environ[\"STRIPE_SECRET_KEY\"]
STRIPE_SECRET_KEY = key
//- /notes.md
STRIPE_SECRET_KEY
";
    check(
        ROW.0,
        ROW.1,
        files,
        "PAY_KEY",
        expect![[r#"
        .env.example:2: PAY_KEY=sk_test_x
        .env.example:3: # PAY_KEY=old
        .env.example:4: export URL=https://x/${PAY_KEY}/$PAY_KEY
        .github/workflows/ci.yml:2:   PAY_KEY: ${{ secrets.STRIPE_SECRET_KEY }}
        Dockerfile:1: ARG PAY_KEY
        Dockerfile:2: ENV A=${PAY_KEY}
        THIRD_PARTY_INTEGRATIONS.md:40: - **Method:** API key in `PAY_KEY`
        THIRD_PARTY_INTEGRATIONS.md:49: | `PAY_KEY` | YES | - | Secret key | `sk_test_...` |
        app.py:1: key = os.environ["PAY_KEY"]
        compose.yaml:4:       PAY_KEY: ${PAY_KEY:-none}
        compose.yaml:6:     command: ["--key", "$PAY_KEY"]
        k8s/deploy.yaml:2:   - name: PAY_KEY
        main.tf:1: x = { PAY_KEY = var.STRIPE_SECRET_KEY }
        src/integrations/stripe/client.js:2: const client = new Stripe(process.env.PAY_KEY);
    "#]],
    );
}

const INFRA: &str = "\
//- /INFRA_CONTRACT.md
# Infra

## Third-Party Service Configuration

#### 💳 Stripe (Payments)

| Variable | Required | Description |
|----------|----------|-------------|
| `STRIPE_SECRET_KEY` | YES | 鍵 😀, see `STRIPE_SECRET_KEY` |

**See Also:** THIRD_PARTY_INTEGRATIONS.md (Stripe), [Stripe](THIRD_PARTY_INTEGRATIONS.md#stripe-payments)

```env
STRIPE_SECRET_KEY=sk_test_x
```

- `STRIPE_SECRET_KEY_2`: another
";

#[test]
fn infra_and_prose_are_renamed_too() {
    let to =
        "| `STRIPE_$0SECRET_KEY` | YES | - | 漢字 😀 STRIPE_SECRET_KEYの鍵 `STRIPE_SECRET_KEY`";
    check(
        "| `STRIPE_SECRET_KEY` | YES",
        to,
        INFRA,
        "PAY_KEY",
        expect![[r#"
        INFRA_CONTRACT.md:9: | `PAY_KEY` | YES | 鍵 😀, see `PAY_KEY` |
        INFRA_CONTRACT.md:14: PAY_KEY=sk_test_x
        THIRD_PARTY_INTEGRATIONS.md:40: - **Method:** API key in `PAY_KEY`
        THIRD_PARTY_INTEGRATIONS.md:49: | `PAY_KEY` | YES | - | 漢字 😀 PAY_KEYの鍵 `PAY_KEY` | - | Secret key | `sk_test_...` |
        src/integrations/stripe/client.js:2: const client = new Stripe(process.env.PAY_KEY);
    "#]],
    );
}

#[test]
fn every_place_of_a_variable_gives_the_same_rename() {
    let files = format!(
        "{INFRA}//- /.env.example\nSTRIPE_SECRET_KEY=x\n//- /compose.yaml\nX: ${{STRIPE_SECRET_KEY}}\n//- /src/w.js\nrequired('STRIPE_SECRET_KEY');\n"
    );
    let whole = sound_workspace() + &files;
    let expected = {
        let fixture = Fixture::new(&whole.replacen(ROW.0, ROW.1, 1));
        let (path, offset) = cursor(&fixture);
        rename(&fixture.snapshot(), &path, offset, "PAY_KEY").expect("a rename")
    };
    let mut asked = 0;
    for (at, name) in whole.match_indices("STRIPE_SECRET_KEY") {
        if whole[at + name.len()..].starts_with('_') {
            continue;
        }
        for inside in [0, 5, name.len()] {
            let mut text = whole.clone();
            text.insert_str(at + inside, "$0");
            let fixture = Fixture::new(&text);
            let (path, offset) = cursor(&fixture);
            let edits = rename(&fixture.snapshot(), &path, offset, "PAY_KEY");
            assert_eq!(edits.as_ref(), Ok(&expected), "from {path} at {offset}");
            asked += 1;
        }
    }
    assert_eq!(asked, 27);
}

#[test]
fn windows_line_ends_are_kept() {
    let sound = sound_workspace().replacen(ROW.0, ROW.1, 1);
    let (head, contract) = sound.split_once('\n').expect("the first file");
    let (contract, rest) = contract.split_once("//- /src").expect("the second file");
    let text = format!("{head}\n{}//- /src{rest}", contract.replace('\n', "\r\n"));
    let fixture = Fixture::new(&text);
    check_fixture(
        fixture,
        "PAY_KEY",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:40: - **Method:** API key in `PAY_KEY`
        THIRD_PARTY_INTEGRATIONS.md:49: | `PAY_KEY` | YES | - | Secret key | `sk_test_...` |
        src/integrations/stripe/client.js:2: const client = new Stripe(process.env.PAY_KEY);
    "#]],
    );
}

#[test]
fn a_text_that_is_not_saved_is_what_is_renamed() {
    let mut fixture = sound_with(ROW.0, ROW.1, "");
    fixture.open("src/integrations/stripe/client.js", "\n\nx(process.env.STRIPE_SECRET_KEY);\n");
    let (path, offset) = cursor(&fixture);
    let edits = rename(&fixture.snapshot(), &path, offset, "PAY_KEY").expect("a rename");
    expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:40: - **Method:** API key in `PAY_KEY`
        THIRD_PARTY_INTEGRATIONS.md:49: | `PAY_KEY` | YES | - | Secret key | `sk_test_...` |
        src/integrations/stripe/client.js:3: x(process.env.PAY_KEY);
    "#]]
    .assert_eq(&changed(&fixture.snapshot(), &edits));
}

#[test]
fn a_name_that_is_none_or_taken_is_refused() {
    for new in ["", "1KEY", "A-B", "A B", "ÄKEY", "A.B", "`X`", "A*"] {
        let fixture = sound_with(ROW.0, ROW.1, "");
        let (path, offset) = cursor(&fixture);
        let refusal = rename(&fixture.snapshot(), &path, offset, new);
        assert!(refusal.is_err(), "{new}: {refusal:?}");
    }
    refuses(
        ROW.0,
        ROW.1,
        "",
        "1KEY",
        expect![
            "`1KEY` is no name of an environment variable: letters A-Z and a-z, digits and `_`, no digit first."
        ],
    );
    refuses(
        ROW.0,
        ROW.1,
        "",
        "Key",
        expect![
            "The contract would not read `Key` as the name of a variable: use capital letters, digits and `_`."
        ],
    );
    refuses(
        ROW.0,
        "| `STRIPE_PUBLIC` | NO | - | x | - |\n| `STRIPE_$0SECRET_KEY` | YES",
        "",
        "STRIPE_PUBLIC",
        expect![
            "`STRIPE_PUBLIC` is taken: THIRD_PARTY_INTEGRATIONS.md has a variable of this name."
        ],
    );
    refuses(
        ROW.0,
        ROW.1,
        "//- /src/b.js\nprocess.env.TAKEN;\n",
        "TAKEN",
        expect!["`TAKEN` is taken: src/b.js has a variable of this name."],
    );
    refuses(
        ROW.0,
        ROW.1,
        "//- /.env.example\nTAKEN=1\n",
        "TAKEN",
        expect!["`TAKEN` is taken: .env.example has a variable of this name."],
    );
    let infra = INFRA.replace(
        "| `STRIPE_SECRET_KEY` | YES | 鍵",
        "| `TAKEN` | NO | x |\n| `STRIPE_SECRET_KEY` | YES | 鍵",
    );
    refuses(
        ROW.0,
        ROW.1,
        &infra,
        "TAKEN",
        expect!["`TAKEN` is taken: INFRA_CONTRACT.md has a variable of this name."],
    );
}

#[test]
fn a_wildcard_is_not_renamed_and_keeps_what_it_documents() {
    let files = "//- /src/integrations/stripe/prices.js\nprocess.env.STRIPE_PRICE_A;\n";
    let row = "| `STRIPE_PRICE_*` | NO | - | Prices | - |\n| `STRIPE_SECRET_KEY` | YES";
    refuses(
        ROW.0,
        &row.replace("PRICE_", "PR$0ICE_"),
        files,
        "PAY_*",
        expect![
            "`STRIPE_PRICE_*` stands for every variable that begins so: rename the variables themselves, then this row."
        ],
    );
    let in_source = files.replace("PRICE_A", "PRI$0CE_A");
    refuses(
        ROW.0,
        row,
        &in_source,
        "PAY_PRICE_A",
        expect![
            "`STRIPE_PRICE_A` is documented by the row `STRIPE_PRICE_*` alone, which does not cover `PAY_PRICE_A`: nobody would document it."
        ],
    );
    let fixture = sound_with(ROW.0, row, &in_source);
    let (path, offset) = cursor(&fixture);
    let edits = rename(&fixture.snapshot(), &path, offset, "STRIPE_PRICE_B").expect("covered");
    expect![[r#"
        src/integrations/stripe/prices.js:1: process.env.STRIPE_PRICE_B;
    "#]]
    .assert_eq(&changed(&fixture.snapshot(), &edits));
}

#[test]
fn a_name_that_is_put_together_is_out_of_reach() {
    let parts = "//- /src/b.js\nprocess.env['STRIPE_' + 'SECRET_KEY'];\n";
    refuses(
        ROW.0,
        ROW.1,
        parts,
        "PAY_KEY",
        expect![
            "`STRIPE_SECRET_KEY` cannot be renamed: src/b.js puts the name together or takes it from elsewhere, and would go on using the old one."
        ],
    );
    let constant = "//- /src/b.js\nconst N = 'STRIPE_SECRET_KEY';\nprocess.env[$0N];\n";
    refuses(
        "## Purpose",
        "## Purpose",
        constant,
        "PAY_KEY",
        expect![
            "`STRIPE_SECRET_KEY` is only named by a constant or put together from parts here: rename it in the contract."
        ],
    );
}

#[test]
fn the_same_name_again_changes_nothing() {
    let fixture = sound_with(ROW.0, ROW.1, "");
    let (path, offset) = cursor(&fixture);
    assert_eq!(rename(&fixture.snapshot(), &path, offset, "STRIPE_SECRET_KEY"), Ok(Vec::new()));
}

#[test]
fn what_has_no_name_of_ours_is_not_renamed() {
    let nothing = "Only environment variables and services of the contract can be renamed here.";
    let told = |from: &str, to: &str| {
        let fixture = sound_with(from, to, "");
        let (path, offset) = cursor(&fixture);
        prepare_rename(&fixture.snapshot(), &path, offset).expect_err("a refusal").to_string()
    };
    assert_eq!(told("Takes payments.", "Ta$0kes payments."), nothing);
    assert_eq!(told("new Stripe(", "new Str$0ipe("), nothing);
    assert_eq!(told("require('stripe')", "require('str$0ipe')"), nothing);
    expect![
        "A path follows its file: rename or move the file, and the contract is updated with it."
    ]
    .assert_eq(&told("| `src/pay.js` |", "| `src/p$0ay.js` |"));
    expect!["A function or class is renamed where it is defined, by the language's own server."]
        .assert_eq(&told("`pay()`", "`p$0ay()`"));
}

#[test]
fn a_service_is_renamed_wherever_it_is_named() {
    let to = "\
## Integration Categories

### Money
- **Stripe** - cards
- Stripe: twice
- **Stripe Tax** - another

See [Stripe](#stripe-payments), [the section][s] and [elsewhere](#integrations).

[s]: #stripe-payments

## Integrations

<!-- contract-lsp-ignore-next-line env-unused(Stripe) -->
### 1. 💳 Str$0ipe (Payments)";
    let to = to.replace("#stripe-payments", "#1--stripe-payments");
    let files = format!(
        "{}//- /src/x.js\n// contract-lsp-ignore-next-line direct-sdk-import( Stripe ), env-unused(AWS) -- Stripe\nx();\n//- /README.md\nSee [Stripe](THIRD_PARTY_INTEGRATIONS.md#1--stripe-payments) and [x](#1--stripe-payments).\n",
        INFRA.replace("#stripe-payments", "#1--stripe-payments")
    );
    check(
        "## Integrations\n\n### Stripe (Payments)",
        &to,
        &files,
        "Adyen",
        expect![[r#"
        INFRA_CONTRACT.md:5: #### 💳 Adyen (Payments)
        INFRA_CONTRACT.md:11: **See Also:** THIRD_PARTY_INTEGRATIONS.md (Adyen), [Adyen](THIRD_PARTY_INTEGRATIONS.md#1--adyen-payments)
        README.md:1: See [Stripe](THIRD_PARTY_INTEGRATIONS.md#1--adyen-payments) and [x](#1--stripe-payments).
        THIRD_PARTY_INTEGRATIONS.md:21: | Adyen | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        THIRD_PARTY_INTEGRATIONS.md:26: - **Adyen** - cards
        THIRD_PARTY_INTEGRATIONS.md:27: - Adyen: twice
        THIRD_PARTY_INTEGRATIONS.md:30: See [Stripe](#1--adyen-payments), [the section][s] and [elsewhere](#integrations).
        THIRD_PARTY_INTEGRATIONS.md:32: [s]: #1--adyen-payments
        THIRD_PARTY_INTEGRATIONS.md:36: <!-- contract-lsp-ignore-next-line env-unused(Adyen) -->
        THIRD_PARTY_INTEGRATIONS.md:37: ### 1. 💳 Adyen (Payments)
        src/x.js:1: // contract-lsp-ignore-next-line direct-sdk-import( Adyen ), env-unused(AWS) -- Stripe
    "#]],
    );
}

#[test]
fn a_service_is_renamed_from_every_place() {
    let overview = ("| Stripe | Payments", "| Str$0ipe | Payments");
    let changed = check(
        overview.0,
        overview.1,
        INFRA,
        "Adyen",
        expect![[r#"
        INFRA_CONTRACT.md:5: #### 💳 Adyen (Payments)
        INFRA_CONTRACT.md:11: **See Also:** THIRD_PARTY_INTEGRATIONS.md (Adyen), [Adyen](THIRD_PARTY_INTEGRATIONS.md#adyen-payments)
        THIRD_PARTY_INTEGRATIONS.md:21: | Adyen | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        THIRD_PARTY_INTEGRATIONS.md:25: ### Adyen (Payments)
    "#]],
    );
    assert!(changed.snapshot().contracts()[0].integrations()[0].name.value == "Adyen");
    let also =
        INFRA.replace("MD (Stripe)", "MD (Stri$0pe)").replace("(Stripe), [", "(Str$0ipe), [");
    check(
        "## Purpose",
        "## Purpose",
        &also,
        "Adyen",
        expect![[r#"
        INFRA_CONTRACT.md:5: #### 💳 Adyen (Payments)
        INFRA_CONTRACT.md:11: **See Also:** THIRD_PARTY_INTEGRATIONS.md (Adyen), [Adyen](THIRD_PARTY_INTEGRATIONS.md#adyen-payments)
        THIRD_PARTY_INTEGRATIONS.md:21: | Adyen | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        THIRD_PARTY_INTEGRATIONS.md:25: ### Adyen (Payments)
    "#]],
    );
    let suppressed = "//- /src/x.js\n// contract-lsp-ignore-line direct-sdk-import(Str$0ipe)\n";
    check(
        "## Purpose",
        "## Purpose",
        suppressed,
        "Adyen",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21: | Adyen | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        THIRD_PARTY_INTEGRATIONS.md:25: ### Adyen (Payments)
        src/x.js:1: // contract-lsp-ignore-line direct-sdk-import(Adyen)
    "#]],
    );
}

#[test]
fn an_alias_in_the_overview_becomes_the_new_name_too() {
    let overview = "| 💳 Stripe Payments (cards) | Payments";
    let infra = INFRA.replacen("#### 💳 Stripe", "#### 💳 St$0ripe", 1);
    let fixture = sound_with("| Stripe | Payments", overview, &infra);
    let (path, offset) = cursor(&fixture);
    let edits = rename(&fixture.snapshot(), &path, offset, "Adyen").expect("a rename");
    expect![[r#"
        INFRA_CONTRACT.md:5: #### 💳 Adyen (Payments)
        INFRA_CONTRACT.md:11: **See Also:** THIRD_PARTY_INTEGRATIONS.md (Adyen), [Adyen](THIRD_PARTY_INTEGRATIONS.md#adyen-payments)
        THIRD_PARTY_INTEGRATIONS.md:21: | 💳 Adyen (cards) | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        THIRD_PARTY_INTEGRATIONS.md:25: ### Adyen (Payments)
    "#]]
    .assert_eq(&changed(&fixture.snapshot(), &edits));
}

#[test]
fn a_name_of_a_service_that_would_be_read_otherwise_is_refused() {
    refuses(
        HEADING.0,
        HEADING.1,
        "",
        "Stripe | Pay",
        expect![
            "`Stripe | Pay` cannot be the name of a service: as a heading it would be read otherwise. Use a plain name in one line, without `|`, parenthesis and dash."
        ],
    );
    for new in ["", "Pay (new)", "A - B", "💳", "A\nB", "`Pay`", "2. Pay", "Pay API", "[Pay]"] {
        let fixture = sound_with(HEADING.0, HEADING.1, "");
        let (path, offset) = cursor(&fixture);
        let refusal = rename(&fixture.snapshot(), &path, offset, new);
        assert!(refusal.is_err(), "{new}: {refusal:?}");
    }
    for new in ["AWS S3", "Yahoo!", "決済", "Pay & Go", "stripe"] {
        let fixture = sound_with(HEADING.0, HEADING.1, "");
        let (path, offset) = cursor(&fixture);
        let edits = rename(&fixture.snapshot(), &path, offset, new);
        assert!(edits.is_ok_and(|edits| edits.len() >= 2), "{new}");
    }
}

#[test]
fn a_name_of_another_section_is_refused() {
    let other = "### Adyen\n\n**Status:** active\n\n**Binding Module:** `src/adyen/`\n\n### Str$0ipe (Payments)";
    refuses(
        HEADING.0,
        other,
        "",
        "adyen",
        expect!["`adyen` is taken: the contract has a section Adyen, which is the same service."],
    );
    let s3 = "### Amazon S3\n\n**Status:** active\n\n**Binding Module:** `src/s3/`\n\n### Str$0ipe (Payments)";
    refuses(
        HEADING.0,
        s3,
        "",
        "AWS S3",
        expect![
            "`AWS S3` is taken: the contract has a section Amazon S3, which is the same service."
        ],
    );
}

#[test]
fn a_service_renamed_in_a_sound_workspace_leaves_it_sound() {
    let fixture = check(
        HEADING.0,
        HEADING.1,
        "",
        "Stripe Payments",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21: | Stripe Payments | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        THIRD_PARTY_INTEGRATIONS.md:25: ### Stripe Payments (Payments)
    "#]],
    );
    assert_eq!(findings(&fixture.snapshot()), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A variable renamed to any name that is one leaves a sound workspace sound, and renamed back
    /// gives the same bytes.
    #[test]
    fn a_rename_there_and_back_gives_the_same_bytes(new in "[A-Z][A-Z0-9_]{3,20}|[A-Z_a-z][A-Z0-9_a-z]{3,20}") {
        prop_assume!(new != "STRIPE_SECRET_KEY");
        let files = "//- /.env.example\n# 文 😀\nSTRIPE_SECRET_KEY=x\n//- /compose.yaml\nX: ${STRIPE_SECRET_KEY}\n";
        let sound = Fixture::new(&(sound_workspace() + files + INFRA));
        prop_assert_eq!(findings(&sound.snapshot()), Vec::<String>::new());
        let mut fixture = sound_with(ROW.0, ROW.1, &(files.to_owned() + INFRA));
        let (path, offset) = cursor(&fixture);
        let before = fixture.snapshot();
        let Ok(there) = rename(&before, &path, offset, &new) else {
            return Err(TestCaseError::reject("no name that a contract would read"));
        };
        let renamed = edited(&before, &there);
        for (path, text) in &renamed {
            fixture.open(path.as_str(), text);
        }
        let after = fixture.snapshot();
        prop_assert_eq!(findings(&after), Vec::<String>::new());
        let row = after.contracts()[0].integrations()[0].variables[0].name.range;
        let back = rename(&after, &path, row.start(), "STRIPE_SECRET_KEY").expect("the way back");
        let restored = edited(&after, &back);
        prop_assert_eq!(restored.len(), renamed.len());
        for (path, text) in restored {
            let original = before.document(&path).expect("there").text().to_string();
            prop_assert_eq!(text, original);
        }
    }
}

use expect_test::{Expect, expect};

use super::super::formatting;
use crate::text::{ByteRange, apply_edits};
use crate::workspace::RelPath;
use crate::workspace::fixture::{Fixture, sound_workspace};

fn check(files: &str, path: &str, within: Option<&str>, expect: Expect) {
    let fixture = Fixture::new(files);
    let snapshot = fixture.snapshot();
    let path = RelPath::parse(path).expect("a path");
    let document = snapshot.document(&path).expect("a file");
    let text = document.text();
    let within = within.map(|within| {
        let at = text.find(within).expect("it is in the text");
        ByteRange::new(at, at + within.len())
    });
    let edits = formatting(&snapshot, &path, text, within);
    let formatted = apply_edits(text, &edits).expect("edits that fit");
    let lines = text.lines().zip(formatted.lines()).filter(|(before, after)| before != after);
    expect.assert_eq(&lines.map(|(_, after)| format!("{after}\n")).collect::<String>());
}

#[test]
fn the_tables_of_contracts_are_aligned() {
    let files = sound_workspace();
    check(
        &files,
        "THIRD_PARTY_INTEGRATIONS.md",
        Some("| pay |"),
        expect![[r#"
        | Module | File         | Function | Usage           |
        |--------|--------------|----------|-----------------|
        | pay    | `src/pay.js` | `pay()`  | Takes a payment |
    "#]],
    );
    let infra =
        files + "//- /INFRA_CONTRACT.md\n| Variable | Note |\n|-|-|\n| `A_LONG_NAME` | x |\n";
    check(
        &infra,
        "INFRA_CONTRACT.md",
        None,
        expect![[r#"
        | Variable      | Note |
        |---------------|------|
        | `A_LONG_NAME` | x    |
    "#]],
    );
}

#[test]
fn other_documents_are_left_alone() {
    let files = sound_workspace() + "//- /README.md\n| a | b |\n|-|-|\n| long | x |\n";
    check(&files, "README.md", None, expect![[""]]);
}

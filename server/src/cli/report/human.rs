//! The report for people: an excerpt for each finding, a summary at the end.

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Snippet, normalize_untrusted_str};

use crate::workspace::Severity;

use super::super::manual::severity_name;
use super::place::{Place, Point};
use super::{Entry, Report, Summary};

/// The whole report, with colours.
pub(in crate::cli) fn render(report: &Report) -> String {
    render_with(&Renderer::styled(), report)
}

fn render_with(renderer: &Renderer, report: &Report) -> String {
    let mut text = String::new();
    for entry in &report.findings {
        text.push_str(&renderer.render(&groups(entry)));
        text.push_str("\n\n");
    }
    text.push_str(&summary(&report.summary));
    text.push('\n');
    if report.contracts.is_empty() {
        text.push_str("There is no contract here; THIRD_PARTY_INTEGRATIONS.md would be one.\n");
    }
    text
}

fn groups(entry: &Entry) -> Vec<Group<'_>> {
    let level = match entry.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::HELP,
    };
    let title = level
        .with_name(severity_name(entry.severity))
        .primary_title(normalize_untrusted_str(&entry.message))
        .id(entry.rule);
    let mut first = at(Group::with_title(title), &entry.place);
    if let Some(help) = &entry.help {
        first = first.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    let related = entry.related.iter().map(|related| {
        let title = Level::NOTE.secondary_title(normalize_untrusted_str(&related.message));
        at(Group::with_title(title), &related.place)
    });
    std::iter::once(first).chain(related).collect()
}

fn at<'a>(group: Group<'a>, place: &'a Place) -> Group<'a> {
    let Point { line, column } = place.range.start;
    match &place.excerpt {
        Some(excerpt) => group.element(
            Snippet::source(&excerpt.text)
                .path(&place.path)
                .line_start(line as usize)
                .annotation(AnnotationKind::Primary.span(excerpt.range.clone())),
        ),
        None => group
            .element(Origin::path(&place.path).line(line as usize).char_column(column as usize)),
    }
}

/// `3 errors, 5 warnings in 41 files; 2 suppressed`.
fn summary(summary: &Summary) -> String {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let findings: Vec<String> = [
        counted(summary.errors, "error", "errors"),
        counted(summary.warnings, "warning", "warnings"),
        counted(summary.information, "information", "information"),
        counted(summary.hints, "hint", "hints"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let findings = if findings.is_empty() { "No findings".to_owned() } else { findings.join(", ") };
    let files = counted(summary.files, "file", "files").unwrap_or_else(|| "0 files".to_owned());
    let suppressed =
        counted(summary.suppressed, "suppressed", "suppressed").map(|text| format!("; {text}"));
    format!("{findings} in {files}{}", suppressed.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::rules::{Finding, Related};
    use crate::text::{ByteRange, Document};
    use crate::workspace::RelPath;

    use super::super::place::Documents;
    use super::*;

    const CONTRACT: &str =
        "### Stripe\r\n\r\n| Module | File |\r\n|---|---|\r\n| Carts | `src/cart.js` |\r\n";
    const SOURCE: &str =
        "import {\n\tStripe,\n} from 'stripe';\n\tconst 鍵 = load(\"\u{1b}[31m\");\n";

    const LONG: &str = concat!(
        "const list = ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', ",
        "'cccccccccccccccccccccccccccccccccccccc', 'ddddddddddddd', load(), 'eeeeeeeeeeeeeeeee', ",
        "'ffffffffffffffffffffffffffffffffffffffffffffffffffff', 'ggggggggggggggggggggggggggg'];",
    );

    fn path(path: &str) -> RelPath {
        RelPath::parse(path).expect("a path")
    }

    fn read(path: &RelPath) -> Option<Document> {
        match path.as_str() {
            "CONTRACT.md" => Some(Document::new(CONTRACT)),
            "src/cart.js" => Some(Document::new(SOURCE)),
            "long.js" => Some(Document::new(LONG)),
            "empty.js" => Some(Document::new("")),
            ".env" => Some(Document::new("STRIPE_KEY=canary\n")),
            _ => None,
        }
    }

    fn finding(severity: Severity, at: &str, range: ByteRange) -> Finding {
        Finding {
            rule: "used-by-stale",
            severity,
            service: Some("Stripe".into()),
            path: path(at),
            range,
            message: "the file is gone".into(),
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        }
    }

    fn range_of(text: &str, needle: &str) -> ByteRange {
        let start = text.find(needle).expect("the needle is in the text");
        ByteRange::new(start, start + needle.len())
    }

    fn check(findings: &[Finding], expected: Expect) {
        let documents = Documents::new("", true, read);
        let mut report = Report {
            version: 1,
            contracts: vec!["CONTRACT.md".into()],
            summary: Summary { files: 41, suppressed: 2, ..Summary::default() },
            findings: findings
                .iter()
                .map(|finding| Entry::new(finding, String::new(), &documents))
                .collect(),
        };
        report.settle();
        expected.assert_eq(&render_with(&Renderer::plain(), &report));
    }

    #[test]
    fn a_finding_shows_its_lines_its_help_and_what_belongs_to_it() {
        let mut finding =
            finding(Severity::Error, "CONTRACT.md", range_of(CONTRACT, "`src/cart.js`"));
        finding.help = Some("correct the path, or remove the row".into());
        finding.related.push(Related {
            path: path("src/cart.js"),
            range: range_of(SOURCE, "load"),
            message: "it may be this one".into(),
        });
        check(
            &[finding],
            expect![[r#"
            error[used-by-stale]: the file is gone
             --> CONTRACT.md:5:11
              |
            5 | | Carts | `src/cart.js` |
              |           ^^^^^^^^^^^^^
              |
              = help: correct the path, or remove the row
            note: it may be this one
             --> src/cart.js:4:12
              |
            4 |     const 鍵 = load("␛[31m");
              |                ^^^^

            1 error in 41 files; 2 suppressed
        "#]],
        );
    }

    #[test]
    fn a_place_may_cover_several_lines() {
        let import = range_of(SOURCE, "import {\n\tStripe,\n} from 'stripe';\n");
        check(
            &[finding(Severity::Warning, "src/cart.js", import)],
            expect![[r#"
            warning[used-by-stale]: the file is gone
             --> src/cart.js:1:1
              |
            1 | / import {
            2 | |     Stripe,
            3 | | } from 'stripe';
              | |________________^

            1 warning in 41 files; 2 suppressed
        "#]],
        );
    }

    #[test]
    fn of_a_long_line_the_surroundings_are_shown() {
        let long = range_of(LONG, "load");
        check(
            &[finding(Severity::Warning, "long.js", long)],
            expect![[r#"
            warning[used-by-stale]: the file is gone
             --> long.js:1:150
              |
            1 | ...b', 'cccccccccccccccccccccccccccccccccccccc', 'ddddddddddddd', load(), 'eeeeeeeeeeeeeeeee', 'fffffffffffffffffffffffffffffffffffff...
              |                                                                   ^^^^

            1 warning in 41 files; 2 suppressed
        "#]],
        );
    }

    #[test]
    fn control_characters_are_made_harmless() {
        let mut finding =
            finding(Severity::Hint, "src/cart.js", range_of(SOURCE, "\"\u{1b}[31m\""));
        finding.message = "there is \u{1b}[31m in it".into();
        check(
            &[finding],
            expect![[r#"
            hint[used-by-stale]: there is ␛[31m in it
             --> src/cart.js:4:17
              |
            4 |     const 鍵 = load("␛[31m");
              |                     ^^^^^^^

            1 hint in 41 files; 2 suppressed
        "#]],
        );
    }

    #[test]
    fn the_end_of_a_file_an_empty_one_and_a_lost_one_are_places() {
        let end = ByteRange::at(CONTRACT.len());
        let findings = [
            finding(Severity::Information, "CONTRACT.md", end),
            finding(Severity::Hint, "empty.js", ByteRange::new(3, 9)),
            finding(Severity::Hint, "lost.js", ByteRange::new(3, 9)),
        ];
        check(
            &findings,
            expect![[r#"
            information[used-by-stale]: the file is gone
             --> CONTRACT.md:6:1
              |
            6 |
              | ^

            hint[used-by-stale]: the file is gone
            --> empty.js:1:1

            hint[used-by-stale]: the file is gone
            --> lost.js:1:1

            1 information, 2 hints in 41 files; 2 suppressed
        "#]],
        );
    }

    #[test]
    fn values_of_variables_are_not_shown() {
        let finding = finding(Severity::Warning, ".env", ByteRange::new(0, 10));
        check(
            &[finding],
            expect![[r#"
            warning[used-by-stale]: the file is gone
            --> .env:1:1

            1 warning in 41 files; 2 suppressed
        "#]],
        );
    }

    #[test]
    fn nothing_found_is_said() {
        check(
            &[],
            expect![[r#"
            No findings in 41 files; 2 suppressed
        "#]],
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_and_no_range_makes_it_panic(
            text in "([a-z{}\t\r\n \u{1b}\u{feff}\u{200d}é漢😀\u{301}]|\r\n|\t\t| {30}|[a-z]{90}){0,40}",
            start in 0_usize..400,
            length in 0_usize..400,
        ) {
            let documents = Documents::new("", true, |_| Some(Document::new(&text)));
            let mut finding = finding(Severity::Error, "a", ByteRange::new(start, start + length));
            finding.message.clone_from(&text);
            finding.help = Some(text.clone());
            let entry = Entry::new(&finding, String::new(), &documents);
            proptest::prop_assert!(!Renderer::styled().render(&groups(&entry)).is_empty());
        }
    }
}

use proptest::prelude::*;

use super::extract;

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<script>",
        "<script lang=\"ts\" setup>",
        "<SCRIPT src='https://js.stripe.com/ä' async/>",
        "<script type=application/json>",
        "</script>",
        "</script",
        "<style>",
        "</style >",
        "<!--",
        "-->",
        "<!-- contract-lsp-ignore-next-line direct-http-call -->",
        "---\n",
        "<p title=\"a > b\">",
        "fetch('https://api.stripe.com/v1');",
        "import Stripe from 'stripe';",
        "Größe „x“",
        "\n",
        "\r\n",
        "<",
        "\"",
        "=",
    ])
}

proptest! {
    #[test]
    fn every_fact_stands_on_text(pieces in prop::collection::vec(piece(), 0..30)) {
        let text = pieces.concat();
        let facts = extract(&text);
        let ranges = facts.urls.iter().map(|url| url.range);
        let ranges = ranges.chain(facts.imports.iter().map(|import| import.range));
        for range in ranges.chain(facts.suppressions.iter().map(|suppression| suppression.scope)) {
            prop_assert!(text.get(range.start()..range.end()).is_some());
        }
    }
}

#[test]
fn places_are_those_of_the_file() {
    for line_break in ["\n", "\r\n"] {
        let text = "<p>Größe „ü“</p>\n<script>\n  const a = 1\n</script><script>\n  fetch('https://api.stripe.com');\n</script>\n"
            .replace('\n', line_break);
        let facts = extract(&text);
        let places: Vec<&str> = facts.urls.iter().map(|url| url.range.slice(&text)).collect();
        assert_eq!(places, ["'https://api.stripe.com'"]);
        assert!(!facts.is_broken);
    }
}

#[test]
fn a_bundled_handler_and_a_template_are_not_read() {
    let facts =
        extract("<button onclick=\"fetch('https://api.stripe.com')\">{{ stripe.key }}</button>");
    assert_eq!(facts, crate::source::Facts::default());
}

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
        "<b onclick=\"fetch('https://api.stripe.com/ü')\">",
        "<b on:click={() => fetch('https://api.stripe.com/ü')}>",
        "<form action='https://api.stripe.com/v1'>",
        "{await fetch('https://api.stripe.com')}",
        "{#await fetch('https://api.stripe.com') then x}",
        "{",
        "}",
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

fn requested(text: &str) -> Vec<String> {
    let urls = extract(text).urls;
    let requests = urls.iter().filter(|url| url.kind == crate::source::UrlUseKind::Request);
    requests.map(|url| format!("{} {}", url.host, url.range.slice(text))).collect()
}

#[test]
fn requests_outside_scripts_are_read() {
    for text in [
        "<button onclick=\"fetch('https://api.acme.dev')\">Pay</button>",
        "<button @click=\"fetch('https://api.acme.dev')\">Pay</button>",
        "<b v-on:click=\"load($event, fetch('https://api.acme.dev'))\">{{ stripe.key }}</b>",
        "<b on:click={() => fetch('https://api.acme.dev')} class=\"a\">Pay</b>",
        "<b onclick={async () => { await fetch('https://api.acme.dev'); }}>Pay</b>",
        "{#await fetch('https://api.acme.dev') then answer}{answer}{/await}",
        "---\nconst a = 1;\n---\n<p>{(await fetch('https://api.acme.dev')).status}</p>",
    ] {
        assert_eq!(requested(text), ["api.acme.dev 'https://api.acme.dev'"], "{text}");
    }
    let form = "<form class=a action=\"https://api.acme.dev/v1\"></form>";
    assert_eq!(requested(form), ["api.acme.dev https://api.acme.dev/v1"]);
    let button = "<button hx-post='https://api.acme.dev/v1'>Pay</button>";
    assert_eq!(requested(button), ["api.acme.dev https://api.acme.dev/v1"]);
}

#[test]
fn links_prose_and_comments_are_no_code() {
    for text in [
        "<a href=\"https://api.acme.dev\">API</a>",
        "<a :href=\"link('https://api.acme.dev')\">API</a>",
        "<pre>fetch('https://api.acme.dev')</pre>",
        "<pre>{ fetch('https://api.acme.dev') }</pre>",
        "<!-- <b onclick=\"fetch('https://api.acme.dev')\"></b> -->",
        "---\nconst a = 1;\n---\n<a href={link('https://api.acme.dev')}>API</a>",
        "<img src='https://api.acme.dev/a.png' once='https://api.acme.dev'>",
    ] {
        assert_eq!(extract(text).urls, [], "{text}");
    }
}

#[test]
fn a_comment_ends_with_its_script() {
    let text =
        "<script>// contract-lsp-ignore-line env-unused</script>\n<script>\nx();\n</script>\n";
    let facts = extract(text);
    let [suppression] = facts.suppressions.as_slice() else { panic!("{:?}", facts.suppressions) };
    assert_eq!(suppression.rules[0].code.value, "env-unused");
    assert_eq!(suppression.comment.slice(text), "// contract-lsp-ignore-line env-unused");
    assert_eq!(suppression.removal, suppression.comment);
}

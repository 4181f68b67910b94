//! Harder forms than the scenarios hold, and what must hold for every text.

use super::*;
use crate::source::languages::scripting;

fn short(text: &str) -> String {
    scripting::short(text, &extract(text))
}

/// The facts of what stands behind `<?php` on its line.
#[track_caller]
fn reads(code: &str, expected: &[&str]) {
    let text = format!("<?php {code}");
    let seen = short(&text);
    assert_eq!(seen.lines().collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn variables_belong_to_their_function() {
    reads("$url = 'https://a.acme.dev';\nfunction f() { get($url); }", &["1 constant a.acme.dev"]);
    reads("$url = 'https://a.acme.dev';\n$f = fn () => get($url);", &["2 request a.acme.dev"]);
    let text = "$url = 'https://a.acme.dev';\n$f = function () use ($url) { get($url); };";
    reads(text, &["2 request a.acme.dev"]);
    let text = "$url = 'https://a.acme.dev';\n$f = function () { get($url); };";
    reads(text, &["1 constant a.acme.dev"]);
    let text =
        "function f($url) { $url .= '/x'; get($url); }\n$url = 'https://a.acme.dev';\nget($url);";
    reads(text, &["3 request a.acme.dev"]);
    reads("$env = $_ENV;\nfunction f($env) { return $env['A']; }\n$env['B'];", &["3 read B"]);
}

#[test]
fn names_are_looked_up_through_use_and_namespace() {
    reads("use Stripe;\nStripe\\Charge::create();", &["1 import Stripe"]);
    reads("namespace A;\nnew Stripe\\Client();", &["2 import A\\Stripe\\Client"]);
    reads("namespace A;\nnew \\Stripe\\Client();", &["2 import Stripe\\Client"]);
    reads("namespace A;\nnamespace\\f(); strlen('x');", &["2 import A\\f"]);
    reads("use Stripe\\Client;\nnew \\Stripe\\Client();", &["1 import Stripe\\Client"]);
    reads("class Client {}\nnew Client();", &[]);
    let text = "try {} catch (\\Stripe\\CardError $e) {}\n$e instanceof \\Stripe\\ApiError;";
    reads(text, &["1 import Stripe\\CardError types", "2 import Stripe\\ApiError types"]);
}

#[test]
fn properties_are_followed_through_the_constructor() {
    let text = "class A {\nprivate ?string $b = null;\n\
                function __construct(string $b = 'https://a.acme.dev') { $this->b = $b; }\n\
                function c() { get($this->b . '/x'); }\n}";
    reads(text, &["4 request a.acme.dev/x"]);
    let text = "class A {\nprivate string $b = 'https://a.acme.dev';\n\
                function set($b) { $this->b = $b; }\nfunction c() { get($this->b); }\n}";
    reads(text, &["2 constant a.acme.dev"]);
}

#[test]
fn options_that_stand_elsewhere_are_found_where_they_are_used() {
    let text = "$o = ['base_uri' => 'https://a.acme.dev'];\nmake($o);\nmake(['x' => 1, ...$o]);";
    reads(text, &["2 request a.acme.dev", "3 request a.acme.dev"]);
    let text = "make(array_merge(['timeout' => 5], ['url' => 'https://a.acme.dev']));";
    reads(text, &["1 request a.acme.dev"]);
    reads(
        "make(['logo_url' => 'https://a.acme.dev/x.png', 'homepage' => 'https://b.acme.dev']);",
        &[],
    );
    let text = "$h = match ($e) { 'a' => 'https://a.acme.dev', default => 'https://b.acme.dev' };\nget($h);";
    reads(text, &["2 request a.acme.dev"]);
}

#[test]
fn addresses_are_found_in_what_wordpress_and_sockets_are_given() {
    let text = "wp_remote_get(add_query_arg('k', $v, 'https://a.acme.dev/v1'));";
    reads(text, &["1 request a.acme.dev/v1"]);
    reads("stream_socket_client('tls://a.acme.dev:443');", &["1 request a.acme.dev"]);
    reads("curl_setopt($ch, \\CURLOPT_URL, 'https://a.acme.dev');", &["1 request a.acme.dev"]);
    reads("wp_enqueue_script('x', 'https://a.acme.dev/x.js');", &[]);
}

#[test]
fn the_request_is_not_the_environment() {
    reads("$_SERVER['HTTP_HOST'] . $_SERVER['argv'] . $_SERVER['HTTPS'];", &[]);
    reads("$_SERVER['STRIPE_KEY'] ??= 'x';", &["1 read STRIPE_KEY"]);
    reads("f('%env(A)%'); f('x %env(B)%'); f('%env(resolve:C)%');", &["1 read A", "1 read C"]);
    reads("if (null !== getenv('A')) {}", &["1 ask A"]);
}

#[test]
fn line_breaks_of_windows_change_no_line() {
    let text = "<?php\nuse A\\B;\n// x\nget('https://a.acme.dev');\n$_ENV['A'];\nnew B();\n";
    assert_eq!(short(text), short(&text.replace('\n', "\r\n")));
}

#[test]
fn every_beginning_of_a_text_is_read_without_a_panic() {
    let text = include_str!("scenarios.md");
    for source in text.split("```php\n").skip(1).filter_map(|it| it.split("```").next()) {
        for (end, _) in source.char_indices().step_by(3) {
            let _ = extract(&source[..end]);
        }
    }
}

#[test]
fn renaming_what_is_local_loses_nothing() {
    let text =
        "<?php use A\\B as C;\nnew C();\n$base = 'https://a.acme.dev';\nget(\"$base/v1\");\n";
    let renamed = text.replace("as C", "as D").replace("new C", "new D").replace("base", "root");
    assert_eq!(short(text), short(&renamed));
}

#[test]
fn what_is_nested_without_end_is_read_in_time() {
    let _ = extract(&format!("<?php {}", "[".repeat(20_000)));
    let _ =
        extract(&format!("<?php {}", "$url = 'https://a.dev/x';\n$x === $url;\n".repeat(5_000)));
    let _ = extract(&format!("<?php {}", "a(".repeat(5_000)));
    let _ = extract(&format!("<?php get({});", vec!["'https://a.dev'"; 5_000].join(" . ")));
    let chain: String = (0..3_000).map(|at| format!("$a{} = $a{at};\n", at + 1)).collect();
    let _ = extract(&format!("<?php {chain}"));
}

#[test]
fn the_grammar_knows_the_names_of_its_nodes() {
    let lists: [&[&str]; 5] = [
        syntax::FUNCTIONS,
        syntax::METHOD_CALLS,
        syntax::CLASSES,
        &["scoped_call_expression", "object_creation_expression", "namespace_use_clause"],
        &["subscript_expression", "encapsed_string", "shell_command_expression", "attribute"],
    ];
    let unknown: Vec<_> = lists.concat().into_iter().filter(|kind| !GRAMMAR.knows(kind)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

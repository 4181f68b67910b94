//! Harder forms than the scenarios hold, and what must hold for every text.

use super::*;
use crate::source::languages::scripting;

fn short(text: &str) -> String {
    scripting::short(text, &extract(text))
}

/// The facts of what stands behind the package clause and the imports of the standard library, all on
/// the first line.
#[track_caller]
fn reads(code: &str, expected: &[&str]) {
    let text = format!(
        "package p; import (\"os\"; \"fmt\"; \"net/http\"; \"net/url\"; \"log\"; \"errors\"); {code}"
    );
    let seen = short(&text);
    let is_own = |line: &&str| !line.starts_with("1 import ");
    assert_eq!(seen.lines().filter(is_own).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn names_belong_to_their_block() {
    reads(
        "func f() {\nu := \"https://a.acme.dev\"\nif x { u := \"https://b.acme.dev\"\nhttp.Get(u) }\nhttp.Get(u) }",
        &["4 request b.acme.dev", "5 request a.acme.dev"],
    );
    reads(
        "func f() {\nif u := \"https://a.acme.dev\"; x {\nhttp.Get(u) } }",
        &["3 request a.acme.dev"],
    );
    reads("func f(http Fake) {\nhttp.Do(os.Getenv(\"A\")) }", &["2 read A"]);
    reads("func f() {\nos := fake()\nos.Getenv(\"A\") }", &[]);
    reads("func f() {\nos.Getenv(\"A\")\nos := 1 }", &["2 read A"]);
    reads(
        "func f() {\nu := \"https://a.acme.dev\"\nu, err := g()\nhttp.Get(u) }",
        &["2 constant a.acme.dev"],
    );
    reads(
        "func f() {\nfor _, os := range x { os.Getenv(\"A\") }\nswitch os := x.(type) { case int: os.Getenv(\"B\") } }",
        &[],
    );
}

#[test]
fn fields_are_followed_by_the_type_of_what_holds_them() {
    reads(
        "type A struct { base string }\nfunc N() *A { a := &A{}\na.base = \"https://a.acme.dev\"\nreturn a }\n\
         func (a *A) do() { http.Get(a.base + \"/x\") }",
        &["5 request a.acme.dev/x"],
    );
    reads(
        "type A struct { base string }\ntype B struct { a *A }\nvar x = A{base: \"https://a.acme.dev\"}\n\
         func (b B) do() { http.Get(b.a.base) }",
        &["4 request a.acme.dev"],
    );
    reads(
        "type A struct { base string }\nvar x = A{base: \"https://a.acme.dev\"}\nvar y = A{base: \"https://b.acme.dev\"}\n\
         func (a A) do() { http.Get(a.base) }",
        &["2 constant a.acme.dev", "3 constant b.acme.dev"],
    );
}

#[test]
fn what_may_have_been_changed_is_not_known() {
    reads(
        "func f() {\nu := \"https://a.acme.dev\"\nfmt.Sscan(t, &u)\nhttp.Get(u) }",
        &["2 constant a.acme.dev"],
    );
    reads(
        "var u = \"https://a.acme.dev\"\nfunc f() { u += \"/x\"\nhttp.Get(u) }",
        &["1 constant a.acme.dev"],
    );
}

#[test]
fn errors_and_types_are_no_runtime_use() {
    let import = "package p\nimport \"github.com/stripe/stripe-go/v76\"\n";
    for (code, is_type) in [
        ("func f(c stripe.Charge) []*stripe.Charge { return nil }", true),
        ("func f(e error) bool { _, ok := e.(*stripe.Error); return ok }", true),
        ("func f(e error) bool { return errors.Is(e, stripe.ErrX) }", true),
        ("func f(e error) bool { return e == stripe.ErrX }", true),
        ("var m map[string]func(stripe.Charge) chan stripe.Event", true),
        ("type A struct { stripe.Charge }", true),
        ("type C = stripe.Charge", false),
        ("var c = stripe.Charge{}", false),
        ("var c = []stripe.Charge{}", false),
        ("var c = new(stripe.Charge)", false),
        ("var c = stripe.Int64(1)", false),
        ("", false),
    ] {
        let facts = extract(&format!("{import}{code}\n"));
        let used = facts.imports[0].used;
        assert_eq!(used == crate::source::ImportUse::TypesOnly, is_type, "{code}");
    }
}

#[test]
fn the_environment_is_asked_in_many_ways() {
    reads(
        "var a = len(os.Getenv(\"A\")) == 0\nvar b = os.Getenv(\"B\") != \"x\"",
        &["1 ask A", "2 read B"],
    );
    reads(
        "var _, ok = os.LookupEnv(\"A\")\nvar v, _ = os.LookupEnv(\"B\")",
        &["1 ask A", "2 read B"],
    );
    reads(
        "var get = func(k string) string { return os.Getenv(k) }\nvar a = get(\"A\")",
        &["2 read A"],
    );
    reads(
        "var a = GetEnv(\"STRIPE_KEY\", \"x\")\nvar b = GetEnv(\"lower\", \"x\")",
        &["1 read STRIPE_KEY"],
    );
    reads(
        "var a = os.ExpandEnv(\"$A-${B}$\")\nvar c = os.Expand(\"$C\", os.Getenv)",
        &["1 read A", "1 read B", "2 read C"],
    );
    reads(
        "type A struct { B string `json:\"x\" env:\"B,required\" yaml:\"y\"`\nC string `env:\",required\"` }",
        &["1 read B"],
    );
}

#[test]
fn answers_and_links_are_no_requests() {
    reads(
        "func f() {\nhttp.Redirect(w, r, \"https://a.acme.dev\", 302)\nlog.Fatal(\"https://a.acme.dev\") }",
        &[],
    );
    reads("func f() { c.Redirect(302, \"https://a.acme.dev\") }", &[]);
    reads("func f() { w.Header().Set(\"Location\", \"https://a.acme.dev\") }", &[]);
    reads("var _ = errors.New(\"https://a.acme.dev\")", &[]);
    reads(
        "var c = Config{RedirectURL: \"https://a.acme.dev/cb\", ImageURL: \"https://a.acme.dev/x.png\"}",
        &[],
    );
}

#[test]
fn line_breaks_of_windows_change_no_line() {
    let text = "package p\nimport (\n\t\"os\"\n\tx \"a.dev/b\"\n)\n// y\nvar a = os.Getenv(\"A\")\nfunc f() { x.Get(\"https://a.acme.dev\") }\n";
    assert_eq!(short(text), short(&text.replace('\n', "\r\n")));
}

#[test]
fn every_beginning_of_a_text_is_read_without_a_panic() {
    let text = include_str!("scenarios.md");
    for source in text.split("```go\n").skip(1).filter_map(|it| it.split("```").next()) {
        for (end, _) in source.char_indices().step_by(3) {
            let _ = extract(&source[..end]);
        }
    }
}

#[test]
fn renaming_what_is_local_loses_nothing() {
    let text = "package p\nimport pay \"github.com/stripe/stripe-go/v76\"\nimport \"net/http\"\nfunc f() { base := \"https://a.acme.dev\"\nhttp.Get(base + pay.Key) }\n";
    let renamed = text.replace("pay", "x").replace("base", "root");
    assert_eq!(short(text), short(&renamed));
}

#[test]
fn what_is_nested_without_end_is_read_in_time() {
    let _ = extract(&format!("package p; var x = {}", "[".repeat(20_000)));
    let _ = extract(&format!("package p; var x = {}", "a(".repeat(5_000)));
    let sum = vec!["\"https://a.dev\""; 5_000].join(" + ");
    let _ = extract(&format!("package p; func f() {{ get({sum}) }}"));
    let chain: String = (0..3_000).map(|at| format!("a{} := a{at}\n", at + 1)).collect();
    let _ = extract(&format!("package p; func f() {{ {chain} get(a3000) }}"));
    let fields: String = (0..2_000).map(|at| format!("x.a.b.c{at} = x.a.b\n")).collect();
    let _ = extract(&format!("package p; func f() {{ {fields} }}"));
}

#[test]
fn the_grammar_knows_the_names_of_its_nodes() {
    let lists: [&[&str]; 3] = [
        syntax::FUNCTIONS,
        syntax::STRINGS,
        &["selector_expression", "composite_literal", "keyed_element", "var_spec", "type_case"],
    ];
    let unknown: Vec<_> = lists.concat().into_iter().filter(|kind| !GRAMMAR.knows(kind)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

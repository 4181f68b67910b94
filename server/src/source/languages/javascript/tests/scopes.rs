use super::*;

/// Whether the file's `process.env.A` and `require('b')` are the host's.
fn facts_of(source: &str) -> usize {
    let facts = extract(Language::Tsx, source);
    facts.env_uses.len() + facts.imports.len()
}

#[test]
fn a_shadowed_name_is_not_the_hosts() {
    for source in [
        "function f(process) { process.env.A }",
        "function f({ process }) { process.env.A }",
        "function f({ a: { b: process = 1 } }) { process.env.A }",
        "function f([process]) { process.env.A }",
        "function f(...process) { process.env.A }",
        "function f(process = {}) { process.env.A }",
        "const f = process => process.env.A;",
        "const f = (process) => process.env.A;",
        "const f = (process?: X) => process.env.A;",
        "class X { m(process) { process.env.A } }",
        "const o = { m(process) { process.env.A } };",
        "try {} catch (process) { process.env.A }",
        "for (const process of list) { process.env.A }",
        "for (let process = 0;;) { process.env.A }",
        "function f() { process.env.A; { var process; } }",
        "{ process.env.A; let process; }",
        "f(); function f() { process.env.A } function process() {}",
        "(function process() { process.env.A })",
        "(class process { m() { process.env.A } })",
        "class process {} process.env.A",
        "enum process { env } process.env.A",
        "namespace process { export const env = {} } process.env.A",
        "namespace N { const process = 1; process.env.A }",
        "switch (x) { case 1: let process; process.env.A }",
        "class X { static { var process; process.env.A } }",
        "function require() {} require('b')",
        "if (x) { const require = y; require('b') }",
    ] {
        assert_eq!(facts_of(source), 0, "{source}");
    }
}

#[test]
fn a_name_declared_elsewhere_shadows_nothing() {
    for source in [
        "{ let process; } process.env.A",
        "function f(process) {} process.env.A",
        "function f() { var process; } process.env.A",
        "(function process() {}); process.env.A",
        "try {} catch (process) {} process.env.A",
        "for (const process of list) {} process.env.A",
        "const o = { process: 1 }; process.env.A",
        "class X { process() { process.env.A } }",
        "type F = (process: X) => void; process.env.A",
        "interface I { m(process: X): void } process.env.A",
        "interface process {} process.env.A",
        "process: for (;;) { process.env.A }",
        "const { process: other } = x; process.env.A",
        "namespace N { const process = 1 } process.env.A",
        "namespace N { var process = 1 } process.env.A",
        "function f(require) {} require('b')",
    ] {
        assert_eq!(facts_of(source), 1, "{source}");
    }
}

use expect_test::expect;

use super::{check, env_uses};

#[test]
fn the_environment_is_read_under_any_name() {
    check(
        env_uses(
            r#"use std::env::{self as e, var as get, var_os};
use std::env;
const KEY: &str = "CONST_KEY";
impl S { const K: &'static str = "MEMBER_KEY"; fn f() { env::var(Self::K); } }
fn f() {
    std::env::var("A");
    ::std::env::var("B");
    env::var("C").unwrap();
    e::var("D");
    get("E");
    var_os("F");
    env::var(KEY);
    env!("G");
    option_env!("H");
    std::env!("I", "message");
    dotenvy::var("J");
    dotenv::var("K");
    let name = "L";
    env::var(&name.to_string());
    println!("{}", env::var("M").unwrap());
    vec![std::env::var("N"), get("O"), env!("P").into()];
    for key in ["Q", "R"] { env::var(key); }
    env::var(concat!("S", "_T"));
    env::var(format!("X_{}", n));
    env::var(r"RAW");
}
"#,
        ),
        expect![[r#"
            read CONST_KEY @ 3 `CONST_KEY`
            read MEMBER_KEY @ 4 `MEMBER_KEY`
            read A @ 6 `A`
            read B @ 7 `B`
            read C @ 8 `C`
            read D @ 9 `D`
            read E @ 10 `E`
            read F @ 11 `F`
            read G @ 13 `G`
            read H @ 14 `H`
            read I @ 15 `I`
            read J @ 16 `J`
            read K @ 17 `K`
            read L @ 18 `L`
            read M @ 20 `M`
            read N @ 21 `N`
            read O @ 21 `O`
            read P @ 21 `P`
            read Q @ 22 `Q`
            read R @ 22 `R`
            read S_T @ 23 `concat!("S", "_T")`
            read RAW @ 25 `RAW`
        "#]],
    );
}

#[test]
fn presence_and_writes_are_told_apart() {
    check(
        env_uses(
            r#"use std::env;
fn f() {
    env::var("A").is_ok();
    env::var_os("B").is_some();
    env::var("C").is_err();
    if let Ok(_) = env::var("D") {}
    if let Ok(v) = env::var("E") {}
    option_env!("F").is_none();
    assert!(env::var("G").is_ok());
    unsafe { env::set_var("H", "x"); env::remove_var("I"); }
    Command::new("x").env("J", "v").env_remove("K");
    figment.merge(Env::raw()).env("L");
}
"#,
        ),
        expect![[r#"
            presence A @ 3 `A`
            presence B @ 4 `B`
            presence C @ 5 `C`
            presence D @ 6 `D`
            read E @ 7 `E`
            presence F @ 8 `F`
            presence G @ 9 `G`
            write H @ 10 `H`
            write I @ 10 `I`
            write J @ 11 `J`
            write K @ 11 `K`
        "#]],
    );
}

#[test]
fn clap_reads_what_its_attributes_name() {
    check(
        env_uses(
            r#"#[derive(Parser)]
struct Args {
    #[arg(long, env = "STRIPE_KEY", hide_env_values = true)]
    key: String,
    #[clap(env)]
    /// Documented.
    sendgrid_key: String,
    #[arg(long, env = NAME)]
    named: String,
    #[serde(env = "NO")]
    other: String,
}
const NAME: &str = "BY_CONST";
fn f() { clap::Command::new("x").arg(Arg::new("k").long("k").env("BUILT")); }
"#,
        ),
        expect![[r#"
            read STRIPE_KEY @ 3 `STRIPE_KEY`
            read SENDGRID_KEY @ 7 `sendgrid_key`
            read BY_CONST @ 13 `BY_CONST`
            read BUILT @ 14 `BUILT`
        "#]],
    );
}

#[test]
fn wrappers_of_this_file_hand_their_argument_on() {
    check(
        env_uses(
            r#"fn require(name: &str) -> String { std::env::var(name).expect(name) }
impl Config {
    fn get(&self, fallback: u8, key: &str) -> String { std::env::var(key).unwrap() }
    fn load(&self) { self.get(1, "METHOD"); Self::opt("ASSOC"); require("PLAIN"); other.get(1, "NO"); }
    fn opt(key: &str) -> Option<String> { std::env::var_os(key.to_owned()) }
}
"#,
        ),
        expect![[r#"
            read METHOD @ 4 `METHOD`
            read ASSOC @ 4 `ASSOC`
            read PLAIN @ 4 `PLAIN`
        "#]],
    );
}

#[test]
fn own_functions_and_modules_are_not_the_environment() {
    for source in [
        "mod env; fn f() { env::var(\"X\"); }",
        "use crate::env; fn f() { env::var(\"X\"); }",
        "use crate::config::env::var; fn f() { var(\"X\"); }",
        "fn var(k: &str) {} fn f() { var(\"X\"); }",
        "use std::env::var; fn f(var: fn(&str)) { var(\"X\"); }",
        "use std::env::var; fn f() { let var = |k| k; var(\"X\"); }",
        "fn f() { env::var(\"X\"); var(\"X\"); }",
        "fn f() { let x = \"std::env::var(\\\"X\\\")\"; } // std::env::var(\"X\")",
        "use std::env; mod inner { fn f() { env::var(\"X\"); } }",
        "use std::env; fn f() { env::vars(); env::args(); env::temp_dir(); }",
        "use std::env; fn f(n: &str) { env::var(n); env::var(\"\"); }",
        "mod inner { pub fn var() {} } use inner::var; fn f() { var(\"X\"); }",
    ] {
        assert_eq!(env_uses(source), "", "{source}");
    }
}

#[test]
fn tests_that_open_their_parent_see_its_names() {
    check(
        env_uses(
            "use std::env;\n#[cfg(test)]\nmod tests { use super::*;\n fn f() { env::var(\"X\"); } }\n",
        ),
        expect![[r#"
            read X (test) @ 4 `X`
        "#]],
    );
    check(
        env_uses("use std::env::*;\nfn f() { var(\"X\"); }\n"),
        expect![[r#"
        read X @ 2 `X`
    "#]],
    );
}

#[test]
fn a_name_stands_where_its_literal_is() {
    let source = "const KEY: &str = \"X\"; fn f() { std::env::var(KEY); std::env::var(KEY); }";
    let facts = super::facts(source);
    assert_eq!(facts.env_uses.len(), 1);
    assert_eq!(facts.env_uses[0].name.range.start(), source.find("X").unwrap());
}

use expect_test::expect;

use super::{check, imports};

#[test]
fn every_name_of_a_use_is_an_entry() {
    check(
        imports(
            "use a::b::{self, c as d, e::*};
use stripe::Client;
use ::stripe::Charge;
use tokio;
use std::{fmt, io::{self, Read as _}};
#[allow(unused)]
pub(crate) use sentry::capture_message;
pub use twilio::*;
extern crate stripe as pay;
#[macro_use]
extern crate serde;
",
        ),
        expect![[r#"
            use a::b [b] @ 1 `use a::b::{self, c as d, e::*};`
            use a::b::c [c→d] @ 1 `use a::b::{self, c as d, e::*};`
            use a::b::e [*] @ 1 `use a::b::{self, c as d, e::*};`
            use stripe::Client [Client] @ 2 `use stripe::Client;`
            use ::stripe::Charge [Charge] @ 3 `use ::stripe::Charge;`
            use tokio [tokio] @ 4 `use tokio;`
            use std::fmt [fmt] @ 5 `use std::{fmt, io::{self, Read as _}};`
            use std::io [io] @ 5 `use std::{fmt, io::{self, Read as _}};`
            use std::io::Read [Read→_] @ 5 `use std::{fmt, io::{self, Read as _}};`
            pub use sentry::capture_message [capture_message] @ 7 `pub(crate) use sentry::capture_message;`
            pub use twilio [*] @ 8 `pub use twilio::*;`
            use stripe [stripe→pay] @ 9 `extern crate stripe as pay;`
            use serde [serde] @ 11 `extern crate serde;`
        "#]],
    );
}

#[test]
fn mounts_name_the_module_or_its_path() {
    check(
        imports(
            "mod billing;\npub mod mail;\n#[path = \"odd/place.rs\"]\nmod odd;\nmod inner { mod deep; }\n",
        ),
        expect![[r#"
            mod billing [] @ 1 `mod billing;`
            mod mail [] @ 2 `pub mod mail;`
            mod odd/place.rs [] @ 4 `mod odd;`
            mod inner::deep [] @ 5 `mod deep;`
        "#]],
    );
}

#[test]
fn what_an_import_is_used_for() {
    check(
        imports(
            "use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};
fn f(p: Param) -> Result<Typed, u8> {
    Called::new();
    Built { x: 1 };
    send(Passed);
    let v = Vec::<Turbo>::new();
    match p { Err(Matched::Card(x)) => 1, _ => 2 }
}
fn g<T: Bound>(t: T) {}
impl From<Reborn> for Mine { fn from(e: Reborn) -> Self { todo!() } }
",
        ),
        expect![[r#"
            use stripe::Called [Called] @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Built [Built] @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Passed [Passed] @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Unused [Unused] @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Typed [Typed] types @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Bound [Bound] types @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Matched [Matched] types @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Param [Param] types @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Turbo [Turbo] types @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
            use stripe::Reborn [Reborn] types @ 1 `use stripe::{Called, Built, Passed, Unused, Typed, Bound, Matched, Param, Turbo, Reborn};`
        "#]],
    );
    check(
        imports(
            "use stripe::{Error, List, Client, charge, Api, Macro, Asserted};
#[derive(Api)]
struct S;
fn f(x: X) -> Result<(), Error> {
    x.map_err(Error::from)?;
    let y = <List as Paged>::next();
    let z = vec![Client::new(), other];
    json!({ \"a\": charge(1) });
    matches!(x, Macro::A(_));
    assert_eq!(x, Asserted::B);
}
",
        ),
        expect![[r#"
            use stripe::Error [Error] types @ 1 `use stripe::{Error, List, Client, charge, Api, Macro, Asserted};`
            use stripe::List [List] @ 1 `use stripe::{Error, List, Client, charge, Api, Macro, Asserted};`
            use stripe::Client [Client] @ 1 `use stripe::{Error, List, Client, charge, Api, Macro, Asserted};`
            use stripe::charge [charge] @ 1 `use stripe::{Error, List, Client, charge, Api, Macro, Asserted};`
            use stripe::Api [Api] types @ 1 `use stripe::{Error, List, Client, charge, Api, Macro, Asserted};`
            use stripe::Macro [Macro] types @ 1 `use stripe::{Error, List, Client, charge, Api, Macro, Asserted};`
            use stripe::Asserted [Asserted] types @ 1 `use stripe::{Error, List, Client, charge, Api, Macro, Asserted};`
        "#]],
    );
}

#[test]
fn qualified_paths_are_imports_at_their_place() {
    check(
        imports(
            "mod billing;
fn f(a: stripe::Account) -> stripe::List<stripe::Charge> {
    let c = stripe::Client::new(key);
    let s = stripe::Params { x: 1 };
    stripe::List::<stripe::Charge>::fetch(&c);
    if let Err(stripe::Error::Card(e)) = r {}
    ::stripe::Refund::create();
    billing::charge();
    crate::mail::send();
    super::shared::log();
    self::billing::refund();
    std::fs::read(x);
    String::from_utf8(x);
    u32::from_str(x);
    <stripe::Client as Api>::go();
    println!(\"{}\", stripe::VERSION);
    stripe::call!(x);
}
fn g<T: stripe::Api>() where T: stripe::Other {}
#[tokio::main]
#[derive(Debug, stripe::Model)]
#[allow(clippy::unwrap_used)]
#[rustfmt::skip]
struct X(pub(in crate::a) u8);
macro_rules! m { () => { $crate::a::b(); stripe::Client::new() } }
",
        ),
        expect![[r#"
            mod billing [] @ 1 `mod billing;`
            path stripe::Account [] types @ 2 `stripe::Account`
            path stripe::List [] types @ 2 `stripe::List`
            path stripe::Charge [] types @ 2 `stripe::Charge`
            path stripe::Client::new [] @ 3 `stripe::Client::new`
            path stripe::Params [] @ 4 `stripe::Params`
            path stripe::List::fetch [] @ 5 `stripe::List::<stripe::Charge>::fetch`
            path stripe::Charge [] types @ 5 `stripe::Charge`
            path stripe::Error::Card [] types @ 6 `stripe::Error::Card`
            path ::stripe::Refund::create [] @ 7 `::stripe::Refund::create`
            path self::billing::charge [] @ 8 `billing::charge`
            path crate::mail::send [] @ 9 `crate::mail::send`
            path super::shared::log [] @ 10 `super::shared::log`
            path self::billing::refund [] @ 11 `self::billing::refund`
            path stripe::Client [] @ 15 `stripe::Client`
            path stripe::VERSION [] types @ 16 `stripe::VERSION`
            path stripe::call [] @ 17 `stripe::call`
            path stripe::Api [] types @ 19 `stripe::Api`
            path stripe::Other [] types @ 19 `stripe::Other`
            path tokio::main [] types @ 20 `tokio::main`
            path stripe::Model [] types @ 21 `stripe::Model`
            path stripe::Client::new [] types @ 25 `stripe::Client::new`
        "#]],
    );
}

#[test]
fn local_names_are_not_the_crate() {
    check(
        imports(
            "mod stripe;
use stripe::Client;
fn f() { stripe::charge(); ::stripe::charge(); twilio::send(); }
mod twilio { pub fn send() {} }
mod inner {
    fn g() { stripe::charge(); twilio::send(); super::stripe::charge(); super::twilio::send(); }
}
",
        ),
        expect![[r#"
            mod stripe [] @ 1 `mod stripe;`
            use self::stripe::Client [Client] @ 2 `use stripe::Client;`
            path self::stripe::charge [] @ 3 `stripe::charge`
            path ::stripe::charge [] @ 3 `::stripe::charge`
            path stripe::charge [] @ 6 `stripe::charge`
            path twilio::send [] @ 6 `twilio::send`
            path self::stripe::charge [] @ 6 `super::stripe::charge`
        "#]],
    );
    check(
        imports(
            "use crate::gateways::stripe;
use self::twilio as sms;
extern crate sentry as watch;
use watch::capture;
use anyhow::anyhow;
use anyhow::Result;
enum openai { A }
fn f<resend: T>() {
    stripe::charge();
    sms::send();
    watch::init();
    openai::A;
    resend::x();
    anyhow::bail!(\"\");
}
",
        ),
        expect![[r#"
            use crate::gateways::stripe [stripe] @ 1 `use crate::gateways::stripe;`
            use self::twilio [twilio→sms] @ 2 `use self::twilio as sms;`
            use sentry [sentry→watch] @ 3 `extern crate sentry as watch;`
            use sentry::capture [capture] @ 4 `use watch::capture;`
            use anyhow::anyhow [anyhow] @ 5 `use anyhow::anyhow;`
            use anyhow::Result [Result] @ 6 `use anyhow::Result;`
        "#]],
    );
}

#[test]
fn a_variable_does_not_hide_a_crate_from_paths() {
    check(
        imports(
            "fn f() {
    let stripe = stripe::Client::new();
    stripe::Charge::create(&stripe);
    stripe.close();
}
",
        ),
        expect![[r#"
            path stripe::Client::new [] @ 2 `stripe::Client::new`
            path stripe::Charge::create [] @ 3 `stripe::Charge::create`
        "#]],
    );
}

#[test]
fn names_are_seen_where_they_are_declared() {
    check(
        imports(
            "fn f() {
    use stripe::Client;
    Client::new();
}
fn g() {
    Client::new();
    { use twilio as stripe; stripe::send(); }
    stripe::charge();
}
mod other {
    fn h() { Client::new(); }
}
#[cfg(test)]
mod tests {
    use super::*;
    use twilio::Sms;
    fn h() { Sms::new(); resend::send(); }
}
",
        ),
        expect![[r#"
            use stripe::Client [Client] @ 2 `use stripe::Client;`
            use twilio [twilio→stripe] @ 7 `use twilio as stripe;`
            path stripe::charge [] @ 8 `stripe::charge`
            use self [*] (test) @ 15 `use super::*;`
            use twilio::Sms [Sms] (test) @ 16 `use twilio::Sms;`
            path resend::send [] (test) @ 17 `resend::send`
        "#]],
    );
}

#[test]
fn test_code_is_known_by_its_attribute() {
    check(
        imports(
            "#[cfg(any(test, feature = \"x\"))]
use stripe::A;
#[cfg(not(test))]
use stripe::B;
#[tokio::test]
async fn t() { stripe::c(); }
#[cfg(all(test, unix))]
mod tests { use stripe::D; }
#[cfg(feature = \"test\")]
use stripe::E;
",
        ),
        expect![[r#"
            use stripe::A [A] (test) @ 2 `use stripe::A;`
            use stripe::B [B] @ 4 `use stripe::B;`
            path tokio::test [] types (test) @ 5 `tokio::test`
            path stripe::c [] (test) @ 6 `stripe::c`
            use stripe::D [D] (test) @ 8 `use stripe::D;`
            use stripe::E [E] @ 10 `use stripe::E;`
        "#]],
    );
}

#[test]
fn broken_source_gives_what_can_be_read() {
    check(
        imports("use stripe::Client;\nfn f( { stripe::\nuse twilio::{Sms, \nstruct"),
        expect![[r#"
            use stripe::Client [Client] @ 1 `use stripe::Client;`
            path stripe::twilio::Sms [] types @ 2 `stripe:: use twilio::{Sms`
        "#]],
    );
}

use expect_test::expect;

use super::{check, definitions, facts};

#[test]
fn definitions_know_their_holder_and_their_words() {
    check(
        definitions(
            r#"//! The file's own.

/// Sends a mail.
///
/// * with a list
#[inline]
pub async fn send<T>(
    to: &str,
) -> Result<T, Error>
where
    T: Send,
{
    fn inner() {}
    const LOCAL: u8 = 1;
}
/** A client.
 * Of two lines.
 */
#[derive(Clone)]
pub struct Client<T> { key: String, t: T }
impl<T> Client<T> {
    pub const BASE: &'static str = "sk_live_secret";
    /// Makes one.
    pub(crate) fn new(key: String) -> Self { todo!() }
    fn private(&self) {}
}
impl<T> fmt::Display for &'_ api::Client<T> { fn fmt(&self) {} }
pub trait Api { type Out; fn call(&self) -> u8; fn twice(&self) { } }
pub enum Error { Card }
union U { a: u8 }
pub type Short = Client<u8>;
static LIMIT: usize = 3;
pub struct Wrapper(pub String);
mod outer { pub mod inner { pub fn deep() {} impl X { fn m() {} } } }
mod mounted;
#[doc = " From an attribute."]
#[macro_export]
macro_rules! call { () => {} }
const _: () = ();
"#,
        ),
        expect![[r#"
            Function send pub `pub async fn send<T>( to: &str, ) -> Result<T, Error> where T: Send,` — "Sends a mail.\n\n* with a list"
            Function inner `fn inner()`
            Type Client pub `pub struct Client<T>` — "A client.\nOf two lines."
            Constant Client.BASE pub `pub const BASE: &'static str`
            Method Client.new pub `pub(crate) fn new(key: String) -> Self` — "Makes one."
            Method Client.private `fn private(&self)`
            Method Client.fmt `fn fmt(&self)`
            Type Api pub `pub trait Api`
            Method Api.call `fn call(&self) -> u8`
            Method Api.twice `fn twice(&self)`
            Type Error pub `pub enum Error`
            Type U `union U`
            Type Short pub `pub type Short = Client<u8>`
            Constant LIMIT `static LIMIT: usize`
            Type Wrapper pub `pub struct Wrapper`
            Module outer `mod outer`
            Module outer.inner pub `pub mod inner`
            Function outer.inner.deep pub `pub fn deep()`
            Method outer.inner.X.m `fn m()`
            Module mounted `mod mounted`
            Function call pub `macro_rules! call` — "From an attribute."
        "#]],
    );
}

#[test]
fn ranges_hold_the_whole_definition() {
    let source = "/// Doc.\n#[inline]\npub fn f() { 1 }\n";
    let facts = facts(source);
    assert_eq!(facts.definitions[0].range.slice(source), "pub fn f() { 1 }");
    assert_eq!(facts.definitions[0].name.range.slice(source), "f");
}

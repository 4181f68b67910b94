//! What the readers of PHP and Ruby share: values with the literals they are made of, what calls do
//! with addresses, command lines, and what people read about a definition.

mod calls;
mod command;
mod folded;
mod format;
mod memo;
mod prose;
#[cfg(test)]
mod short;
mod unrequested;

pub(super) use self::calls::{
    Argument, Call, Expressions, Found, Purpose, Requests, endpoint, stated,
};
pub(super) use self::folded::Folded;
pub(super) use self::format::formatted;
pub(super) use self::memo::{Given, Memo};
pub(super) use self::prose::{comments_before, signature, unmarked};
#[cfg(test)]
pub(super) use self::short::short;
pub(super) use self::unrequested::{Mentions, Places, with_constants};

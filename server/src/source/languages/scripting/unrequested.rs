//! URLs that no call of the file requests: which of them are kept as values.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use crate::source::facts::{UrlUse, UrlUseKind};
use crate::source::languages::options::{Role, role_of};
use crate::source::tree::{Node, Syntax};
use crate::source::value::UrlParts;

use super::{Expressions, Requests};

/// What a language says about the place where a URL stands.
pub(in crate::source::languages) trait Places<'s> {
    /// The sum or string that a literal is part of.
    fn whole_expression(&self, literal: Node<'s>) -> Node<'s>;
    /// What an expression is assigned to, or the key it stands behind.
    fn name_of(&self, expression: Node<'s>) -> Option<&'s str>;
    /// Whether a URL is kept as a value, and not shown, compared or listed.
    fn is_kept(&self, expression: Node<'s>) -> bool;
}

/// The requests of a file and the URLs that it keeps, in the order of the text. `literals` are the
/// kinds of nodes that can be a URL.
pub(in crate::source::languages) fn with_constants<'s>(
    syntax: &'s Syntax<'s>,
    expressions: &impl Expressions<'s>,
    places: &impl Places<'s>,
    requests: &Requests,
    literals: &[&str],
) -> Vec<UrlUse> {
    let mut uses = requests.uses.clone();
    for literal in syntax.nodes().filter(|node| node.is_any(literals)) {
        let constant = constant(syntax, expressions, places, requests, literal);
        uses.extend(constant.map(|(url, place)| UrlUse {
            host: url.host,
            path: url.path,
            range: place.range(),
            kind: UrlUseKind::Constant,
            in_test: false,
        }));
    }
    uses.sort_by_key(|url| url.range);
    uses.dedup_by_key(|url| url.range);
    uses
}

/// The URL that a literal is kept as, with the expression that is the URL.
fn constant<'s>(
    syntax: &'s Syntax<'s>,
    expressions: &impl Expressions<'s>,
    places: &impl Places<'s>,
    requests: &Requests,
    literal: Node<'s>,
) -> Option<(UrlParts, Node<'s>)> {
    let may_be_one = literal.text().contains('.') || literal.is("heredoc_beginning");
    if requests.used.contains(&literal.index()) || !may_be_one {
        return None;
    }
    let expression = places.whole_expression(literal);
    let folded = expressions.fold(expression);
    let is_host = places.name_of(expression).is_some_and(|name| role_of(name) == Some(Role::Host));
    let host = || is_host.then(|| folded.value.as_host()).flatten();
    let url = folded.value.as_url().or_else(host)?;
    // One place for each constant: what is made of another constant is reported there.
    let is_own = folded.sources.first() == Some(&literal.index())
        && folded.sources.iter().all(|source| {
            let range = syntax.node(*source).range();
            !requests.used.contains(source) && expression.range().contains_range(range)
        });
    (is_own && places.is_kept(expression)).then_some((url, expression))
}

/// Where the names of a file stand.
#[derive(Default)]
pub(in crate::source::languages) struct Mentions<'s> {
    by_name: OnceCell<HashMap<&'s str, Vec<Node<'s>>>>,
    judged: RefCell<HashMap<String, bool>>,
}

impl<'s> Mentions<'s> {
    /// The places of a name. `kinds` are the kinds of nodes that names are.
    pub(in crate::source::languages) fn of(
        &self,
        syntax: &'s Syntax<'s>,
        kinds: &[&str],
        name: &str,
    ) -> &[Node<'s>] {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: HashMap<&'s str, Vec<Node<'s>>> = HashMap::new();
            for node in syntax.nodes().filter(|node| node.is_any(kinds)) {
                by_name.entry(node.text()).or_default().push(node);
            }
            by_name
        });
        by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// What is thought of a name, asked once for each name.
    pub(in crate::source::languages) fn judged(
        &self,
        name: &str,
        judge: impl FnOnce() -> bool,
    ) -> bool {
        if let Some(known) = self.judged.borrow().get(name) {
            return *known;
        }
        let judgement = judge();
        self.judged.borrow_mut().insert(name.to_owned(), judgement);
        judgement
    }
}

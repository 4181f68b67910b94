//! The terms in which a language of classes is read.

use crate::source::facts::DefinitionKind;
use crate::source::tree::Node;
use crate::text::ByteRange;

use super::vocabulary::Words;

/// What the nodes of a grammar are.
pub(in crate::source::languages) trait Dialect: Sync {
    /// What an expression is.
    fn expression<'s>(&self, node: Node<'s>) -> Expression<'s>;

    /// The parts of a string literal, in their order.
    fn text_parts<'s>(&self, node: Node<'s>) -> Vec<Part<'s>>;

    /// The names of a dotted path, `com`, `stripe`, `Stripe`, of an expression or a type; empty when
    /// a node is something else. Type arguments are left out.
    fn path<'s>(&self, node: Node<'s>) -> Vec<Node<'s>>;

    /// Appends what a node declares.
    fn declare<'s>(&self, node: Node<'s>, bindings: &mut Vec<Binding<'s>>);

    /// Whether what is declared below a node is visible there alone.
    fn is_scope(&self, node: Node<'_>) -> bool;

    /// Whether a node is a class or its like, whose members are reached by its name.
    fn is_type(&self, node: Node<'_>) -> bool;

    /// The import that a node is.
    fn import<'s>(&self, node: Node<'s>) -> Option<Written<'s>>;

    /// What an identifier is used for where it stands.
    fn role(&self, name: Node<'_>) -> NameRole;

    /// The annotation or attribute that a node is.
    fn annotation<'s>(&self, node: Node<'s>) -> Option<Annotation<'s>>;

    /// What an annotation stands at: the declaration around it.
    fn annotated<'s>(&self, annotation: Node<'s>) -> Option<Node<'s>>;

    /// The assignment that a node is: what is assigned to, and the value where it is a plain one.
    fn assignment<'s>(&self, node: Node<'s>) -> Option<(Node<'s>, Option<Node<'s>>)>;

    /// The sides of a comparison for equality or membership, or of a test for null.
    fn comparison<'s>(&self, node: Node<'s>) -> Option<Vec<Node<'s>>>;

    /// Whether a node only has an effect, throws, or chooses by a value: what stands in it at
    /// `inside` as a literal is not kept.
    fn is_dead_end(&self, node: Node<'_>, inside: Node<'_>) -> bool;

    /// Whether a node ends the climb from a literal: a function's body, a `return`.
    fn is_home(&self, node: Node<'_>) -> bool;

    /// What a node defines for people to go to.
    fn defined<'s>(&self, node: Node<'s>) -> Option<Defined<'s>>;

    /// The text of a comment, when it is one of documentation.
    fn documentation(&self, comment: &str) -> Option<String>;

    /// How many names of a path, whose first one is not declared, are a package with its type; `None`
    /// when it begins with no package.
    fn qualified_length(&self, path: &[Node<'_>]) -> Option<usize>;

    /// How many names of a package's path tell one vendor's packages from another's.
    fn root_length(&self) -> usize;

    /// The words of the language's libraries.
    fn words(&self) -> &'static Words;

    /// Whether a node may stand before a suppression of the whole file.
    fn is_preamble(&self, node: Node<'_>) -> bool;
}

/// An expression.
#[derive(Clone, Debug)]
pub(in crate::source::languages) enum Expression<'s> {
    /// A string literal, with or without holes.
    Text,
    /// A bare name.
    Name,
    /// `this`.
    This,
    /// `object.name`.
    Member {
        object: Node<'s>,
        name: Node<'s>,
    },
    /// A call or construction.
    Call(Call<'s>),
    /// `object[key]`.
    Index {
        object: Node<'s>,
        key: Node<'s>,
    },
    /// `left + right`.
    Sum(Node<'s>, Node<'s>),
    /// One of several: both sides of a conditional, a value and its default.
    Either(Vec<Node<'s>>),
    /// An expression in parentheses, cast, awaited, named.
    Inner(Node<'s>),
    /// A function without a name; its result, when it is one expression.
    Function(Option<Node<'s>>),
    /// A list, or a map in braces.
    List(Vec<Node<'s>>),
    /// What is passed on as a type: `X.class`, `typeof(X)`.
    TypeToken,
    Other,
}

/// A call or construction.
#[derive(Clone, Debug)]
pub(in crate::source::languages) struct Call<'s> {
    /// What a method is called on.
    pub(in crate::source::languages) object: Option<Node<'s>>,
    /// The name of the method, or of the constructed type; `None` for `new(…)`, and for what is
    /// called without a name.
    pub(in crate::source::languages) name: Option<Node<'s>>,
    /// The type or function as it is written, with its path.
    pub(in crate::source::languages) callee: Option<Node<'s>>,
    /// The arguments, those of an object's initializer among them.
    pub(in crate::source::languages) arguments: Vec<Argument<'s>>,
    /// Whether it is written as a construction. Kotlin's is written as a call of a name in capitals.
    pub(in crate::source::languages) is_new: bool,
}

/// An argument.
#[derive(Clone, Copy, Debug)]
pub(in crate::source::languages) struct Argument<'s> {
    /// The parameter or property it is for, where the call says so.
    pub(in crate::source::languages) name: Option<Node<'s>>,
    pub(in crate::source::languages) value: Node<'s>,
}

/// A part of a string literal.
#[derive(Clone, Debug)]
pub(in crate::source::languages) enum Part<'s> {
    Known(String),
    /// An expression in a hole.
    Hole(Node<'s>),
    /// A name in a hole that the grammar has no node for.
    Name(String),
    /// A hole that cannot be read.
    Open,
}

/// Something declared.
#[derive(Clone, Copy, Debug)]
pub(in crate::source::languages) struct Binding<'s> {
    pub(in crate::source::languages) kind: BindingKind,
    /// Where its name stands.
    pub(in crate::source::languages) name: Node<'s>,
    /// What it is worth: the initializer, the default of a parameter, the one expression that a
    /// function returns.
    pub(in crate::source::languages) value: Option<Node<'s>>,
    /// The type it is declared with.
    pub(in crate::source::languages) declared_type: Option<Node<'s>>,
    /// The declaration.
    pub(in crate::source::languages) node: Node<'s>,
}

/// What a binding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source::languages) enum BindingKind {
    /// Index into the imports.
    Import(usize),
    /// Visible behind its declaration.
    Local,
    /// A parameter of a function or constructor.
    Parameter,
    /// A field, property or constant of a class, or of the file.
    Field,
    /// A method or function.
    Function,
    /// A class and its like.
    Type,
    /// A type parameter.
    Generic,
}

/// An import as it is written.
#[derive(Clone, Debug)]
pub(in crate::source::languages) struct Written<'s> {
    pub(in crate::source::languages) node: Node<'s>,
    /// The dotted name, without `.*`.
    pub(in crate::source::languages) target: String,
    pub(in crate::source::languages) target_range: ByteRange,
    /// The one name it brings, with where it stands; `None` when it brings all that is below.
    pub(in crate::source::languages) local: Option<Node<'s>>,
    /// Whether what it brings are members of a type.
    pub(in crate::source::languages) is_static: bool,
}

/// What an identifier is used for where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source::languages) enum NameRole {
    /// Its value is used: it is read, called, constructed, inherited from.
    Value,
    /// It stands in a type, an annotation, a `catch`.
    Type,
    /// It is declared there, or is a member of something else.
    NoUse,
}

/// An annotation or attribute.
#[derive(Clone, Debug)]
pub(in crate::source::languages) struct Annotation<'s> {
    /// The last name of its path.
    pub(in crate::source::languages) name: Node<'s>,
    pub(in crate::source::languages) arguments: Vec<Argument<'s>>,
}

/// A definition.
#[derive(Clone, Copy, Debug)]
pub(in crate::source::languages) struct Defined<'s> {
    pub(in crate::source::languages) name: Node<'s>,
    pub(in crate::source::languages) kind: DefinitionKind,
    /// What the definition is, with its modifiers.
    pub(in crate::source::languages) node: Node<'s>,
    /// Where the body begins, which the signature leaves out.
    pub(in crate::source::languages) body: Option<Node<'s>>,
    pub(in crate::source::languages) is_public: bool,
    /// What holds it where no class does: the type that a function extends.
    pub(in crate::source::languages) receiver: Option<Node<'s>>,
}

//! The names of the JavaScript and TypeScript grammars. Both share nearly all of them, so one
//! vocabulary serves both; a name that one of them lacks is simply never met in it.

use std::num::NonZeroU16;

use tree_sitter::Language;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $other:ident: $($word:ident = $($spelling:literal)|+,)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(super) enum $name {
            $other,
            $($word,)*
        }

        impl $name {
            fn of(spelling: &str) -> Self {
                match spelling {
                    $($($spelling)|+ => Self::$word,)*
                    _ => Self::$other,
                }
            }

            #[cfg(test)]
            const SPELLINGS: &[&str] = &[$($($spelling,)+)*];
        }
    };
}

words! {
    /// What a node is.
    Kind, Other:
    Program = "program",
    Comment = "comment" | "html_comment",
    HashBang = "hash_bang_line",
    ImportStatement = "import_statement",
    ImportClause = "import_clause",
    NamedImports = "named_imports",
    NamespaceImport = "namespace_import",
    ImportSpecifier = "import_specifier",
    ImportRequire = "import_require_clause",
    ImportAlias = "import_alias",
    ImportWord = "import",
    ExportStatement = "export_statement",
    ExportClause = "export_clause",
    ExportSpecifier = "export_specifier",
    NamespaceExport = "namespace_export",
    Call = "call_expression",
    New = "new_expression",
    Arguments = "arguments",
    Member = "member_expression",
    Subscript = "subscript_expression",
    MetaProperty = "meta_property",
    Identifier = "identifier",
    PropertyIdentifier = "property_identifier",
    PrivateIdentifier = "private_property_identifier",
    Shorthand = "shorthand_property_identifier",
    ShorthandPattern = "shorthand_property_identifier_pattern",
    TypeIdentifier = "type_identifier",
    NestedType = "nested_type_identifier",
    This = "this",
    String = "string",
    Template = "template_string",
    EscapeSequence = "escape_sequence",
    Substitution = "template_substitution",
    Null = "null",
    Undefined = "undefined",
    Object = "object",
    Pair = "pair",
    Spread = "spread_element",
    Array = "array",
    Computed = "computed_property_name",
    ObjectPattern = "object_pattern",
    ArrayPattern = "array_pattern",
    PairPattern = "pair_pattern",
    RestPattern = "rest_pattern",
    AssignmentPattern = "assignment_pattern",
    ObjectAssignmentPattern = "object_assignment_pattern",
    Lexical = "lexical_declaration",
    Variable = "variable_declaration",
    Declarator = "variable_declarator",
    Function = "function_declaration",
    GeneratorFunction = "generator_function_declaration",
    FunctionExpression = "function_expression" | "generator_function",
    Arrow = "arrow_function",
    Method = "method_definition",
    Parameters = "formal_parameters",
    RequiredParameter = "required_parameter",
    OptionalParameter = "optional_parameter",
    Class = "class_declaration",
    AbstractClass = "abstract_class_declaration",
    ClassExpression = "class",
    ClassBody = "class_body",
    StaticBlock = "class_static_block",
    FieldDefinition = "field_definition" | "public_field_definition",
    Decorator = "decorator",
    Block = "statement_block",
    ExpressionStatement = "expression_statement",
    Return = "return_statement",
    Throw = "throw_statement",
    If = "if_statement",
    For = "for_statement",
    ForIn = "for_in_statement",
    Catch = "catch_clause",
    SwitchBody = "switch_body",
    SwitchCase = "switch_case",
    Parenthesized = "parenthesized_expression",
    Sequence = "sequence_expression",
    Assignment = "assignment_expression",
    AugmentedAssignment = "augmented_assignment_expression",
    Update = "update_expression",
    Unary = "unary_expression",
    Binary = "binary_expression",
    Ternary = "ternary_expression",
    Await = "await_expression",
    JsxAttribute = "jsx_attribute",
    JsxExpression = "jsx_expression",
    As = "as_expression",
    Satisfies = "satisfies_expression",
    NonNull = "non_null_expression",
    TypeAssertion = "type_assertion",
    Instantiation = "instantiation_expression",
    TypeAnnotation = "type_annotation",
    TypeArguments = "type_arguments",
    TypeParameters = "type_parameters",
    TypePredicate = "type_predicate" | "asserts",
    TypeQuery = "type_query",
    LiteralType = "literal_type",
    Implements = "implements_clause",
    Interface = "interface_declaration",
    TypeAlias = "type_alias_declaration",
    Enum = "enum_declaration",
    EnumBody = "enum_body",
    EnumAssignment = "enum_assignment",
    Namespace = "internal_module" | "module",
    Ambient = "ambient_declaration",
    FunctionSignature = "function_signature",
    MethodSignature = "method_signature",
    AbstractMethod = "abstract_method_signature",
    CallSignature = "call_signature" | "construct_signature",
    FunctionType = "function_type" | "constructor_type",
}

words! {
    /// What a node is to its parent.
    Field, None:
    Alias = "alias",
    Alternative = "alternative",
    Arguments = "arguments",
    Body = "body",
    Condition = "condition",
    Consequence = "consequence",
    Constructor = "constructor",
    Declaration = "declaration",
    Decorator = "decorator",
    Function = "function",
    Index = "index",
    Key = "key",
    KindWord = "kind",
    Left = "left",
    Name = "name",
    Object = "object",
    Operator = "operator",
    Parameter = "parameter",
    Pattern = "pattern",
    Property = "property",
    Right = "right",
    Source = "source",
    Type = "type",
    Value = "value",
}

impl Kind {
    /// A function with a body of its own.
    pub(super) fn is_function(self) -> bool {
        matches!(
            self,
            Self::Function
                | Self::GeneratorFunction
                | Self::FunctionExpression
                | Self::Arrow
                | Self::Method
        )
    }

    /// A function as a value.
    pub(super) fn is_function_value(self) -> bool {
        matches!(self, Self::FunctionExpression | Self::Arrow)
    }

    /// A class, declared or as a value.
    pub(super) fn is_class(self) -> bool {
        matches!(self, Self::Class | Self::AbstractClass | Self::ClassExpression)
    }
}

/// The numbers of one grammar, turned into words once.
pub(super) struct Vocabulary {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
}

impl Vocabulary {
    pub(super) fn new(language: &Language) -> Self {
        let kind = |id: usize| language.node_kind_for_id(id as u16).map_or(Kind::Other, Kind::of);
        let field =
            |id: usize| language.field_name_for_id(id as u16).map_or(Field::None, Field::of);
        Self {
            kinds: (0..language.node_kind_count()).map(kind).collect(),
            fields: (0..=language.field_count()).map(field).collect(),
        }
    }

    /// Tokens are [`Kind::Other`], whatever word they are spelled with.
    pub(super) fn kind(&self, node: &tree_sitter::Node<'_>) -> Kind {
        if !node.is_named() {
            return Kind::Other;
        }
        self.kinds.get(usize::from(node.kind_id())).copied().unwrap_or(Kind::Other)
    }

    pub(super) fn field(&self, id: Option<NonZeroU16>) -> Field {
        id.and_then(|id| self.fields.get(usize::from(id.get())).copied()).unwrap_or(Field::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_one_of_a_grammar() {
        let grammars: [Language; 2] =
            [tree_sitter_javascript::LANGUAGE.into(), tree_sitter_typescript::LANGUAGE_TSX.into()];
        // Casts in angle brackets are the one thing that TSX cannot have.
        let typescript: Language = tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into();
        let is_known = |spelling: &&str| {
            grammars.iter().chain([&typescript]).any(|language| {
                language.id_for_node_kind(spelling, true) != 0
                    || language.field_id_for_name(spelling).is_some()
            })
        };
        let unknown: Vec<_> =
            Kind::SPELLINGS.iter().chain(Field::SPELLINGS).filter(|word| !is_known(word)).collect();
        assert!(unknown.is_empty(), "the grammars do not know {unknown:?}");
    }
}

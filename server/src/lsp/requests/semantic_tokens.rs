//! `textDocument/semanticTokens/full` and `…/range`.

use tower_lsp::ls_types::{
    Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens,
    SemanticTokensLegend,
};

use crate::features::{self, Token, TokenKind};
use crate::text::{ByteRange, Position, Walk, units};

use super::super::view::View;

/// The kinds of tokens, each at the place of its number.
const TYPES: [SemanticTokenType; 7] = [
    SemanticTokenType::CLASS,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::STRING,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::MACRO,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::NUMBER,
];

/// What is said of a token, each at the place of its bit.
const MODIFIERS: [SemanticTokenModifier; 3] = [
    SemanticTokenModifier::DECLARATION,
    SemanticTokenModifier::READONLY,
    SemanticTokenModifier::DEPRECATED,
];

/// What the numbers of tokens mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: TYPES.into(), token_modifiers: MODIFIERS.into() }
}

/// The tokens of a document, or of a range of it.
pub fn semantic_tokens(view: &View, range: Option<Range>) -> Option<SemanticTokens> {
    let whole = ByteRange::new(0, view.document.len());
    let within = range.map_or(whole, |range| view.bytes(range));
    let tokens = features::semantic_tokens(&view.folder.snapshot, &view.path, within);
    let text = view.document.text();
    let encoding = view.client().encoding;
    let mut walk = Walk::new(text, encoding);
    let mut before = Position { line: 0, column: 0 };
    // Tokens come in order and end in the line in which they begin.
    let encoded = tokens.into_iter().map(|token| {
        let start = walk.position(token.range.start());
        let delta_line = start.line - before.line;
        // Columns are told from the token before in a line, from the line's beginning else.
        let column = if delta_line == 0 { before.column } else { 0 };
        before = start;
        SemanticToken {
            delta_line,
            delta_start: start.column - column,
            length: units(token.range.slice(text), encoding),
            token_type: number(token.kind),
            token_modifiers_bitset: modifiers(&token),
        }
    });
    let data: Vec<SemanticToken> = encoded.collect();
    (!data.is_empty()).then_some(SemanticTokens { result_id: None, data })
}

fn number(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Service => 0,
        TokenKind::Variable => 1,
        TokenKind::Path => 2,
        TokenKind::Function => 3,
        TokenKind::Placeholder => 4,
        TokenKind::Status => 5,
        TokenKind::Date => 6,
    }
}

fn modifiers(token: &Token) -> u32 {
    // What the environment says does not change while a program runs.
    let is_readonly = token.kind == TokenKind::Variable;
    u32::from(token.is_declaration)
        | u32::from(is_readonly) << 1
        | u32::from(token.is_deprecated) << 2
}

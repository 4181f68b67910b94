//! What the client can do, and what the server says it can do.

use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CompletionOptions, DiagnosticTag, HoverProviderCapability, MarkupKind, OneOf,
    PositionEncodingKind, SaveOptions, ServerCapabilities, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use crate::text::Encoding;

/// Characters that ask for completion: a code span, a path, an accessor, a variable's name.
const TRIGGERS: [&str; 4] = ["`", "/", ".", "_"];

/// What is used of the client's capabilities, as plain yes and no.
#[derive(Clone, Debug, Default)]
pub struct ClientFacts {
    /// Unit of columns, negotiated.
    pub encoding: Encoding,
    /// Definitions may say what they are a definition of.
    pub definition_links: bool,
    /// Document symbols may be nested.
    pub nested_symbols: bool,
    /// Edits may name the version they are meant for.
    pub versioned_edits: bool,
    /// Code actions may be more than commands.
    pub code_actions: bool,
    /// Diagnostics may name related places.
    pub related_information: bool,
    /// Diagnostics may strike their place through.
    pub deprecated_tag: bool,
    /// Hover cards may be Markdown.
    pub hover_markdown: bool,
    /// Documentation of completion items may be Markdown.
    pub completion_markdown: bool,
    /// Progress is shown.
    pub progress: bool,
    /// Settings can be asked for.
    pub configuration: bool,
    /// Files are watched where we ask for it.
    pub watching: bool,
    /// Watched patterns may be relative to a folder.
    pub relative_patterns: bool,
}

impl ClientFacts {
    /// Reads the client's capabilities.
    pub fn read(client: &ClientCapabilities) -> Self {
        let text = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let diagnostics = text.and_then(|text| text.publish_diagnostics.as_ref());
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files);
        let markdown = |formats: Option<&Vec<MarkupKind>>| {
            formats.is_none_or(|formats| formats.contains(&MarkupKind::Markdown))
        };
        Self {
            encoding: encoding(client),
            definition_links: text
                .and_then(|text| text.definition?.link_support)
                .unwrap_or_default(),
            nested_symbols: text
                .and_then(|text| {
                    text.document_symbol.as_ref()?.hierarchical_document_symbol_support
                })
                .unwrap_or_default(),
            versioned_edits: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes)
                .unwrap_or_default(),
            code_actions: text
                .and_then(|text| text.code_action.as_ref()?.code_action_literal_support.as_ref())
                .is_some(),
            related_information: diagnostics
                .and_then(|diagnostics| diagnostics.related_information)
                .unwrap_or_default(),
            deprecated_tag: diagnostics
                .and_then(|diagnostics| diagnostics.tag_support.as_ref())
                .is_some_and(|tags| tags.value_set.contains(&DiagnosticTag::DEPRECATED)),
            hover_markdown: markdown(
                text.and_then(|text| text.hover.as_ref()?.content_format.as_ref()),
            ),
            completion_markdown: markdown(text.and_then(|text| {
                text.completion.as_ref()?.completion_item.as_ref()?.documentation_format.as_ref()
            })),
            progress: client
                .window
                .as_ref()
                .and_then(|window| window.work_done_progress)
                .unwrap_or_default(),
            configuration: workspace
                .and_then(|workspace| workspace.configuration)
                .unwrap_or_default(),
            watching: watching
                .and_then(|watching| watching.dynamic_registration)
                .unwrap_or_default(),
            relative_patterns: watching
                .and_then(|watching| watching.relative_pattern_support)
                .unwrap_or_default(),
        }
    }
}

/// UTF-8 when offered, for it is what everything below counts in. UTF-32 when the client prefers it
/// to UTF-16. Else UTF-16, which every client speaks, whatever it offers.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let Some(offered) = offered else { return Encoding::Utf16 };
    let known = [PositionEncodingKind::UTF16, PositionEncodingKind::UTF32];
    if offered.contains(&PositionEncodingKind::UTF8) {
        return Encoding::Utf8;
    }
    match offered.iter().find(|kind| known.contains(kind)) {
        Some(kind) if *kind == PositionEncodingKind::UTF32 => Encoding::Utf32,
        _ => Encoding::Utf16,
    }
}

/// What the server can do: exactly what is implemented.
pub fn server(facts: &ClientFacts) -> ServerCapabilities {
    let position_encoding = match facts.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
            include_text: Some(false),
        })),
        ..TextDocumentSyncOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(position_encoding),
        text_document_sync: Some(sync.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(String::from).into()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        // A client without literals could only be given commands, and there are none.
        code_action_provider: facts.code_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
                ..CodeActionOptions::default()
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn negotiated(encodings: &serde_json::Value) -> Encoding {
        let client = json!({"general": {"positionEncodings": encodings}});
        encoding(&serde_json::from_value(client).expect("capabilities"))
    }

    #[test]
    fn the_encoding_is_utf_8_when_offered_and_else_what_the_client_prefers() {
        assert_eq!(negotiated(&json!(["utf-16", "utf-8"])), Encoding::Utf8);
        assert_eq!(negotiated(&json!(["utf-32", "utf-16"])), Encoding::Utf32);
        assert_eq!(negotiated(&json!(["utf-32"])), Encoding::Utf32);
        assert_eq!(negotiated(&json!(["utf-16", "utf-32"])), Encoding::Utf16);
        assert_eq!(negotiated(&json!(["utf-7"])), Encoding::Utf16);
        assert_eq!(negotiated(&json!(null)), Encoding::Utf16);
    }

    #[test]
    fn a_client_that_says_nothing_is_given_the_least() {
        let facts = ClientFacts::read(&ClientCapabilities::default());
        assert!(!facts.definition_links && !facts.progress && !facts.code_actions);
        assert!(facts.hover_markdown, "Markdown is the default of the protocol's marked strings");
    }
}

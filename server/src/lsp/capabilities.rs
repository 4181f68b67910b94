//! What the client can do, and what the server says it can do.

use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CodeLensOptions, CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities,
    DiagnosticTag, DocumentLinkOptions, FileOperationFilter, FileOperationPattern,
    FileOperationRegistrationOptions, FoldingRangeProviderCapability, HoverProviderCapability,
    MarkupKind, OneOf, PositionEncodingKind, RenameOptions, ResourceOperationKind, SaveOptions,
    SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensOptions,
    ServerCapabilities, SymbolTag, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, TokenFormat, WorkDoneProgressOptions,
    WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use crate::text::Encoding;

use super::requests;

/// Characters that ask for completion: a code span, a path, an accessor, a variable's name, a cell,
/// a label, a heading, a quoted name, a path of Rust.
const TRIGGERS: [&str; 10] = ["`", "/", ".", "_", "|", "*", "#", "\"", "'", ":"];

/// What is used of the client's capabilities, as plain yes and no.
#[derive(Clone, Debug, Default)]
pub struct ClientFacts {
    /// Unit of columns, negotiated.
    pub encoding: Encoding,
    /// Definitions may say what they are a definition of.
    pub definition_links: bool,
    /// Document symbols may be nested.
    pub nested_symbols: bool,
    /// Document symbols may be struck through.
    pub deprecated_symbols: bool,
    /// Folds that a document may have; no number, no limit.
    pub fold_limit: Option<usize>,
    /// Links may say where they lead.
    pub link_tooltips: bool,
    /// Semantic tokens, counted from the token before.
    pub semantic_tokens: bool,
    /// The client can be told to ask for lenses again.
    pub lens_refresh: bool,
    /// The client can be told to ask for inlay hints again.
    pub hint_refresh: bool,
    /// The client asks for diagnostics, and can be told to ask again: it is not sent any. One that
    /// cannot be told would go on showing what an edit elsewhere has changed, and is sent them.
    pub pulls_diagnostics: bool,
    /// Edits may name the version they are meant for.
    pub versioned_edits: bool,
    /// Edits may create files.
    pub creates_files: bool,
    /// Code actions may be more than commands.
    pub code_actions: bool,
    /// The edit of a code action may be asked for later.
    pub resolves_edits: bool,
    /// Diagnostics may name related places.
    pub related_information: bool,
    /// Diagnostics may carry data of ours.
    pub diagnostic_data: bool,
    /// Diagnostics may strike their place through.
    pub deprecated_tag: bool,
    /// Diagnostics may be tagged as unnecessary, which fades the place.
    pub unnecessary_tag: bool,
    /// Hover cards may be Markdown.
    pub hover_markdown: bool,
    /// Documentation of completion items may be Markdown.
    pub completion_markdown: bool,
    /// The place of a rename may be asked for before the new name is.
    pub prepared_renames: bool,
    /// Files that are about to move are told, and edits for that are applied.
    pub file_renames: bool,
    /// Completion items may have tab stops.
    pub snippets: bool,
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
        let knows_tag = |tag: DiagnosticTag| {
            diagnostics
                .and_then(|diagnostics| diagnostics.tag_support.as_ref())
                .is_some_and(|tags| tags.value_set.contains(&tag))
        };
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
            deprecated_symbols: text
                .and_then(|text| text.document_symbol.as_ref()?.tag_support.as_ref())
                .is_some_and(|tags| tags.value_set.contains(&SymbolTag::DEPRECATED)),
            fold_limit: text
                .and_then(|text| text.folding_range.as_ref()?.range_limit)
                .and_then(|limit| usize::try_from(limit).ok()),
            link_tooltips: text
                .and_then(|text| text.document_link.as_ref()?.tooltip_support)
                .unwrap_or_default(),
            semantic_tokens: text
                .and_then(|text| text.semantic_tokens.as_ref())
                .is_some_and(|tokens| tokens.formats.contains(&TokenFormat::RELATIVE)),
            lens_refresh: workspace
                .and_then(|workspace| workspace.code_lens.as_ref()?.refresh_support)
                .unwrap_or_default(),
            hint_refresh: workspace
                .and_then(|workspace| workspace.inlay_hint.as_ref()?.refresh_support)
                .unwrap_or_default(),
            pulls_diagnostics: text.is_some_and(|text| text.diagnostic.is_some())
                && workspace
                    .and_then(|workspace| workspace.diagnostics.as_ref()?.refresh_support)
                    .unwrap_or_default(),
            versioned_edits: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes)
                .unwrap_or_default(),
            creates_files: workspace
                .and_then(|workspace| {
                    let edits = workspace.workspace_edit.as_ref()?;
                    let operations = edits.resource_operations.as_ref()?;
                    let creates = operations.contains(&ResourceOperationKind::Create);
                    Some(creates && edits.document_changes == Some(true))
                })
                .unwrap_or_default(),
            resolves_edits: text
                .and_then(|text| {
                    let actions = text.code_action.as_ref()?;
                    let properties = &actions.resolve_support.as_ref()?.properties;
                    let keeps_data = actions.data_support == Some(true);
                    Some(keeps_data && properties.iter().any(|property| property == "edit"))
                })
                .unwrap_or_default(),
            code_actions: text
                .and_then(|text| text.code_action.as_ref()?.code_action_literal_support.as_ref())
                .is_some(),
            related_information: diagnostics
                .and_then(|diagnostics| diagnostics.related_information)
                .unwrap_or_default(),
            diagnostic_data: diagnostics
                .and_then(|diagnostics| diagnostics.data_support)
                .unwrap_or_default(),
            deprecated_tag: knows_tag(DiagnosticTag::DEPRECATED),
            unnecessary_tag: knows_tag(DiagnosticTag::UNNECESSARY),
            hover_markdown: markdown(
                text.and_then(|text| text.hover.as_ref()?.content_format.as_ref()),
            ),
            completion_markdown: markdown(text.and_then(|text| {
                text.completion.as_ref()?.completion_item.as_ref()?.documentation_format.as_ref()
            })),
            prepared_renames: text
                .and_then(|text| text.rename.as_ref()?.prepare_support)
                .unwrap_or_default(),
            file_renames: workspace
                .and_then(|workspace| workspace.file_operations.as_ref()?.will_rename)
                .unwrap_or_default(),
            snippets: text
                .and_then(|text| {
                    text.completion.as_ref()?.completion_item.as_ref()?.snippet_support
                })
                .unwrap_or_default(),
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
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: None,
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: None }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        semantic_tokens_provider: facts.semantic_tokens.then(|| {
            SemanticTokensOptions {
                legend: requests::legend(),
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            }
            .into()
        }),
        diagnostic_provider: facts.pulls_diagnostics.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(env!("CARGO_PKG_NAME").to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        rename_provider: Some(rename(facts)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        // A client without literals could only be given commands, and there are none.
        code_action_provider: facts.code_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, requests::FIX_ALL]),
                resolve_provider: Some(facts.resolves_edits),
                ..CodeActionOptions::default()
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: facts.file_renames.then(|| {
                WorkspaceFileOperationsServerCapabilities {
                    will_rename: Some(every_file()),
                    ..WorkspaceFileOperationsServerCapabilities::default()
                }
            }),
        }),
        ..ServerCapabilities::default()
    }
}

/// Only a client that asks for the place first may be told that it can.
fn rename(facts: &ClientFacts) -> OneOf<bool, RenameOptions> {
    if !facts.prepared_renames {
        return OneOf::Left(true);
    }
    OneOf::Right(RenameOptions {
        prepare_provider: Some(true),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    })
}

/// Any file or folder on disk: a contract may name each of them.
fn every_file() -> FileOperationRegistrationOptions {
    let pattern = FileOperationPattern { glob: "**".to_owned(), matches: None, options: None };
    let filter = FileOperationFilter { scheme: Some("file".to_owned()), pattern };
    FileOperationRegistrationOptions { filters: vec![filter] }
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

//! The handlers. Each sends one message before its first await and holds no state of its own; a
//! request then waits for its answer.

use std::path::PathBuf;

use serde_json::json;
use tokio::sync::oneshot;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Request, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem,
    CompletionParams, CompletionResponse, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams,
    DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange,
    FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, Location,
    PrepareRenameResponse, ProgressToken, ReferenceParams, RenameFilesParams, RenameParams,
    SelectionRange, SelectionRangeParams, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, TextDocumentPositionParams,
    TextEdit, Uri, WorkDoneProgressCancelParams, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceEdit, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::capabilities::{self, ClientFacts};
use super::frames::Output;
use super::message::{Message, Queue, Setup};
use super::outbox::Outbox;
use super::parent::Parent;
use super::question::{Cancelled, question, wide_question};
use super::requests::Unresolved;
use super::view::{FolderView, View};
use super::{owner, requests, settings, uris};

/// The library's view of the server.
pub struct Backend {
    queue: Queue,
    outbox: Outbox,
    parent: Parent,
    output: Output,
}

impl Backend {
    /// A backend with its owner started. The client's process is named through `parent`.
    pub fn new(outbox: Outbox, parent: Parent, output: Output, paranoid: bool) -> Self {
        let queue = owner::start(outbox.clone(), paranoid);
        Self { queue, outbox, parent, output }
    }

    /// `window/workDoneProgress/cancel`.
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.send(Message::CancelProgress(params.token));
    }

    fn send(&self, message: Message) {
        if !matches!(message, Message::Initialize(_)) {
            // The client goes on: it has got the answer to `initialize`.
            self.outbox.open();
        }
        // The owner lives as long as the process.
        let _ = self.queue.send(message);
    }

    /// Asks the owner about a document; the answer to a question about none of ours is the default.
    async fn ask<T, W>(&self, uri: Uri, work: W) -> Result<T>
    where
        T: Default + Send + 'static,
        W: FnOnce(&View, Cancelled<'_>) -> T + Send + 'static,
    {
        let (question, answer) = question(uri, work);
        self.send(Message::Ask(question));
        wait(answer).await
    }

    /// Sends a part of an answer on its way before the answer itself. It does not go through the
    /// outbox, whose notifications the answer could overtake.
    fn tell_part(&self, token: &ProgressToken, items: &[WorkspaceDocumentDiagnosticReport]) {
        let part = json!({ "token": token, "value": { "items": items } });
        self.output.send(&Request::build("$/progress").params(part).finish());
    }

    /// Asks the owner about all folders.
    async fn ask_all<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: FnOnce(&[FolderView], Cancelled<'_>) -> T + Send + 'static,
    {
        let (question, answer) = wide_question(work);
        self.send(Message::AskAll(question));
        wait(answer).await
    }
}

/// How many files one part of an answer tells of.
const LARGEST_PART: usize = 200;

async fn wait<T>(answer: oneshot::Receiver<Result<T>>) -> Result<T> {
    // A question that is lost on the way failed.
    answer.await.unwrap_or_else(|_| Err(Error::internal_error()))
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let facts = ClientFacts::read(&params.capabilities);
        let capabilities = capabilities::server(&facts);
        if let Some(process) = params.process_id {
            self.parent.name(process);
        }
        let roots = roots(&params);
        let options = settings::from_options(params.initialization_options.unwrap_or_default());
        self.send(Message::Initialize(Box::new(Setup { facts, roots, options })));
        let server_info = Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        });
        Ok(InitializeResult { capabilities, server_info, ..InitializeResult::default() })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.send(Message::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.send(Message::Shutdown);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.send(Message::Open(params.text_document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.send(Message::Change(params.text_document, params.content_changes));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.send(Message::Save(params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.send(Message::Close(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let uris = params.changes.into_iter().map(|change| change.uri).collect();
        self.send(Message::Watched(uris));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.send(Message::Configuration(params.settings));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.send(Message::Folders(params.event));
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        self.ask(at.text_document.uri, move |view, _| requests::completion(view, at.position)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let Some(uri) = requests::document_of(&item) else { return Ok(item) };
        let asked = item.clone();
        let answer =
            self.ask(uri, move |view, _| Some(requests::completion_resolve(view, asked))).await?;
        // The document may be gone; the item is still what it was.
        Ok(answer.unwrap_or(item))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        self.ask(at.text_document.uri, move |view, _| requests::hover(view, at.position)).await
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        self.ask(at.text_document.uri, move |view, _| requests::definition(view, at.position)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let declaration = params.context.include_declaration;
        self.ask(at.text_document.uri, move |view, cancelled| {
            requests::references(view, at.position, declaration, cancelled)
        })
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        self.ask(at.text_document.uri, move |view, _| {
            requests::document_highlight(view, at.position)
        })
        .await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let position = params.position;
        let prepared = self.ask(params.text_document.uri, move |view, _| {
            requests::prepare_rename(view, position).map(Some).transpose()
        });
        prepared.await?.transpose().map(Option::flatten)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let renamed = self.ask(at.text_document.uri, move |view, _| {
            requests::rename(view, at.position, &params.new_name).map(Some).transpose()
        });
        renamed.await?.transpose().map(Option::flatten)
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.ask_all(move |views, _| requests::will_rename_files(views, &params.files)).await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<WorkspaceSymbolResponse>> {
        self.ask_all(move |views, cancelled| {
            requests::workspace_symbol(views, &params.query, cancelled)
        })
        .await
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(params.text_document.uri, |view, _| requests::document_symbol(view)).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(params.text_document.uri, |view, _| requests::folding_range(view)).await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let positions = params.positions;
        self.ask(params.text_document.uri, move |view, _| {
            requests::selection_range(view, &positions)
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(params.text_document.uri, |view, _| requests::document_link(view)).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(params.text_document.uri, |view, _| requests::code_lens(view)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let range = params.range;
        self.ask(params.text_document.uri, move |view, _| requests::inlay_hint(view, range)).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let tokens = self.ask(uri, |view, _| requests::semantic_tokens(view, None)).await?;
        Ok(tokens.map(SemanticTokensResult::from))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let (uri, range) = (params.text_document.uri, params.range);
        let tokens =
            self.ask(uri, move |view, _| requests::semantic_tokens(view, Some(range))).await?;
        Ok(tokens.map(SemanticTokensRangeResult::from))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(params.text_document.uri, |view, _| requests::formatting(view, None)).await
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let range = params.range;
        self.ask(params.text_document.uri, move |view, _| requests::formatting(view, Some(range)))
            .await
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        let report = self.ask(params.text_document.uri, move |view, cancelled| {
            requests::document_diagnostic(view, previous.as_deref(), cancelled)
        });
        Ok(report.await?.unwrap_or_else(requests::nothing).into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let previous = params.previous_result_ids;
        let items = self.ask_all(move |views, cancelled| {
            requests::workspace_diagnostic(views, previous, cancelled).unwrap_or_default()
        });
        let mut items = items.await?;
        if let Some(token) = params.partial_result_params.partial_result_token {
            for part in items.chunks(LARGEST_PART) {
                self.tell_part(&token, part);
            }
            items.clear();
        }
        Ok(WorkspaceDiagnosticReport { items }.into())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let (range, context) = (params.range, params.context);
        self.ask(params.text_document.uri, move |view, cancelled| {
            requests::code_action(view, range, &context, cancelled)
        })
        .await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let unresolved = action.data.clone().map(serde_json::from_value::<Unresolved>);
        // One that has its edit already, or is none of ours.
        let Some(Ok(unresolved)) = unresolved else { return Ok(action) };
        let edit = self.ask(unresolved.uri.clone(), move |view, cancelled| {
            requests::code_action_resolve(view, &unresolved, cancelled)
        });
        match edit.await? {
            Some(edit) => Ok(CodeAction { edit: Some(edit), ..action }),
            None => Err(Error::content_modified()),
        }
    }
}

/// The client's folders: `workspaceFolders`, else `rootUri`, else `rootPath`. None of them is legal
/// too: a single file.
#[expect(deprecated, reason = "older clients know only the older ways")]
fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten();
    let folders: Vec<PathBuf> = folders.filter_map(|folder| uris::to_path(&folder.uri)).collect();
    if !folders.is_empty() {
        return folders;
    }
    let root = params.root_uri.as_ref().and_then(uris::to_path);
    let root_path = || params.root_path.as_ref().map(PathBuf::from);
    root.or_else(root_path).filter(|root| root.is_absolute()).into_iter().collect()
}

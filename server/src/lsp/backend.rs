//! The handlers. Each sends one message before its first await and holds no state of its own; a
//! request then waits for its answer.

use std::path::PathBuf;

use tokio::sync::oneshot;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, CompletionParams, CompletionResponse,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentFormattingParams, DocumentRangeFormattingParams,
    DocumentSymbolParams, DocumentSymbolResponse, GotoDefinitionParams, GotoDefinitionResponse,
    Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams, Location,
    ReferenceParams, ServerInfo, TextEdit, Uri, WorkDoneProgressCancelParams,
};

use super::capabilities::{self, ClientFacts};
use super::message::{Message, Queue, Setup};
use super::outbox::Outbox;
use super::parent::Parent;
use super::question::{Cancelled, question};
use super::view::View;
use super::{owner, requests, settings, uris};

/// The library's view of the server.
pub struct Backend {
    queue: Queue,
    outbox: Outbox,
    parent: Parent,
}

impl Backend {
    /// A backend with its owner started. The client's process is named through `parent`.
    pub fn new(outbox: Outbox, parent: Parent) -> Self {
        let queue = owner::start(outbox.clone());
        Self { queue, outbox, parent }
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
}

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

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(params.text_document.uri, |view, _| requests::document_symbol(view)).await
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

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let (range, context) = (params.range, params.context);
        self.ask(params.text_document.uri, move |view, cancelled| {
            requests::code_action(view, range, &context, cancelled)
        })
        .await
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

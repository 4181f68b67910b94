//! A client that trusts nothing: each message of the server has to be one the protocol knows and
//! has to mean the same after it went through the protocol's types. It waits for things to arrive,
//! never for time to pass.

use std::collections::{HashMap, VecDeque};
use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::{Value, json};
use tower_lsp::ls_types::notification::{self, Notification};
use tower_lsp::ls_types::request::{self, Request};
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    InitializeResult, LogMessageParams, MessageType, ProgressParams, PublishDiagnosticsParams,
    TextDocumentContentChangeEvent, TextDocumentIdentifier, TextDocumentItem, Uri,
    VersionedTextDocumentIdentifier, WorkspaceDiagnosticReportPartialResult,
};

use super::editor::language;
pub use super::editor::{as_folders, capabilities};
use super::wire::{checked, read_message, strict};

/// Long enough for any machine. A test waits so long only when it fails.
pub const LIMIT: Duration = Duration::from_secs(30);

/// An error answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorAnswer {
    pub code: i64,
    pub message: String,
}

/// A server under test. Dropping it kills the server, and fails the test when the server
/// complained of an error that the test did not look at.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    incoming: Receiver<Result<Value, String>>,
    stderr: Arc<Mutex<String>>,
    heard: String,
    next_id: i64,
    answers: HashMap<i64, Result<Value, ErrorAnswer>>,
    anonymous_errors: VecDeque<ErrorAnswer>,
    published: VecDeque<PublishDiagnosticsParams>,
    logged: VecDeque<LogMessageParams>,
    progress: VecDeque<ProgressParams>,
    /// Parts of answers, with their tokens.
    pub parts: Vec<(Value, WorkspaceDiagnosticReportPartialResult)>,
    requested: VecDeque<(String, Value)>,
    /// Answers to `workspace/configuration`; what has none is answered with null.
    pub settings: Value,
    /// Whether it answers the server at all.
    pub answers_requests: bool,
}

impl Client {
    /// Starts a server and says nothing to it.
    pub fn start() -> Self {
        Self::run(&mut command())
    }

    /// Starts a server by a command made with [`command`].
    pub fn run(command: &mut Command) -> Self {
        let mut child = command.spawn().expect("the server starts");
        let input = child.stdin.take();
        let output = child.stdout.take().expect("a pipe");
        let mut errors = child.stderr.take().expect("a pipe");
        let (sender, incoming) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output).transpose() {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let stderr = Arc::<Mutex<String>>::default();
        let written = stderr.clone();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = errors.read(&mut bytes) {
                written.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
        });
        Self {
            child,
            input,
            incoming,
            stderr,
            heard: String::new(),
            next_id: 0,
            answers: HashMap::new(),
            anonymous_errors: VecDeque::new(),
            published: VecDeque::new(),
            logged: VecDeque::new(),
            progress: VecDeque::new(),
            parts: Vec::new(),
            requested: VecDeque::new(),
            settings: Value::Null,
            answers_requests: true,
        }
    }

    /// Starts a server for folders, with the capabilities of a modern editor.
    pub fn of(folders: &[Uri]) -> Self {
        Self::with(folders, |_| {})
    }

    /// The same for an editor that asks for diagnostics.
    pub fn of_pulling(folders: &[Uri]) -> Self {
        Self::with(folders, |capabilities| {
            capabilities["textDocument"]["diagnostic"] = json!({"dynamicRegistration": false});
            capabilities["workspace"]["diagnostics"] = json!({"refreshSupport": true});
        })
    }

    /// The same with other capabilities.
    pub fn with(folders: &[Uri], change: impl Fn(&mut Value)) -> Self {
        let mut capabilities = capabilities();
        change(&mut capabilities);
        let mut client = Self::start();
        client.introduce(json!({
            "processId": null,
            "rootUri": null,
            "workspaceFolders": as_folders(folders),
            "capabilities": capabilities,
        }));
        client
    }

    /// `initialize` and `initialized`.
    pub fn introduce(&mut self, params: Value) -> InitializeResult {
        let result = self.initialize(params);
        self.notify_raw("initialized", json!({}));
        result
    }

    /// `initialize` alone.
    pub fn initialize(&mut self, params: Value) -> InitializeResult {
        let id = self.ask_raw("initialize", params);
        strict(self.answer_raw(id).expect("initialize succeeds"))
    }

    /// Sends bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// Sends a body, whatever it is, in a frame.
    pub fn write_frame(&mut self, body: &str) {
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Closes the server's input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    pub fn notify_raw(&mut self, method: &str, params: Value) {
        let message = json!({"jsonrpc": "2.0", "method": method, "params": params});
        self.write_frame(&message.to_string());
    }

    pub fn notify<N: Notification>(&mut self, params: N::Params) {
        self.notify_raw(N::METHOD, serde_json::to_value(params).expect("JSON"));
    }

    /// Sends a request; its answer is asked for by the id.
    pub fn ask_raw(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        let mut message = json!({"jsonrpc": "2.0", "id": id, "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.write_frame(&message.to_string());
        id
    }

    pub fn answer_raw(&mut self, id: i64) -> Result<Value, ErrorAnswer> {
        self.wait_for(|client| client.answers.remove(&id))
    }

    pub fn answer<R: Request>(&mut self, id: i64) -> Result<R::Result, ErrorAnswer>
    where
        R::Result: Serialize,
    {
        self.answer_raw(id).map(strict)
    }

    /// Sends a request about a position and waits for its answer, which has to be a success.
    pub fn request_at<R: Request>(&mut self, uri: &Uri, line: u32, column: u32) -> R::Result
    where
        R::Result: Serialize,
    {
        let id = self.ask_at::<R>(uri, line, column);
        self.answer::<R>(id).expect("the request succeeds")
    }

    pub fn ask_at<R: Request>(&mut self, uri: &Uri, line: u32, column: u32) -> i64 {
        let params = json!({
            "textDocument": {"uri": uri},
            "position": {"line": line, "character": column},
            "context": {"includeDeclaration": true, "triggerKind": 1},
        });
        self.ask_raw(R::METHOD, params)
    }

    pub fn open(&mut self, uri: &Uri, text: &str) {
        let text_document = TextDocumentItem::new(uri.clone(), language(uri), 1, text.to_owned());
        self.notify::<notification::DidOpenTextDocument>(DidOpenTextDocumentParams {
            text_document,
        });
    }

    pub fn close(&mut self, uri: &Uri) {
        let text_document = TextDocumentIdentifier { uri: uri.clone() };
        self.notify::<notification::DidCloseTextDocument>(DidCloseTextDocumentParams {
            text_document,
        });
    }

    /// An edit: `[line, column, end line, end column]`, or the whole text without.
    pub fn change(&mut self, uri: &Uri, version: i32, range: Option<[u32; 4]>, text: &str) {
        let range = range.map(|[line, column, end_line, end_column]| {
            serde_json::from_value(json!({
                "start": {"line": line, "character": column},
                "end": {"line": end_line, "character": end_column},
            }))
            .expect("a range")
        });
        let change =
            TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() };
        self.notify::<notification::DidChangeTextDocument>(DidChangeTextDocumentParams {
            text_document: VersionedTextDocumentIdentifier { uri: uri.clone(), version },
            content_changes: vec![change],
        });
    }

    /// The files that changed on disk, with 1 for created, 2 for changed, 3 for deleted.
    pub fn changed_on_disk(&mut self, changes: &[(&Uri, u32)]) {
        let changes: Vec<Value> =
            changes.iter().map(|(uri, kind)| json!({"uri": uri, "type": kind})).collect();
        self.notify_raw("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }

    /// The next diagnostics of a file.
    pub fn diagnostics(&mut self, uri: &Uri) -> PublishDiagnosticsParams {
        self.wait_for(|client| {
            let place = client.published.iter().position(|published| published.uri == *uri)?;
            client.published.remove(place)
        })
    }

    /// The first diagnostics of a file that are as wanted; those before are thrown away.
    pub fn diagnostics_when(
        &mut self,
        uri: &Uri,
        wanted: impl Fn(&PublishDiagnosticsParams) -> bool,
    ) -> PublishDiagnosticsParams {
        loop {
            let published = self.diagnostics(uri);
            if wanted(&published) {
                return published;
            }
        }
    }

    /// Diagnostics that arrived and nobody looked at.
    pub fn unread_diagnostics(&mut self) -> Vec<PublishDiagnosticsParams> {
        self.published.drain(..).collect()
    }

    /// The next line of a kind in the client's log.
    pub fn logged(&mut self, kind: MessageType) -> String {
        self.wait_for(|client| {
            let place = client.logged.iter().position(|logged| logged.typ == kind)?;
            client.logged.remove(place)
        })
        .message
    }

    /// The lines in the client's log so far.
    pub fn unread_log(&mut self) -> Vec<LogMessageParams> {
        self.logged.drain(..).collect()
    }

    /// The next request of the server by its method.
    pub fn requested(&mut self, method: &str) -> Value {
        self.wait_for(|client| {
            let place = client.requested.iter().position(|(asked, _)| asked == method)?;
            client.requested.remove(place)
        })
        .1
    }

    /// Requests of the server of a method that nobody looked at.
    pub fn unread_requests(&mut self, method: &str) -> usize {
        self.requested.iter().filter(|(asked, _)| asked == method).count()
    }

    /// The next word on progress.
    pub fn progress(&mut self) -> ProgressParams {
        self.wait_for(|client| client.progress.pop_front())
    }

    /// The next error that answers no request in particular.
    pub fn anonymous_error(&mut self) -> ErrorAnswer {
        self.wait_for(|client| client.anonymous_errors.pop_front())
    }

    /// Everything the server ever wrote, to stdout and to stderr.
    pub fn everything_heard(&self) -> String {
        format!("{}{}", self.heard, self.stderr.lock().unwrap())
    }

    /// `shutdown` and `exit`; the server ends well.
    pub fn leave(mut self) {
        let id = self.ask_raw("shutdown", Value::Null);
        assert_eq!(self.answer_raw(id), Ok(Value::Null));
        self.notify_raw("exit", Value::Null);
        assert_eq!(self.ended().code(), Some(0), "{}", self.stderr.lock().unwrap());
    }

    /// Waits for the server to end.
    pub fn ended(&mut self) -> ExitStatus {
        ended(&mut self.child)
    }

    fn wait_for<T>(&mut self, mut look: impl FnMut(&mut Self) -> Option<T>) -> T {
        let deadline = Instant::now() + LIMIT;
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.incoming.recv_timeout(left) {
                Ok(Ok(message)) => self.take(message),
                Ok(Err(broken)) => panic!("the server wrote no message: {broken}"),
                Err(RecvTimeoutError::Timeout) => panic!("it did not come: {self:?}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the server is gone: {self:?}"),
            }
        }
    }

    fn take(&mut self, message: Value) {
        self.heard.push_str(&message.to_string());
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        let method = message.get("method").map(|method| method.as_str().expect("text").to_owned());
        match (method, message.get("id").cloned()) {
            (Some(method), Some(id)) => self.take_request(method, id, message["params"].clone()),
            (Some(method), None) => self.take_notification(&method, message["params"].clone()),
            (None, Some(id)) => self.take_answer(&id, &message),
            (None, None) => panic!("neither a request nor an answer: {message}"),
        }
    }

    fn take_answer(&mut self, id: &Value, message: &Value) {
        let answer = match (message.get("result"), message.get("error")) {
            (Some(result), None) => Ok(result.clone()),
            (None, Some(error)) => Err(ErrorAnswer {
                code: error["code"].as_i64().expect("a code"),
                message: error["message"].as_str().expect("a message").to_owned(),
            }),
            _ => panic!("an answer has a result or an error: {message}"),
        };
        match (id.as_i64(), answer) {
            (Some(id), answer) => {
                assert!((1..=self.next_id).contains(&id), "nobody asked {id}");
                assert!(self.answers.insert(id, answer).is_none(), "{id} was answered twice");
            }
            (None, Err(error)) => self.anonymous_errors.push_back(error),
            (None, Ok(_)) => panic!("an answer to nothing: {message}"),
        }
    }

    fn take_notification(&mut self, method: &str, params: Value) {
        match method {
            notification::PublishDiagnostics::METHOD => self.published.push_back(strict(params)),
            notification::LogMessage::METHOD => self.logged.push_back(strict(params)),
            notification::Progress::METHOD if params["value"].get("items").is_some() => {
                let items = params["value"].clone();
                let part: WorkspaceDiagnosticReportPartialResult = strict(items);
                let token = params["token"].clone();
                assert_eq!(params, json!({"token": token, "value": part}));
                self.parts.push((token, part));
            }
            notification::Progress::METHOD => self.progress.push_back(strict(params)),
            _ => panic!("the server may not send {method}"),
        }
    }

    fn take_request(&mut self, method: String, id: Value, params: Value) {
        let answer = match method.as_str() {
            request::WorkDoneProgressCreate::METHOD => {
                checked::<request::WorkDoneProgressCreate>(&params);
                Value::Null
            }
            request::RegisterCapability::METHOD => {
                checked::<request::RegisterCapability>(&params);
                Value::Null
            }
            request::UnregisterCapability::METHOD => {
                checked::<request::UnregisterCapability>(&params);
                Value::Null
            }
            request::WorkspaceConfiguration::METHOD => {
                checked::<request::WorkspaceConfiguration>(&params);
                let items = params["items"].as_array().expect("items");
                items.iter().map(|_| self.settings.clone()).collect()
            }
            request::CodeLensRefresh::METHOD => {
                checked::<request::CodeLensRefresh>(&params);
                Value::Null
            }
            request::WorkspaceDiagnosticRefresh::METHOD => {
                checked::<request::WorkspaceDiagnosticRefresh>(&params);
                Value::Null
            }
            request::InlayHintRefreshRequest::METHOD => {
                checked::<request::InlayHintRefreshRequest>(&params);
                Value::Null
            }
            _ => panic!("the server may not ask for {method}"),
        };
        self.requested.push_back((method, params));
        if self.answers_requests {
            let answer = json!({"jsonrpc": "2.0", "id": id, "result": answer});
            self.write_frame(&answer.to_string());
        }
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Client")
            .field("unread_answers", &self.answers)
            .field("unread_diagnostics", &self.published)
            .field("unread_log", &self.logged)
            .field("stderr", &self.stderr.lock().unwrap())
            .finish_non_exhaustive()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            return;
        }
        while let Ok(Ok(message)) = self.incoming.recv_timeout(LIMIT) {
            if message.get("id").is_none() || message.get("method").is_none() {
                self.take(message);
            }
        }
        let grave: Vec<_> =
            self.logged.iter().filter(|logged| logged.typ == MessageType::ERROR).collect();
        assert!(grave.is_empty(), "the server complained: {grave:?}");
        let errors: Vec<_> =
            self.answers.values().filter_map(|answer| answer.as_ref().err()).collect();
        assert!(errors.is_empty(), "requests failed and nobody looked: {errors:?}");
        assert!(self.anonymous_errors.is_empty(), "{:?}", self.anonymous_errors);
    }
}

/// The server as a command, with pipes.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contract-lsp"));
    command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Waits for a process to end.
pub fn ended(child: &mut Child) -> ExitStatus {
    let deadline = Instant::now() + LIMIT;
    loop {
        if let Some(status) = child.try_wait().expect("the process can be asked") {
            return status;
        }
        assert!(Instant::now() < deadline, "the server does not end");
        thread::sleep(Duration::from_millis(2));
    }
}

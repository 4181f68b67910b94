//! The owner and its workers when something goes wrong inside: what no client can bring about from
//! outside is injected here as a question.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{ErrorCode, Result};
use tower_lsp::ls_types::{InitializeParams, InitializeResult, TextDocumentItem, Uri};
use tower_lsp::{LanguageServer, LspService};

use super::super::capabilities::ClientFacts;
use super::super::message::{Message, Queue, Setup};
use super::super::outbox::Outbox;
use super::super::question::{Question, question};
use super::super::view::View;
use super::super::{owner, uris};

/// Long enough for any machine; no test waits so long unless it fails.
const LIMIT: Duration = Duration::from_secs(30);

struct Nobody;

impl LanguageServer for Nobody {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

/// An owner with one folder in which `a.md` is open.
struct Fixture {
    queue: Queue,
    uri: Uri,
    folder: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut queue = None;
        let _ = LspService::new(|client| {
            let outbox = Outbox::new(client, tokio::runtime::Handle::current());
            queue = Some(owner::start(outbox, false));
            Nobody
        });
        let queue = queue.expect("the service was built");
        let setup = Setup {
            facts: ClientFacts::default(),
            roots: vec![folder.path().to_owned()],
            options: Value::Null,
        };
        let uri = uris::from_path(&folder.path().join("a.md")).expect("a URI");
        let document = TextDocumentItem::new(uri.clone(), "markdown".into(), 1, "# A\n".into());
        let fixture = Self { queue, uri, folder };
        fixture.send(Message::Initialize(Box::new(setup)));
        fixture.send(Message::Open(document));
        fixture
    }

    fn send(&self, message: Message) {
        assert!(self.queue.send(message).is_ok(), "the owner lives");
    }

    fn ask<T: Default + Send + 'static>(
        &self,
        work: impl FnOnce(&View) -> T + Send + 'static,
    ) -> oneshot::Receiver<Result<T>> {
        let (question, answer) = question(self.uri.clone(), move |view, _| work(view));
        self.send(Message::Ask(question));
        answer
    }

    async fn answer<T: Default + Send + 'static>(
        &self,
        work: impl FnOnce(&View) -> T + Send + 'static,
    ) -> Result<T> {
        let answer = tokio::time::timeout(LIMIT, self.ask(work)).await;
        answer.expect("an answer in time").expect("the question was not lost")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_panics_is_answered_with_an_error_and_the_next_one_with_an_answer() {
    let fixture = Fixture::new();
    let failed = fixture.answer::<usize>(|_| panic!("injected")).await;
    assert_eq!(failed.map_err(|error| error.code), Err(ErrorCode::InternalError));
    assert_eq!(fixture.answer(|view| view.document.len()).await, Ok(4));
}

struct PanicsInTheOwner(Uri);

impl Question for PanicsInTheOwner {
    fn uri(&self) -> &Uri {
        panic!("injected for {}", self.0.as_str())
    }

    fn is_cancelled(&self) -> bool {
        false
    }

    fn answer(self: Box<Self>, _: View) {}

    fn dismiss(self: Box<Self>) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_panics_does_not_end_the_owner() {
    let fixture = Fixture::new();
    fixture.send(Message::Ask(Box::new(PanicsInTheOwner(fixture.uri.clone()))));
    assert_eq!(fixture.answer(|view| view.document.len()).await, Ok(4));
}

#[tokio::test(flavor = "multi_thread")]
async fn work_nobody_waits_for_is_not_begun_and_work_under_way_can_see_it() {
    let fixture = Fixture::new();
    let begun = Arc::new(AtomicBool::new(false));
    let witness = begun.clone();
    let (cancelled, answer) =
        question(fixture.uri.clone(), move |_, _| witness.store(true, Ordering::SeqCst));
    drop(answer);
    fixture.send(Message::Ask(cancelled));

    let (under_way, starts) = oneshot::channel();
    let (saw, seen) = oneshot::channel();
    let (long, answer) = question(fixture.uri.clone(), move |_, cancelled| {
        under_way.send(()).expect("the test waits");
        while !cancelled() {
            std::thread::yield_now();
        }
        saw.send(()).expect("the test waits");
    });
    fixture.send(Message::Ask(long));
    tokio::time::timeout(LIMIT, starts).await.expect("in time").expect("it begins");
    drop(answer);
    tokio::time::timeout(LIMIT, seen).await.expect("in time").expect("it sees the cancellation");
    assert!(!begun.load(Ordering::SeqCst));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_sees_the_edits_before_it_and_none_behind() {
    let fixture = Fixture::new();
    let mut answers = Vec::new();
    for version in 2..200 {
        let text = "x".repeat(version);
        let id = tower_lsp::ls_types::VersionedTextDocumentIdentifier {
            uri: fixture.uri.clone(),
            version: i32::try_from(version).expect("small"),
        };
        let change = tower_lsp::ls_types::TextDocumentContentChangeEvent {
            range: None,
            range_length: None,
            text,
        };
        fixture.send(Message::Change(id, vec![change]));
        answers.push((version, fixture.ask(|view| view.document.len())));
    }
    for (version, answer) in answers {
        assert_eq!(answer.await.expect("an answer"), Ok(version));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_no_folder_is_answered_with_nothing() {
    let fixture = Fixture::new();
    let outside = fixture.folder.path().with_file_name("surely-elsewhere.md");
    for uri in [
        uris::from_path(&outside).expect("a URI"),
        "untitled:Untitled-1".parse().expect("a URI"),
        "file://host/x.md".parse().expect("a URI"),
    ] {
        let (question, answer) = question(uri, |_, _| 1_usize);
        fixture.send(Message::Ask(question));
        assert_eq!(answer.await.expect("an answer"), Ok(0));
    }
}

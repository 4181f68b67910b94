//! Requests on their way: from a handler through the queue to a worker, and the answer back.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

use super::view::{FolderView, View};

/// Whether the client gave up on an answer. Long work looks at it now and then.
pub type Cancelled<'asked> = &'asked (dyn Fn() -> bool + Sync);

/// A request about a document.
pub trait Question: Send {
    /// The document.
    fn uri(&self) -> &Uri;

    /// Whether nobody waits for the answer any more.
    fn is_cancelled(&self) -> bool;

    /// Works the answer out and sends it. A panic on the way is an error answer.
    fn answer(self: Box<Self>, view: View);

    /// Answers with nothing: the document is none of ours.
    fn dismiss(self: Box<Self>);
}

/// A question, and where its answer arrives.
///
/// Dropping the receiver is the cancellation: the library drops a handler's future on
/// `$/cancelRequest`.
pub fn question<T, W>(uri: Uri, work: W) -> (Box<dyn Question>, oneshot::Receiver<Result<T>>)
where
    T: Default + Send + 'static,
    W: FnOnce(&View, Cancelled<'_>) -> T + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    (Box::new(Asked { uri, work, sender }), receiver)
}

struct Asked<T, W> {
    uri: Uri,
    work: W,
    sender: oneshot::Sender<Result<T>>,
}

impl<T, W> Question for Asked<T, W>
where
    T: Default + Send,
    W: FnOnce(&View, Cancelled<'_>) -> T + Send,
{
    fn uri(&self) -> &Uri {
        &self.uri
    }

    fn is_cancelled(&self) -> bool {
        self.sender.is_closed()
    }

    fn answer(self: Box<Self>, view: View) {
        let Self { work, sender, uri } = *self;
        // The snapshot cannot be left half changed: nothing that was shared is writable.
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&view, &|| sender.is_closed())));
        let answer = outcome.map_err(|_| {
            tracing::error!("a request about {} failed; this is a bug", uri.as_str());
            Error::internal_error()
        });
        // Nobody waits any more: then nobody misses it.
        let _ = sender.send(answer);
    }

    fn dismiss(self: Box<Self>) {
        let _ = self.sender.send(Ok(T::default()));
    }
}

/// A request about all folders.
pub trait WideQuestion: Send {
    /// Whether nobody waits for the answer any more.
    fn is_cancelled(&self) -> bool;

    /// Works the answer out from the folders whose index is whole, and sends it. A panic on the way
    /// is an error answer.
    fn answer(self: Box<Self>, views: Vec<FolderView>);
}

/// A question about all folders, and where its answer arrives.
pub fn wide_question<T, W>(work: W) -> (Box<dyn WideQuestion>, oneshot::Receiver<Result<T>>)
where
    T: Send + 'static,
    W: FnOnce(&[FolderView], Cancelled<'_>) -> T + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    (Box::new(AskedWidely { work, sender }), receiver)
}

struct AskedWidely<T, W> {
    work: W,
    sender: oneshot::Sender<Result<T>>,
}

impl<T, W> WideQuestion for AskedWidely<T, W>
where
    T: Send,
    W: FnOnce(&[FolderView], Cancelled<'_>) -> T + Send,
{
    fn is_cancelled(&self) -> bool {
        self.sender.is_closed()
    }

    fn answer(self: Box<Self>, views: Vec<FolderView>) {
        let Self { work, sender } = *self;
        // As above: nothing that is shared can be left half changed.
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&views, &|| sender.is_closed())));
        let answer = outcome.map_err(|_| {
            tracing::error!("a request about the workspace failed; this is a bug");
            Error::internal_error()
        });
        let _ = sender.send(answer);
    }
}

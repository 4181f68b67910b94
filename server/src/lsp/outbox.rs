//! What goes to the client.
//!
//! Notifications leave in the order in which they were put here. Requests have a task each and a
//! limit: a client that never answers costs a task for a while, and nobody waits for it.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress;
use tower_lsp::ls_types::request::Request;
use tower_lsp::ls_types::{Diagnostic, MessageType, ProgressParams, Uri};

/// How long an answer of the client is of use.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way to the client. Cheap to clone; nothing here waits.
#[derive(Clone)]
pub struct Outbox {
    notifications: UnboundedSender<Notification>,
    client: Client,
    runtime: Handle,
    open: watch::Sender<bool>,
}

enum Notification {
    Diagnostics(Uri, Vec<Diagnostic>, Option<i32>),
    Log(MessageType, String),
    Progress(ProgressParams),
}

impl Outbox {
    /// An outbox that keeps everything until it is opened: before the answer to `initialize` the
    /// client must not be sent anything.
    pub fn new(client: Client, runtime: Handle) -> Self {
        let (notifications, mut receiver) = unbounded_channel();
        let (open, mut opened) = watch::channel(false);
        let outbox = Self { notifications, client: client.clone(), runtime, open };
        outbox.runtime.spawn(async move {
            if opened.wait_for(|open| *open).await.is_err() {
                return;
            }
            drop(opened);
            while let Some(notification) = receiver.recv().await {
                notification.send(&client).await;
            }
        });
        outbox
    }

    /// Lets everything out from now on. The first message after `initialize` calls it.
    pub fn open(&self) {
        self.open.send_if_modified(|open| !std::mem::replace(open, true));
    }

    /// All diagnostics of a file.
    pub fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        self.put(Notification::Diagnostics(uri, diagnostics, version));
    }

    /// A line for the client's log window.
    pub fn log(&self, kind: MessageType, text: String) {
        self.put(Notification::Log(kind, text));
    }

    /// How far a work has come.
    pub fn progress(&self, progress: ProgressParams) {
        self.put(Notification::Progress(progress));
    }

    fn put(&self, notification: Notification) {
        // Fails only while the process ends.
        let _ = self.notifications.send(notification);
    }

    /// Asks the client; `None` when it refuses, fails or takes too long.
    pub async fn ask<R: Request>(&self, params: R::Params) -> Option<R::Result> {
        let mut opened = self.open.subscribe();
        opened.wait_for(|open| *open).await.ok()?;
        match tokio::time::timeout(PATIENCE, self.client.send_request::<R>(params)).await {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(error)) => {
                tracing::debug!("the client refused {}: {error}", R::METHOD);
                None
            }
            Err(_) => {
                tracing::debug!("the client did not answer {}", R::METHOD);
                None
            }
        }
    }

    /// Asks the client, and hands its answer on when there is one.
    pub fn ask_later<R: Request>(
        &self,
        params: R::Params,
        then: impl FnOnce(R::Result) + Send + 'static,
    ) where
        R::Params: Send + 'static,
        R::Result: Send,
    {
        let outbox = self.clone();
        self.runtime.spawn(async move {
            if let Some(answer) = outbox.ask::<R>(params).await {
                then(answer);
            }
        });
    }

    /// The runtime, for tasks that talk to the client.
    pub fn runtime(&self) -> &Handle {
        &self.runtime
    }
}

impl Notification {
    async fn send(self, client: &Client) {
        match self {
            Self::Diagnostics(uri, diagnostics, version) => {
                client.publish_diagnostics(uri, diagnostics, version).await;
            }
            Self::Log(kind, text) => client.log_message(kind, text).await,
            Self::Progress(progress) => client.send_notification::<Progress>(progress).await,
        }
    }
}

//! Progress of index builds in the client's window.

use tokio::sync::watch;
use tower_lsp::ls_types::request::WorkDoneProgressCreate;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::workspace::BuildProgress;

use super::outbox::Outbox;

/// A work the client shows. It ends there when this is dropped.
pub struct Progress {
    state: watch::Sender<BuildProgress>,
}

impl Progress {
    /// Shows a work under `token`, if the client allows it. What is done before it answers is not
    /// shown; the work does not wait.
    pub fn begin(outbox: &Outbox, token: ProgressToken, title: String) -> Self {
        let (state, states) = watch::channel(BuildProgress { done: 0, total: 0 });
        outbox.runtime().spawn(show(outbox.clone(), token, title, states));
        Self { state }
    }

    /// Says how far the work has come. Called often, from several threads: only whole percents are
    /// told.
    pub fn report(&self, progress: BuildProgress) {
        self.state.send_if_modified(|state| {
            let news = percentage(progress) != percentage(*state);
            *state = progress;
            news
        });
    }
}

async fn show(
    outbox: Outbox,
    token: ProgressToken,
    title: String,
    mut states: watch::Receiver<BuildProgress>,
) {
    let create = WorkDoneProgressCreateParams { token: token.clone() };
    if outbox.ask::<WorkDoneProgressCreate>(create).await.is_none() {
        return;
    }
    let send = |progress| {
        let value = ProgressParamsValue::WorkDone(progress);
        outbox.progress(ProgressParams { token: token.clone(), value });
    };
    send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title,
        cancellable: Some(true),
        message: None,
        percentage: Some(percentage(*states.borrow_and_update())),
    }));
    while states.changed().await.is_ok() {
        let state = *states.borrow_and_update();
        send(WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: Some(true),
            message: Some(format!("{} of {} files", state.done, state.total)),
            percentage: Some(percentage(state)),
        }));
    }
    send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
}

fn percentage(progress: BuildProgress) -> u32 {
    let percent = progress.done.saturating_mul(100).checked_div(progress.total).unwrap_or(0);
    u32::try_from(percent.min(100)).unwrap_or(100)
}

//! Logs: to stderr, and what matters to people to the client's log window. Never to stdout.

use std::fmt::{self, Write as _};

use tower_lsp::ls_types::MessageType;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::{EnvFilter, LevelFilter};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use super::outbox::Outbox;

/// The environment variable with the filter for stderr, in the syntax of `tracing`.
const FILTER: &str = "CONTRACT_LSP_LOG";

/// Starts logging for the process.
pub fn start(outbox: Outbox) {
    let filter = EnvFilter::builder()
        .with_env_var(FILTER)
        .with_default_directive(Level::WARN.into())
        .from_env_lossy();
    let stderr = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    let to_client = ToClient { outbox }.with_filter(LevelFilter::INFO);
    let started = tracing_subscriber::registry().with(stderr).with(to_client).try_init();
    if let Err(error) = started {
        tracing::debug!("somebody logs already: {error}");
    }
}

/// Sends our own events from information upwards to the client. Other crates' stay on stderr: they
/// may quote what they are given.
struct ToClient {
    outbox: Outbox,
}

impl<S: Subscriber> Layer<S> for ToClient {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        let kind = match *metadata.level() {
            Level::ERROR => MessageType::ERROR,
            Level::WARN => MessageType::WARNING,
            Level::INFO => MessageType::INFO,
            _ => return,
        };
        if metadata.target().starts_with("contract_lsp") {
            let mut text = Text(String::new());
            event.record(&mut text);
            self.outbox.log(kind, text.0);
        }
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string does not fail.
        let _ = if field.name() == "message" {
            write!(self.0, "{value:?}")
        } else {
            write!(self.0, " {}={value:?}", field.name())
        };
    }
}

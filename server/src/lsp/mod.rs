//! The language server: the only room that knows the protocol.
//!
//! A message takes this way:
//!
//! ```text
//! stdin ─ frames ─ transport ─ backend (a handler) ──queue──▶ owner ─ snapshot ─▶ requests (workers)
//!                      │                                        ├─ snapshot ─▶ diagnostics (a thread)
//! stdout ◀─ frames ────┴────────────── outbox ◀────────────────┴─ index builds (threads)
//! ```
//!
//! What holds, and is tested here and in `tests/protocol`:
//!
//! 1. One queue: a handler sends a message before its first await, nothing else; the `owner`
//!    applies messages in the order in which they arrived.
//! 2. The owner alone changes state. A request works on an immutable snapshot on a worker thread,
//!    and a panic there is an error answer, no more.
//! 3. Nothing awaits the client: what is asked of it is asked by tasks of their own, with a limit.
//! 4. Diagnostics of a state that is overtaken are dropped, not delayed.
//! 5. Nothing is answered or published before the first index of a folder is whole.
//! 6. stdout belongs to the protocol.
//! 7. The server ends with `exit`, with its input, and with the process that started it.
//! 8. Everything below speaks bytes; `positions` converts.
//! 9. Nothing is written, run or fetched.
//! 10. Values of `.env` files stay inside.

mod backend;
mod builds;
mod capabilities;
mod diagnostic;
mod diagnostics;
mod documents;
mod edits;
mod folder;
mod frames;
mod logging;
mod message;
mod outbox;
mod owner;
mod paranoid;
mod parent;
mod positions;
mod progress;
mod question;
mod refreshing;
mod requests;
mod settings;
mod transport;
mod uris;
mod view;
mod watching;

use std::process::ExitCode;
use std::time::Duration;

use tower_lsp::LspService;

use backend::Backend;
use frames::Output;
pub use frames::read_frame;
use outbox::Outbox;

/// How many requests are worked on at once; the others wait for a worker.
const WORKERS: usize = 8;

/// How long the last answers may take to be written when the server ends.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Serves one client on stdin and stdout until it leaves. The code is success after an orderly
/// `shutdown`, failure otherwise. `paranoid`: every state is checked against one that is read anew, in
/// debug builds.
pub fn serve(paranoid: bool) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WORKERS)
        .enable_time()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("contract-lsp: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let orderly = runtime.block_on(converse(paranoid));
    // Workers and index builds end with the process: nothing they do outlives it.
    runtime.shutdown_background();
    if orderly { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn converse(paranoid: bool) -> bool {
    let incoming = frames::read_from(std::io::stdin());
    let (output, written) = Output::to(std::io::stdout());
    let (parent, parent_is_gone) = parent::watch();
    let (service, socket) = LspService::build(|client| {
        let outbox = Outbox::new(client, tokio::runtime::Handle::current());
        logging::start(outbox.clone());
        Backend::new(outbox, parent, output.clone(), paranoid)
    })
    .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
    .finish();
    let orderly = transport::serve(service, socket, incoming, output, parent_is_gone).await;
    written.wait(LAST_WORDS);
    orderly
}

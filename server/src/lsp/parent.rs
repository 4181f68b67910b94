//! Watches the process that started the server: an editor that crashed closes nothing.

use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

/// How often the process is looked at.
const PERIOD: Duration = Duration::from_secs(2);

/// Names the process to watch, once it is known.
pub struct Parent(Mutex<Option<oneshot::Sender<u32>>>);

impl Parent {
    /// Watches this process from now on. One that cannot be seen from here is not watched: a server
    /// in a container gets the number of a process outside. Only the first call counts.
    pub fn name(&self, process: u32) {
        let named = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(named) = named.filter(|_| is_alive(process)) {
            // Nobody listens only when the server ends already.
            let _ = named.send(process);
        }
    }
}

/// The way to name the process, and a future that ends when that process is gone: never, if none
/// is watched.
pub fn watch() -> (Parent, impl Future<Output = ()>) {
    let (parent, named) = oneshot::channel();
    let gone = async move {
        let Ok(process) = named.await else { return std::future::pending().await };
        while is_alive(process) {
            tokio::time::sleep(PERIOD).await;
        }
        tracing::warn!("process {process}, which started the server, is gone");
    };
    (Parent(Mutex::new(Some(parent))), gone)
}

#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    // A process of another user may not be signalled and is there all the same.
    process.is_some_and(|process| test_kill_process(process) != Err(Errno::SRCH))
}

/// Elsewhere nothing is watched: Windows closes the pipe of a process that ends, which ends the
/// server too.
#[cfg(not(unix))]
fn is_alive(_process: u32) -> bool {
    false
}

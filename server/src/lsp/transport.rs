//! Carries messages between the frames and the handlers.
//!
//! The library's own transport is not used, for three reasons: its reader stops for good at the
//! first body that is not JSON (`FramedRead` ends after an error), it stops reading while a
//! client does not read its answers, and it leaves the order in which handlers start to its task
//! set. Here every handler is polled once, up to its first await, before the next message is
//! looked at: that is the order of arrival, by construction.

use std::future::{Future, poll_fn};
use std::task::Poll;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, LspService};
use tower_service::Service;

use super::frames::Output;

/// Serves until the client says `exit`, the input ends, or `gone` happens. Whether the client had
/// asked for `shutdown` before.
pub async fn serve<S: LanguageServer>(
    mut service: LspService<S>,
    socket: ClientSocket,
    mut incoming: UnboundedReceiver<Vec<u8>>,
    output: Output,
    gone: impl Future<Output = ()>,
) -> bool {
    let (mut to_client, mut from_client) = socket.split();
    let requests = output.clone();
    let forwarding = tokio::spawn(async move {
        while let Some(request) = to_client.next().await {
            requests.send(&request);
        }
    });
    let mut shut_down = false;
    let mut gone = std::pin::pin!(gone);
    loop {
        let frame = tokio::select! {
            frame = incoming.recv() => frame,
            () = &mut gone => None,
        };
        let Some(frame) = frame else { break };
        match read(&frame) {
            Ok(Incoming::Request(request)) => {
                if request.method() == "exit" {
                    break;
                }
                shut_down |= request.method() == "shutdown" && request.id().is_some();
                start(&mut service, request, &output).await;
            }
            Ok(Incoming::Response(response)) => {
                // Fails only after `exit`.
                let _ = from_client.send(response).await;
            }
            Err(error) => {
                tracing::warn!("a message that is none: {}", error.message);
                output.send(&Response::from_error(Id::Null, error));
            }
        }
    }
    forwarding.abort();
    shut_down
}

enum Incoming {
    Request(Request),
    Response(Response),
}

fn read(frame: &[u8]) -> Result<Incoming, Error> {
    let message: Value = serde_json::from_slice(frame).map_err(|_| Error::parse_error())?;
    let is_request = message.get("method").is_some();
    let incoming = if is_request {
        serde_json::from_value(message).map(Incoming::Request)
    } else {
        serde_json::from_value(message).map(Incoming::Response)
    };
    incoming.map_err(|_| Error::invalid_request())
}

/// Runs a handler up to its first await; what is left of it goes on by itself.
async fn start<S: LanguageServer>(service: &mut LspService<S>, request: Request, output: &Output) {
    let mut answer = service.call(request);
    match poll_fn(|context| Poll::Ready(answer.as_mut().poll(context))).await {
        Poll::Ready(Ok(Some(response))) => output.send(&response),
        Poll::Ready(_) => {}
        Poll::Pending => {
            let output = output.clone();
            tokio::spawn(async move {
                if let Ok(Some(response)) = answer.await {
                    output.send(&response);
                }
            });
        }
    }
}

//! Framing: a header with `Content-Length`, an empty line, a JSON body.
//!
//! Reading and writing have a thread each with an unbounded queue: a client that does not read its
//! answers cannot keep the server from reading, and the other way round.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Reads frames on a thread; the channel ends where the input ends.
pub fn read_from(input: impl Read + Send + 'static) -> UnboundedReceiver<Vec<u8>> {
    let (sender, receiver) = unbounded_channel();
    spawn("reader", move || {
        if let Err(error) = read_all(&mut BufReader::new(input), &sender) {
            tracing::warn!("the input broke off: {error}");
        }
    });
    receiver
}

fn read_all(input: &mut impl BufRead, frames: &UnboundedSender<Vec<u8>>) -> io::Result<()> {
    while let Some(frame) = read_frame(input)? {
        if frames.send(frame).is_err() {
            break;
        }
    }
    Ok(())
}

/// The body of the next frame; `None` at the end. Lines that are no header are skipped, so that
/// stray output before a frame costs that output and no more.
///
/// # Errors
/// When the input cannot be read.
pub fn read_frame(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let header = String::from_utf8_lossy(&line);
        let header = header.trim();
        if let Some((name, value)) = header.split_once(':')
            && name.trim_end().to_ascii_lowercase().ends_with("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
        if header.is_empty()
            && let Some(length) = length.take()
        {
            // Grows with what arrives: a wrong length allocates nothing by itself.
            let mut body = Vec::new();
            let read = input.take(length).read_to_end(&mut body)?;
            return Ok((read as u64 == length).then_some(body));
        }
    }
}

/// Where frames are written. Clones write to the same place, whole frames at a time.
#[derive(Clone)]
pub struct Output {
    frames: mpsc::Sender<Vec<u8>>,
}

/// Tells when all frames are written.
pub struct Written {
    done: mpsc::Receiver<()>,
}

impl Output {
    /// Writes frames on a thread until the last clone is dropped or the other side is gone.
    pub fn to(mut output: impl Write + Send + 'static) -> (Self, Written) {
        let (frames, receiver) = mpsc::channel::<Vec<u8>>();
        let (end, done) = mpsc::channel();
        spawn("writer", move || {
            for frame in receiver {
                if let Err(error) = output.write_all(&frame).and_then(|()| output.flush()) {
                    tracing::warn!("the client does not listen any more: {error}");
                    break;
                }
            }
            // The receiver may be gone already, which is as good.
            let _ = end.send(());
        });
        (Self { frames }, Written { done })
    }

    /// Queues a message.
    pub fn send(&self, message: &impl Serialize) {
        let body = match serde_json::to_vec(message) {
            Ok(body) => body,
            Err(error) => {
                tracing::error!("a message cannot be written as JSON: {error}");
                return;
            }
        };
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend(body);
        // Fails only when the client is gone; its end of the input tells the rest.
        let _ = self.frames.send(frame);
    }
}

impl Written {
    /// Waits until all is written, but not longer than `limit`. All clones of the output must be
    /// on their way out.
    pub fn wait(&self, limit: Duration) {
        let _ = self.done.recv_timeout(limit);
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(work) {
        tracing::error!("no thread for the {name}: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(mut input: &[u8]) -> Vec<String> {
        let mut bodies = Vec::new();
        while let Some(body) = read_frame(&mut input).expect("reading from memory") {
            bodies.push(String::from_utf8(body).expect("the tests write text"));
        }
        bodies
    }

    #[test]
    fn frames_are_read_one_after_the_other() {
        let input = b"Content-Length: 2\r\n\r\n{}Content-Type: x\r\ncontent-length: 3\r\n\r\n[1]";
        assert_eq!(bodies(input), ["{}", "[1]"]);
    }

    #[test]
    fn stray_lines_and_wrong_lengths_are_skipped() {
        let input = b"hello\n\nContent-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}";
        assert_eq!(bodies(input), ["{}"]);
    }

    #[test]
    fn a_frame_that_breaks_off_is_the_end() {
        assert_eq!(bodies(b"Content-Length: 99999999999\r\n\r\n{}"), Vec::<String>::new());
        assert_eq!(bodies(b"Content-Len"), Vec::<String>::new());
    }

    #[test]
    fn what_is_written_can_be_read() {
        let (output, written) = Output::to(std::io::sink());
        output.send(&serde_json::json!({"a": 1}));
        drop(output);
        written.wait(Duration::from_secs(30));
    }
}

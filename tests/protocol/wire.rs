//! Messages as bytes, and the check against the protocol's types.

use std::io::BufRead;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::ls_types::request::Request;

/// The value as `T`, which has to say all that the value says.
pub fn strict<T: DeserializeOwned + Serialize>(value: Value) -> T {
    let typed: T =
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error} in {value}"));
    let again = serde_json::to_value(&typed).expect("JSON");
    assert_eq!(without_nulls(again), without_nulls(value), "the protocol knows no such field");
    typed
}

/// Parameters of a request, checked the same way.
pub fn checked<R: Request>(params: &Value) {
    strict::<R::Params>(params.clone());
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(values) => values.into_iter().map(without_nulls).collect(),
        value => value,
    }
}

/// The next message; `None` at the end.
pub fn read_message(output: &mut impl BufRead) -> Result<Option<Value>, String> {
    let mut header = String::new();
    if output.read_line(&mut header).map_err(|error| error.to_string())? == 0 {
        return Ok(None);
    }
    let length = header.strip_prefix("Content-Length: ").and_then(|rest| rest.strip_suffix("\r\n"));
    let length: usize =
        length.and_then(|length| length.parse().ok()).ok_or_else(|| header.clone())?;
    let mut empty = String::new();
    output.read_line(&mut empty).map_err(|error| error.to_string())?;
    if empty != "\r\n" {
        return Err(empty);
    }
    let mut body = vec![0; length];
    match output.read_exact(&mut body) {
        Ok(()) => serde_json::from_slice(&body).map(Some).map_err(|error| error.to_string()),
        // The server was killed in the middle of it.
        Err(_) => Ok(None),
    }
}

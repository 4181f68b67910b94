//! JSON with places, as far as manifests need it. Comments and trailing commas are passed over, and
//! broken text gives what stands before the break.

use crate::text::{ByteRange, Spanned};

/// How deep values may lie in each other; a manifest's are five deep.
const DEEPEST: usize = 64;

/// A value.
#[derive(Debug)]
pub(super) enum Json {
    Object(Vec<(Spanned<String>, Json)>),
    /// Without quotes.
    String(Spanned<String>),
    /// Lists among them: those of manifests hold no dependencies.
    Other,
}

impl Json {
    pub fn parse(text: &str) -> Self {
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Reader { text, at: start }.value(0)
    }

    /// The members of an object; none of anything else.
    pub fn members(&self) -> &[(Spanned<String>, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    pub fn as_string(&self) -> Option<&Spanned<String>> {
        match self {
            Self::String(string) => Some(string),
            _ => None,
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                rest.len() - rest.trim_start().len()
            };
            if length == 0 {
                return;
            }
            self.at += length;
        }
    }

    /// A value; whatever is none takes the bytes up to the next that could end it.
    fn value(&mut self, depth: usize) -> Json {
        self.skip_space();
        match self.peek() {
            Some(b'{') if depth < DEEPEST => self.object(depth),
            Some(b'[') if depth < DEEPEST => self.array(depth),
            Some(b'"') => self.string().map_or(Json::Other, Json::String),
            _ => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                self.at += rest.find([',', '}', ']', '\n']).unwrap_or(rest.len());
                Json::Other
            }
        }
    }

    fn object(&mut self, depth: usize) -> Json {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'"') => {
                    let Some(key) = self.string() else { return Json::Object(members) };
                    self.skip_space();
                    if self.peek() != Some(b':') {
                        return Json::Object(members);
                    }
                    self.at += 1;
                    members.push((key, self.value(depth + 1)));
                }
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Json::Object(members);
                }
                _ => return Json::Object(members),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Json {
        self.at += 1;
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Json::Other;
                }
                Some(b',') => self.at += 1,
                None | Some(b'}') => return Json::Other,
                Some(_) => {
                    let before = self.at;
                    self.value(depth + 1);
                    if self.at == before {
                        return Json::Other;
                    }
                }
            }
        }
    }

    /// A string with its escapes as written: names and versions have none.
    fn string(&mut self) -> Option<Spanned<String>> {
        let start = self.at + 1;
        let rest = self.text.get(start..)?;
        let mut is_escaped = false;
        for (offset, byte) in rest.bytes().enumerate() {
            match byte {
                b'"' if !is_escaped => {
                    self.at = start + offset + 1;
                    let range = ByteRange::new(start, start + offset);
                    return Some(Spanned::new(rest.get(..offset)?.to_owned(), range));
                }
                b'\n' => break,
                _ => is_escaped = byte == b'\\' && !is_escaped,
            }
        }
        self.at = self.text.len();
        None
    }
}

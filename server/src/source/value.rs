//! Constant values as far as the text of one file fixes them.

/// A string of which some parts are known and some are not.
///
/// `` `https://${region}.acme.dev/v1` `` is `https://` + hole + `.acme.dev/v1`. Language
/// implementations build values bottom-up with [`Value::constant`], [`Value::unknown`] and
/// [`Value::concat`]; what is asked of a value in the end is whether it is a URL.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Value {
    /// Alternating as they come; neighbouring constants are merged.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Constant(String),
    Hole,
    /// Something that another file fixes.
    Imported(Imported),
}

/// Something that a file takes from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The name under which this file has it, or the path that leads to it, as the language's own
    /// reader writes it.
    pub local: String,
    /// The members that are taken from it, joined with `.`; may be empty.
    pub members: String,
}

/// Host and path of a URL value; see [`crate::source::UrlUse`] for their form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlParts {
    /// Lower case, `*` for what is not fixed.
    pub host: String,
    /// With leading `/`, or empty.
    pub path: String,
}

fn is_empty(piece: &Piece) -> bool {
    matches!(piece, Piece::Constant(text) if text.is_empty())
}

/// Stands for a hole while a value is read as one string. A private-use character, which no host
/// or path of a real URL contains.
const HOLE: char = '\u{F8FF}';

impl Value {
    /// A string literal's content.
    pub fn constant(text: impl Into<String>) -> Self {
        Self { pieces: vec![Piece::Constant(text.into())] }
    }

    /// Something the file does not fix.
    pub fn unknown() -> Self {
        Self { pieces: vec![Piece::Hole] }
    }

    /// Something that another file fixes.
    pub fn imported(local: impl Into<String>, members: impl Into<String>) -> Self {
        let imported = Imported { local: local.into(), members: members.into() };
        Self { pieces: vec![Piece::Imported(imported)] }
    }

    /// What another file fixes, when the value begins with that, and what follows it, with `*` for
    /// what is not fixed.
    pub fn begins_elsewhere(&self) -> Option<(&Imported, String)> {
        let blank = self.pieces.iter().take_while(|piece| is_empty(piece)).count();
        let (first, rest) = self.pieces.get(blank..)?.split_first()?;
        let Piece::Imported(imported) = first else { return None };
        let rest = Self { pieces: rest.to_vec() };
        Some((imported, rest.with_holes().replace(HOLE, "*")))
    }

    fn is_blank(&self) -> bool {
        self.pieces.iter().all(is_empty)
    }

    /// This value followed by another.
    #[must_use]
    pub fn concat(mut self, other: Self) -> Self {
        for piece in other.pieces {
            // Behind something else it is as good as unknown, and sums of names stay short.
            let piece = match piece {
                Piece::Imported(_) if !self.is_blank() => Piece::Hole,
                piece => piece,
            };
            match (self.pieces.last_mut(), piece) {
                (Some(Piece::Constant(before)), Piece::Constant(text)) => before.push_str(&text),
                (Some(Piece::Hole), Piece::Hole) => {}
                (_, piece) => self.pieces.push(piece),
            }
        }
        self
    }

    /// The text, when every part of it is known.
    pub fn as_constant(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Constant(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether it is the address of a server on this machine.
    pub fn is_local_url(&self) -> bool {
        let text = self.with_holes();
        let host = text.split_once("//").map_or("", |(_, rest)| rest);
        ["localhost", "127.", "0.0.0.0", "[::1]"].iter().any(|local| host.starts_with(local))
    }

    /// Whether nothing of it is known.
    pub fn is_unknown(&self) -> bool {
        self.pieces.iter().all(|piece| !matches!(piece, Piece::Constant(_)))
    }

    /// Host and path, when the value *as a whole* is an absolute URL with a host that is at least
    /// partly known: any of http, https, ws, wss, or a scheme-relative `//host`. Prose that
    /// contains a URL is none, nor is a URL of a loopback or of a host without a dot.
    pub fn as_url(&self) -> Option<UrlParts> {
        let text = self.with_holes();
        let scheme_end = text.find("//")?;
        let scheme = text[..scheme_end].to_ascii_lowercase();
        let known = ["http:", "https:", "ws:", "wss:", ""];
        // `${protocol}://host` is a URL too: the constant part is what decides.
        let open_scheme = scheme == format!("{HOLE}:");
        if !open_scheme && !known.contains(&scheme.as_str()) {
            return None;
        }
        host_and_path(&text[scheme_end + 2..])
    }

    /// Host and path, when the value as a whole is a bare host with optional port and path, in a
    /// place where the caller knows that a host is meant (`hostname: 'api.stripe.com'`).
    pub fn as_host(&self) -> Option<UrlParts> {
        self.as_url().or_else(|| host_and_path(&self.with_holes()))
    }

    /// How many bytes of it are known.
    pub fn known_len(&self) -> usize {
        let len = |piece: &Piece| match piece {
            Piece::Constant(text) => text.len(),
            Piece::Hole | Piece::Imported(_) => 0,
        };
        self.pieces.iter().map(len).sum()
    }

    /// The words of a command line: split at white space, quotes around a word taken off.
    pub fn words(&self) -> Vec<Self> {
        let mut words = vec![Self::default()];
        for character in self.with_holes().chars() {
            if character.is_whitespace() {
                words.push(Self::default());
                continue;
            }
            let piece = match character {
                HOLE => Self::unknown(),
                '"' | '\'' | '`' => continue,
                character => Self::constant(character),
            };
            if let Some(word) = words.pop() {
                words.push(word.concat(piece));
            }
        }
        words.retain(|word| !word.pieces.is_empty());
        words
    }

    fn with_holes(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Constant(constant) => text.push_str(constant),
                Piece::Hole | Piece::Imported(_) => text.push(HOLE),
            }
        }
        text
    }
}

fn host_and_path(rest: &str) -> Option<UrlParts> {
    if rest.contains(|character: char| character.is_whitespace() || "<>\"'`\\".contains(character))
    {
        return None;
    }
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(authority_end);
    // `https://api.acme.dev${path}`: what follows a whole label without a dot is no part of it.
    let last_label = authority.rsplit('.').next().unwrap_or(authority);
    let (authority, path) = match last_label.find(HOLE) {
        Some(at) if at > 0 && !last_label.contains([':', '@']) => {
            (&authority[..authority.len() - last_label.len() + at], "")
        }
        _ => (authority, path),
    };
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit() || c == HOLE) => host,
        Some(_) => return None,
        None => host,
    };
    let host = host.trim_end_matches('.').to_lowercase().replace(HOLE, "*");
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_' || c == '*')
    };
    let is_known = |label: &&str| **label != *"*";
    // One label is `localhost` or a host of the own network; a host whose last two labels are open
    // could be anything; an address of digits is no service's host.
    let known_tail = labels.iter().rev().take(2).all(is_known);
    let is_address = labels.iter().all(|label| label.parse::<u8>().is_ok());
    // The machine itself, by the names that browsers and containers have for it.
    let is_local = host == "host.docker.internal" || labels.last() == Some(&"localhost");
    if labels.len() < 2 || !labels.iter().all(is_label) || !known_tail || is_address || is_local {
        return None;
    }
    let path = if path.starts_with('/') { path } else { "" };
    let path_end = path.find(['?', '#']).unwrap_or(path.len());
    Some(UrlParts { host, path: path[..path_end].replace(HOLE, "*") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(pieces: &[&str]) -> Option<String> {
        let value = pieces.iter().fold(Value::default(), |value, piece| {
            value.concat(if *piece == "?" { Value::unknown() } else { Value::constant(*piece) })
        });
        value.as_url().map(|parts| format!("{} {}", parts.host, parts.path))
    }

    #[test]
    fn a_sum_of_names_of_other_files_does_not_grow() {
        let mut sum = Value::imported("API", "");
        for _ in 0..64 {
            sum = sum.clone().concat(sum);
        }
        assert_eq!(sum.pieces.len(), 2);
        assert_eq!(
            sum.begins_elsewhere().map(|(it, rest)| (it.local.clone(), rest)),
            Some(("API".to_owned(), "*".to_owned()))
        );
    }

    #[test]
    fn a_url_is_read_whatever_its_dress() {
        assert_eq!(url(&["https://api.stripe.com/v1?x=1"]).as_deref(), Some("api.stripe.com /v1"));
        assert_eq!(url(&["HTTPS://u:p@API.Stripe.com.:443/"]).as_deref(), Some("api.stripe.com /"));
        assert_eq!(url(&["//api.stripe.com"]).as_deref(), Some("api.stripe.com "));
        assert_eq!(url(&["wss://rt.acme.dev#x"]).as_deref(), Some("rt.acme.dev "));
        assert_eq!(url(&["https://ΞÉ.acme.dev"]).as_deref(), Some("ξé.acme.dev "));
    }

    #[test]
    fn holes_stand_for_any_label() {
        assert_eq!(
            url(&["https://", "?", ".s3.amazonaws.com/", "?"]).as_deref(),
            Some("*.s3.amazonaws.com /*")
        );
        assert_eq!(url(&["https://api-", "?", ".acme.dev"]).as_deref(), Some("api-*.acme.dev "));
        assert_eq!(url(&["?", "://api.acme.dev"]).as_deref(), Some("api.acme.dev "));
        assert_eq!(url(&["https://api.acme.dev", "?"]).as_deref(), Some("api.acme.dev "));
        assert_eq!(url(&["https://api.acme.dev:", "?", "/x"]).as_deref(), Some("api.acme.dev /x"));
        assert_eq!(url(&["https://", "?", "/v1"]), None);
        assert_eq!(url(&["https://api.", "?", "/v1"]), None);
    }

    #[test]
    fn a_command_line_falls_into_words() {
        let value = Value::constant("curl -H 'x: y' \"https://api.acme.dev/")
            .concat(Value::unknown())
            .concat(Value::constant("\""));
        let words = value.words();
        assert_eq!(words.len(), 5);
        assert_eq!(words[0].as_constant(), Some("curl"));
        assert_eq!(words[4].as_url().map(|url| url.path).as_deref(), Some("/*"));
        assert_eq!(value.known_len(), 38);
    }

    #[test]
    fn prose_and_local_hosts_are_no_url() {
        assert_eq!(url(&["see https://api.stripe.com/v1 for more"]), None);
        assert_eq!(url(&["https://api.stripe.com is down"]), None);
        assert_eq!(url(&["http://localhost:8080/x"]), None);
        assert_eq!(url(&["http://127.0.0.1:4242"]), None);
        assert_eq!(url(&["ftp://api.stripe.com"]), None);
        assert_eq!(url(&["/v1//x"]), None);
    }
}

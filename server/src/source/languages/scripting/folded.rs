//! Values with the literals they are made of.

use crate::source::value::{UrlParts, Value};

/// Values and lists of their sources are cut off here: doubled names would grow without end.
pub(in crate::source::languages) const LONGEST: usize = 2_048;

/// A value together with the string literals it was made of, by their index in the tree.
#[derive(Clone, Debug, Default)]
pub(in crate::source::languages) struct Folded {
    pub(in crate::source::languages) value: Value,
    pub(in crate::source::languages) sources: Vec<u32>,
}

impl Folded {
    pub(in crate::source::languages) fn unknown() -> Self {
        Self { value: Value::unknown(), sources: Vec::new() }
    }

    /// A text that no literal of the file is blamed for.
    pub(in crate::source::languages) fn constant(text: &str) -> Self {
        Self { value: Value::constant(text), sources: Vec::new() }
    }

    /// The beginning of a literal, to which its parts are added.
    pub(in crate::source::languages) fn literal(source: u32) -> Self {
        Self { value: Value::default(), sources: vec![source] }
    }

    pub(in crate::source::languages) fn concat(self, other: Self) -> Self {
        let mut sources = self.sources;
        if sources.len() < LONGEST {
            sources.extend(other.sources);
        }
        if self.value.known_len() + other.value.known_len() > LONGEST {
            return Self { value: Value::unknown(), sources };
        }
        Self { value: self.value.concat(other.value), sources }
    }

    /// This value, or `other` where nothing of it is known; a use of one is a use of both.
    pub(in crate::source::languages) fn or(self, other: Self) -> Self {
        let value = if self.value.is_unknown() { other.value } else { self.value };
        let mut sources = self.sources;
        sources.extend(other.sources.into_iter().take(LONGEST));
        Self { value, sources }
    }

    /// Parts with a separator between them.
    pub(in crate::source::languages) fn joined(
        parts: impl IntoIterator<Item = Self>,
        separator: &str,
    ) -> Self {
        let mut folded = Self::default();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                folded = folded.concat(Self::constant(separator));
            }
            folded = folded.concat(part);
        }
        folded
    }

    /// The text, changed, where all of it is known; otherwise as it is.
    pub(in crate::source::languages) fn with_text(self, change: impl Fn(&str) -> String) -> Self {
        match self.value.as_constant() {
            Some(text) => Self { value: Value::constant(change(text)), sources: self.sources },
            None => self,
        }
    }

    /// An address as a browser resolves it against another one.
    pub(in crate::source::languages) fn resolved_against(self, base: Self) -> Self {
        if self.value.as_url().is_some() {
            return self;
        }
        let is_rooted = self.value.as_constant().is_some_and(|path| path.starts_with('/'));
        let base = base.with_text(|text| {
            let authority = text.find("//").map_or(0, |at| at + 2);
            let end = match text[authority..].find('/') {
                Some(slash) if is_rooted => authority + slash,
                _ => text.trim_end_matches('/').len(),
            };
            text[..end].to_owned()
        });
        let separator = Self::constant(if is_rooted { "" } else { "/" });
        base.concat(separator).concat(self)
    }

    /// The path of an address, as `uri.path` gives it.
    pub(in crate::source::languages) fn path(self) -> Self {
        match self.value.as_url() {
            Some(UrlParts { path, .. }) if !path.contains('*') => {
                Self { value: Value::constant(path), sources: self.sources }
            }
            _ => Self { value: Value::unknown(), sources: self.sources },
        }
    }

    /// The host of an address, as `uri.host` gives it.
    pub(in crate::source::languages) fn host(self) -> Self {
        match self.value.as_url() {
            Some(UrlParts { host, .. }) if !host.contains('*') => {
                Self { value: Value::constant(host), sources: self.sources }
            }
            _ => Self { value: Value::unknown(), sources: self.sources },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(folded: &Folded) -> Option<&str> {
        folded.value.as_constant()
    }

    #[test]
    fn addresses_are_resolved_as_browsers_do() {
        let base = || Folded::constant("https://api.acme.dev/v1/");
        let resolved = |path: &str| Folded::constant(path).resolved_against(base());
        assert_eq!(text(&resolved("charges")), Some("https://api.acme.dev/v1/charges"));
        assert_eq!(text(&resolved("/charges")), Some("https://api.acme.dev/charges"));
        assert_eq!(text(&resolved("https://other.dev/x")), Some("https://other.dev/x"));
    }

    #[test]
    fn what_grows_without_end_is_cut_off() {
        let mut folded = Folded::constant("https://api.acme.dev/");
        for _ in 0..64 {
            folded = folded.clone().concat(folded);
        }
        assert!(folded.value.known_len() <= LONGEST);
        assert_eq!(text(&Folded::unknown().or(Folded::constant("x"))), Some("x"));
        assert_eq!(text(&Folded::constant("https://A.dev/x").host()), Some("a.dev"));
    }
}

//! The right spelling of a label: only the wrong words are replaced.

use crate::contract::schema::{FieldKind, FileField, FileSection};
use crate::contract::spelling::Respelt;
use crate::text::{ByteRange, Edit, Spanned};

/// What a misspelt label should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respelling {
    /// The label that was meant, as the template writes it.
    pub meant: &'static str,
    /// The edits that make it so, in the author's letter case and number; none where markup stands
    /// inside the label.
    pub edits: Vec<Edit>,
}

/// The right spelling of a label of an integration; `None` when it is not misspelt.
pub fn respell_field(text: &str, label: &Spanned<String>) -> Option<Respelling> {
    let (_, meant, words) = FieldKind::respelling(&label.value)?;
    Some(respelling(text, label, meant, words))
}

/// The right spelling of a label of the file's metadata.
pub fn respell_file_field(text: &str, label: &Spanned<String>) -> Option<Respelling> {
    let (_, meant, words) = FileField::respelling(&label.value)?;
    Some(respelling(text, label, meant, words))
}

/// The right spelling of the heading of a section of the file.
pub fn respell_heading(text: &str, heading: &Spanned<String>) -> Option<Respelling> {
    let (_, meant, words) = FileSection::respelling(&heading.value)?;
    Some(respelling(text, heading, meant, words))
}

fn respelling(
    text: &str,
    label: &Spanned<String>,
    meant: &'static str,
    words: Vec<Respelt>,
) -> Respelling {
    let Some(at) = label.range.slice(text).find(&label.value) else {
        return Respelling { meant, edits: Vec::new() };
    };
    let start = label.range.start() + at;
    let edit =
        |(place, word): Respelt| Edit { range: ByteRange::from(place).shifted(start), text: word };
    Respelling { meant, edits: words.into_iter().map(edit).collect() }
}

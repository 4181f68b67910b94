//! Statuses and their synonyms.

use std::ops::Range;

use super::labels::is_placeholder;
use crate::contract::model::Status;

impl Status {
    /// The status that a text names, as a section's Status or a cell of the overview says it; `None`
    /// where it names none, or several to choose from.
    pub fn of_text(text: &str) -> Option<Self> {
        status_in(text).map(|(status, _)| status)
    }
}

/// The status that a text names first, and where in the text. `None` where it names none, or
/// several to choose from as the template does.
pub(super) fn status_in(text: &str) -> Option<(Status, Range<usize>)> {
    if is_placeholder(text) {
        return None;
    }
    let mut found: Option<(Status, Range<usize>)> = None;
    let mut is_negated = false;
    for (start, word) in words(text) {
        let lower = word.to_lowercase();
        let status = status_of_word(&lower);
        if let Some(status) = status.filter(|_| !is_negated) {
            let place = start..start + word.len();
            match &found {
                None => found = Some((status, place)),
                Some((first, before)) => {
                    let between = text.get(before.end..place.start).unwrap_or_default();
                    let is_choice = between.trim_matches([' ', '`']).chars().eq(['|'])
                        || between.trim_matches([' ', '`']).chars().eq(['/']);
                    if is_choice && *first != status {
                        return None;
                    }
                }
            }
        }
        is_negated = matches!(lower.as_str(), "not" | "no" | "never" | "un");
    }
    if found.is_none() && text.trim_start().starts_with(['✅', '🟢']) {
        let mark = text.trim_start().chars().next()?;
        let start = text.len() - text.trim_start().len();
        return Some((Status::Active, start..start + mark.len_utf8()));
    }
    found
}

fn status_of_word(word: &str) -> Option<Status> {
    Some(match word {
        "active" | "live" | "production" | "implemented" | "configured" | "working"
        | "integrated" | "enabled" | "operational" | "activo" | "activa" | "ativo" | "ativa"
        | "actif" | "aktiv" | "producción" | "produção" => Status::Active,
        "testing" | "sandbox" | "beta" | "test" | "trial" | "prueba" | "pruebas" | "teste"
        | "testes" | "essai" => Status::Testing,
        "deprecated" | "disabled" | "removed" | "inactive" | "retired" | "obsoleto"
        | "obsoleta" | "obsolète" | "desactivado" | "désactivé" | "desativado" | "inactivo"
        | "inativo" | "inactif" | "veraltet" => Status::Deprecated,
        "planned" | "upcoming" | "proposed" | "planificado" | "previsto" | "planejado"
        | "planeado" | "prévu" | "prévue" | "planifié" | "geplant" => Status::Planned,
        _ => return None,
    })
}

/// Words with the byte each begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_word_decides() {
        let expectations = [
            ("active", Some(Status::Active)),
            ("✅ Active (Production)", Some(Status::Active)),
            ("Live", Some(Status::Active)),
            ("Testing in production", Some(Status::Testing)),
            ("Deprecated/Unused", Some(Status::Deprecated)),
            ("Planned", Some(Status::Planned)),
            ("Not integrated", None),
            ("active | deprecated | testing", None),
            ("Active/Deprecated", None),
            ("[active, testing or deprecated]", None),
            ("✅", Some(Status::Active)),
            ("actve", None),
            ("en pruebas", Some(Status::Testing)),
            ("em teste", Some(Status::Testing)),
            ("obsolète", Some(Status::Deprecated)),
            ("planejado", Some(Status::Planned)),
            ("inactif", Some(Status::Deprecated)),
            ("", None),
        ];
        for (text, status) in expectations {
            assert_eq!(status_in(text).map(|(status, _)| status), status, "{text}");
        }
        assert_eq!(status_in("✅ Active (Production)").map(|(_, place)| place), Some(4..10));
    }
}

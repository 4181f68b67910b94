//! `textDocument/selectionRange`.

use tower_lsp::ls_types::{Position, SelectionRange};

use crate::features;

use super::super::view::View;

/// What can be selected around each position, the inner within the outer.
pub fn selection_range(view: &View, positions: &[Position]) -> Option<Vec<SelectionRange>> {
    let offsets: Vec<usize> = positions.iter().map(|position| view.offset(*position)).collect();
    let chains = features::selection_ranges(&view.folder.snapshot, &view.path, &offsets)?;
    let linked = |chain: Vec<crate::text::ByteRange>| {
        let outside_in = chain.into_iter().rev();
        let link = |parent: Option<SelectionRange>, range| {
            Some(SelectionRange { range: view.range(range), parent: parent.map(Box::new) })
        };
        outside_in.fold(None, link).unwrap_or_default()
    };
    Some(chains.into_iter().map(linked).collect())
}

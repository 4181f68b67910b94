//! `textDocument/foldingRange`.

use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind};

use crate::features;

use super::super::view::View;

/// What can be folded. Whole lines only, which every client can do; of more than the client takes,
/// the outermost.
pub fn folding_range(view: &View) -> Option<Vec<FoldingRange>> {
    let mut folds = features::folding_ranges(&view.folder.snapshot, &view.path);
    if let Some(limit) = view.client().fold_limit.filter(|limit| *limit < folds.len()) {
        let mut depths: Vec<usize> = folds.iter().map(|fold| fold.depth).collect();
        depths.sort_unstable();
        // Those of the last depth that has a place are taken from the top.
        let deepest = depths.get(limit).copied().unwrap_or_default();
        let above = depths.partition_point(|depth| *depth < deepest);
        let mut places = limit - above;
        folds.retain(|fold| {
            let has_place = fold.depth == deepest && places > 0;
            places -= usize::from(has_place);
            fold.depth < deepest || has_place
        });
    }
    let shown = folds.into_iter().map(|fold| {
        let range = view.range(fold.range);
        FoldingRange {
            start_line: range.start.line,
            end_line: range.end.line,
            kind: fold.is_comment.then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        }
    });
    let shown: Vec<FoldingRange> = shown.collect();
    (!shown.is_empty()).then_some(shown)
}

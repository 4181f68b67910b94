//! URLs.
use super::File;
use crate::source::facts::UrlUse;
pub(super) fn read(_file: &File<'_>) -> Vec<UrlUse> {
    Vec::new()
}

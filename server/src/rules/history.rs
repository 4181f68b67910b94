//! What a change log says of the newest change.

use jiff::civil::Date;
use semver::Version;

use crate::contract::{ChangeLog, ChangeLogRow};
use crate::text::{ByteRange, Spanned};

use super::dates::{is_no_day, latest_today, read_date};
use super::placeholders::placeholders;
use super::versions::read_version;

/// A change log all of whose dates can be read.
#[derive(Debug)]
pub(super) struct History<'log> {
    pub(super) log: &'log ChangeLog,
    /// Index of the newest row, by date; of several of one day the one nearest to where the next
    /// goes.
    pub(super) newest: usize,
    pub(super) date: Date,
    /// The greatest version of that day, when there is one and all can be read.
    pub(super) version: Option<(Version, ByteRange)>,
    pub(super) is_newest_first: bool,
    /// Whether each row tells its day; a row of "Unreleased" may be about anything.
    pub(super) is_complete: bool,
}

impl<'log> History<'log> {
    /// `None` where a date cannot be read or lies in the future, which is a finding of its own, and
    /// where no row has one.
    pub(super) fn of(log: &'log ChangeLog) -> Option<Self> {
        let mut dated: Vec<(usize, Date)> = Vec::new();
        let mut is_complete = true;
        for (index, row) in log.rows.iter().enumerate() {
            let Some(written) = &row.date else { continue };
            if is_placeholder(written) {
                continue;
            }
            match read_date(&written.value) {
                Some(date) => dated.push((index, date)),
                None if is_no_day(&written.value) => is_complete = false,
                None => return None,
            }
        }
        let (first, last) = (dated.first()?, dated.last()?);
        let is_newest_first = first.1 >= last.1;
        let date = dated.iter().map(|(_, date)| *date).max()?;
        if date > latest_today() {
            return None;
        }
        let mut newest = dated.iter().filter(|(_, of_row)| *of_row == date).map(|(row, _)| *row);
        let rows = newest.clone().filter_map(|row| log.rows.get(row));
        let version = newest_version(rows);
        let newest = if is_newest_first { newest.next() } else { newest.next_back() }?;
        Some(Self { log, newest, date, version, is_newest_first, is_complete })
    }

    /// Where the newest row is dated.
    pub(super) fn place(&self) -> Option<ByteRange> {
        Some(self.log.rows.get(self.newest)?.date.as_ref()?.range)
    }
}

fn newest_version<'row>(
    rows: impl Iterator<Item = &'row ChangeLogRow>,
) -> Option<(Version, ByteRange)> {
    let mut greatest: Option<(Version, ByteRange)> = None;
    for row in rows {
        let Some(written) = row.version.as_ref().filter(|it| !is_placeholder(it)) else { continue };
        let version = read_version(&written.value)?;
        if greatest.as_ref().is_none_or(|(other, _)| *other < version) {
            greatest = Some((version, written.range));
        }
    }
    greatest
}

/// Whether a value is still the template's.
pub(super) fn is_placeholder(value: &Spanned<String>) -> bool {
    !placeholders(&value.value, true).is_empty()
}

//! The date of today, as contracts write it.

use jiff::civil::Date;

/// Today, where the program does not know its time zone: in that of UTC.
pub(super) fn today() -> Date {
    jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date()
}

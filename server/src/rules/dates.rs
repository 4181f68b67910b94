//! Dates as contracts write them.

use jiff::civil::Date;

/// Forms besides 2024-01-15 in which people write a date that leaves no doubt.
const OTHER_FORMS: &[&str] =
    &["%Y/%m/%d", "%Y.%m.%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"];

/// The date that a value begins with; what follows in parentheses or behind a space is a remark.
pub(crate) fn read_date(value: &str) -> Option<Date> {
    let value = value.trim().trim_matches('`');
    let first_word = value.split([' ', '(', 'T']).next().unwrap_or_default();
    if let Ok(date) = first_word.parse::<Date>() {
        return Some(date);
    }
    let without_remark = value.split('(').next().unwrap_or_default().trim();
    let read = |form: &&str| Date::strptime(form, without_remark).ok();
    // A year of two digits is read as one of the first century: that leaves doubt.
    OTHER_FORMS.iter().find_map(read).filter(|date| date.year() > 1000)
}

/// Today, somewhere on earth: a date is in the future when it is tomorrow everywhere.
pub(super) fn latest_today() -> Date {
    let now = jiff::Timestamp::now();
    // The easternmost time zone is 14 hours ahead.
    let furthest = jiff::tz::Offset::constant(14);
    furthest.to_datetime(now).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_leave_no_doubt() {
        for value in [
            "2024-01-15",
            "`2024-01-15`",
            "2024-01-15 (moved)",
            "2024-01-15T10:00:00Z",
            "2024/01/15",
            "January 15, 2024",
            "15 Jan 2024",
        ] {
            assert_eq!(read_date(value), Some(jiff::civil::date(2024, 1, 15)), "{value}");
        }
        for value in ["soon", "2024-13-01", "2024-02-30", "01/15/2024", "", "15.1.24"] {
            assert_eq!(read_date(value), None, "{value}");
        }
    }
}

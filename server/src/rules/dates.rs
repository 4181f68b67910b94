//! Dates as contracts write them.

use jiff::civil::Date;

/// Forms besides 2024-01-15 in which people write a date that leaves no doubt.
const OTHER_FORMS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d %b %Y",
];

/// A date in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate<'value> {
    pub(super) date: Date,
    /// The part of the value that says it, without backticks and remark.
    pub(super) text: &'value str,
    /// Whether it is written as the template has it: `YYYY-MM-DD`.
    pub(super) is_usual: bool,
}

/// The date that a value begins with; what follows in parentheses or behind a space is a remark.
pub(super) fn written_date(value: &str) -> Option<WrittenDate<'_>> {
    let first_word = first_word(value);
    if let Ok(date) = first_word.parse::<Date>() {
        return Some(WrittenDate { date, text: first_word, is_usual: first_word.contains('-') });
    }
    let text = without_remark(value);
    let plain = without_ordinals(text);
    let read = |form: &&str| Date::strptime(form, &plain).ok();
    // A year of two digits is read as one of the first century: that leaves doubt.
    let date = OTHER_FORMS.iter().find_map(read).filter(|date| date.year() > 1000)?;
    Some(WrittenDate { date, text, is_usual: false })
}

/// The date that a value states.
pub(crate) fn read_date(value: &str) -> Option<Date> {
    written_date(value).map(|written| written.date)
}

/// The part of a value that should be a date and is none, with the dates it may mean.
pub(super) fn nearest_dates(value: &str) -> (&str, Vec<Date>) {
    let first_word = first_word(value);
    let numbers: Option<Vec<i16>> =
        first_word.split(['-', '/', '.']).map(|part| part.parse().ok()).collect();
    let day = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok().filter(|date| date.year() > 1000)
    };
    let meant = match numbers.as_deref() {
        // Month and day have changed places.
        Some(&[year, month, of_month]) if year > 31 => vec![day(year, of_month, month)],
        // 15/01/2024, 01/15/2024: both where both are days.
        Some(&[one, other, year]) => vec![day(year, other, one), day(year, one, other)],
        _ => Vec::new(),
    };
    let mut meant: Vec<Date> = meant.into_iter().flatten().collect();
    meant.dedup();
    (if meant.is_empty() { without_remark(value) } else { first_word }, meant)
}

/// Whether a cell for a date says that there is no day to name: "Unreleased", "TBD", "2024-03",
/// "March 2024", "Q1 2024".
pub(super) fn is_no_day(value: &str) -> bool {
    const WORDS: &[&str] = &[
        "unreleased",
        "tbd",
        "tba",
        "tbc",
        "pending",
        "upcoming",
        "next",
        "planned",
        "wip",
        "ongoing",
        "progress",
        "unknown",
        "draft",
        "initial",
        "future",
        "now",
        "current",
        "template",
    ];
    const PARTS_OF_A_YEAR: &[&str] = &[
        "q1", "q2", "q3", "q4", "h1", "h2", "early", "mid", "late", "spring", "summer", "autumn",
        "fall", "winter", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
        "nov", "dec",
    ];
    let value = value.to_lowercase();
    let is_end = |character: char| !character.is_alphanumeric();
    let words: Vec<&str> = value.split(is_end).filter(|word| !word.is_empty()).collect();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |word: &str| word.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
    let is_part = |word: &str| {
        PARTS_OF_A_YEAR.contains(&word)
            || word.get(..3).is_some_and(|short| word.len() > 3 && PARTS_OF_A_YEAR.contains(&short))
    };
    match words.as_slice() {
        [] => true,
        [year] if is_year(year) => true,
        [year, month] if is_year(year) && is_month(month) => true,
        [part, year] | [year, part] if is_year(year) && is_part(part) => true,
        words => words.iter().any(|word| WORDS.contains(word)),
    }
}

/// Whether some text names a day anywhere.
pub(super) fn holds_date(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_mark = |character: char| "()[]*_`,;:|".contains(character);
    // "15 January 2024" is three words.
    let names_day = |words: &[&str]| read_date(words.join(" ").trim_matches(is_mark)).is_some();
    words.iter().any(|word| names_day(std::slice::from_ref(word)))
        || words.windows(3).any(names_day)
}

/// Today, somewhere on earth: a date is in the future when it is tomorrow everywhere.
pub(super) fn latest_today() -> Date {
    let now = jiff::Timestamp::now();
    // The easternmost time zone is 14 hours ahead.
    let furthest = jiff::tz::Offset::constant(14);
    furthest.to_datetime(now).date()
}

/// Today at Greenwich, for fixes.
pub(super) fn today() -> Date {
    jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date()
}

fn first_word(value: &str) -> &str {
    value.trim().trim_matches('`').split([' ', '(', 'T']).next().unwrap_or_default()
}

fn without_remark(value: &str) -> &str {
    value.trim().trim_matches('`').split('(').next().unwrap_or_default().trim()
}

/// "January 15th, 2024" as "January 15, 2024".
fn without_ordinals(text: &str) -> String {
    let word = |word: &str| {
        let bare = word.trim_end_matches(',');
        let number = ["st", "nd", "rd", "th"].iter().find_map(|end| bare.strip_suffix(end));
        match number.filter(|number| number.parse::<u8>().is_ok()) {
            Some(number) => word.replacen(bare, number, 1),
            None => word.to_owned(),
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
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
            "2024-1-15",
            "January 15, 2024",
            "Jan 15 2024",
            "January 15th, 2024",
            "15 Jan 2024",
        ] {
            assert_eq!(read_date(value), Some(jiff::civil::date(2024, 1, 15)), "{value}");
        }
        for value in ["soon", "2024-13-01", "2024-02-30", "01/15/2024", "", "15.1.24", "20240115"] {
            let usual = written_date(value).is_some_and(|written| written.is_usual);
            assert!(!usual, "{value}");
        }
    }

    #[test]
    fn other_forms_and_swapped_numbers_are_near_to_a_date() {
        let nearest = |value| {
            let (_, meant) = nearest_dates(value);
            meant.iter().map(Date::to_string).collect::<Vec<_>>()
        };
        assert_eq!(nearest("2024-15-01"), ["2024-01-15"]);
        assert_eq!(nearest("01/15/2024"), ["2024-01-15"]);
        assert_eq!(nearest("15.01.2024 (Ada)"), ["2024-01-15"]);
        assert_eq!(nearest("03/04/2024"), ["2024-04-03", "2024-03-04"]);
        for value in ["2024-02-30", "soon", "15.1.24", ""] {
            assert_eq!(nearest(value), [""; 0], "{value}");
        }
    }

    #[test]
    fn some_dates_name_no_day() {
        for value in
            ["Unreleased", "TBD", "2024", "2024-03", "March 2024", "Q1 2024", "in progress"]
        {
            assert!(is_no_day(value), "{value}");
        }
        for value in ["2024-13-01", "2024-13", "soon", "yesterday", "Ada"] {
            assert!(!is_no_day(value), "{value}");
        }
    }

    #[test]
    fn a_date_is_found_inside_a_text() {
        for text in ["Deprecated since 2025-01-01", "deprecated (2025-01-01)", "gone 1 Jan 2025."] {
            assert!(holds_date(text.trim_end_matches('.')), "{text}");
        }
        assert!(!holds_date("deprecated, use 3 others"));
    }
}

//! Cards of labels, headings, dates and statuses.

use jiff::civil::{Date, Weekday};

use crate::contract::{FieldKind, FileField, FileSection, Status};
use crate::features::about::{about, about_file_field, about_section};
use crate::features::today::today;
use crate::rules::read_date;
use crate::workspace::Config;

use super::place::counted;

/// What a field is for, and how much it is asked for.
pub(super) fn label_card(config: &Config, kind: FieldKind, written: &str) -> String {
    let wanted = if config.required.contains(&kind) {
        "required"
    } else if config.recommended.contains(&kind) {
        "recommended"
    } else {
        "optional"
    };
    let label = kind.label();
    let mut card = format!("**{label}** · {wanted}\n\n{}\n", about(kind));
    if !written.eq_ignore_ascii_case(label) {
        card.push_str(&format!("\nWritten here as \u{201c}{written}\u{201d}.\n"));
    }
    card
}

/// What a label of the file itself is for; all of them are required.
pub(super) fn file_label_card(kind: FileField) -> String {
    format!("**{}** · required\n\n{}\n", kind.label(), about_file_field(kind))
}

/// What a section of the file is for.
pub(super) fn section_card(kind: FileSection) -> String {
    let wanted = if FileSection::REQUIRED.contains(&kind) { "required" } else { "optional" };
    format!("**{}** · {wanted}\n\n{}\n", kind.label(), about_section(kind))
}

/// A date with its day of the week and how far away it is; `None` for what is no date.
pub(super) fn date_card(value: &str) -> Option<String> {
    let date = read_date(value)?;
    Some(format!("**{date}** · {} · {}\n", weekday(date), distance(date, today())))
}

/// What a status means, and what follows from it.
pub(super) fn status_card(status: Status) -> String {
    let meaning = match status {
        Status::Active => "In use. The code is held to the section, and the section to the code.",
        Status::Testing => {
            "Tried out. The code is held to the section, and the section to the code, as for an active one."
        }
        Status::Deprecated => {
            "On its way out, or gone. A Deprecation Date is expected, and nothing new should use the binding."
        }
        Status::Planned => "Not built yet: code is not held to the section.",
    };
    format!("**{}**\n\n{meaning}\n", status_name(status))
}

pub(super) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Testing => "testing",
        Status::Deprecated => "deprecated",
        Status::Planned => "planned",
    }
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// How far a date is from today, in days, and from two months on in months and years.
fn distance(date: Date, today: Date) -> String {
    /// Of an average month and year, in days.
    const MONTH: f64 = 30.44;
    const YEAR: f64 = 365.25;
    let days = date.since(today).map_or(0, |span| span.get_days());
    let far = days.unsigned_abs() as usize;
    let whole = |length: f64| (far as f64 / length).floor() as usize;
    let length = match far {
        0 => return "today".to_owned(),
        1..60 => counted(far, "day"),
        60..730 => counted(whole(MONTH), "month"),
        _ => counted(whole(YEAR), "year"),
    };
    if days < 0 { format!("{length} ago") } else { format!("in {length}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn distances_are_rounded_as_people_do() {
        let from = |day| distance(day, date(2026, 6, 15));
        assert_eq!(from(date(2026, 6, 15)), "today");
        assert_eq!(from(date(2026, 6, 14)), "1 day ago");
        assert_eq!(from(date(2026, 7, 1)), "in 16 days");
        assert_eq!(from(date(2026, 3, 1)), "3 months ago");
        assert_eq!(from(date(2024, 1, 20)), "2 years ago");
    }
}

//! What was most likely meant by a name or path that leads nowhere.
//!
//! Only close matches are offered: a wrong suggestion costs more than none.

use crate::workspace::RelPath;

/// Slips of the hand that still make the same word: one in a short name, more in a long one.
fn allowed_slips(length: usize) -> usize {
    (length / 4).clamp(1, 4)
}

/// The candidate that takes the fewest slips of the hand, when these are few for its length and no
/// other takes as few.
pub(super) fn nearest_name<'names>(
    written: &str,
    candidates: impl IntoIterator<Item = &'names str>,
) -> Option<&'names str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    if let Some(name) = only_in_other_case(written, &candidates) {
        return Some(name);
    }
    let mut best: Option<(usize, &str)> = None;
    let mut is_tie = false;
    for candidate in candidates {
        let slips = strsim::damerau_levenshtein(written, candidate);
        match best {
            Some((fewest, name)) if fewest < slips || name == candidate => {}
            Some((fewest, _)) if fewest == slips => is_tie = true,
            _ => {
                best = Some((slips, candidate));
                is_tie = false;
            }
        }
    }
    let (slips, name) = best?;
    let is_close = slips <= allowed_slips(written.chars().count());
    (is_close && !is_tie && name != written).then_some(name)
}

/// The only candidate that differs in nothing but letter case.
fn only_in_other_case<'names>(written: &str, candidates: &[&'names str]) -> Option<&'names str> {
    let is_alike = |name: &&str| name.eq_ignore_ascii_case(written);
    let mut alike = candidates.iter().copied().filter(is_alike);
    let first = alike.next()?;
    (!candidates.contains(&written) && alike.all(|name| name == first)).then_some(first)
}

/// The variable that was most likely meant: one that takes few slips of the hand, else the only one
/// with the same words and some more or fewer (`SENDGRID_KEY`, `SENDGRID_API_KEY`).
pub(super) fn nearest_variable<'names>(
    written: &str,
    candidates: &[&'names str],
) -> Option<&'names str> {
    if let Some(name) = nearest_name(written, candidates.iter().copied()) {
        return Some(name);
    }
    let mut alike = candidates.iter().copied().filter(|name| {
        let (short, long) =
            if name.len() < written.len() { (*name, written) } else { (written, *name) };
        // One word in common is the name of the service.
        short.contains('_') && short != long && are_among(short, long)
    });
    let first = alike.next()?;
    alike.next().is_none().then_some(first)
}

/// Whether the words of one name are among those of another, in the same order.
fn are_among(short: &str, long: &str) -> bool {
    let mut words = long.split('_');
    short.split('_').all(|word| words.any(|of_long| of_long == word))
}

/// The path that was most likely meant: one that takes few slips of the hand, else the only one that
/// ends in the same name (it was moved), else one in the same folder that differs in its extension
/// alone (it was ported). `written` without a trailing slash.
pub(super) fn nearest_path<'paths>(
    written: &str,
    candidates: &[&'paths RelPath],
) -> Option<&'paths RelPath> {
    let (folder, name) = written.rsplit_once('/').unwrap_or(("", written));
    // A slip of the hand is in the name or in a folder, hardly in both: few need to be compared.
    let is_near = |path: &&RelPath| path.file_name() == name || path.parent().as_str() == folder;
    let near: Vec<&RelPath> = candidates.iter().copied().filter(is_near).collect();
    let candidates = near.as_slice();
    let by_name = nearest_name(written, candidates.iter().map(|path| path.as_str()));
    let found = |name: &str| candidates.iter().copied().find(|path| path.as_str() == name);
    if let Some(path) = by_name.and_then(found) {
        return Some(path);
    }
    let only = |is_meant: &dyn Fn(&RelPath) -> bool| {
        let mut meant = candidates.iter().copied().filter(|path| is_meant(path));
        let first = meant.next()?;
        meant.next().is_none().then_some(first)
    };
    let stem = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    only(&|path| path.file_name() == name).or_else(|| {
        only(&|path| path.parent().as_str() == folder && stem(path.file_name()) == stem(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_slips_find_a_name_and_more_do_not() {
        let names = ["sendMail", "sendReceipt", "charge"];
        assert_eq!(nearest_name("sendMial", names), Some("sendMail"));
        assert_eq!(nearest_name("sendRecipt", names), Some("sendReceipt"));
        assert_eq!(nearest_name("refund", names), None);
        assert_eq!(nearest_name("aab", ["aac", "aad"]), None, "two are as close");
    }

    #[test]
    fn a_variable_is_found_by_its_words_too() {
        let names = ["SENDGRID_API_KEY", "SENDGRID_FROM_EMAIL", "STRIPE_KEY"];
        assert_eq!(nearest_variable("SENDGRID_APIKEY", &names), Some("SENDGRID_API_KEY"));
        assert_eq!(nearest_variable("SENDGRID_KEY", &names), Some("SENDGRID_API_KEY"));
        assert_eq!(nearest_variable("STRIPE_LIVE_SECRET_KEY", &names), Some("STRIPE_KEY"));
        assert_eq!(nearest_variable("SENDGRID", &names), None);
        assert_eq!(nearest_variable("SENDGRID_SANDBOX_MODE", &names), None);
    }

    #[test]
    fn a_path_is_found_where_it_was_moved_or_ported_to() {
        let paths: Vec<RelPath> =
            ["src/auth/login.ts", "src/users/register.ts", "src/pay/index.ts"]
                .iter()
                .filter_map(|path| RelPath::parse(path))
                .collect();
        let candidates: Vec<&RelPath> = paths.iter().collect();
        let nearest = |written| nearest_path(written, &candidates).map(RelPath::as_str);
        assert_eq!(nearest("src/auth/logn.ts"), Some("src/auth/login.ts"));
        assert_eq!(nearest("src/auth/register.ts"), Some("src/users/register.ts"));
        assert_eq!(nearest("src/auth/login.js"), Some("src/auth/login.ts"));
        assert_eq!(nearest("lib/mail.rb"), None);
    }
}

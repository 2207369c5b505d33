//! The deal language: read, check, format and explain any text.
//!
//! Laws: no panic; every error points at characters of the text; what formats, formats again to
//! itself and means the same.

#![no_main]

use armistice_deal::{Deal, DealError, check, explain, format, parse};
use libfuzzer_sys::fuzz_target;

fn points_into(source: &str, errors: &[DealError]) {
    let mut last = 0;
    for error in errors {
        let span = error.span();
        assert!(
            source.get(span.offset()..span.offset() + span.len()).is_some(),
            "outside the text: {error:?}"
        );
        assert!(last <= span.offset(), "out of order: {errors:?}");
        last = span.offset();
    }
}

/// All that a deal holds but where it stands in the text.
fn meaning(deal: &Deal) -> Vec<String> {
    let mut deal = deal.clone();
    for term in &mut deal.terms {
        term.span = (0, 0);
    }
    std::format!("{deal:#?}").lines().map(str::to_owned).collect()
}

fuzz_target!(|source: &str| {
    let (file, unread) = parse(source);
    assert!(file.is_some() || !unread.is_empty(), "nothing read and nothing said");
    let verdict = check(source);
    match &verdict {
        Ok(deal) => assert!(explain(deal).len() >= deal.terms.len()),
        Err(errors) => {
            assert!(!errors.is_empty(), "refused without a reason");
            points_into(source, errors);
        }
    }
    match format(source) {
        Err(errors) => {
            assert!(!errors.is_empty(), "not formatted without a reason");
            points_into(source, &errors);
            assert!(verdict.is_err(), "sound and cannot be formatted");
        }
        Ok(formatted) => {
            assert!(unread.is_empty(), "formatted and cannot be read");
            assert_eq!(format(&formatted).as_deref(), Ok(formatted.as_str()), "not stable");
            match (&verdict, check(&formatted)) {
                (Ok(before), Ok(after)) => {
                    assert_eq!(explain(before), explain(&after));
                    let (before, after) = (meaning(before), meaning(&after));
                    let first = before.iter().zip(&after).find(|(before, after)| before != after);
                    assert!(before.len() == after.len() && first.is_none(), "{first:?}");
                }
                (Err(before), Err(after)) => {
                    assert_eq!(before.len(), after.len(), "{before:?}\n{after:?}");
                }
                (before, after) => panic!("formatting changed {before:?}\ninto {after:?}"),
            }
        }
    }
});

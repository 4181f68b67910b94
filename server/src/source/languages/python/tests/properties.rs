use proptest::prelude::*;

use super::super::extract;

#[test]
fn x() {}

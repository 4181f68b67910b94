//! Room: rules.

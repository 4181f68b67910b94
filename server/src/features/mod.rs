//! Room: features.

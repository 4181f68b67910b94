//! Harder forms than the scenarios.

//! Room: workspace.

//! Room: lsp.

//! `INFRA_CONTRACT.md`: the variables it declares.

use super::model::Variable;

/// Variables declared by an infrastructure contract: rows of tables with a Variable column, bullets
/// under an environment label or heading, lines of dotenv fences. Names in prose, in naming
/// conventions and placeholder rows are none.
pub fn parse_infra(_text: &str) -> Vec<Variable> {
    Vec::new()
}

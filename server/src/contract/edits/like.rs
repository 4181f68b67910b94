//! A field as text, written as the fields around it are.

use crate::contract::model::Integration;
use crate::contract::schema::FieldKind;

use super::is_head;
use super::shape::Shape;

/// A whole new field, in the shape that most fields of `like` have (the template's without one):
/// `skeleton` behind the label when it is one line, else below it; `bullets` in its stead where the
/// fields are a list. Lines end with `\n`.
///
/// A field that is a row of a key/value table is written as the template does: here nobody says
/// that the new one goes into the table.
pub fn field_like(
    text: &str,
    like: Option<&Integration>,
    kind: FieldKind,
    skeleton: &str,
    bullets: &str,
) -> String {
    let fields = like.map_or(&[][..], |integration| &integration.fields);
    let known = fields.iter().filter(|field| field.kind.is_some());
    let shapes: Vec<Shape> = known
        .map(|field| Shape::of_field(text, field))
        .filter(|shape| !matches!(shape, Shape::Row { .. }))
        .collect();
    let count = |shape: &&Shape| shapes.iter().filter(|other| other.is_like(shape)).count();
    // Of shapes that are equally frequent, the one used first.
    let common = shapes.iter().rev().max_by_key(count);
    common.unwrap_or(&Shape::template()).field(kind.label(), skeleton, bullets)
}

/// Whether a field stands at the head of a section, on a line of one paragraph with the others:
/// the dates and the status.
pub fn is_head_field(kind: FieldKind) -> bool {
    is_head(kind)
}

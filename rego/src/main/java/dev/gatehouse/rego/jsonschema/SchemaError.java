package dev.gatehouse.rego.jsonschema;

/// One thing in a document that a schema does not allow.
///
/// @param type what rule was broken, such as `required`
/// @param field the path of names and places, with dots; `(Root)` for the document itself
/// @param description for people
public record SchemaError(String type, String field, String description) {}

package dev.gatehouse.rego.graphql;

/// A place in a text.
///
/// @param line from 1
/// @param column from 1, in characters
record Position(int line, int column) {}

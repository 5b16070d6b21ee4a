package dev.gatehouse.document;

/// One key of a mapping and its value.
///
/// @param key
///            the key as text: without quotes, escapes resolved; a number or other scalar as key is its text
/// @param keyRange
///            where the key stands, with its quotes
/// @param value
///            what it is set to
public record Member(String key, Range keyRange, Value value) {}

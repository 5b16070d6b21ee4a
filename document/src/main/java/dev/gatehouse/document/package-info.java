/// Positioned documents: YAML, JSON, TOML, XML and properties as one value tree in which every value knows its source range.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.document;

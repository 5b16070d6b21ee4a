/// Rego as text and as tree: lexer, parser, syntax tree with exact locations, printer.
///
/// Nothing here knows what a name means; that is the compiler's work.
@NullMarked
package dev.gatehouse.rego.syntax;

import org.jspecify.annotations.NullMarked;

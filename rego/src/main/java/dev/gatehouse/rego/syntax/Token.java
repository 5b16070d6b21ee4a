package dev.gatehouse.rego.syntax;

import org.jspecify.annotations.Nullable;

/// One token. Words are all [TokenKind#IDENT] here: which of them are keywords depends on the
/// imports above them, so the parser decides.
///
/// @param text the characters, with quotes; a template string's parts have `\{` already undone
/// @param spaceBefore whether white space or a comment stands before it
/// @param newlineBefore whether a line ends between the token before and this one
/// @param error for [TokenKind#ILLEGAL], what is wrong; [#location] is then the place of the error
record Token(
        TokenKind kind,
        String text,
        Location location,
        boolean spaceBefore,
        boolean newlineBefore,
        @Nullable String error) {

    int offset() {
        return location.offset();
    }

    int end() {
        return location.end();
    }
}

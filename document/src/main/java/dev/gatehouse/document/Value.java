package dev.gatehouse.document;

import org.jspecify.annotations.Nullable;

/// A value of a document, whichever language the document is written in. Immutable.
///
/// No value shows its content in [Object#toString]: documents hold secrets.
public sealed interface Value permits Mapping, Sequence, Scalar {

    /// Where it stands. A value that a YAML alias brings in has the range of the anchored original.
    Range range();

    /// The application's own YAML tag as written, with its exclamation mark: `!Ref`; null without one. The standard tags
    /// (`!!str`, `!!int`, …) are already applied to the value and not shown here.
    default @Nullable String tag() {
        return null;
    }

    /// What it is, for messages: `a mapping`, `text`, `a whole number`.
    String kind();
}

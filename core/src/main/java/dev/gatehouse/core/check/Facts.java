package dev.gatehouse.core.check;

import java.util.List;

/// What a check learned from a content alone, without knowing where it lies. Cached, so never holds a secret in clear.
public interface Facts {

    /// The places in the content that findings may point at. The scan makes a [Shown] of each, in this order.
    List<Span> spans();

    /// The ranges that must never be shown in clear, whichever check's excerpt they fall into.
    List<Span> sensitive();
}

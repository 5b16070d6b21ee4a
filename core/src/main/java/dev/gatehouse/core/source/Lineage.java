package dev.gatehouse.core.source;

import org.jspecify.annotations.Nullable;

/// How a content was made from another that was handed over before it, so that a check may look only at what is new. A check that
/// does not care gives the same answer without it.
///
/// @param base
///            what checks remember of that content; null if there is none
/// @param copies
///            for each run of bytes taken over: its offset in the base, its offset here, its length; in the order of the content, not
///            touching where the base is one run too. All other bytes are new. Not to be changed
/// @param own
///            for what checks want to remember of this content
public record Lineage(@Nullable Notes base, int[] copies, Notes own) {}

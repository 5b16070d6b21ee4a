package dev.gatehouse.secrets.match;

import dev.gatehouse.secrets.engine.Attention;

/// What is remembered of a text for its later versions: where something was seen that needs another look there. Offsets count from the
/// beginning of the text; they say nothing of what was seen.
///
/// @param length
///            how many bytes it has
/// @param name
///            its file name, which chooses the grammar
/// @param seen
///            by the engine
/// @param candidates
///            a place in each line that has a candidate for a generic secret
/// @param segments
///            begin and end by turns of what is encoded
record Traces(int length, String name, Attention.Seen seen, int[] candidates, int[] segments) {}

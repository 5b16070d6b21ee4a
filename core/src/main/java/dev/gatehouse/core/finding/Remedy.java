package dev.gatehouse.core.finding;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What to do about a finding.
///
/// @param text
///            imperative, one or two sentences
/// @param link
///            where to do it; null if nowhere in particular
/// @param sufficient
///            whether doing it ends the weakness. False where no repair is known and the text says what helps meanwhile: gates let
///            such findings pass by default. What attackers use, or were meant to use, always has a sufficient one: to take the
///            thing out of service
public record Remedy(String text, @Nullable URI link, boolean sufficient) {

    /// One that ends the weakness.
    public Remedy(String text, @Nullable URI link) {
        this(text, link, true);
    }
}

package dev.gatehouse.sca.maven;

import dev.gatehouse.sca.listing.Pom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where object models of released projects come from. Coordinates are not trusted: they stand in the files that are scanned.
public interface PomSource {
    /// Has none.
    PomSource NONE = new PomSource() {
        @Override
        public @Nullable Pom find(String group, String artifact, String version) {
            return null;
        }

        @Override
        public List<String> versions(String group, String artifact) {
            return List.of();
        }

        @Override
        public String title() {
            return "";
        }
    };

    /// The model with these coordinates; null if it is not there or cannot be read.
    @Nullable
    Pom find(String group, String artifact, String version);

    /// The versions of an artifact whose models are there, in no order.
    List<String> versions(String group, String artifact);

    /// What people call it; empty if there is none.
    String title();
}

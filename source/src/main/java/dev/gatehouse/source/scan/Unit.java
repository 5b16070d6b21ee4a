package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.SourcePath;
import java.util.List;

/// What was learned of a content under one file name.
///
/// @param facts
///            of the checks that had something to say
/// @param children
///            what lies in it if it is an archive
record Unit(Key key, List<Learned> facts, List<Child> children) {

    /// What is looked at once: a content under a file name. Git's contents are known before their names and go without.
    record Key(ContentId id, String name) implements Comparable<Key> {
        static Key of(ContentId id, SourcePath path) {
            return new Key(id, id.algorithm() == ContentId.Algorithm.SHA256 ? path.fileName() : "");
        }

        @Override
        public int compareTo(Key other) {
            int order = id.compareTo(other.id);
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    /// What a check learned.
    ///
    /// @param check
    ///            its position in the list of checks
    record Learned(int check, Facts facts, List<Shown> shown) {}

    /// An entry of an archive.
    ///
    /// @param name
    ///            as the archive has it
    /// @param key
    ///            what it was looked at as
    record Child(byte[] name, Key key, long size) {}

    boolean isEmpty() {
        return facts.isEmpty() && children.isEmpty();
    }
}

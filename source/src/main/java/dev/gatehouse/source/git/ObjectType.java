package dev.gatehouse.source.git;

import org.jspecify.annotations.Nullable;

/// The four types of git objects, with the numbers that packs give them.
enum ObjectType {
    COMMIT(1, "commit"), TREE(2, "tree"), BLOB(3, "blob"), TAG(4, "tag");

    /// Pack entry types that stand for a difference to another object.
    static final int OFS_DELTA = 6;
    static final int REF_DELTA = 7;

    private static final ObjectType[] ALL = values();

    final int code;
    final String label;

    ObjectType(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /// The type with the number of a pack entry; null for deltas and undefined numbers.
    static @Nullable ObjectType of(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }

    /// The type with the label; null if there is none.
    static @Nullable ObjectType of(String label) {
        for (ObjectType type : ALL) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        return null;
    }
}

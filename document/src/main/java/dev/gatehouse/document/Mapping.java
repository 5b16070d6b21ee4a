package dev.gatehouse.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keys and their values in the order of the source.
public final class Mapping implements Value {
    /// Up to this size a look-up compares with each key in turn.
    static final int SMALL = 8;

    private final Range range;
    private final List<Member> members;
    private final @Nullable String tag;
    /// The last member of each key; null for small mappings.
    private final @Nullable Map<String, Member> index;

    /// A mapping without a tag.
    public Mapping(Range range, List<Member> members) {
        this(range, members, null);
    }

    /// A mapping with a tag.
    public Mapping(Range range, List<Member> members, @Nullable String tag) {
        this(range, List.copyOf(members), tag, members.size() <= SMALL ? null : index(members));
    }

    private Mapping(Range range, List<Member> members, @Nullable String tag, @Nullable Map<String, Member> index) {
        this.range = range;
        this.members = members;
        this.tag = tag;
        this.index = index;
    }

    /// One whose index is known already; takes over both collections.
    static Mapping indexed(Range range, List<Member> members, @Nullable String tag, @Nullable Map<String, Member> index) {
        return new Mapping(range, List.copyOf(members), tag, index);
    }

    private static Map<String, Member> index(List<Member> members) {
        Map<String, Member> index = HashMap.newHashMap(members.size());
        for (Member member : members) {
            index.put(member.key(), member);
        }
        return index;
    }

    @Override
    public Range range() {
        return range;
    }

    /// All members in the order of the source. A key stands there twice only if the document was read with
    /// [Duplicates#KEEP].
    public List<Member> members() {
        return members;
    }

    @Override
    public @Nullable String tag() {
        return tag;
    }

    /// The member of this key, the last one if there are several; null if there is none.
    public @Nullable Member member(String key) {
        if (index != null) {
            return index.get(key);
        }
        for (int i = members.size() - 1; i >= 0; i--) {
            Member member = members.get(i);
            if (member.key().equals(key)) {
                return member;
            }
        }
        return null;
    }

    /// The value of this key, the last one if there are several; null if there is none.
    public @Nullable Value get(String key) {
        Member member = member(key);
        return member == null ? null : member.value();
    }

    @Override
    public String kind() {
        return "a mapping";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mapping mapping && range.equals(mapping.range) && members.equals(mapping.members)
                && Objects.equals(tag, mapping.tag);
    }

    @Override
    public int hashCode() {
        return Objects.hash(range, members.size(), tag);
    }

    @Override
    public String toString() {
        return "mapping of " + members.size() + " at " + range;
    }
}

package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a mapping that is being read.
final class Members {
    private final List<Member> members = new ArrayList<>();
    /// The last member of each key; null as long as there are few.
    private @Nullable Map<String, Member> index;

    /// Adds one, after others of the same key if there are any.
    void add(Member member) {
        members.add(member);
        if (index != null) {
            index.put(member.key(), member);
        } else if (members.size() > Mapping.SMALL) {
            index = new HashMap<>();
            for (Member each : members) {
                index.put(each.key(), each);
            }
        }
    }

    /// The last member of the key; null if there is none.
    @Nullable
    Member find(String key) {
        if (index != null) {
            return index.get(key);
        }
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).key().equals(key)) {
                return members.get(i);
            }
        }
        return null;
    }

    List<Member> list() {
        return members;
    }

    /// The mapping of all that was added. Nothing may be added afterwards.
    Mapping mapping(Range range, @Nullable String tag) {
        return Mapping.indexed(range, members, tag, index);
    }
}

package dev.gatehouse.sca.npm;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `yarn.lock` of Yarn 1 and of Yarn 2 and later, which is YAML (yarnpkg.com, lockfile).
///
/// An entry is called by every `name@range` that led to it. Which of them the project itself asks for stands in its
/// `package.json`; Yarn 2 and later list the members of the workspace as well.
final class YarnLock implements PackageFormat {
    @Override
    public String id() {
        return "yarn-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("yarn.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        listing.scopesFromRoots();
        String text = content.lines().whole();
        if (text.contains("\n__metadata:") || text.startsWith("__metadata:")) {
            new Berry(listing).read(content.mapping(Format.YAML));
        } else {
            YarnClassic.read(content, listing);
        }
    }

    /// `name@range` without the range.
    static String name(String descriptor) {
        int at = descriptor.indexOf('@', 1);
        return at < 0 ? descriptor : descriptor.substring(0, at);
    }

    /// Yarn 2 and later.
    private static final class Berry {
        private final ListingBuilder listing;
        /// The key of the component for each descriptor.
        private final Map<String, String> byDescriptor = new HashMap<>();

        Berry(ListingBuilder listing) {
            this.listing = listing;
        }

        void read(Mapping root) {
            List<Member> entries = new ArrayList<>();
            for (Member member : root.members()) {
                if (!member.key().equals("__metadata") && member.value() instanceof Mapping) {
                    String key = unpatched(key((Mapping) member.value(), member.key()));
                    if (key.equals(key((Mapping) member.value(), member.key()))) {
                        entries.add(member);
                    }
                    for (String descriptor : member.key().split(",\\s*")) {
                        byDescriptor.put(descriptor, key);
                    }
                }
            }
            if (entries.isEmpty() && root.get("__metadata") != null) {
                listing.emptyIsFine();
            }
            entries.forEach(member -> add(member, (Mapping) member.value()));
            entries.forEach(member -> asks((Mapping) member.value()));
        }

        private static String key(Mapping entry, String descriptors) {
            String resolution = Nodes.text(entry, "resolution");
            return resolution.isEmpty() ? descriptors : resolution;
        }

        /// A patched package is the package with some lines changed: `name@patch:name@npm%3A1.0.0#…`.
        private static String unpatched(String locator) {
            int patch = locator.indexOf("@patch:");
            if (patch < 0) {
                return locator;
            }
            int end = locator.indexOf('#', patch);
            String inner = locator.substring(patch + "@patch:".length(), end < 0 ? locator.length() : end);
            return inner.replace("%3A", ":").replace("%40", "@").replace("%2F", "/");
        }

        private void add(Member member, Mapping entry) {
            String key = key(entry, member.key());
            boolean own = key.contains("@workspace:");
            String version = Nodes.text(entry, "version");
            ListingBuilder.Draft draft = listing.add(key,
                    Purls.npm(name(key), version.equals("0.0.0-use.local") ? "" : version), Nodes.span(member.keyRange()));
            if (own) {
                draft.own();
            }
            for (String group : List.of("dependencies", "optionalDependencies")) {
                for (Member needed : Nodes.members(entry, group)) {
                    String found = resolve(needed.key(), Nodes.text(needed.value()));
                    if (found != null) {
                        draft.requires(found);
                    }
                }
            }
        }

        private void asks(Mapping entry) {
            if (key(entry, "").contains("@workspace:")) {
                for (Member needed : Nodes.members(entry, "dependencies")) {
                    String requirement = Nodes.text(needed.value());
                    String found = resolve(needed.key(), requirement);
                    ListingBuilder.Draft draft = found == null ? null : listing.find(found);
                    if (draft != null) {
                        draft.direct().requirement(requirement.replaceFirst("^npm:", ""));
                    }
                }
            }
        }

        private @Nullable String resolve(String name, String requirement) {
            String plain = byDescriptor.get(name + "@" + requirement);
            return plain != null ? plain : byDescriptor.get(name + "@npm:" + requirement);
        }
    }
}

package dev.gatehouse.sca.other;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Range;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `Podfile.lock` of CocoaPods. Subspecs (`Pod/Part`) are parts of one pod.
final class PodfileLock implements PackageFormat {
    private static final Pattern POD = Pattern.compile("(\\S+?)(/\\S+)?(?: \\((.*)\\))?");

    @Override
    public String id() {
        return "cocoapods-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("podfile.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.YAML);
        Mapping sums = Nodes.mapping(root, "SPEC CHECKSUMS");
        Mapping external = Nodes.mapping(root, "EXTERNAL SOURCES");
        List<Value> pods = Nodes.values(root, "PODS");
        if (pods.isEmpty() && root.get("COCOAPODS") != null) {
            listing.emptyIsFine();
        }
        for (Value value : pods) {
            switch (value) {
                case Mapping mapping -> {
                    for (Member member : mapping.members()) {
                        ListingBuilder.Draft draft = add(member.key(), member.keyRange(), sums, external, listing);
                        for (Value needed : Nodes.values(mapping, member.key())) {
                            Matcher matcher = POD.matcher(Nodes.text(needed));
                            if (draft != null && matcher.matches()) {
                                draft.requires(matcher.group(1));
                            }
                        }
                    }
                }
                default -> add(Nodes.text(value), value.range(), sums, external, listing);
            }
        }
        for (Value value : Nodes.values(root, "DEPENDENCIES")) {
            Matcher matcher = POD.matcher(Nodes.text(value));
            ListingBuilder.Draft draft = matcher.matches() ? listing.find(matcher.group(1)) : null;
            if (draft != null) {
                draft.direct()
                        .requirement(matcher.group(3) == null || matcher.group(3).startsWith("from ") ? "" : matcher.group(3));
            }
        }
    }

    private static ListingBuilder.@Nullable Draft add(String text, Range place,
            @Nullable Mapping sums, @Nullable Mapping external,
            ListingBuilder listing) {
        Matcher matcher = POD.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String name = matcher.group(1);
        ListingBuilder.Draft draft = listing.add(name,
                Purls.of("cocoapods", "", name, matcher.group(3) == null ? "" : matcher.group(3)), Nodes.span(place));
        if (sums != null) {
            draft.hash(Hash.hex("SHA-1", Nodes.text(sums, name)));
        }
        Mapping from = external == null ? null : Nodes.mapping(external, name);
        if (from != null && from.get(":path") != null) {
            draft.own();
        }
        return draft;
    }
}

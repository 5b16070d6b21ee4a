package dev.gatehouse.sca.other;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `rebar.lock` of Erlang (rebar3.org): terms `{<<"name">>,{pkg,<<"package">>,<<"version">>},Level}` and
/// `{<<"name">>,{git,"address",{ref,"revision"}},Level}`, then the digests. Level 0 is what the project itself asks for.
final class RebarLock implements PackageFormat {
    private static final String NAME = "\\{\\s*<<\"([^\"]+)\">>\\s*,\\s*";
    private static final Pattern ENTRY = Pattern.compile(NAME
            + "\\{\\s*(?:pkg\\s*,\\s*<<\"([^\"]+)\">>\\s*,\\s*<<\"([^\"]+)\">>[^}]*|(?:git|hg)(?:_subdir)?\\s*,\\s*\"([^\"]+)\"\\s*,\\s*\\{\\s*ref\\s*,\\s*\"([0-9a-f]+)\"\\s*\\}[^}]*)\\}\\s*,\\s*([0-9]+)\\s*\\}");
    private static final Pattern DIGEST = Pattern.compile(NAME + "<<\"([0-9A-Fa-f]{64})\">>\\s*\\}");

    @Override
    public String id() {
        return "rebar-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("rebar.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Lines lines = content.lines();
        String text = lines.whole();
        if (text.strip().equals("[].")) {
            listing.emptyIsFine();
        }
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            ListingBuilder.Draft draft;
            if (entry.group(2) != null) {
                draft = listing.add(entry.group(1), Purls.of("hex", "", entry.group(2), entry.group(3)),
                        lines.span(entry.start(1), entry.end(1)));
            } else {
                draft = listing.add(entry.group(1),
                        RepositoryAddress.of(entry.group(4)).github(entry.group(5), "")
                                .or(() -> Purls.of("hex", "", entry.group(1), entry.group(5))),
                        lines.span(entry.start(1), entry.end(1)));
            }
            if (entry.group(6).equals("0")) {
                draft.direct();
            }
        }
        // `pkg_hash` is of the archive's contents; only `pkg_hash_ext` is of what is downloaded.
        int outer = text.indexOf("pkg_hash_ext");
        Matcher digest = DIGEST.matcher(text);
        while (outer >= 0 && digest.find(outer)) {
            ListingBuilder.Draft draft = listing.find(digest.group(1));
            if (draft != null) {
                draft.hash(Hash.hex("SHA-256", digest.group(2)));
            }
            outer = digest.end();
        }
    }
}

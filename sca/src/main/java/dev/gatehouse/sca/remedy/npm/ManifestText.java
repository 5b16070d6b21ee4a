package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.remedy.TextEdits;
import dev.gatehouse.sca.remedy.npm.NpmNeeds.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes requirements and overrides into a `package.json` and leaves every other byte as it was.
final class ManifestText {
    private final byte[] text;
    private final Mapping root;
    private final NpmJson json;

    ManifestText(byte[] text, Mapping root) {
        this.text = text;
        this.root = root;
        this.json = NpmJson.of(text);
    }

    /// @param before
    ///            what the project asks for now
    /// @param after
    ///            what it is to ask for
    /// @param overrides
    ///            rules to be added
    byte[] write(NpmNeeds before, NpmNeeds after, Map<String, String> overrides) {
        TextEdits edits = new TextEdits(text);
        for (Ask ask : after.all()) {
            Ask old = before.ask(ask.name());
            if (old != null && !old.spec().text().equals(ask.spec().text())) {
                // The same name may stand in several groups.
                for (String group : List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")) {
                    Mapping members = Nodes.mapping(root, group);
                    if (members != null && members.get(ask.name()) instanceof Scalar.Text value
                            && value.text().equals(old.spec().text())) {
                        edits.replace(value.range(), NpmJson.quoted(ask.spec().text()));
                    }
                }
            }
        }
        if (!overrides.isEmpty()) {
            override(edits, overrides);
        }
        return edits.apply();
    }

    private void override(TextEdits edits, Map<String, String> overrides) {
        Mapping there = Nodes.mapping(root, "overrides");
        List<String> fresh = new ArrayList<>();
        overrides.forEach((key, value) -> {
            if (there != null && there.get(key) instanceof Scalar.Text old) {
                edits.replace(old.range(), NpmJson.quoted(value));
            } else {
                fresh.add(NpmJson.quoted(key) + ": " + NpmJson.quoted(value));
            }
        });
        if (fresh.isEmpty()) {
            return;
        }
        String line = json.newline() + json.indent();
        if (there == null) {
            String inner = String.join("," + line + json.indent(), fresh);
            append(edits, root, line + "\"overrides\": {" + line + json.indent() + inner + line + "}", json.newline());
        } else {
            append(edits, there, line + json.indent() + String.join("," + line + json.indent(), fresh), line);
        }
    }

    /// Behind the last member of a mapping; into an empty one with a line end of its own.
    private static void append(TextEdits edits, Mapping mapping, String members, String end) {
        List<Member> all = mapping.members();
        if (all.isEmpty()) {
            edits.replace(mapping.range(), "{" + members + end + "}");
        } else {
            int at = all.getLast().value().range().end();
            edits.replace(at, at, "," + members);
        }
    }
}

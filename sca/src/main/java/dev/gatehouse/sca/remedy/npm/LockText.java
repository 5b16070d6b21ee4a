package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.registry.NpmRelease;
import dev.gatehouse.sca.remedy.TextEdits;
import dev.gatehouse.sca.remedy.npm.NpmNeeds.Ask;
import dev.gatehouse.sca.registry.Npmrc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a changed tree into `package-lock.json`: entries that stay keep every byte, the others are written as npm would.
final class LockText {
    /// Members of an entry that say what a package is needed for.
    static final Set<String> FLAGS = Set.of("dev", "optional", "devOptional", "peer", "extraneous");

    private final byte[] text;
    private final Mapping root;
    private final NpmJson json;
    private final NpmTree before;
    private final NpmTree after;
    private final NpmFlags flagsBefore;
    private final NpmFlags flags;
    /// Whether this lock file keeps addresses, licences, funding: older ones and some settings do not.
    private final boolean resolved;
    private final boolean licences;
    private final boolean funding;

    LockText(byte[] text, Mapping root, NpmTree before, NpmTree after) {
        this.text = text;
        this.root = root;
        this.json = NpmJson.of(text);
        this.before = before;
        this.after = after;
        this.flagsBefore = new NpmFlags(before);
        this.flags = new NpmFlags(after);
        List<Mapping> entries = before.nodes().stream().filter(node -> !node.isOwn() && !node.isLink()).map(NpmNode::entry)
                .filter(java.util.Objects::nonNull).toList();
        this.resolved = entries.isEmpty() || entries.stream().anyMatch(entry -> entry.get("resolved") != null);
        this.licences = entries.stream().anyMatch(entry -> entry.get("license") != null);
        this.funding = entries.stream().anyMatch(entry -> entry.get("funding") != null);
    }

    byte[] write() {
        TextEdits edits = new TextEdits(text);
        Mapping packages = Nodes.mapping(root, "packages");
        if (packages == null) {
            throw new IllegalStateException("a lock file without packages");
        }
        edits.replace(packages.range(), packages(packages));
        Mapping legacy = Nodes.mapping(root, "dependencies");
        if (legacy != null) {
            edits.replace(legacy.range(), json.write(new LegacyTree(after, legacy, this::entry).write(), 1));
        }
        return edits.apply();
    }

    private String packages(Mapping packages) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Member member : packages.members()) {
            NpmNode node = after.node(member.key());
            if (node != null) {
                texts.put(member.key(), isSame(node) ? slice(member) : written(node));
            }
        }
        List<String> places = new ArrayList<>(texts.keySet());
        for (NpmNode node : after.nodes()) {
            if (!texts.containsKey(node.place())) {
                texts.put(node.place(), written(node));
                int at = 0;
                while (at < places.size() && NpmJson.NAMES.compare(places.get(at), node.place()) < 0) {
                    at++;
                }
                places.add(at, node.place());
            }
        }
        StringBuilder out = new StringBuilder();
        String separator = "{";
        for (String place : places) {
            out.append(separator).append(json.newline()).append(json.indent().repeat(2)).append(NpmJson.quoted(place))
                    .append(": ")
                    .append(texts.get(place));
            separator = ",";
        }
        return out.append(json.newline()).append(json.indent()).append('}').toString();
    }

    private String slice(Member member) {
        int start = member.value().range().start();
        return new String(text, start, member.value().range().end() - start, StandardCharsets.UTF_8);
    }

    private boolean isSame(NpmNode node) {
        NpmNode old = before.node(node.place());
        return old != null && old.equals(node)
                && (node.isOwn() || node.isLink() || flags.of(node.place()).equals(flagsBefore.of(node.place())));
    }

    private String written(NpmNode node) {
        return json.write(entry(node), 2);
    }

    /// What the lock file says of a node.
    private Map<String, Object> entry(NpmNode node) {
        NpmRelease release = node.release();
        Map<String, Object> entry;
        if (release != null) {
            entry = released(node, release);
        } else {
            Mapping old = node.entry();
            entry = new LinkedHashMap<>();
            if (old != null) {
                old.members().forEach(member -> entry.put(member.key(), NpmJson.plain(member.value())));
            }
            if (node.isOwn() && !node.isLink()) {
                requirements(node, entry);
            }
        }
        if (!node.isOwn() && !node.isLink()) {
            NpmNode old = before.node(node.place());
            boolean same = release == null && old != null && flags.of(node.place()).equals(flagsBefore.of(node.place()));
            if (!same) {
                entry.keySet().removeAll(FLAGS);
                flags.of(node.place()).forEach((name, value) -> entry.put(name, value));
            }
        }
        return entry;
    }

    private static void requirements(NpmNode node, Map<String, Object> entry) {
        for (Ask ask : node.needs().all()) {
            if (entry.get(ask.kind().group()) instanceof Map<?, ?> group && group.containsKey(ask.name())) {
                Map<String, Object> changed = new LinkedHashMap<>();
                group.forEach(
                        (name, spec) -> changed.put(String.valueOf(name), name.equals(ask.name()) ? ask.spec().text() : spec));
                entry.put(ask.kind().group(), changed);
            }
        }
    }

    private Map<String, Object> released(NpmNode node, NpmRelease release) {
        Map<String, Object> entry = new LinkedHashMap<>();
        String last = node.place().substring(node.place().lastIndexOf(NpmNode.MODULES) + NpmNode.MODULES.length());
        if (!last.equals(release.name())) {
            entry.put("name", release.name());
        }
        entry.put("version", release.version().text());
        if (resolved) {
            entry.put("resolved", address(release));
        }
        entry.put("integrity", release.integrity());
        if (release.runsScripts()) {
            entry.put("hasInstallScript", true);
        }
        return new ReleaseEntry(release.manifest(), entry).complete(licences, funding);
    }

    /// The registry's address; where the lock file has the old version from the usual place of another host (the public registry, of
    /// which the user has a mirror), it stays that host: npm goes to the configured registry for these.
    private String address(NpmRelease release) {
        String given = release.tarball();
        String base = release.name().substring(release.name().lastIndexOf('/') + 1);
        String usual = release.name() + "/-/" + base + "-";
        String tail = usual + release.version().text() + ".tgz";
        if (!given.endsWith("/" + tail)) {
            return given;
        }
        for (NpmNode old : before.nodes()) {
            int at = old.name().equals(release.name()) ? old.resolved().indexOf("/" + usual) : -1;
            if (at > 0) {
                return old.resolved().substring(0, at + 1) + tail;
            }
        }
        String host = commonHost();
        return host == null ? given : host + tail;
    }

    /// Where everything comes from, if it all comes from the public registry.
    private @Nullable String commonHost() {
        String registry = Npmrc.PUBLIC.toString();
        List<String> addresses = before.nodes().stream().map(NpmNode::resolved).filter(each -> each.startsWith("http")).toList();
        return !addresses.isEmpty() && addresses.stream().allMatch(each -> each.startsWith(registry)) ? registry : null;
    }
}

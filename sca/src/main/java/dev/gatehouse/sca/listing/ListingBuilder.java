package dev.gatehouse.sca.listing;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.ecosystem.PackageUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/// Gathers what a file says of packages. Bounded: a file that names more packages than anybody could use is cut short and
/// says so.
public final class ListingBuilder {
    /// An order of magnitude above the largest lock files that people have.
    static final int MOST_COMPONENTS = 250_000;
    /// Edges of all components together.
    private static final int MOST_EDGES = 4_000_000;
    private static final int MOST_PROBLEMS = 20;

    private final PackageFormat format;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Draft> byKey = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Listing.Attribute> attributes = new ArrayList<>();
    private @Nullable Subject subject;
    private @Nullable Pom pom;
    private int edges;
    private int dropped;
    private boolean empty;

    public ListingBuilder(PackageFormat format) {
        this.format = format;
    }

    /// Adds a package. If the key is taken, the one that has it is returned instead.
    ///
    /// @param purl
    ///            absent if the names do not make a package URL: then nothing is added and the draft is of no effect
    public Draft add(String key, Optional<PackageUrl> purl, Span span) {
        Draft known = byKey.get(key);
        if (known != null) {
            return known;
        }
        if (purl.isEmpty() || drafts.size() >= MOST_COMPONENTS) {
            dropped++;
            return new Draft(key, null, span);
        }
        Draft draft = new Draft(key, purl.get(), span);
        byKey.put(key, draft);
        drafts.add(draft);
        return draft;
    }

    /// The component with this key; null if there is none.
    public @Nullable Draft find(String key) {
        return byKey.get(key);
    }

    /// Says what the file is about.
    public void subject(String name, String version, String licence) {
        subject = new Subject(name, version, licence);
    }

    /// Keeps something for the format's own assembly.
    public void attribute(String name, String value) {
        attributes.add(new Listing.Attribute(name, value));
    }

    /// Says that the file knows what the project asks for but not what for the rest is: scopes are to be spread along the
    /// edges, from what is direct.
    public void scopesFromRoots() {
        attribute(Listing.SPREAD, "");
    }

    /// Keeps the object model.
    public void pom(Pom model) {
        pom = model;
    }

    /// Says that the file rightly names no package: an empty project.
    public void emptyIsFine() {
        empty = true;
    }

    /// Tells of something that could not be read.
    public void problem(String code, int line, String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(code, false, line, what));
        }
    }

    /// Says that packages which the file holds could not be read: more than a remark, since nobody knows which.
    public void unreadable(String what) {
        problems.add(new Problem("packages-unreadable", true, 0, what));
    }

    /// What was gathered.
    public Listing build() {
        if (drafts.size() >= MOST_COMPONENTS && dropped > 0) {
            problems.add(new Problem("packages-too-many", true, 0,
                    "the file names more than " + MOST_COMPONENTS + " packages; the rest was not read"));
        } else if (dropped > 0) {
            problems.add(new Problem("packages-unreadable", drafts.isEmpty(), 0,
                    dropped + (dropped == 1 ? " entry names no package" : " entries name no package")));
        }
        if (format.role().pins() && drafts.isEmpty() && !empty && problems.stream().noneMatch(Problem::grave)) {
            problems.add(new Problem("packages-unreadable", true, 0, "no package could be read from it"));
        }
        List<Component> components = new ArrayList<>(drafts.size());
        drafts.forEach(draft -> components.add(draft.component()));
        return new Listing(format.id(), format.role(), subject, components, problems, attributes, pom);
    }

    /// A package of which more may become known.
    public final class Draft {
        private final String key;
        private final @Nullable PackageUrl purl;
        private final Span span;
        private final Set<String> requires = new LinkedHashSet<>();
        private final Set<Hash> hashes = new LinkedHashSet<>();
        private final List<String> paths = new ArrayList<>();
        private String requirement = "";
        private @Nullable Scope scope;
        private boolean direct;
        private boolean own;
        private String licence = "";
        private String supplier = "";
        private String source = "";

        private Draft(String key, @Nullable PackageUrl purl, Span span) {
            this.key = key;
            this.purl = purl;
            this.span = span;
        }

        /// What other components call it.
        public String key() {
            return key;
        }

        /// The versions asked for, as written.
        public Draft requirement(String text) {
            requirement = text;
            return this;
        }

        /// What for; of several the weightiest counts.
        public Draft scope(Scope another) {
            scope = scope == null ? another : scope.or(another);
            return this;
        }

        /// The project asks for it.
        public Draft direct() {
            direct = true;
            return this;
        }

        /// It is the project's own.
        public Draft own() {
            own = true;
            return this;
        }

        /// It needs the component with this key.
        public Draft requires(String other) {
            if (edges < MOST_EDGES && !other.equals(key) && requires.add(other)) {
                edges++;
            }
            return this;
        }

        /// A digest of what is downloaded.
        public Draft hash(Optional<Hash> hash) {
            hash.ifPresent(hashes::add);
            return this;
        }

        /// As declared.
        public Draft licence(String text) {
            licence = text.strip();
            return this;
        }

        /// Who provides it.
        public Draft supplier(String name) {
            supplier = name.strip();
            return this;
        }

        /// The source package of an operating-system package.
        public Draft source(String name) {
            source = name;
            return this;
        }

        /// A file that it owns.
        public Draft owns(String path) {
            paths.add(path);
            return this;
        }

        private Component component() {
            if (purl == null) {
                throw new IllegalStateException("a draft without package URL is not kept");
            }
            return new Component(key, purl, requirement, scope == null ? Scope.RUNTIME : scope, direct, own, span,
                    List.copyOf(requires), List.copyOf(hashes), licence, supplier, source, paths);
        }
    }
}

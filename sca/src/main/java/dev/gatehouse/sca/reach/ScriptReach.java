package dev.gatehouse.sca.reach;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// JavaScript and TypeScript: whether sources import a package, and, of those that nothing imports, whether anything that may be used
/// needs them.
final class ScriptReach {
    /// Loaded by other packages when they find them, without being asked for: drivers, optional speed-ups, engines, compilers.
    private static final Set<String> BY_CONVENTION = Set.of("pg", "pg-native", "pg-hstore", "mysql", "mysql2", "mariadb",
            "tedious",
            "mssql", "oracledb", "sqlite3", "better-sqlite3", "mongodb", "redis", "ioredis", "sass", "node-sass", "sass-embedded",
            "less", "stylus", "sharp", "bufferutil", "utf-8-validate", "typescript", "ejs", "pug", "hbs", "handlebars",
            "mustache",
            "swig", "nunjucks", "canvas", "fsevents", "esbuild", "terser", "uglify-js", "postcss", "autoprefixer", "tailwindcss",
            "critters", "encoding", "aws-sdk", "prettier", "eslint", "react-dom", "graphql", "rxjs", "zone.js", "tslib",
            "core-js",
            "regenerator-runtime", "ts-node", "source-map-support", "dotenv", "newrelic", "dd-trace", "snappy", "kerberos",
            "saslprep");
    private static final Pattern PLUGIN = Pattern.compile(
            "(?:@[^/]+/)?(?:babel|eslint|tslint|stylelint|prettier|karma|grunt|gulp|webpack|rollup|vite|postcss|jest|mocha|metro|expo|gatsby|"
                    + "nuxt|vue|next|remark|rehype|hexo|hubot|generator|yeoman|lerna|nx|serverless|semantic-release|commitlint|cz|fastify|"
                    + "winston|passport|typeorm|knex|ember|angular|react-native|cordova|capacitor|cucumber|wdio|ts|browserify|parcel|"
                    + "snowpack|tailwindcss|markdown-it|metalsmith|pm2|moleculer|loopback|strapi|keystone|opentelemetry|types?)-.*|@types/.*");

    private final SourceUse sources;
    private final Project project;
    private final String folder;
    private final Map<String, Optional<SourceUse.Use>> imported = new HashMap<>();
    private final int[] ways;
    private final BitSet used = new BitSet();
    private final String incomplete;

    ScriptReach(SourceUse sources, Project project, String folder) {
        this.sources = sources;
        this.project = project;
        this.folder = folder;
        this.ways = project.ways();
        this.incomplete = incomplete();
        if (incomplete.isEmpty()) {
            spread();
        }
    }

    /// Why nothing can be called unused; empty if it can.
    private String incomplete() {
        List<PackageUse> packages = project.packages();
        if (sources.count("script", folder) == 0) {
            return "no source was looked at";
        }
        if (!sources.complete("script")) {
            return "not every source was looked at";
        }
        Optional<SourceUse.Use> unclear = sources.unclear("script", folder);
        if (unclear.isPresent()) {
            return "what " + unclear.get() + " loads is found out only when it runs";
        }
        boolean graph = packages.stream().anyMatch(each -> each.direct())
                && packages.stream().anyMatch(each -> !each.requires().isEmpty());
        return graph || packages.stream().allMatch(PackageUse::direct) && project.format().contains("lock")
                ? ""
                : "the file does not say which package needs which";
    }

    Answer of(int index) {
        PackageUse use = project.packages().get(index);
        Optional<SourceUse.Use> own = imported(use);
        if (own.isPresent()) {
            return Answer.reachable(own.get() + " imports " + own.get().name());
        }
        if (incomplete.isEmpty() && !used.get(index)) {
            return Answer.unused("none of " + sources.count("script", folder)
                    + " source files imports it, no setting mentions it, and no package that may be used needs it");
        }
        return Answer.unknown(way(index).orElse(incomplete.isEmpty() ? "no source imports it, but it may be used" : incomplete));
    }

    /// How it comes in, if sources import what brings it.
    private Optional<String> way(int index) {
        List<String> names = new ArrayList<>();
        int at = index;
        while (ways[at] >= 0 && names.size() < 20) {
            names.add(Ecosystem.name(project.packages().get(at).purl()));
            at = ways[at];
        }
        Optional<SourceUse.Use> first = imported(project.packages().get(at));
        return names.isEmpty() || first.isEmpty()
                ? Optional.empty()
                : Optional.of(first.get() + " imports " + first.get().name() + ", which needs "
                        + String.join(", which needs ", names.reversed())
                        + "; whether the vulnerable part is called is not known");
    }

    private Optional<SourceUse.Use> imported(PackageUse use) {
        String name = Ecosystem.name(use.purl());
        return imported.computeIfAbsent(name, _ -> sources.first("script", folder,
                each -> each.equals(name) || each.startsWith(name + "/")));
    }

    /// Everything that what may be used needs.
    private void spread() {
        Deque<Integer> left = new ArrayDeque<>();
        for (int i = 0; i < project.packages().size(); i++) {
            PackageUse use = project.packages().get(i);
            // A package that nothing is known to need is there for a reason that the file does not tell.
            boolean root = use.direct() || ways[i] < 0;
            if (use.own() || root && mayBeUsed(use)) {
                used.set(i);
                left.add(i);
            }
        }
        while (!left.isEmpty()) {
            for (int next : project.packages().get(left.poll()).requires()) {
                if (!used.get(next) && !project.packages().get(next).own()) {
                    used.set(next);
                    left.add(next);
                }
            }
        }
    }

    private boolean mayBeUsed(PackageUse use) {
        String name = Ecosystem.name(use.purl()).toLowerCase(Locale.ROOT);
        String plain = name.substring(name.lastIndexOf('/') + 1);
        return !use.direct() || !use.scope().shipped() || BY_CONVENTION.contains(name) || PLUGIN.matcher(name).matches()
                || imported(use).isPresent() || plain.length() < 3 || sources.mention(name, folder).isPresent()
                || sources.mention(plain, folder).isPresent();
    }
}

package dev.gatehouse.sca.reach;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Python: whether sources import the modules of a distribution. A distribution's name need not be that of its modules; only of those
/// whose modules are known is it said that nothing imports them.
final class PythonReach {
    /// Modules of distributions that are named otherwise, and of well-known ones that are named alike.
    private static final Map<String, List<String>> MODULES = Map.ofEntries(Map.entry("pyyaml", List.of("yaml", "_yaml")),
            Map.entry("pillow", List.of("PIL")), Map.entry("beautifulsoup4", List.of("bs4")),
            Map.entry("scikit-learn", List.of("sklearn")), Map.entry("python-dateutil", List.of("dateutil")),
            Map.entry("python-jose", List.of("jose")), Map.entry("pyjwt", List.of("jwt")),
            Map.entry("pycryptodome", List.of("Crypto")),
            Map.entry("pycrypto", List.of("Crypto")), Map.entry("gitpython", List.of("git")),
            Map.entry("protobuf", List.of("google")),
            Map.entry("opencv-python", List.of("cv2")), Map.entry("python-multipart", List.of("multipart", "python_multipart")),
            Map.entry("pyopenssl", List.of("OpenSSL")), Map.entry("msgpack-python", List.of("msgpack")),
            Map.entry("attrs", List.of("attr", "attrs")), Map.entry("setuptools", List.of("setuptools", "pkg_resources")),
            Map.entry("jinja2", List.of("jinja2")), Map.entry("markupsafe", List.of("markupsafe")),
            Map.entry("requests", List.of("requests")), Map.entry("urllib3", List.of("urllib3")),
            Map.entry("idna", List.of("idna")),
            Map.entry("certifi", List.of("certifi")), Map.entry("cryptography", List.of("cryptography")),
            Map.entry("flask", List.of("flask")), Map.entry("werkzeug", List.of("werkzeug")),
            Map.entry("django", List.of("django")),
            Map.entry("aiohttp", List.of("aiohttp")), Map.entry("tornado", List.of("tornado")),
            Map.entry("lxml", List.of("lxml")),
            Map.entry("numpy", List.of("numpy")), Map.entry("paramiko", List.of("paramiko")),
            Map.entry("pygments", List.of("pygments")),
            Map.entry("sqlparse", List.of("sqlparse")), Map.entry("starlette", List.of("starlette")),
            Map.entry("fastapi", List.of("fastapi")), Map.entry("httpx", List.of("httpx")), Map.entry("h11", List.of("h11")),
            Map.entry("h2", List.of("h2")), Map.entry("rsa", List.of("rsa")), Map.entry("mako", List.of("mako")),
            Map.entry("bleach", List.of("bleach")), Map.entry("twisted", List.of("twisted")),
            Map.entry("scrapy", List.of("scrapy")),
            Map.entry("mistune", List.of("mistune")), Map.entry("markdown", List.of("markdown")),
            Map.entry("ujson", List.of("ujson")),
            Map.entry("orjson", List.of("orjson")), Map.entry("torch", List.of("torch")),
            Map.entry("tensorflow", List.of("tensorflow")),
            Map.entry("transformers", List.of("transformers")), Map.entry("tqdm", List.of("tqdm")),
            Map.entry("black", List.of("black")),
            Map.entry("pip", List.of("pip")), Map.entry("wheel", List.of("wheel")),
            Map.entry("virtualenv", List.of("virtualenv")),
            Map.entry("filelock", List.of("filelock")), Map.entry("zipp", List.of("zipp")),
            Map.entry("authlib", List.of("authlib")),
            Map.entry("ecdsa", List.of("ecdsa")), Map.entry("pyasn1", List.of("pyasn1")), Map.entry("babel", List.of("babel")),
            Map.entry("feedparser", List.of("feedparser")), Map.entry("httplib2", List.of("httplib2")),
            Map.entry("oauthlib", List.of("oauthlib")), Map.entry("pymongo", List.of("pymongo", "bson", "gridfs")));
    /// Loaded by others or run by their name, without being imported.
    private static final Set<String> BY_CONVENTION = Set.of("pip", "wheel", "setuptools", "virtualenv", "black", "gunicorn",
            "uvicorn",
            "twisted", "lxml", "ujson", "orjson", "markdown", "babel", "pygments", "torch", "tensorflow", "pyopenssl");

    private final SourceUse sources;
    private final Project project;
    private final String folder;
    private final int[] ways;
    private final BitSet used = new BitSet();
    private final String incomplete;

    PythonReach(SourceUse sources, Project project, String folder) {
        this.sources = sources;
        this.project = project;
        this.folder = folder;
        this.ways = project.ways();
        this.incomplete = incomplete();
        if (incomplete.isEmpty()) {
            spread();
        }
    }

    private String incomplete() {
        if (sources.count("python", folder) == 0) {
            return "no source was looked at";
        }
        if (!sources.complete("python")) {
            return "not every source was looked at";
        }
        Optional<SourceUse.Use> unclear = sources.unclear("python", folder);
        if (unclear.isPresent()) {
            return "what " + unclear.get() + " imports is found out only when it runs";
        }
        boolean graph = Set.of("poetry-lock", "uv-lock", "pdm-lock").contains(project.format())
                && project.packages().stream().anyMatch(use -> use.direct() && !use.own());
        return graph ? "" : "the file does not say which package needs which";
    }

    Answer of(int index) {
        PackageUse use = project.packages().get(index);
        Optional<SourceUse.Use> own = imported(use);
        if (own.isPresent()) {
            return Answer.reachable(own.get() + " imports " + own.get().name());
        }
        if (!incomplete.isEmpty() || used.get(index)) {
            return Answer.unknown(incomplete.isEmpty() ? "no source imports it, but what is imported may need it" : incomplete);
        }
        return Answer.unused("none of " + sources.count("python", folder)
                + " source files imports it, no setting mentions it, and no package that may be used needs it");
    }

    private static String name(PackageUse use) {
        return Ecosystem.name(use.purl()).toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    private Optional<SourceUse.Use> imported(PackageUse use) {
        String name = name(use);
        List<String> modules = MODULES.getOrDefault(name, List.of(name.replace('-', '_')));
        return sources.first("python", folder, each -> modules.stream().anyMatch(module -> module.equalsIgnoreCase(each)));
    }

    private void spread() {
        Deque<Integer> left = new ArrayDeque<>();
        for (int i = 0; i < project.packages().size(); i++) {
            PackageUse use = project.packages().get(i);
            if (!use.own() && (use.direct() || ways[i] < 0) && mayBeUsed(use)) {
                used.set(i);
                left.add(i);
            }
        }
        while (!left.isEmpty()) {
            for (int next : project.packages().get(left.poll()).requires()) {
                if (!used.get(next)) {
                    used.set(next);
                    left.add(next);
                }
            }
        }
    }

    private boolean mayBeUsed(PackageUse use) {
        String name = name(use);
        return !use.direct() || !MODULES.containsKey(name) || BY_CONVENTION.contains(name) || imported(use).isPresent()
                || MODULES.getOrDefault(name, List.of()).stream()
                        .anyMatch(module -> sources.mention(module.toLowerCase(Locale.ROOT), folder).isPresent())
                || sources.mention(name, folder).isPresent();
    }
}

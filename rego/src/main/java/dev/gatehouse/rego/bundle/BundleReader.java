package dev.gatehouse.rego.bundle;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import dev.gatehouse.rego.value.YamlReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// Reads policies and documents from files, folders and `bundle.tar.gz`.
///
/// A folder's `.json` and `.yaml` files become documents at the path of their folder. In a bundle only files named
/// `data.json` and `data.yaml` do, and `plan.json` is what `opa build -t plan` made. Hidden files are left out, a bundle's `.manifest`
/// aside.
public final class BundleReader {
    private static final int MOST_FILES = 100_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_BYTES_TOGETHER = 1L << 30;

    private final boolean asBundle;
    private final @Nullable VerificationKey key;
    /// What a signed bundle has, until its signature is known to hold.
    private final List<Entry> unverified = new ArrayList<>();
    private byte @Nullable [] signatures;
    private final Map<String, String> modules = new TreeMap<>();
    private final DataTree data = new DataTree();
    private final List<String> problems = new ArrayList<>();
    private Bundle.@Nullable Manifest manifest;
    private @Nullable Value plan;
    private int files;
    private long bytes;

    private BundleReader(boolean asBundle, @Nullable VerificationKey key) {
        this.asBundle = asBundle;
        this.key = key;
    }

    /// A file.
    ///
    /// @param path for messages and as the name of a module
    /// @param name the last step of the path
    /// @param folders the steps before it
    /// @param signedNames the names under which a signature may list it
    private record Entry(String path, String name, List<String> folders, List<String> signedNames, byte[] content) {}

    /// Reads files and folders, all below the same `data`.
    ///
    /// @throws BundleException when files cannot be read or disagree
    public static Bundle files(List<Path> paths) throws BundleException {
        BundleReader reader = new BundleReader(false, null);
        paths.forEach(reader::path);
        return reader.finish();
    }

    /// Reads a bundle: a folder, or a `.tar.gz`.
    ///
    /// @param key what its signature must have been made with; null to read it whether it is signed or not
    /// @throws BundleException when it cannot be read, or has what its manifest does not own
    /// @throws BundleSignatureException when there is a key and the bundle is not signed with it, or has other files than those signed
    public static Bundle bundle(Path path, @Nullable VerificationKey key) throws BundleException {
        BundleReader reader = new BundleReader(true, key);
        if (Files.isDirectory(path)) {
            reader.path(path);
        } else {
            try (InputStream in = Files.newInputStream(path)) {
                reader.archive(in);
            } catch (IOException e) {
                reader.problems.add(path + ": " + e.getMessage());
            }
        }
        if (key != null) {
            reader.verify(path.toString(), key);
        }
        return reader.finish();
    }

    /// Checks the signature and every file before any of them is parsed.
    private void verify(String bundle, VerificationKey with) throws BundleException {
        if (!problems.isEmpty()) {
            throw new BundleException(problems);
        }
        if (signatures == null) {
            throw new BundleSignatureException(List.of(bundle + ": bundle missing .signatures.json file"));
        }
        SignedFiles signed;
        try {
            signed = new SignedFiles(signatures, with);
        } catch (SignedFiles.Refused e) {
            throw new BundleSignatureException(List.of(bundle + ": .signatures.json: " + e.getMessage()));
        }
        List<String> refused = new ArrayList<>();
        for (Entry entry : unverified) {
            try {
                signed.check(entry.signedNames(), entry.content());
            } catch (SignedFiles.Refused e) {
                refused.add(bundle + ": " + entry.signedNames().getLast() + ": " + e.getMessage());
            }
        }
        signed.missing().forEach(name -> refused.add(bundle + ": " + name + ": signed, but not found in the bundle"));
        if (!refused.isEmpty()) {
            throw new BundleSignatureException(refused);
        }
        unverified.stream().filter(entry -> wanted(entry.name()) && entry.folders().stream().noneMatch(f -> f.startsWith(".")))
                .forEach(this::content);
        unverified.clear();
    }

    private void path(Path path) {
        try {
            if (Files.isDirectory(path)) {
                folder(path);
            } else {
                file(path, path.toString(), List.of(), List.of());
            }
        } catch (IOException e) {
            problems.add(path + ": " + e);
        }
    }

    private void folder(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean hidden = key == null && !folder.equals(root) && folder.getFileName().toString().startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return found.size() > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        for (Path file : found) {
            List<String> folders = new ArrayList<>();
            Path relative = root.relativize(file);
            for (int i = 0; i < relative.getNameCount() - 1; i++) {
                folders.add(relative.getName(i).toString());
            }
            String name = String.join("/", names(relative));
            // `opa sign` lists files as they were given to it: with the folder's path before them.
            String full = String.join("/", names(root.normalize().resolve(relative)));
            file(file, asBundle ? "/" + name : file.toString(), folders, List.of(full, name));
        }
    }

    private static List<String> names(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(name.toString()));
        return names;
    }

    private void file(Path file, String path, List<String> folders, List<String> signedNames) throws IOException {
        String name = file.getFileName().toString();
        if ((key != null || wanted(name)) && fits(path, Files.size(file))) {
            entry(new Entry(path, name, folders, signedNames, Files.readAllBytes(file)));
        }
    }

    private void archive(InputStream in) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                List<String> steps = new ArrayList<>(List.of(entry.getName().split("/")));
                steps.removeIf(step -> step.isEmpty() || step.equals("."));
                if (!entry.isFile() || steps.isEmpty() || steps.contains("..")) {
                    continue;
                }
                String name = steps.removeLast();
                String full = String.join("/", steps) + (steps.isEmpty() ? "" : "/") + name;
                if ((key != null || wanted(name)) && fits("/" + full, entry.getSize())) {
                    entry(new Entry("/" + full, name, steps, List.of(full), tar.readNBytes((int) entry.getSize())));
                }
            }
        }
    }

    private void entry(Entry entry) {
        if (key == null) {
            content(entry);
        } else if (entry.path().equals("/.signatures.json")) {
            signatures = entry.content();
        } else if (!entry.name().endsWith("signatures.json")) {
            unverified.add(entry);
        }
    }

    private boolean wanted(String name) {
        if (name.startsWith(".")) {
            return asBundle && name.equals(".manifest");
        }
        boolean document = name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
        return name.endsWith(".rego") || (document && (!asBundle || name.matches("data\\.(json|yaml|yml)|plan\\.json")));
    }

    private boolean fits(String name, long size) {
        files++;
        bytes += size;
        if (files > MOST_FILES || size > MOST_BYTES || bytes > MOST_BYTES_TOGETHER || size < 0) {
            problems.add(name + ": too large, or one of too many files");
            return false;
        }
        return true;
    }

    private void content(Entry entry) {
        String path = entry.path();
        String name = entry.name();
        byte[] content = entry.content();
        try {
            if (name.endsWith(".rego")) {
                modules.put(path, utf8(content));
            } else if (asBundle && name.equals("plan.json")) {
                plan = json(content);
            } else if (name.equals(".manifest")) {
                manifest = manifest(json(content));
            } else if (name.endsWith(".json")) {
                data.add(entry.folders(), json(content));
            } else {
                for (Value document : new YamlReader(ReadLimits.DEFAULT).readAll(utf8(content))) {
                    data.add(entry.folders(), document);
                }
            }
        } catch (CharacterCodingException e) {
            problems.add(path + ": not UTF-8");
        } catch (JsonException | DataTree.Conflict e) {
            problems.add(path + ": " + e.getMessage());
        }
    }

    private static String utf8(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    }

    private static Value json(byte[] content) throws JsonException {
        return new JsonReader(ReadLimits.DEFAULT).read(content);
    }

    private static Bundle.Manifest manifest(Value value) {
        String revision = value.get(StringValue.of("revision")) instanceof StringValue s ? s.text() : "";
        List<String> roots = new ArrayList<>();
        if (value.get(StringValue.of("roots")) instanceof ArrayValue listed) {
            listed.forEach(root -> roots.add(root instanceof StringValue s ? trimmed(s.text()) : ""));
        } else {
            roots.add("");
        }
        Map<String, Integer> files = new TreeMap<>();
        if (value.get(StringValue.of("file_rego_versions")) instanceof ObjectValue listed) {
            listed.forEach((pattern, version) -> {
                Integer number = number(version);
                if (pattern instanceof StringValue s && number != null) {
                    files.put(s.text(), number);
                }
            });
        }
        return new Bundle.Manifest(revision, roots, number(value.get(StringValue.of("rego_version"))), files);
    }

    private static @Nullable Integer number(@Nullable Value value) {
        return value instanceof NumberValue n && n.isLong() ? (int) n.longValue() : null;
    }

    private static String trimmed(String root) {
        String from = root.startsWith("/") ? root.substring(1) : root;
        return from.endsWith("/") ? from.substring(0, from.length() - 1) : from;
    }

    private Bundle finish() throws BundleException {
        ObjectValue documents = data.build();
        if (manifest != null) {
            checkRoots("", documents, manifest);
        }
        if (!problems.isEmpty()) {
            throw new BundleException(problems);
        }
        return new Bundle(modules, documents, manifest, plan);
    }

    /// Reports documents outside of the roots that the manifest names.
    private void checkRoots(String path, Value value, Bundle.Manifest owner) {
        if (owner.owns(path)) {
            return;
        }
        boolean above = path.isEmpty() || owner.roots().stream().anyMatch(root -> root.startsWith(path + "/"));
        if (above && value instanceof ObjectValue object) {
            object.forEach(
                    (key, child) -> checkRoots((path.isEmpty() ? "" : path + "/") + ((StringValue) key).text(), child, owner));
        } else {
            problems.add(".manifest: roots " + owner.roots() + " do not permit data at path '/" + path + "'");
        }
    }
}

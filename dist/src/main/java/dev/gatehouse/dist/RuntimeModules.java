package dev.gatehouse.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// The JDK modules that the application's classes can reach.
///
/// Finer than `jdeps`, which counts what any class of a library names: there commons-lang3 alone would bring all of
/// `java.desktop`. Followed are the class references of every class that is reached from our own jars, and the providers
/// that the jars register as services. What is reached by name only (reflection) is not seen; the build therefore starts
/// the finished archive.
final class RuntimeModules {
    private final Map<String, Path> jarOfClass = new HashMap<>();
    private final Map<String, String> moduleOfPackage = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final HashSet<String> reached = new HashSet<>();

    private RuntimeModules() {
        ModuleFinder.ofSystem().findAll().forEach(module -> module.descriptor()
                .packages()
                .forEach(each -> moduleOfPackage.put(each.replace('.', '/'), module.descriptor().name())));
    }

    /// @param jars    the whole class path
    /// @param isRoot  tells by file name which jars are ours: all of their classes count as reached
    /// @return        names of JDK modules; `java.base` is always among them
    static SortedSet<String> of(List<Path> jars, Predicate<String> isRoot) throws IOException {
        var modules = new RuntimeModules();
        for (Path jar : jars) {
            modules.index(jar, isRoot.test(jar.getFileName().toString()));
        }
        return modules.follow();
    }

    private void index(Path jar, boolean root) throws IOException {
        try (var file = open(jar)) {
            for (JarEntry entry : file.versionedStream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.endsWith("module-info.class") && !name.startsWith("META-INF/")) {
                    String type = name.substring(0, name.length() - ".class".length());
                    if (jarOfClass.putIfAbsent(type, jar) == null && root) {
                        reach(type);
                    }
                } else if (name.startsWith("META-INF/services/") && !entry.isDirectory()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                                .map(line -> line.replaceFirst("#.*", "").strip())
                                .filter(line -> !line.isEmpty())
                                .forEach(provider -> reach(provider.replace('.', '/')));
                    }
                }
            }
        }
    }

    private SortedSet<String> follow() throws IOException {
        var modules = new TreeSet<String>();
        modules.add("java.base");
        var jars = new HashMap<Path, JarFile>();
        try {
            for (String type = open.poll(); type != null; type = open.poll()) {
                Path jar = jarOfClass.get(type);
                if (jar != null) {
                    JarFile file = jars.computeIfAbsent(jar, RuntimeModules::openUnchecked);
                    try (InputStream in = file.getInputStream(file.getJarEntry(type + ".class"))) {
                        references(ClassFile.of().parse(in.readAllBytes())).forEach(this::reach);
                    }
                } else {
                    String module = moduleOfPackage.get(packageOf(type));
                    if (module != null) {
                        modules.add(module);
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            for (JarFile file : jars.values()) {
                file.close();
            }
        }
        return modules;
    }

    private void reach(String type) {
        if (reached.add(type)) {
            open.add(type);
        }
    }

    private static List<String> references(ClassModel model) {
        var types = new ArrayList<String>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry reference) {
                String type = internalName(reference.asSymbol());
                if (type != null) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    private static @Nullable String internalName(ClassDesc type) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        String descriptor = element.descriptorString();
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : null;
    }

    private static String packageOf(String type) {
        int slash = type.lastIndexOf('/');
        return slash < 0 ? "" : type.substring(0, slash);
    }

    private static JarFile open(Path jar) throws IOException {
        return new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    }

    private static JarFile openUnchecked(Path jar) {
        try {
            return open(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

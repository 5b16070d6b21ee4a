package dev.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeModulesTest {
    @TempDir
    Path folder;

    static final class Ours {
        Object other = new Used();
    }

    static final class Used {
        Logger[] loggers = {};
    }

    static final class Unused {
        java.sql.Date date = new java.sql.Date(0);
    }

    @Test
    void onlyWhatOurClassesReachCounts() throws IOException {
        Path ours = jar("ours.jar", Ours.class);
        Path library = jar("library.jar", Used.class, Unused.class);
        assertThat(RuntimeModules.of(List.of(ours, library), "ours.jar"::equals)).containsExactly("java.base", "java.logging");
        assertThat(RuntimeModules.of(List.of(ours, library), _ -> true)).contains("java.sql");
    }

    private Path jar(String name, Class<?>... types) throws IOException {
        Path jar = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : types) {
                String path = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(path));
                try (InputStream in = RuntimeModulesTest.class.getClassLoader().getResourceAsStream(path)) {
                    assertThat(in).isNotNull();
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }
}

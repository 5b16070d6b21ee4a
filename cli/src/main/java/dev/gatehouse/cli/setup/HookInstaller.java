package dev.gatehouse.cli.setup;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.report.format.ReportFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Puts hooks in place and takes them away. Somebody's own hook is kept, never changed. Doing it twice is doing it once.
final class HookInstaller {
    private final HooksFolder folder;

    HookInstaller(HooksFolder folder) {
        this.folder = folder;
    }

    /// Puts the hook in place.
    ///
    /// @return what was done, one line
    /// @throws UsageException if it must not be done; says what to do instead
    String install(Hook hook, Hook.Missing missing, @Nullable Path installed) throws UsageException, IOException {
        Path file = hook.file(folder.path());
        Path before = hook.before(folder.path());
        String script = hook.script(missing, installed);
        return switch (HookState.of(folder, hook)) {
            case HookState.Absent() -> {
                write(file, script);
                yield hook.fileName() + ": installed in " + folder.path();
            }
            case HookState.Ours(String text, boolean executable) when text.equals(script) && executable ->
                hook.fileName() + ": is on already";
            case HookState.Ours _ -> {
                write(file, script);
                yield hook.fileName() + ": updated in " + folder.path();
            }
            case HookState.Foreign(boolean calls) when calls -> hook.fileName() + ": your own hook calls gatehouse already";
            case HookState.Foreign _ -> {
                if (Files.exists(before, LinkOption.NOFOLLOW_LINKS)) {
                    throw new UsageException(file + " is somebody's hook and so is " + before.getFileName()
                            + ", which an earlier installation kept; make one of the two, then install again");
                }
                if (!Files.isRegularFile(file)) {
                    throw new UsageException(file + " is not a file, so it cannot be kept and run first; move it away");
                }
                Files.move(file, before);
                try {
                    write(file, script);
                } catch (IOException e) {
                    Files.move(before, file);
                    throw e;
                }
                yield hook.fileName() + ": installed in " + folder.path() + "; the hook that was there runs first, as "
                        + before.getFileName();
            }
            case HookState.Framed(HookState.Framework framework, boolean calls) when calls ->
                hook.fileName() + ": " + framework.label() + " calls gatehouse already";
            case HookState.Framed(HookState.Framework framework, _) -> throw new UsageException(hook.fileName() + ": "
                    + framework.label() + " writes the hooks here and would lose another; " + framework.advice(hook));
        };
    }

    /// Takes our hook away and puts back what was there before.
    ///
    /// @return what was done, one line
    String uninstall(Hook hook) throws IOException {
        Path file = hook.file(folder.path());
        Path before = hook.before(folder.path());
        if (!(HookState.of(folder, hook) instanceof HookState.Ours)) {
            return hook.fileName() + ": is not ours, nothing to remove";
        }
        Files.delete(file);
        if (Files.exists(before, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(before, file);
            return hook.fileName() + ": removed; the hook that was there before is back";
        }
        return hook.fileName() + ": removed";
    }

    private static void write(Path file, String script) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ReportFile.write(file, out -> out.write(script.getBytes(StandardCharsets.UTF_8)));
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}

package dev.gatehouse.source.archive;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.source.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Archives: entries within the limits come out and diagnostics with the codes that are documented, never an exception.
final class ArchiveFuzzTest {
    private static final Limits LIMITS = new Limits(1 << 20, 4, 200, 200, 8 << 20);
    private static final List<String> CODES = List.of("archive-damaged", "archive-encrypted", "archive-unsupported",
            "archive-limit", "file-too-large");

    @FuzzTest
    void archive(byte[] bytes) {
        ArchiveForm form = ArchiveForm.of(bytes, 0, bytes.length);
        if (form == null || !form.readable()) {
            return;
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        long[] total = new long[1];
        int[] entries = new int[1];
        ArchiveReader.read(form, bytes, 0, bytes.length, SourcePath.of("a.bin".getBytes(StandardCharsets.US_ASCII)), LIMITS,
                new Expansion(LIMITS, bytes.length), (name, array, offset, length) -> {
                    require(offset >= 0 && length >= 0 && offset + length <= array.length, "bytes inside their array");
                    require(length <= LIMITS.fileSize(), "no content beyond the limit");
                    total[0] += length;
                    entries[0]++;
                }, diagnostics::add);
        require(entries[0] <= LIMITS.archiveEntries(), "no more entries than the limit");
        require(total[0] <= LIMITS.archiveBytes() + LIMITS.fileSize(), "no more bytes than the limit");
        diagnostics.forEach(each -> require(CODES.contains(each.code()), "a code that is documented: " + each.code()));
        require(diagnostics.stream().map(Diagnostic::code).distinct().count() == diagnostics.size(), "one diagnostic a kind");
    }

    @FuzzTest
    void zstd(byte[] bytes) {
        try (ZstdInputStream in = new ZstdInputStream(bytes, 0, bytes.length)) {
            byte[] buffer = new byte[1 << 16];
            long left = 16 << 20;
            for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
                require(count > 0, "progress");
                left -= count;
            }
        } catch (IOException e) {
            require(e.getMessage() != null, "a message");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}

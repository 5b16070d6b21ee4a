package dev.gatehouse.oci;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Makes tar files of any content, sound or not, with another's writer.
public final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    public Tar() {
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.setAddPaxHeadersForNonAsciiNames(true);
    }

    public Tar file(String name, String content) {
        return file(name, content, 0644);
    }

    public Tar file(String name, String content, int mode) {
        return entry(name, TarConstants.LF_NORMAL, mode, "", content.getBytes(StandardCharsets.UTF_8));
    }

    public Tar file(String name, byte[] content) {
        return entry(name, TarConstants.LF_NORMAL, 0644, "", content);
    }

    public Tar directory(String name) {
        return entry(name + "/", TarConstants.LF_DIR, 0755, "", new byte[0]);
    }

    public Tar symbolicLink(String name, String target) {
        return entry(name, TarConstants.LF_SYMLINK, 0777, target, new byte[0]);
    }

    public Tar hardLink(String name, String target) {
        return entry(name, TarConstants.LF_LINK, 0644, target, new byte[0]);
    }

    private Tar entry(String name, byte kind, int mode, String link, byte[] content) {
        try {
            var entry = new TarArchiveEntry(name, kind, true);
            entry.setModTime(0);
            entry.setMode(mode);
            entry.setLinkName(link);
            entry.setSize(content.length);
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] bytes() {
        try {
            out.finish();
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }
}

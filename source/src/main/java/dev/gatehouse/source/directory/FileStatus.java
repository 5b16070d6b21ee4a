package dev.gatehouse.source.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What lies at a path, from one system call; links are not followed.
record FileStatus(Kind kind, Stamp stamp) {
    enum Kind {
        DIRECTORY, FILE, LINK, SPECIAL
    }

    /// @param unix
    ///            whether the file system has the view `unix`, which tells inode and time of the last inode change
    static FileStatus of(Path path, boolean unix) throws IOException {
        if (unix) {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,ino,mode",
                    LinkOption.NOFOLLOW_LINKS);
            int mode = attributes.get("mode") instanceof Integer value ? value : 0;
            Kind kind = switch (mode & 0170000) {
                case 0040000 -> Kind.DIRECTORY;
                case 0100000 -> Kind.FILE;
                case 0120000 -> Kind.LINK;
                default -> Kind.SPECIAL;
            };
            return new FileStatus(kind, new Stamp(number(attributes.get("size")), nanos(attributes.get("lastModifiedTime")),
                    nanos(attributes.get("ctime")), number(attributes.get("ino"))));
        }
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Kind kind = attributes.isDirectory()
                ? Kind.DIRECTORY
                : attributes.isRegularFile() ? Kind.FILE : attributes.isSymbolicLink() ? Kind.LINK : Kind.SPECIAL;
        return new FileStatus(kind, new Stamp(attributes.size(), nanos(attributes.lastModifiedTime()), 0, 0));
    }

    static boolean supportsUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static long nanos(@Nullable Object time) {
        return time instanceof FileTime value ? value.to(TimeUnit.NANOSECONDS) : 0;
    }
}

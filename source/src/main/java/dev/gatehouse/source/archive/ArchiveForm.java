package dev.gatehouse.source.archive;

import org.jspecify.annotations.Nullable;

/// Forms of archives and compressed files, told by how they begin and never by their names.
public enum ArchiveForm {
    /// Zip and all that is zip inside: jar, war, ear, apk, whl, nupkg, docx.
    ZIP,
    /// POSIX, GNU and old tar.
    TAR,
    /// RFC 1952.
    GZIP,
    /// bzip2.
    BZIP2,
    /// The .xz format.
    XZ,
    /// RFC 8878.
    ZSTD,
    /// 7z; recognised, not read.
    SEVEN_ZIP,
    /// RAR; recognised, not read.
    RAR;

    private static final int TAR_BLOCK = 512;

    /// Whether contents of this form can be read.
    public boolean readable() {
        return this != SEVEN_ZIP && this != RAR;
    }

    /// Whether it holds one content instead of named entries.
    public boolean single() {
        return this == GZIP || this == BZIP2 || this == XZ || this == ZSTD;
    }

    /// The form of a content; null if it is no archive.
    public static @Nullable ArchiveForm of(byte[] array, int offset, int length) {
        if (length < 6) {
            return null;
        }
        int first = int32(array, offset);
        switch (first >>> 24) {
            case 'P' -> {
                if (first == 0x504b0304 || first == 0x504b0506 || first == 0x504b0708 || first == 0x504b0303) {
                    return ZIP;
                }
            }
            case 0x1f -> {
                if (first >>> 8 == 0x1f8b08) {
                    return GZIP;
                }
            }
            case 'B' -> {
                int level = first & 0xff;
                if (first >>> 8 == 0x425a68 && level >= '1' && level <= '9' && length >= 10) {
                    int next = int32(array, offset + 4);
                    if (next == 0x31415926 || next == 0x17724538) {
                        return BZIP2;
                    }
                }
            }
            case 0xfd -> {
                if (first == 0xfd377a58 && array[offset + 4] == 'Z' && array[offset + 5] == 0) {
                    return XZ;
                }
            }
            case '7' -> {
                if (first == 0x377abcaf && array[offset + 4] == 0x27 && array[offset + 5] == 0x1c) {
                    return SEVEN_ZIP;
                }
            }
            case 'R' -> {
                if (first == 0x52617221 && array[offset + 4] == 0x1a && array[offset + 5] == 7) {
                    return RAR;
                }
            }
            default -> {
                if (first == 0x28b52ffd || (first & 0xf0ffffff) == 0x502a4d18) {
                    return ZSTD;
                }
            }
        }
        return isTar(array, offset, length) ? TAR : null;
    }

    /// By the checksum of the first header: old archives have no other mark, and a text that says `ustar` has none.
    private static boolean isTar(byte[] array, int offset, int length) {
        if (length < TAR_BLOCK || array[offset] == 0 && array[offset + 257] != 'u') {
            return false;
        }
        // A number of up to eight octal digits; cheap to refuse for almost everything.
        int at = offset + 148;
        while (at < offset + 156 && array[at] == ' ') {
            at++;
        }
        int stated = 0;
        int digits = 0;
        while (at < offset + 156 && array[at] >= '0' && array[at] <= '7') {
            stated = stated * 8 + array[at++] - '0';
            digits++;
        }
        if (digits == 0 || at < offset + 156 && array[at] != 0 && array[at] != ' ') {
            return false;
        }
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < TAR_BLOCK; i++) {
            byte b = i >= 148 && i < 156 ? (byte) ' ' : array[offset + i];
            unsigned += b & 0xff;
            signed += b;
        }
        return stated == unsigned || stated == signed;
    }

    private static int int32(byte[] array, int at) {
        return array[at] << 24 | (array[at + 1] & 0xff) << 16 | (array[at + 2] & 0xff) << 8 | array[at + 3] & 0xff;
    }
}

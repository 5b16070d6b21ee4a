package dev.gatehouse.oci.check;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules that look at one file of the finished image.
final class FileRules {
    private static final int SET_USER = 04000;
    private static final int SET_GROUP = 02000;
    private static final Set<String> SYSTEM_FOLDERS = Set.of("bin", "sbin", "usr/bin", "usr/sbin", "usr/lib/openssh",
            "usr/lib/dbus-1.0", "usr/lib/polkit-1", "usr/libexec", "usr/libexec/openssh", "usr/libexec/dbus-1");
    /// What Debian, Ubuntu, Alpine, Fedora and their kin ship with the bits set.
    private static final Set<String> SYSTEM_PROGRAMS = Set.of("su", "sudo", "mount", "umount", "passwd", "chsh", "chfn", "newgrp",
            "gpasswd", "chage", "expiry", "wall", "write", "bsd-write", "ssh-agent", "ssh-keysign", "unix_chkpwd", "pam_timestamp_check",
            "crontab", "at", "ping", "ping6", "fusermount", "fusermount3", "pkexec", "polkit-agent-helper-1", "dbus-daemon-launch-helper",
            "newuidmap", "newgidmap", "bbsuid", "doas", "utempter", "grub2-set-bootflag", "pt_chown", "dotlockfile", "lockdev", "mlocate",
            "plocate", "locate", "sg", "traceroute6.iputils", "exim4", "mtr-packet", "staprun", "userhelper", "usernetctl", "cockpit-session");
    private static final List<String> CACHES = List.of("var/cache/apt/archives/", "var/lib/apt/lists/", "var/cache/apk/",
            "var/cache/yum/", "var/cache/dnf/", "var/cache/libdnf5/", "var/cache/zypp/", "var/cache/pacman/pkg/", "root/.cache/pip/",
            "root/.npm/_cacache/", "root/.cache/yarn/", "root/.cache/go-build/", "root/.gem/", "root/.composer/cache/",
            "usr/local/share/.cache/yarn/");

    private FileRules() {}

    /// The rule about the rights of a file; null if none matches.
    static @Nullable String rights(String path, int mode) {
        if ((mode & (SET_USER | SET_GROUP)) == 0) {
            return null;
        }
        int slash = path.lastIndexOf('/');
        boolean system = slash > 0 && SYSTEM_FOLDERS.contains(path.substring(0, slash))
                && SYSTEM_PROGRAMS.contains(path.substring(slash + 1));
        return system ? "image-setuid-system" : "image-setuid-file";
    }

    /// The cache folder that a file lies in; null if in none, or if it is what an empty cache holds.
    static @Nullable String cache(String path, long size) {
        for (String folder : CACHES) {
            if (path.startsWith(folder)) {
                return size == 0 || path.endsWith("/lock") ? null : folder;
            }
        }
        return null;
    }

    /// Whether the name of a base image says neither version nor digest.
    static boolean isUnfixed(String base) {
        if (base.isBlank() || base.indexOf('@') >= 0 || base.equals("scratch")) {
            return false;
        }
        String last = base.substring(base.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        return colon < 0 || last.substring(colon + 1).equals("latest");
    }
}

package dev.gatehouse.rego.crypto;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a certificate vouches for a host (RFC 6125).
final class HostNames {
    private HostNames() {}

    static boolean matches(GeneralNames names, String host) {
        byte[] address = address(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
        if (address != null) {
            return names.addresses().stream().anyMatch(each -> Arrays.equals(each, address));
        }
        String name = host.toLowerCase(Locale.ROOT);
        boolean valid = isValid(name, false);
        String[] labels = without(name).split("\\.", -1);
        for (String each : names.hosts()) {
            String pattern = each.toLowerCase(Locale.ROOT);
            if (valid && isValid(pattern, true)) {
                if (matches(pattern.split("\\.", -1), labels)) {
                    return true;
                }
            } else if (!pattern.isEmpty() && !pattern.equals(".") && pattern.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String without(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean matches(String[] pattern, String[] labels) {
        if (pattern.length != labels.length) {
            return false;
        }
        for (int index = 0; index < labels.length; index++) {
            if (!(index == 0 && pattern[0].equals("*")) && !pattern[index].equals(labels[index])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValid(String name, boolean pattern) {
        String text = pattern ? name : without(name);
        if (text.isEmpty() || text.equals("*")) {
            return false;
        }
        String[] labels = text.split("\\.", -1);
        for (int index = 0; index < labels.length; index++) {
            String label = labels[index];
            boolean wild = pattern && index == 0 && label.equals("*");
            if (!wild && (label.isEmpty() || label.startsWith("-") || !label.matches("[a-z0-9_:-]+"))) {
                return false;
            }
        }
        return true;
    }

    /// The octets of an address; null for a name. Nothing is looked up.
    private static byte @Nullable [] address(String text) {
        try {
            return text.isEmpty() ? null : InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

package dev.gatehouse.threatmodel.derive;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address of another service in a setting, such as the value of an environment variable.
///
/// @param host
///            the name as the network resolves it
/// @param protocol
///            scheme of the URL, else what the port tells, else `tcp`
/// @param encrypted
///            whether the address itself asks for encryption
record Address(String host, String protocol, boolean encrypted) {
    private static final int LONGEST = 2048;
    // Linear: no part of an expression can match in two ways.
    private static final Pattern URL = Pattern.compile(
            "([a-z][a-z0-9+.]{1,30})://(?:[^@/\\s]*@)?([A-Za-z0-9.-]{1,253})(?::[0-9]{1,5})?(.*)",
            Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}))(?::([0-9]{1,5}))?");
    private static final Pattern NAMES_A_HOST = Pattern
            .compile("(?i).*(?:host|hostname|addr|address|url|uri|endpoint|server|servers|dsn|broker|brokers|service|upstream)");
    private static final Set<String> SECURE = Set.of("https", "grpcs", "amqps", "rediss", "wss", "ldaps", "mqtts", "ftps", "tls",
            "mongodb+srv", "sftp", "ssh");
    private static final Pattern TLS_PARAMETER = Pattern
            .compile("(?i).*(?:sslmode=(?:require|verify-ca|verify-full)|[?&](?:ssl|tls|useSSL)=true|encrypt=true).*",
                    Pattern.DOTALL);

    /// Reads the value of a setting; null if it is no address.
    static @Nullable Address of(String key, String value) {
        String text = value.strip().replaceFirst("^jdbc:", "");
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            String scheme = url.group(1).toLowerCase(Locale.ROOT);
            boolean encrypted = SECURE.contains(scheme) || TLS_PARAMETER.matcher(url.group(3)).matches();
            return new Address(url.group(2).toLowerCase(Locale.ROOT),
                    scheme.replaceFirst("\\+.*", "").replace("postgresql", "postgres"),
                    encrypted);
        }
        Matcher host = HOST.matcher(text);
        if (host.matches() && (host.group(2) != null || NAMES_A_HOST.matcher(key).matches())) {
            return new Address(host.group(1).toLowerCase(Locale.ROOT), protocol(host.group(2)), "443".equals(host.group(2)));
        }
        return null;
    }

    private static String protocol(@Nullable String port) {
        return switch (port == null ? "" : port) {
            case "80", "8080", "3000", "5000", "8000" -> "http";
            case "443", "8443" -> "https";
            case "5432" -> "postgres";
            case "3306" -> "mysql";
            case "6379" -> "redis";
            case "27017" -> "mongodb";
            case "9092" -> "kafka";
            case "5672" -> "amqp";
            case "4222" -> "nats";
            case "11211" -> "memcached";
            case "9200" -> "elasticsearch";
            default -> "tcp";
        };
    }
}

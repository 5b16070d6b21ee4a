package dev.gatehouse.secrets.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Weighs by hand what speaks for and against a value: what it is assigned to, how it is written, how random it looks.
/// Stateless.
public final class HeuristicJudge implements GenericJudge {
    private static final Set<String> PASSWORD = Set.of("password", "passwd", "passwort", "pwd", "pass", "passphrase", "pw",
            "passcode",
            "passw", "userpass", "dbpass", "dbpassword", "mdp", "senha", "contrasena", "kennwort", "sshpass", "pswd", "psw");
    private static final Set<String> SECRET = Set.of("secret", "secrets", "token", "tokens", "apikey", "credential",
            "credentials", "cred",
            "creds", "authorization", "bearer", "authtoken", "accesstoken", "clientsecret", "secretkey", "accesskey",
            "privatekey",
            "apitoken", "apisecret", "appkey", "appsecret", "signingkey", "masterkey", "encryptionkey", "authkey", "jwt", "psk");
    private static final Set<String> KEY = Set.of("key", "auth", "keys", "signature", "session", "cookie", "dsn", "license");
    private static final Set<String> KEY_OF = Set.of("api", "access", "private", "secret", "auth", "client", "encryption",
            "signing",
            "master", "app", "service", "account", "shared", "storage", "hmac", "aes", "crypto", "session", "webhook", "deploy");
    /// A name that ends so names something about a secret, not the secret.
    private static final Set<String> ABOUT = Set.of("id", "ids", "name", "names", "url", "uri", "path", "file", "filename", "dir",
            "directory", "field", "fields", "label", "type", "types", "length", "len", "size", "count", "min", "max", "regex",
            "pattern", "policy", "column", "param", "params", "parameter", "header", "prefix", "suffix", "endpoint",
            "placeholder",
            "message", "msg", "error", "err", "hint", "title", "text", "description", "desc", "help", "template", "format",
            "provider", "manager", "service", "class", "factory", "handler", "input", "form", "page", "button", "view", "reset",
            "change", "required", "enabled", "expiry", "expires", "expiration", "ttl", "timeout", "status", "state", "version",
            "env", "var", "variable", "property", "ref", "arn", "encoder", "validator", "strength", "strategy", "mode", "alg",
            "algorithm", "usage", "index", "idx", "position", "start", "end", "delimiter", "separator", "limit", "scope",
            "scopes",
            "issuer", "audience", "list", "map", "set", "store", "location", "key_name", "attribute", "attr", "element",
            "selector",
            "css", "icon", "image", "color", "style", "translation", "locale", "source", "target", "schema", "table", "query",
            "test",
            "example", "sample", "doc", "docs", "comment", "warning", "note", "info", "method", "function", "func", "fn",
            "callback",
            "action", "command", "option", "flag", "rule", "level", "group", "role", "domain", "host", "port", "server",
            "encryption", "encoding", "cipher", "question", "identifier", "changed", "updated", "created", "notification",
            "event");
    private static final Set<String> CONFIGURATION = Set.of("yml", "yaml", "properties", "env", "ini", "conf", "cfg", "toml",
            "json",
            "xml", "tf", "tfvars", "sh", "bash", "zsh", "ps1", "bat", "cmd", "config", "cnf", "netrc", "npmrc", "pypirc",
            "tfstate");
    private static final Set<String> PRETEND = Set.of("test", "demo", "sample", "fake", "mock", "temp", "stub", "secret", "passw",
            "token", "pwd", "user", "admin", "hello", "default");

    @Override
    public String version() {
        return "heuristic-1";
    }

    @Override
    public double probability(Candidate candidate) {
        List<String> words = words(candidate.name());
        double score = -1.0 + name(words) + writing(candidate) + looks(candidate, words);
        return 1 / (1 + Math.exp(-score));
    }

    private static double name(List<String> words) {
        if (words.isEmpty()) {
            return -1.5;
        }
        double score = -1.5;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (PASSWORD.contains(word)) {
                score = Math.max(score, 2.0);
            } else if (SECRET.contains(word)) {
                score = Math.max(score, 1.6);
            } else if (KEY.contains(word)) {
                score = Math.max(score, i > 0 && KEY_OF.contains(words.get(i - 1)) ? 1.4 : 0.0);
            }
        }
        return ABOUT.contains(words.getLast()) ? Math.min(score - 4, -3.2) : score;
    }

    private static double writing(Candidate candidate) {
        if (candidate.quote() != 0) {
            return 0.6;
        }
        return CONFIGURATION.contains(candidate.extension()) || candidate.extension().isEmpty() ? 0.3 : -0.4;
    }

    private static double looks(Candidate candidate, List<String> words) {
        String value = candidate.value();
        boolean password = words.stream().anyMatch(PASSWORD::contains);
        double entropy = Entropy.shannon(value);
        double efficiency = Subwords.builtIn().efficiency(value);
        double score = 0;
        score += password ? Math.clamp((entropy - 2.8) * 0.4, -0.6, 0.6) : Math.clamp((entropy - 3.3) * 1.0, -1.5, 1.2);
        score += efficiency > 2.6 ? -(efficiency - 2.6) * (password ? 0.6 : 1.5) : efficiency < 1.8 ? 0.6 : 0;
        boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean letter = value.chars().anyMatch(Character::isLetter);
        boolean special = value.chars().anyMatch(c -> "!@#$%^&*+=?/".indexOf(c) >= 0);
        if (digit && letter) {
            score += 0.6;
        } else if (letter && !special) {
            score -= password ? 0.9 : 1.6;
        }
        if (special && password) {
            score += 0.5;
        }
        if (value.length() < 6) {
            score -= 1.5;
        } else if (value.length() < 12 && !password) {
            score -= value.length() < 10 ? 2 : 0.9;
        } else if (value.length() >= 20 && !password) {
            score += 0.4;
        }
        if (value.indexOf(' ') >= 0) {
            score -= 1.2;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (PRETEND.stream().anyMatch(lower::contains) && value.length() < 40) {
            score -= 1.1;
        }
        return score;
    }

    /// The words of an identifier, in lower case: cut at case changes and at what is no letter or digit.
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean end = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
            boolean hump = !end && i > start && Character.isUpperCase(name.charAt(i))
                    && (Character.isLowerCase(name.charAt(i - 1))
                            || i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
            if (end || hump) {
                if (i > start) {
                    words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = end ? i + 1 : i;
            }
        }
        return words;
    }
}

package dev.gatehouse.secrets.generic;

import java.util.List;
import java.util.SplittableRandom;

/// Makes passwords as people make them, and what they write in the place of one. Training needs both: in the public data set every true
/// value has been replaced by random characters, so that a model trained on it alone would think that no word is ever a password.
final class WeakPasswords {
    private static final List<String> WORDS = List.of("summer", "winter", "spring", "autumn", "dragon", "monkey", "football",
            "baseball",
            "shadow", "master", "sunshine", "princess", "welcome", "freedom", "whatever", "superman", "batman", "pokemon",
            "starwars",
            "cheese", "cookie", "coffee", "banana", "orange", "purple", "yellow", "silver", "golden", "tiger", "eagle", "falcon",
            "wolf",
            "panther", "phoenix", "thunder", "lightning", "rocket", "galaxy", "matrix", "ninja", "pirate", "wizard", "knight",
            "viper",
            "jordan", "michael", "jennifer", "thomas", "robert", "daniel", "andrew", "jessica", "charlie", "oliver", "george",
            "harley",
            "ranger", "ferrari", "porsche", "mustang", "london", "berlin", "paris", "sydney", "texas", "boston", "madrid",
            "moscow",
            "january", "monday", "friday", "october", "november", "guitar", "piano", "soccer", "hockey", "tennis", "letmein",
            "iloveyou",
            "qwerty", "trustno", "access", "admin", "root", "postgres", "mysql", "oracle", "system", "manager", "company",
            "server",
            "office", "cloud", "support", "backup", "service", "network", "database", "welcome", "secure", "private", "super",
            "magic",
            "lucky", "happy", "crazy", "angel", "flower", "butter", "pepper", "ginger", "maggie", "buster", "killer", "hammer",
            "blue");
    private static final List<String> PLACEHOLDERS = List.of("password", "changeme", "change_me", "your-password",
            "your_password",
            "yourpassword", "YOUR_PASSWORD", "example", "placeholder", "xxxxxxxx", "********", "<password>", "secret",
            "mypassword",
            "my-secret", "somepassword", "some-password", "dummy", "dummy-password", "fake", "testpassword", "test", "PASSWORD",
            "passwd", "pass", "pwd", "replace-me", "REPLACE_ME", "redacted", "REDACTED", "token", "my-token", "mytoken",
            "api-key",
            "YOUR_API_KEY", "your-api-key", "your_token_here", "insert-key-here", "the-password", "super-secret", "supersecret",
            "notasecret", "none", "null", "string", "required", "foobar", "foo", "bar", "invalid", "wrong-password",
            "wrongpassword",
            "bad-password", "username", "TODO", "FIXME", "...", "sample-password", "hidden", "enter-password", "password123");
    private static final String[] SYMBOLS = {"!", "!", "@", "#", "$", "!!", "_", "-", ".", "*"};

    private WeakPasswords() {}

    static String password(SplittableRandom random) {
        String first = WORDS.get(random.nextInt(WORDS.size()));
        String word = switch (random.nextInt(5)) {
            case 0, 1 -> first;
            case 2 -> Character.toUpperCase(first.charAt(0)) + first.substring(1);
            case 3 -> first.replace('a', '@').replace('o', '0').replace('e', '3');
            default -> first + WORDS.get(random.nextInt(WORDS.size()));
        };
        String digits = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> Integer.toString(random.nextInt(10));
            case 2 -> Integer.toString(random.nextInt(1000));
            default -> Integer.toString(1980 + random.nextInt(48));
        };
        String symbol = random.nextInt(3) == 0 ? SYMBOLS[random.nextInt(SYMBOLS.length)] : "";
        String made = random.nextInt(6) == 0 ? word + symbol + digits : word + digits + symbol;
        // A bare word says nothing either way: the model shall weigh it by what stands around it.
        return made.equals(first) ? made + random.nextInt(100) : made;
    }

    static String placeholder(SplittableRandom random) {
        return PLACEHOLDERS.get(random.nextInt(PLACEHOLDERS.size()));
    }
}

package dev.gatehouse.detection.sigma;

import com.google.re2j.Pattern;
import java.math.BigDecimal;

/// What one value of a rule asks of one value of an event.
sealed interface ValueMatch {

    boolean matches(String value);

    /// Text with wildcards.
    record Text(Wildcard wildcard) implements ValueMatch {
        @Override
        public boolean matches(String value) {
            return wildcard.matches(value);
        }
    }

    /// A number, however the event writes it.
    record Number(BigDecimal number) implements ValueMatch {
        private static final int LONGEST = 40;

        @Override
        public boolean matches(String value) {
            if (value.length() > LONGEST) {
                return false;
            }
            try {
                return new BigDecimal(value).compareTo(number) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /// A regular expression in RE2's syntax that matches somewhere in the value; its case counts.
    record Regex(Pattern pattern) implements ValueMatch {
        @Override
        public boolean matches(String value) {
            return pattern.matcher(value).find();
        }
    }

    /// An address in a network.
    record Cidr(Network network) implements ValueMatch {
        @Override
        public boolean matches(String value) {
            return network.contains(value);
        }
    }
}

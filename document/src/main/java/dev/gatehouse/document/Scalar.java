package dev.gatehouse.document;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A value without parts.
public sealed interface Scalar extends Value {

    /// The content of text, and for everything else the literal as the source has it: `0x1F`, `1_000`, `~`.
    String text();

    /// Text.
    ///
    /// @param text
    ///            the content, without quotes, escapes resolved
    /// @param tag
    ///            see [Value#tag]
    record Text(Range range, String text, @Nullable String tag) implements Scalar {

        /// Text without a tag.
        public Text(Range range, String text) {
            this(range, text, null);
        }

        @Override
        public String kind() {
            return "text";
        }

        @Override
        public String toString() {
            return "text of " + text.length() + " characters at " + range;
        }
    }

    /// A whole number.
    ///
    /// @param number
    ///            a [Long] if it fits into one, else a [BigInteger]
    record Whole(Range range, String text, Number number) implements Scalar {
        public Whole {
            if (!(number instanceof Long || number instanceof BigInteger)) {
                throw new IllegalArgumentException("neither Long nor BigInteger: " + number.getClass());
            }
        }

        /// The number, which must be that of the digits.
        static Whole of(Range range, String text, String digits, int radix) {
            if (digits.length() <= (radix == 10 ? 18 : 15)) {
                return new Whole(range, text, Long.parseLong(digits, radix));
            }
            BigInteger big = new BigInteger(digits, radix);
            return big.bitLength() < Long.SIZE ? new Whole(range, text, big.longValue()) : new Whole(range, text, big);
        }

        /// Whether it fits into a long.
        public boolean fitsLong() {
            return number instanceof Long;
        }

        /// The number of whatever size.
        public BigInteger big() {
            return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
        }

        @Override
        public String kind() {
            return "a whole number";
        }

        @Override
        public String toString() {
            return "whole number at " + range;
        }
    }

    /// A number with a fraction or exponent, infinity, or not a number.
    ///
    /// @param text
    ///            the exact literal
    /// @param number
    ///            the nearest double, infinite where the literal exceeds the largest
    record Real(Range range, String text, double number) implements Scalar {
        @Override
        public String kind() {
            return "a number with a fraction";
        }

        @Override
        public String toString() {
            return "real number at " + range;
        }
    }

    /// True or false.
    record Bool(Range range, String text, boolean truth) implements Scalar {
        @Override
        public String kind() {
            return "true or false";
        }

        @Override
        public String toString() {
            return "boolean at " + range;
        }
    }

    /// The null of JSON and YAML; a YAML key without a value has an empty range behind its colon.
    record Null(Range range, String text) implements Scalar {
        @Override
        public String kind() {
            return "null";
        }

        @Override
        public String toString() {
            return "null at " + range;
        }
    }

    /// A date, a time or both, as TOML has them; known to be a valid one.
    ///
    /// @param text
    ///            as written
    record DateTime(Range range, String text, Form form) implements Scalar {

        /// Which of its parts are there.
        public enum Form {
            /// A moment: `1979-05-27T07:32:00Z`.
            OFFSET_DATE_TIME,
            /// `1979-05-27T07:32:00`.
            LOCAL_DATE_TIME,
            /// `1979-05-27`.
            LOCAL_DATE,
            /// `07:32:00`.
            LOCAL_TIME
        }

        @Override
        public String kind() {
            return "a date or time";
        }

        @Override
        public String toString() {
            return "date or time at " + range;
        }
    }
}

package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A version range specifier, `vers:npm/>=1.0.0|<2.0.0`. Immutable. Source: the VERS specification of the package-URL project.
///
/// @param scheme
///            the id between colon and slash
/// @param everything
///            whether it is the asterisk alone
/// @param constraints
///            in the order of their versions; empty if it is the asterisk
public record Vers(VersionScheme scheme, boolean everything, List<Constraint> constraints) {
    /// Longer texts are refused.
    public static final int LONGEST = 1 << 20;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /// How a version compares with that of a constraint.
    public enum Comparison {
        GREATER_OR_EQUAL(">="), LESS_OR_EQUAL("<="), NOT_EQUAL("!="), LESS("<"), GREATER(">"), EQUAL("");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /// The sign in front of the version; for equality none.
        public String sign() {
            return sign;
        }

        boolean isLower() {
            return this == GREATER || this == GREATER_OR_EQUAL;
        }

        boolean isUpper() {
            return this == LESS || this == LESS_OR_EQUAL;
        }
    }

    /// One comparison with one version.
    public record Constraint(Comparison comparison, Version version) {
        @Override
        public String toString() {
            return comparison.sign + encode(version);
        }
    }

    public Vers {
        constraints = List.copyOf(Sorting.sorted(constraints, Comparator.comparing(Constraint::version)));
    }

    /// Reads one that may be unsorted and have spaces and empty parts.
    ///
    /// @throws RangeException
    ///             if the text is none, or its scheme or one of its versions is unknown
    public static Vers parse(String text) throws RangeException {
        if (text.length() > LONGEST) {
            throw new RangeException("longer than " + LONGEST + " characters");
        }
        String spaceless = text.chars().anyMatch(Character::isWhitespace) ? text.replaceAll("\\s+", "") : text;
        int slash = spaceless.indexOf('/');
        if (!spaceless.startsWith("vers:") || slash < 0) {
            throw new RangeException("does not begin with 'vers:' and a scheme");
        }
        String id = spaceless.substring("vers:".length(), slash);
        VersionScheme scheme = VersionScheme.named(id).orElse(null);
        String rest = spaceless.substring(slash + 1);
        if (id.equals("none") || id.equals("all")) {
            if (!rest.equals("*")) {
                throw new RangeException("'" + id + "' goes with the asterisk only");
            }
            return new Vers(VersionScheme.GENERIC, id.equals("all"), List.of());
        }
        if (scheme == null) {
            throw new RangeException("unknown version scheme");
        }
        if (rest.equals("*")) {
            return new Vers(scheme, true, List.of());
        }
        List<Constraint> constraints = new ArrayList<>();
        for (String part : rest.split("\\|")) {
            if (!part.isEmpty()) {
                constraints.add(constraint(scheme, part));
            }
        }
        if (constraints.isEmpty()) {
            throw new RangeException("no constraint");
        }
        return new Vers(scheme, false, constraints);
    }

    /// Reads one that is in the canonical form.
    ///
    /// @throws RangeException
    ///             if it is not
    public static Vers parseCanonically(String text) throws RangeException {
        if (text.chars().anyMatch(Character::isWhitespace)) {
            throw new RangeException("whitespace is not permitted");
        }
        Vers vers = parse(text);
        if (!vers.toString().equals(text)) {
            throw new RangeException("not canonical: unsorted, with needless or missing percent-encoding, or with empty parts");
        }
        boolean lower = vers.scheme == VersionScheme.DATETIME && vers.constraints.stream()
                .anyMatch(constraint -> !constraint.version.text().equals(constraint.version.text().toUpperCase(Locale.ROOT)));
        if (lower) {
            throw new RangeException("moments have an upper-case T and Z");
        }
        return vers;
    }

    private static Constraint constraint(VersionScheme scheme, String part) throws RangeException {
        Comparison comparison = Comparison.EQUAL;
        for (Comparison candidate : Comparison.values()) {
            if (part.startsWith(candidate.sign)) {
                comparison = candidate;
                break;
            }
        }
        String rest = part.substring(comparison.sign.length());
        if (comparison == Comparison.EQUAL && rest.startsWith("=")) {
            rest = rest.substring(1);
        }
        try {
            return new Constraint(comparison, scheme.parse(decode(rest)));
        } catch (VersionException e) {
            throw new RangeException(e);
        }
    }

    /// The versions it holds.
    public VersionRange range() {
        if (constraints.isEmpty()) {
            return everything ? VersionRange.all(scheme) : VersionRange.none(scheme);
        }
        List<Interval> intervals = new ArrayList<>();
        List<Interval> holes = new ArrayList<>();
        List<Constraint> bounds = new ArrayList<>();
        for (Constraint constraint : constraints) {
            switch (constraint.comparison) {
                case EQUAL -> intervals.add(Interval.exactly(constraint.version));
                case NOT_EQUAL -> holes.add(Interval.exactly(constraint.version));
                default -> bounds.add(constraint);
            }
        }
        if (bounds.isEmpty() && intervals.isEmpty()) {
            intervals.add(Interval.ALL);
        }
        addIntervals(bounds, intervals);
        return VersionRange.of(scheme, intervals).intersect(VersionRange.of(scheme, holes).complement());
    }

    /// Of several lower bounds in a row the first counts, of several upper bounds the last.
    private static void addIntervals(List<Constraint> bounds, List<Interval> intervals) {
        Interval.Bound lower = null;
        for (int i = 0; i < bounds.size(); i++) {
            Constraint bound = bounds.get(i);
            boolean repeated = i + 1 < bounds.size() && bounds.get(i + 1).comparison.isUpper();
            if (bound.comparison.isLower()) {
                lower = lower != null
                        ? lower
                        : new Interval.Bound(bound.version, bound.comparison == Comparison.GREATER_OR_EQUAL);
            } else if (!repeated) {
                intervals.add(
                        new Interval(lower, new Interval.Bound(bound.version, bound.comparison == Comparison.LESS_OR_EQUAL)));
                lower = null;
            }
        }
        if (lower != null) {
            intervals.add(new Interval(lower, null));
        }
    }

    /// The canonical text.
    @Override
    public String toString() {
        if (constraints.isEmpty()) {
            return scheme == VersionScheme.GENERIC ? everything ? "vers:all/*" : "vers:none/*" : "vers:" + scheme.id() + "/*";
        }
        return "vers:" + scheme.id() + '/' + constraints.stream().map(Constraint::toString).collect(Collectors.joining("|"));
    }

    /// A version as it stands in a constraint.
    static String encode(Version version) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : version.text().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || ".-_~:+^".indexOf(b) >= 0;
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static String decode(String text) throws RangeException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.write(encoded[i]);
                continue;
            }
            if (i + 2 >= encoded.length || !HexFormat.isHexDigit(encoded[i + 1]) || !HexFormat.isHexDigit(encoded[i + 2])) {
                throw new RangeException("'%' is not followed by two hexadecimal digits");
            }
            decoded.write(HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
        } catch (CharacterCodingException _) {
            throw new RangeException("the percent-encoded bytes are not UTF-8");
        }
    }
}

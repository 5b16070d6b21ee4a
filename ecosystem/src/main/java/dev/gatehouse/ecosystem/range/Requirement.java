package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a manifest or an advisory asks for in the syntax of its ecosystem: `^1.2`, `~= 1.4`, `[1.0,2.0)`.
///
/// Its [#range] is a plain set of versions; [#admits] knows the rules that go beyond one, above all whether a pre-release is let
/// in. Immutable.
public final class Requirement {
    /// Longer texts are refused.
    public static final int LONGEST = 1 << 16;

    private final String text;
    private final VersionRange range;
    private final Predicate<Version> rule;

    Requirement(String text, VersionRange range, Predicate<Version> rule) {
        this.text = text;
        this.range = range;
        this.rule = rule;
    }

    /// Reads a requirement.
    ///
    /// @throws RangeException
    ///             if the text is none in the syntax of the scheme, or the scheme has no syntax of its own
    public static Requirement parse(VersionScheme scheme, String text) throws RangeException {
        if (text.length() > LONGEST) {
            throw new RangeException("longer than " + LONGEST + " characters");
        }
        try {
            return switch (scheme) {
                case NPM -> SemanticRequirement.npm(text);
                case CARGO -> SemanticRequirement.cargo(text);
                case PUB -> SemanticRequirement.pub(text);
                case HEX -> HexRequirement.parse(text);
                case PYPI -> PythonRequirement.parse(text);
                case GEM -> GemRequirement.parse(text);
                case COMPOSER -> ComposerRequirement.parse(text);
                case MAVEN, NUGET -> BracketRequirement.parse(scheme, text);
                case CONAN -> ConanRequirement.parse(text);
                case NGINX -> ListedRequirement.nginx(text);
                case OPENSSL -> ListedRequirement.openssl(text);
                case CONDA -> CondaRequirement.parse(text);
                default -> comparisons(scheme, text);
            };
        } catch (VersionException e) {
            throw new RangeException(e);
        }
    }

    /// Plain comparisons; commas and spaces mean *and*, double bars mean *or*.
    static Requirement comparisons(VersionScheme scheme, String text) throws RangeException, VersionException {
        List<Interval> intervals = new ArrayList<>();
        for (String alternative : text.split("\\|\\|")) {
            VersionRange range = VersionRange.all(scheme);
            for (Clause clause : Clause.read(alternative)) {
                range = range.intersect(clause.operand().equals("*")
                        ? VersionRange.all(scheme)
                        : comparison(clause.operator(), scheme.parse(clause.operand())));
            }
            intervals.addAll(range.intervals());
        }
        return new Requirement(text, VersionRange.of(scheme, intervals), _ -> true);
    }

    /// The versions for which a plain comparison holds.
    static VersionRange comparison(String operator, Version version) throws RangeException {
        VersionScheme scheme = version.scheme();
        return switch (operator) {
            case "", "=", "==", "===" -> new VersionRange(scheme, List.of(Interval.exactly(version)));
            case ">=", "=>" -> new VersionRange(scheme, List.of(Interval.from(version, true)));
            case ">" -> new VersionRange(scheme, List.of(Interval.from(version, false)));
            case "<=", "=<" -> new VersionRange(scheme, List.of(Interval.to(version, true)));
            case "<" -> new VersionRange(scheme, List.of(Interval.to(version, false)));
            case "!=", "<>" -> new VersionRange(scheme, List.of(Interval.exactly(version))).complement();
            default -> throw new RangeException("unknown operator '" + operator + "'");
        };
    }

    /// As it was written.
    public String text() {
        return text;
    }

    /// The versions within its bounds, pre-releases included.
    public VersionRange range() {
        return range;
    }

    /// Whether the ecosystem's own tool lets the version in.
    ///
    /// @throws IllegalArgumentException
    ///             if the version is of another scheme
    public boolean admits(Version version) {
        return range.contains(version) && rule.test(version);
    }

    /// [#text].
    @Override
    public String toString() {
        return text;
    }
}

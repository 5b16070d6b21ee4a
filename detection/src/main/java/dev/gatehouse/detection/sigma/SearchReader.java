package dev.gatehouse.detection.sigma;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the searches of a rule: maps of fields, lists of maps, keywords.
final class SearchReader {
    private static final int LONGEST_REGEX = 4096;

    private final String file;

    /// What a modifier changes; Sigma has more, and a rule that uses one of those is refused rather than half understood.
    private enum Modifier {
        CONTAINS, STARTSWITH, ENDSWITH, ALL, RE, CIDR
    }

    /// @param file
    ///            for messages
    SearchReader(String file) {
        this.file = file;
    }

    Search read(Value value) throws DocumentException {
        return switch (value) {
            case Mapping mapping -> map(mapping);
            case Sequence sequence -> list(sequence);
            case Scalar scalar -> keywords(List.of(scalar), false);
        };
    }

    private Search map(Mapping mapping) throws DocumentException {
        List<Search> parts = new ArrayList<>();
        for (Member member : mapping.members()) {
            parts.add(field(member));
        }
        if (parts.isEmpty()) {
            throw error(mapping, "a search needs at least one field");
        }
        return parts.size() == 1 ? parts.getFirst() : new Search.AllOf(parts);
    }

    private Search list(Sequence sequence) throws DocumentException {
        List<Search> parts = new ArrayList<>();
        for (Value element : sequence.values()) {
            switch (element) {
                case Mapping mapping -> parts.add(map(mapping));
                case Scalar scalar -> parts.add(keywords(List.of(scalar), false));
                case Sequence inner -> throw error(inner, "a list in a list is no search");
            }
        }
        if (parts.isEmpty()) {
            throw error(sequence, "the search is empty");
        }
        return new Search.AnyOf(parts);
    }

    private Search keywords(List<? extends Value> values, boolean all) throws DocumentException {
        List<ValueMatch> wanted = new ArrayList<>();
        for (Value value : values) {
            if (!(value instanceof Scalar scalar) || scalar.text().isEmpty() || scalar instanceof Scalar.Null) {
                throw error(value, "a keyword must be text");
            }
            wanted.add(new ValueMatch.Text(Wildcard.of(scalar.text()).afterAnything().beforeAnything()));
        }
        return new Search.Field(null, all, false, wanted);
    }

    private Search field(Member member) throws DocumentException {
        String[] parts = member.key().split("\\|", -1);
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        for (int i = 1; i < parts.length; i++) {
            modifiers.add(modifier(member, parts[i]));
        }
        boolean all = modifiers.remove(Modifier.ALL);
        if (modifiers.size() > 1) {
            throw error(member, "the modifiers of '" + member.key() + "' do not go together");
        }
        Modifier kind = modifiers.stream().findFirst().orElse(null);
        List<Value> values = member.value() instanceof Sequence sequence ? sequence.values() : List.of(member.value());
        if (values.isEmpty() || all && values.size() < 2) {
            throw error(member, all ? "'all' needs a list of at least two values" : "the list of values is empty");
        }
        if (parts[0].isEmpty()) {
            if (kind != null) {
                throw error(member, "keywords take no modifier but 'all'");
            }
            return keywords(values, all);
        }
        List<ValueMatch> wanted = new ArrayList<>();
        boolean absent = false;
        for (Value value : values) {
            if (value instanceof Scalar.Null) {
                if (kind != null || all) {
                    throw error(value, "null takes no modifier");
                }
                absent = true;
            } else {
                wanted.add(match(value, kind));
            }
        }
        return new Search.Field(parts[0], all, absent, wanted);
    }

    private Modifier modifier(Member member, String name) throws DocumentException {
        for (Modifier modifier : Modifier.values()) {
            if (modifier.name().toLowerCase(Locale.ROOT).equals(name)) {
                return modifier;
            }
        }
        throw error(member, "the modifier '" + name + "' is not known here (contains, startswith, endswith, all, re, cidr)");
    }

    private ValueMatch match(Value value, @Nullable Modifier modifier) throws DocumentException {
        if (!(value instanceof Scalar scalar)) {
            throw error(value, "a field is compared with text, numbers, true, false or null, not with " + value.kind());
        }
        String text = scalar.text();
        return switch (modifier) {
            case null -> switch (scalar) {
                case Scalar.Whole whole -> new ValueMatch.Number(new BigDecimal(whole.big()));
                case Scalar.Real real when Double.isFinite(real.number()) ->
                    new ValueMatch.Number(BigDecimal.valueOf(real.number()));
                default -> new ValueMatch.Text(Wildcard.of(text));
            };
            case CONTAINS -> new ValueMatch.Text(Wildcard.of(text).afterAnything().beforeAnything());
            case STARTSWITH -> new ValueMatch.Text(Wildcard.of(text).beforeAnything());
            case ENDSWITH -> new ValueMatch.Text(Wildcard.of(text).afterAnything());
            case RE -> new ValueMatch.Regex(regex(value, text));
            case CIDR -> {
                Network network = Network.parse(text);
                if (network == null) {
                    throw error(value, "it is no network: write 10.0.0.0/8 or fd00::/8");
                }
                yield new ValueMatch.Cidr(network);
            }
            case ALL -> throw new IllegalArgumentException("all is not about a single value");
        };
    }

    private Pattern regex(Value value, String text) throws DocumentException {
        if (text.length() > LONGEST_REGEX) {
            throw error(value, "the regular expression is longer than " + LONGEST_REGEX + " characters");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw error(value, "the regular expression is not valid: " + e.getDescription());
        }
    }

    private DocumentException error(Member member, String what) {
        return new DocumentException(file, member.keyRange(), what);
    }

    private DocumentException error(Value value, String what) {
        return new DocumentException(file, value.range(), what);
    }
}

package dev.gatehouse.secrets.engine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.gatehouse.secrets.change.Edits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Each pattern alone over the whole text, as the contract of [Engine] says it: the definition that the other engines are tested
/// against.
final class ReferenceEngine implements Engine {
    static final Comparator<Match> ORDER = Comparator.comparingInt(Match::start).thenComparingInt(Match::pattern);

    private final List<SoughtPattern> patterns;

    ReferenceEngine(List<EnginePattern> patterns) {
        this.patterns = SoughtPattern.of(patterns, PlanPack.NONE);
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Session session() {
        return new Session() {
            @Override
            public List<Match> matches(byte[] text, int offset, int length, Attention attention) {
                return find(text, offset, length);
            }

            @Override
            public Attention toChanges(Edits edits, Attention.Seen before, int length) {
                return Attention.toAll(length);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}

    private List<Match> find(byte[] bytes, int offset, int length) {
        List<Match> matches = new ArrayList<>();
        Text text = Text.of(bytes, offset, offset + length);
        String string = text.toString();
        for (SoughtPattern pattern : patterns) {
            if (pattern.keywords().occur(bytes, offset, offset + length)) {
                findAll(pattern.index(), pattern.probe().plain(), text, string, offset, matches);
            }
        }
        matches.sort(ORDER);
        return matches;
    }

    /// re2j's successive finds; after an empty match the search goes on behind the next character.
    static void findAll(int index, Pattern pattern, Text text, String string, int origin, List<Match> matches) {
        Matcher matcher = pattern.matcher(string);
        int from = 0;
        while (from <= string.length() && matcher.find(from)) {
            matches.add(new Match(index, groups(matcher, text, origin)));
            from = matcher.end();
            if (matcher.start() == from) {
                from += from < string.length() ? Character.charCount(string.codePointAt(from)) : 1;
            }
        }
    }

    /// The groups of the match as byte offsets counted from `origin`.
    static int[] groups(Matcher matcher, Text text, int origin) {
        int[] groups = new int[2 * (matcher.groupCount() + 1)];
        for (int g = 0; g <= matcher.groupCount(); g++) {
            // re2j 1.8 leaves zeros for a group that it has optimised away, as in (x){0}.
            int start = matcher.start(g) < matcher.start() ? -1 : matcher.start(g);
            groups[2 * g] = start < 0 ? -1 : text.offset(start) - origin;
            groups[2 * g + 1] = start < 0 ? -1 : text.offset(matcher.end(g)) - origin;
        }
        return groups;
    }
}

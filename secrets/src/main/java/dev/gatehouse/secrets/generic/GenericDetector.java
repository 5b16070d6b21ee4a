package dev.gatehouse.secrets.generic;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.secrets.change.Edits;
import dev.gatehouse.secrets.change.Offsets;
import dev.gatehouse.secrets.change.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds passwords, tokens and keys that have no provider's form. Immutable, thread-safe, deterministic: the same text and path
/// hint give the same candidates, on every platform.
///
/// The judgement has two parts. [#find] looks at the content alone, of the path only at the kind of file, and can be cached with the
/// content; [#logit] adds what the place says about it. The words of paths were tried as well: on repositories that the training had not
/// seen they improved nothing.
public final class GenericDetector {
    /// Changes whenever the same content could be judged otherwise.
    public static final String VERSION = "4";
    /// Tests, documentation and foreign code hold made-up values: there it takes much more to be sure.
    private static final double FIXTURE = -1.5;
    /// Texts for people: "password" stands before its translation and before sentences about it.
    private static final double TRANSLATION = -12;

    private final Vocabulary vocabulary;
    private final Model model;

    private GenericDetector(Vocabulary vocabulary, Model model) {
        this.vocabulary = vocabulary;
        this.model = model;
    }

    /// Reads vocabulary and model; takes some milliseconds.
    public static GenericDetector load() {
        return new GenericDetector(Vocabulary.load(), Model.load());
    }

    /// The values in a text that may be secrets wherever it lies, by their place in the text.
    ///
    /// @param text
    ///            holds the text, UTF-8 or another superset of ASCII, or any bytes; not changed
    /// @param pathHint
    ///            some path of the content; only its kind of file is looked at
    public List<GenericCandidate> find(byte[] text, int offset, int length, String pathHint) {
        return find(text, offset, length, pathHint, Zones.of(0, length), new Offsets());
    }

    /// The same candidates, found with less work.
    ///
    /// @param lines
    ///            all of the text, or what [#changed] gave
    /// @param places
    ///            gets a place in each line that has a candidate, counted from the beginning of the text
    public List<GenericCandidate> find(byte[] text, int offset, int length, String pathHint, Zones lines, Offsets places) {
        Judge judge = new Judge(text, offset, length, Language.of(pathHint), places);
        CandidateFinder finder = new CandidateFinder(text, offset, length, judge.language, judge::look);
        for (int i = 0; i < lines.count(); i++) {
            finder.run(offset + lines.from(i), offset + lines.to(i));
        }
        return judge.found();
    }

    /// The same as for all of the text, when somebody else has found [#words] in it.
    ///
    /// @param places
    ///            as for the other
    /// @param words
    ///            where each begins, in order: the offset times 256 plus the number of the word
    public List<GenericCandidate> find(byte[] text, int offset, int length, String pathHint, long[] words, Offsets places) {
        Judge judge = new Judge(text, offset, length, Language.of(pathHint), places);
        new CandidateFinder(text, offset, length, judge.language, judge::look).run(words);
        return judge.found();
    }

    /// The words around which [#find] looks, in lower case; they stand in texts in either case.
    public static List<String> words() {
        return CandidateFinder.WORDS;
    }

    /// Where to look in a text of which an earlier version with the same kind of file has been looked at.
    ///
    /// @param places
    ///            what [#find] gave for that version
    public static Zones changed(byte[] text, int offset, int length, Edits edits, int[] places) {
        return ChangedLines.of(text, offset, length, edits, places);
    }

    /// Log-odds that the candidate is a secret where it lies.
    public static double logit(GenericCandidate candidate, Set<Trait> traits) {
        return logit(candidate.logit(), traits);
    }

    /// The same for log-odds that were kept.
    public static double logit(double anywhere, Set<Trait> traits) {
        boolean fixture = traits.contains(Trait.TEST) || traits.contains(Trait.DOCUMENTATION) || traits.contains(Trait.VENDORED)
                || traits.contains(Trait.GENERATED);
        return anywhere + (fixture ? FIXTURE : 0) + (traits.contains(Trait.TRANSLATION) ? TRANSLATION : 0);
    }

    /// What log-odds from [#logit] amount to; null if they are too low to be reported.
    public @Nullable Confidence confidence(double logit) {
        return logit >= model.likely ? Confidence.LIKELY : logit >= model.possible ? Confidence.POSSIBLE : null;
    }

    /// Log-odds as a probability from 0 to 1.
    public static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /// Measures and judges the candidates of one text.
    private final class Judge {
        private final byte[] text;
        private final int offset;
        private final int end;
        private final Language language;
        private final List<GenericCandidate> found = new ArrayList<>();
        private final Offsets places;
        private final MadeUp madeUp;
        private @Nullable Features features;
        private @Nullable ValueShape shape;
        private @Nullable Surroundings surroundings;

        Judge(byte[] text, int offset, int length, Language language, Offsets places) {
            this.places = places;
            this.text = text;
            this.offset = offset;
            this.end = offset + length;
            this.language = language;
            this.madeUp = new MadeUp(vocabulary, language);
        }

        void look(Candidate candidate) {
            Features measured = features;
            ValueShape values = shape;
            Surroundings around = surroundings;
            if (measured == null || values == null || around == null) {
                features = measured = new Features();
                shape = values = new ValueShape(vocabulary);
                surroundings = around = new Surroundings(measured);
            }
            measured.clear();
            values.measure(text, candidate.start(), candidate.end(), measured);
            around.measure(text, offset, end, candidate, language);
            double logit = model.logit(measured);
            if (logit < model.possible || PublicValue.is(text, candidate)) {
                return;
            }
            logit = madeUp.judge(logit, text, candidate);
            if (logit >= model.possible) {
                places.add(candidate.keyStart() - offset);
                found.add(new GenericCandidate(candidate.start() - offset, candidate.end() - offset, Kind.of(text, candidate),
                        logit,
                        model.explain(measured)));
            }
        }

        /// In order; of candidates that overlap the surest.
        List<GenericCandidate> found() {
            found.sort(java.util.Comparator.comparingInt(GenericCandidate::start).thenComparing(GenericCandidate::end));
            List<GenericCandidate> kept = new ArrayList<>(found.size());
            for (GenericCandidate each : found) {
                GenericCandidate last = kept.isEmpty() ? null : kept.getLast();
                if (last == null || each.start() >= last.end()) {
                    kept.add(each);
                } else if (each.logit() > last.logit()) {
                    kept.set(kept.size() - 1, each);
                }
            }
            return List.copyOf(kept);
        }
    }
}

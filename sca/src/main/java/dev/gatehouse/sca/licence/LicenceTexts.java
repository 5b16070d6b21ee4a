package dev.gatehouse.sca.licence;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Knows licences by their texts. The SPDX list's texts are kept as hashes of runs of words ([Shingles]), made at build time of
/// the npm package spdx-license-list (CC0-1.0). Immutable.
///
/// A text is a licence if it has nearly all of that licence's runs; of several the one that explains most of the text, then what
/// is left is looked at again, because one file may hold the texts of several licences. Licences that share a text (GPL only, or
/// later) are the stricter one: the text alone does not say.
public final class LicenceTexts {
    static final String RESOURCE = "licence-texts.bin";
    private static final int FORM = 0x47484c31;
    /// People change names and a word here and there.
    private static final double ENOUGH = 0.85;
    private static final int MOST_IN_ONE_FILE = 20;

    private final List<String> ids = new ArrayList<>();
    private final List<Fingerprint> fingerprints = new ArrayList<>();
    private final Runs byRun;

    /// What is known of one licence's text.
    ///
    /// @param runs
    ///            how many different ones it has
    /// @param kept
    ///            those that are kept, sorted
    record Fingerprint(int runs, int[] kept) {

        static Fingerprint of(String text) {
            return new Fingerprint(Shingles.of(text).length, Shingles.kept(text));
        }
    }

    /// Which licences have a run: chains in arrays, because a map of some hundred thousand lists would take longer to make than most
    /// scans take.
    private static final class Runs {
        /// For each slot the first entry, from 1.
        private final int[] heads;
        /// For each entry the run, the licence, and the next entry of the slot; 0 ends it.
        private final int[] runs;
        private final int[] numbers;
        private final int[] next;
        private final int shift;

        Runs(List<Fingerprint> fingerprints) {
            int size = fingerprints.stream().mapToInt(each -> each.kept().length).sum();
            int bits = Math.max(4, Integer.SIZE - Integer.numberOfLeadingZeros(size));
            shift = Integer.SIZE - bits;
            heads = new int[1 << bits];
            runs = new int[size + 1];
            numbers = new int[size + 1];
            next = new int[size + 1];
            int entry = 0;
            for (int number = 0; number < fingerprints.size(); number++) {
                for (int run : fingerprints.get(number).kept()) {
                    int slot = slot(run);
                    entry++;
                    runs[entry] = run;
                    numbers[entry] = number;
                    next[entry] = heads[slot];
                    heads[slot] = entry;
                }
            }
        }

        private int slot(int run) {
            return run * 0x9E3779B9 >>> shift;
        }

        /// Adds to the count of each licence that has the run.
        void count(int run, int each, int[] hits) {
            for (int entry = heads[slot(run)]; entry != 0; entry = next[entry]) {
                if (runs[entry] == run) {
                    hits[numbers[entry]] += each;
                }
            }
        }
    }

    private LicenceTexts(Map<String, Fingerprint> all) {
        all.forEach((id, fingerprint) -> {
            ids.add(id);
            fingerprints.add(fingerprint);
        });
        byRun = new Runs(fingerprints);
    }

    /// Reads what comes with Gatehouse.
    public static LicenceTexts load() {
        try (InputStream in = LicenceTexts.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            DataInputStream data = new DataInputStream(new ByteArrayInputStream(in.readAllBytes()));
            if (data.readInt() != FORM) {
                throw new IllegalStateException(RESOURCE + " is of another version");
            }
            Map<String, Fingerprint> fingerprints = new TreeMap<>();
            for (int left = data.readInt(); left > 0; left--) {
                String id = data.readUTF();
                int runs = data.readInt();
                int[] kept = new int[data.readInt()];
                ByteBuffer.wrap(data.readNBytes(kept.length * Integer.BYTES)).asIntBuffer().get(kept);
                fingerprints.put(id, new Fingerprint(runs, kept));
            }
            return new LicenceTexts(fingerprints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes the resource.
    ///
    /// @param fingerprints
    ///            by id
    static void write(Map<String, Fingerprint> fingerprints, DataOutputStream out) throws IOException {
        out.writeInt(FORM);
        out.writeInt(fingerprints.size());
        for (Map.Entry<String, Fingerprint> each : new TreeMap<>(fingerprints).entrySet()) {
            out.writeUTF(each.getKey());
            out.writeInt(each.getValue().runs());
            out.writeInt(each.getValue().kept().length);
            for (int run : each.getValue().kept()) {
                out.writeInt(run);
            }
        }
    }

    /// The licences whose texts a text holds, by id; empty if it is none of the list.
    public List<String> of(String text) {
        int[] all = Shingles.of(text);
        BitSet left = new BitSet(all.length);
        left.set(0, all.length);
        Map<Integer, Integer> position = new HashMap<>();
        int[] hits = new int[ids.size()];
        for (int i = 0; i < all.length; i++) {
            position.put(all[i], i);
            byRun.count(all[i], 1, hits);
        }
        List<String> found = new ArrayList<>();
        while (found.size() < MOST_IN_ONE_FILE) {
            int best = best(hits);
            if (best < 0) {
                break;
            }
            found.add(ids.get(best));
            for (int run : fingerprints.get(best).kept()) {
                Integer at = position.get(run);
                if (at != null && left.get(at)) {
                    left.clear(at);
                    byRun.count(run, -1, hits);
                }
            }
        }
        return found;
    }

    /// The licence that explains most; -1 if none is there. What is missing counts against it, half as much, so that a text is not taken
    /// for a longer one that contains it.
    private int best(int[] hits) {
        int best = -1;
        int highest = 0;
        for (int number = 0; number < hits.length; number++) {
            int length = fingerprints.get(number).kept().length;
            int weight = length == 0 ? 0 : weight(number, hits[number]);
            if (hits[number] >= ENOUGH * length && weight > highest) {
                best = number;
                highest = weight;
            }
        }
        return best;
    }

    /// In runs of the whole text, whatever share of them is kept.
    private int weight(int number, int hits) {
        int length = fingerprints.get(number).kept().length;
        return (int) ((2L * hits - (length - hits)) * fingerprints.get(number).runs() / length);
    }
}

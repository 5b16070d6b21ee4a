package dev.gatehouse.secrets;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facts in binary form, for the cache. Whatever is read is checked against what can be.
final class FactsCodec {
    private static final int MOST = 1_000_000;

    private FactsCodec() {}

    static void write(SecretFacts facts, DataOutput out) throws IOException {
        out.writeInt(facts.hits().size());
        out.writeInt(facts.reported());
        for (SecretFacts.Hit hit : facts.hits()) {
            out.writeInt(hit.rule());
            out.writeInt(hit.span().start());
            out.writeInt(hit.span().end());
            out.writeInt(hit.linesBefore());
            out.writeByte(hit.severity().ordinal());
            out.writeByte(hit.confidence().ordinal());
            out.writeDouble(hit.entropy());
            out.writeUTF(hit.mask());
            out.writeUTF(hit.hmac());
            writeText(hit.checksum(), out);
            writeText(hit.encoding(), out);
            out.writeDouble(hit.probability());
            writeNumbers(hit.waiting(), out);
            out.writeShort(hit.support().size());
            for (List<Integer> group : hit.support()) {
                writeNumbers(group, out);
            }
        }
    }

    static SecretFacts read(DataInput in, int rules) throws IOException {
        int count = in.readInt();
        int reported = in.readInt();
        check(count >= 0 && count <= MOST && reported >= 0 && reported <= count);
        List<SecretFacts.Hit> hits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int rule = in.readInt();
            int start = in.readInt();
            int end = in.readInt();
            check(rule >= 0 && rule < rules && start >= 0 && end >= start);
            int linesBefore = in.readInt();
            Severity severity = constant(Severity.values(), in.readByte());
            Confidence confidence = constant(Confidence.values(), in.readByte());
            double entropy = in.readDouble();
            String mask = in.readUTF();
            String hmac = in.readUTF();
            String checksum = readText(in);
            String encoding = readText(in);
            double probability = in.readDouble();
            List<Integer> waiting = readNumbers(in, Integer.MAX_VALUE);
            List<List<Integer>> support = new ArrayList<>();
            for (int groups = in.readUnsignedShort(); groups > 0; groups--) {
                support.add(readNumbers(in, count));
            }
            hits.add(new SecretFacts.Hit(rule, new Span(start, end), linesBefore, severity, confidence, entropy, mask, hmac,
                    checksum,
                    encoding, probability, waiting, support));
        }
        return new SecretFacts(hits, reported);
    }

    private static void writeText(@Nullable String text, DataOutput out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readText(DataInput in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static void writeNumbers(List<Integer> numbers, DataOutput out) throws IOException {
        out.writeShort(numbers.size());
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    private static List<Integer> readNumbers(DataInput in, int bound) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            int number = in.readInt();
            check(number >= 0 && number < bound);
            numbers.add(number);
        }
        return numbers;
    }

    private static <T> T constant(T[] values, int ordinal) throws IOException {
        check(ordinal >= 0 && ordinal < values.length);
        return values[ordinal];
    }

    private static void check(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("damaged facts");
        }
    }
}

package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.source.scan.CheckSet.Bound;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes units for the cache and reads them back. Of a unit without anything to say nothing is written.
final class UnitCodec {
    private final CheckSet checks;

    UnitCodec(CheckSet checks) {
        this.checks = checks;
    }

    byte[] encode(Unit unit) throws IOException {
        if (unit.isEmpty()) {
            return new byte[0];
        }
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(unit.facts().size());
        for (Unit.Learned learned : unit.facts()) {
            out.writeInt(learned.check());
            checks.get(learned.check()).write(learned.facts(), out);
            out.writeInt(learned.shown().size());
            for (Shown shown : learned.shown()) {
                write(shown, out);
            }
        }
        out.writeInt(unit.children().size());
        for (Unit.Child child : unit.children()) {
            write(child.name(), out);
            out.writeUTF(child.key().id().toString());
            write(child.key().name().getBytes(StandardCharsets.UTF_8), out);
            out.writeLong(child.size());
        }
        return bytes.toByteArray();
    }

    /// @throws IOException
    ///             if it is damaged
    Unit decode(Unit.Key key, byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return new Unit(key, List.of(), List.of());
        }
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<Unit.Learned> learned = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            int check = in.readInt();
            if (check < 0 || check >= checks.size()) {
                throw new IOException("an entry of another set of checks");
            }
            Bound<?> bound = checks.get(check);
            Facts facts = bound.read(in);
            List<Shown> shown = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                shown.add(readShown(in));
            }
            if (shown.size() != facts.spans().size()) {
                throw new IOException("an entry of another version");
            }
            learned.add(new Unit.Learned(check, facts, List.copyOf(shown)));
        }
        List<Unit.Child> children = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            byte[] name = readBytes(in);
            ContentId id;
            try {
                id = ContentId.parse(in.readUTF());
            } catch (IllegalArgumentException e) {
                throw new IOException(e);
            }
            String fileName = new String(readBytes(in), StandardCharsets.UTF_8);
            children.add(new Unit.Child(name, new Unit.Key(id, fileName), in.readLong()));
        }
        return new Unit(key, List.copyOf(learned), List.copyOf(children));
    }

    private static void write(Shown shown, DataOutputStream out) throws IOException {
        Region region = shown.region();
        out.writeLong(region.start());
        out.writeLong(region.end());
        out.writeInt(region.startLine());
        out.writeInt(region.startColumn());
        out.writeInt(region.endLine());
        out.writeInt(region.endColumn());
        Excerpt excerpt = shown.excerpt();
        out.writeInt(excerpt.firstLine());
        out.writeByte(excerpt.lines().size());
        for (String line : excerpt.lines()) {
            out.writeUTF(line);
        }
        out.writeInt(excerpt.markLine());
        out.writeInt(excerpt.markStart());
        out.writeInt(excerpt.markEnd());
        Suppression suppression = shown.suppression();
        out.writeBoolean(suppression != null);
        if (suppression != null) {
            out.writeUTF(suppression.form());
            out.writeUTF(suppression.reason());
            out.writeInt(shown.rules().size());
            for (String rule : shown.rules()) {
                write(rule.getBytes(StandardCharsets.UTF_8), out);
            }
        }
    }

    private static Shown readShown(DataInputStream in) throws IOException {
        var region = new Region(in.readLong(), in.readLong(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
        int firstLine = in.readInt();
        List<String> lines = new ArrayList<>();
        for (int i = in.readByte(); i > 0; i--) {
            lines.add(in.readUTF());
        }
        var excerpt = new Excerpt(firstLine, lines, in.readInt(), in.readInt(), in.readInt());
        if (!in.readBoolean()) {
            return new Shown(region, excerpt, null, List.of());
        }
        var suppression = new Suppression(Suppression.Kind.INLINE, in.readUTF(), in.readUTF());
        List<String> rules = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            rules.add(new String(readBytes(in), StandardCharsets.UTF_8));
        }
        return new Shown(region, excerpt, suppression, List.copyOf(rules));
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("an entry ends early");
        }
        return in.readNBytes(length);
    }
}

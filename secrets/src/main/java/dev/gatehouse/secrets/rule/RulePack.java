package dev.gatehouse.secrets.rule;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.secrets.checksum.Checksum;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rules in binary form, so that starting up parses no TOML: first what every scan needs of each rule, then the headers, which
/// are
/// only read for rules that have found something. The same rules give the same bytes.
public final class RulePack {
    private static final int MAGIC = 0x47485250;
    private static final int VERSION = 1;
    private static final int ABSENT = -1;

    private RulePack() {}

    /// Packs rules.
    public static byte[] write(RuleSet set) {
        try {
            ByteArrayOutputStream headers = new ByteArrayOutputStream();
            ByteArrayOutputStream bodies = new ByteArrayOutputStream();
            DataOutputStream body = new DataOutputStream(bodies);
            DataOutputStream header = new DataOutputStream(headers);
            body.writeInt(set.rules().size());
            for (SecretRule rule : set.rules()) {
                body.writeInt(headers.size());
                writeBody(rule, body);
                write(rule.header(), rule.validation(), header);
            }
            writeAllowlists(set.allowlists(), body);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(all);
            out.writeInt(MAGIC);
            out.writeByte(VERSION);
            out.writeInt(bodies.size());
            bodies.writeTo(out);
            headers.writeTo(out);
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A digest of what the rules find, in hexadecimal; headers do not count.
    public static String digest(RuleSet set) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DataOutputStream out = new DataOutputStream(
                    new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest), 1 << 16));
            out.writeByte(VERSION);
            for (SecretRule rule : set.rules()) {
                ByteBuffer packed = rule.packed();
                if (packed == null) {
                    writeBody(rule, out);
                } else {
                    out.write(packed.array(), packed.arrayOffset(), packed.capacity());
                }
            }
            writeAllowlists(set.allowlists(), out);
            out.flush();
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void writeBody(SecretRule rule, DataOutputStream out) throws IOException {
        out.writeUTF(rule.id());
        out.writeByte(rule.severity().ordinal());
        out.writeByte(rule.confidence().ordinal());
        out.writeByte(rule.profile().ordinal());
        write(rule.detection(), out);
    }

    /// Reads what [#write] wrote; the array is kept and must not be changed.
    ///
    /// @throws IOException
    ///             if it is something else
    public static RuleSet read(byte[] pack) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(pack);
        DataInputStream in = new DataInputStream(bytes);
        if (pack.length < 9 || in.readInt() != MAGIC || in.readByte() != VERSION) {
            throw new IOException("not a rule pack of this version");
        }
        int headers = 9 + in.readInt();
        int count = in.readInt();
        if (headers < 9 || headers > pack.length || count < 0 || count > pack.length) {
            throw new IOException("a damaged rule pack");
        }
        List<SecretRule> rules = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = headers + in.readInt();
            int begin = pack.length - bytes.available();
            String id = in.readUTF();
            Severity severity = constant(Severity.values(), in.readByte());
            Confidence confidence = constant(Confidence.values(), in.readByte());
            Rule.Profile profile = constant(Rule.Profile.values(), in.readByte());
            Detection detection = readDetection(in);
            rules.add(new SecretRule(id, severity, confidence, profile, detection,
                    () -> details(pack, at, id, severity, confidence, profile),
                    ByteBuffer.wrap(pack, begin, pack.length - bytes.available() - begin).slice()));
        }
        return new RuleSet(rules, readAllowlists(in));
    }

    private static void write(Detection detection, DataOutputStream out) throws IOException {
        writeText(detection.regex(), out);
        writeText(detection.path(), out);
        out.writeByte(detection.secretGroup());
        out.writeDouble(detection.entropy());
        writeTexts(detection.keywords(), out);
        writeAllowlists(detection.allowlists(), out);
        out.writeShort(detection.required().size());
        for (Required required : detection.required()) {
            out.writeUTF(required.id());
            out.writeInt(required.withinLines() == null ? ABSENT : required.withinLines());
            out.writeInt(required.withinColumns() == null ? ABSENT : required.withinColumns());
        }
        writeTexts(detection.tags(), out);
        out.writeBoolean(detection.reported());
        out.writeByte(detection.checksum() == null ? ABSENT : detection.checksum().ordinal());
        out.writeBoolean(detection.generic());
        out.writeByte(detection.minUnique());
        out.writeBoolean(detection.filtered());
    }

    private static Detection readDetection(DataInputStream in) throws IOException {
        String regex = readText(in);
        String path = readText(in);
        int group = in.readByte();
        double entropy = in.readDouble();
        List<String> keywords = readTexts(in);
        List<Allowlist> allowlists = readAllowlists(in);
        List<Required> required = new ArrayList<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            String id = in.readUTF();
            int lines = in.readInt();
            int columns = in.readInt();
            required.add(new Required(id, lines == ABSENT ? null : lines, columns == ABSENT ? null : columns));
        }
        List<String> tags = readTexts(in);
        boolean reported = in.readBoolean();
        int checksum = in.readByte();
        return new Detection(regex, path, group, entropy, keywords, allowlists, required, tags, reported,
                checksum == ABSENT ? null : constant(Checksum.values(), checksum), in.readBoolean(), in.readByte(),
                in.readBoolean());
    }

    private static void writeAllowlists(List<Allowlist> lists, DataOutputStream out) throws IOException {
        out.writeShort(lists.size());
        for (Allowlist list : lists) {
            out.writeUTF(list.description());
            out.writeBoolean(list.all());
            writeTexts(list.commits(), out);
            writeTexts(list.paths(), out);
            out.writeByte(list.target().ordinal());
            writeTexts(list.regexes(), out);
            writeTexts(list.stopwords(), out);
        }
    }

    private static List<Allowlist> readAllowlists(DataInputStream in) throws IOException {
        List<Allowlist> lists = new ArrayList<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            lists.add(new Allowlist(in.readUTF(), in.readBoolean(), readTexts(in), readTexts(in),
                    constant(Allowlist.Target.values(), in.readByte()), readTexts(in), readTexts(in)));
        }
        return lists;
    }

    private static void write(Rule rule, @Nullable LiveValidation validation, DataOutputStream out) throws IOException {
        writeLists(rule.aliases(), out);
        out.writeUTF(rule.family());
        out.writeUTF(rule.title());
        writeNumbers(rule.cwe(), out);
        writeLists(rule.controls(), out);
        out.writeUTF(rule.message());
        out.writeUTF(rule.fix());
        writeText(rule.link() == null ? null : rule.link().toString(), out);
        out.writeBoolean(validation != null);
        if (validation != null) {
            out.writeUTF(validation.method());
            out.writeUTF(validation.url());
            out.writeShort(validation.headers().size());
            for (Map.Entry<String, String> header : validation.headers().entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            out.writeUTF(validation.body());
            writeNumbers(validation.valid(), out);
            writeNumbers(validation.revoked(), out);
        }
    }

    private static SecretRule.Details details(byte[] pack, int at, String id, Severity severity, Confidence confidence,
            Rule.Profile profile) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(pack, at, pack.length - at))) {
            Map<String, List<String>> aliases = readLists(in);
            String family = in.readUTF();
            String title = in.readUTF();
            List<Integer> cwe = readNumbers(in);
            Map<String, List<String>> controls = readLists(in);
            String message = in.readUTF();
            String fix = in.readUTF();
            String link = readText(in);
            Rule rule = new Rule(id, aliases, "secrets", family, title, severity, confidence, cwe, controls, message, fix,
                    link == null ? null : URI.create(link), profile);
            return new SecretRule.Details(rule, in.readBoolean() ? readValidation(in) : null);
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged rule pack", e);
        }
    }

    private static LiveValidation readValidation(DataInputStream in) throws IOException {
        String method = in.readUTF();
        String url = in.readUTF();
        var headers = new LinkedHashMap<String, String>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            headers.put(in.readUTF(), in.readUTF());
        }
        return new LiveValidation(method, url, headers, in.readUTF(), readNumbers(in), readNumbers(in));
    }

    private static void writeLists(Map<String, List<String>> lists, DataOutputStream out) throws IOException {
        out.writeShort(lists.size());
        for (Map.Entry<String, List<String>> entry : new TreeMap<>(lists).entrySet()) {
            out.writeUTF(entry.getKey());
            writeTexts(entry.getValue(), out);
        }
    }

    private static Map<String, List<String>> readLists(DataInputStream in) throws IOException {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            lists.put(in.readUTF(), readTexts(in));
        }
        return lists;
    }

    private static void writeNumbers(List<Integer> numbers, DataOutputStream out) throws IOException {
        out.writeShort(numbers.size());
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    private static List<Integer> readNumbers(DataInputStream in) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            numbers.add(in.readInt());
        }
        return numbers;
    }

    private static void writeTexts(List<String> texts, DataOutputStream out) throws IOException {
        out.writeShort(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static <T> T constant(T[] values, int ordinal) throws IOException {
        if (ordinal < 0 || ordinal >= values.length) {
            throw new IOException("a damaged rule pack");
        }
        return values[ordinal];
    }
}

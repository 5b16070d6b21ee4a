package dev.gatehouse.threatmodel;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Adds to threats.yaml without touching what people wrote.
final class RegisterText {
    private RegisterText() {}

    /// Puts entries behind the last one of a list.
    ///
    /// @param entries
    ///            lines indented by two
    static String append(String name, String text, String list, String entries) throws DocumentException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Mapping mapping = Fields.of(name, Documents.read(Format.YAML, name, bytes, Limits.DEFAULT)).mapping();
        Member member = mapping.member(list);
        String newLine = text.endsWith("\n") ? "" : "\n";
        if (member == null) {
            return text + newLine + list + ":\n" + entries;
        }
        if (!(member.value() instanceof Sequence sequence) || sequence.values().isEmpty()) {
            return bytes(bytes, 0, member.keyRange().end()) + ":\n" + entries.stripTrailing()
                    + bytes(bytes, member.value().range().end(), bytes.length);
        }
        int end = sequence.values().getLast().range().end();
        if (bytes[sequence.range().start()] == '[') {
            throw new DocumentException(name, sequence.range(),
                    "write the list '" + list + "' with one entry a line, so that it can be added to");
        }
        // The dash stands two columns before the first key of its entry.
        String indent = " ".repeat(Math.max(0, sequence.values().getFirst().range().column() - 3));
        String shifted = entries.lines().map(line -> indent + line.substring(2)).collect(Collectors.joining("\n"));
        return bytes(bytes, 0, end) + "\n" + shifted + bytes(bytes, end, bytes.length);
    }

    private static String bytes(byte[] all, int from, int to) {
        return new String(all, from, to - from, StandardCharsets.UTF_8);
    }
}

package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What may be shown of a content, for those who learned of spans in it elsewhere than in a scan: the same lines, masks and markers as
/// a scan would make.
public final class Presentation {
    private Presentation() {}

    /// Spans made ready for people.
    ///
    /// @param sensitive
    ///            ranges that must not be shown in clear
    /// @param markers
    ///            inline suppression markers of other tools that count
    public static List<Shown> of(Blob blob, List<Span> spans, List<Span> sensitive, Set<String> markers) {
        var presenter = new Presenter(blob, new Secrecy(blob, sensitive));
        return spans.stream().map(span -> presenter.show(span, markers)).toList();
    }

    /// The whole text with what is sensitive masked and nothing in it that moves a cursor but line ends.
    ///
    /// @param sensitive
    ///            ranges that must not be shown in clear
    public static String masked(Blob text, List<Span> sensitive) {
        var masker = new Masker(text, new Secrecy(text, sensitive));
        List<String> lines = new ArrayList<>();
        for (int start = 0; start <= text.length();) {
            int end = start;
            while (end < text.length() && text.array()[text.offset() + end] != '\n') {
                end++;
            }
            lines.add(masker.mask(start, end, start, end).text());
            start = end + 1;
        }
        return String.join("\n", lines);
    }
}

package dev.gatehouse.advisory.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Texts, each kept once, named by where they begin.
final class Pool {
    static final String SEPARATOR = "\n";

    private final Shapes shapes;
    private final Map<String, Integer> offsets = new HashMap<>();
    private final Output output = new Output(1 << 16);

    Pool(Shapes shapes) {
        this.shapes = shapes;
        put("");
    }

    /// Where the text stands; the empty one at 0.
    int put(String text) {
        return offsets.computeIfAbsent(text, _ -> {
            int offset = output.size();
            shapes.put(text, output);
            return offset;
        });
    }

    /// Where a list of texts stands, as one text.
    int put(List<String> texts) {
        return texts.isEmpty()
                ? 0
                : put(String.join(SEPARATOR, texts.stream().map(text -> text.replace(SEPARATOR, " ")).toList()));
    }

    Output output() {
        return output;
    }
}

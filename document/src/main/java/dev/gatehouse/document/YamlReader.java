package dev.gatehouse.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads YAML 1.2 with merge keys. Iterative.
///
/// An alias brings in the anchored value itself, not a copy, so memory does not grow with aliases of aliases; but each counts as
/// many
/// values as it would have as a copy, so a walk over the result is bounded too.
final class YamlReader {
    private final SourceText source;
    private final Budget budget;
    private final Duplicates duplicates;
    private final CodePoints codePoints;
    private final ParserImpl parser;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Deque<YamlNode> open = new ArrayDeque<>();
    /// The document that is being read, as far as it is known.
    private Value root;
    /// Where the value that is being read begins and ends.
    private int at;
    private int end;

    YamlReader(SourceText source, Limits limits, Duplicates duplicates) {
        this.source = source;
        this.budget = new Budget(source, limits);
        this.duplicates = duplicates;
        this.codePoints = new CodePoints(source);
        LoadSettings settings = LoadSettings.builder().setLabel(source.name()).setCodePointLimit(Integer.MAX_VALUE).build();
        this.root = new Scalar.Null(source.range(0, 0), "");
        this.parser = new ParserImpl(settings, new StreamReader(settings, source.text(source.begin(), source.end())));
    }

    /// A value that an alias can name.
    ///
    /// @param size
    ///            how many values it is with all below it
    /// @param height
    ///            how many levels of mappings and sequences it is
    private record Anchored(@Nullable Value value, long size, int height) {}

    /// All documents of the stream.
    List<Value> read() throws DocumentException {
        List<Value> documents = new ArrayList<>();
        while (hasNext()) {
            Event event = next();
            at = offset(event.getStartMark());
            end = offset(event.getEndMark());
            switch (event) {
                case DocumentStartEvent start -> {
                    root = new Scalar.Null(source.range(end, end), "");
                    anchors.clear();
                }
                case DocumentEndEvent end -> documents.add(root);
                case CollectionStartEvent start -> opened(start);
                case ScalarEvent scalar -> scalar(scalar);
                case AliasEvent alias -> alias(alias);
                case MappingEndEvent end -> closed(open.pop());
                case SequenceEndEvent end -> closed(open.pop());
                default -> {
                    // The stream's beginning and end.
                }
            }
        }
        return documents;
    }

    private void opened(CollectionStartEvent event) throws DocumentException {
        budget.value(at);
        budget.depth(open.size() + 1, at);
        String anchor = event.getAnchor().map(Anchor::getValue).orElse(null);
        String tag = YamlScalars.own(event.getTag().orElse(null));
        open.push(new YamlNode(at, event instanceof MappingStartEvent, event.isFlow(), anchor, tag, budget.values() - 1));
        if (anchor != null) {
            anchors.put(anchor, new Anchored(null, 0, 0));
        }
    }

    private void closed(YamlNode node) throws DocumentException {
        // The mark behind a block collection stands at whatever comes next; the collection ends with its last part.
        end = node.flow() ? end : node.end();
        at = node.start();
        Value value = node.value(source, end);
        int height = node.height() + 1;
        if (node.anchor() != null) {
            anchors.put(node.anchor(), new Anchored(value, budget.values() - node.valuesBefore(), height));
        }
        place(value, height, false);
    }

    private void scalar(ScalarEvent event) throws DocumentException {
        budget.value(at);
        String text = event.getValue();
        if (event.isLiteral() || event.isFolded()) {
            end = endOfBlock(at, end);
        }
        if (event.isPlain() && YamlScalars.tooLong(text)) {
            throw source.error(at, "a number has more than " + JsonReader.LONGEST_NUMBER + " digits");
        }
        String tag = event.getTag().orElse(null);
        Scalar value = YamlScalars.of(source.range(at, end), text, event.isPlain(), tag);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(value, 1, 0)));
        place(value, 0, event.isPlain() && text.equals("<<") && tag == null);
    }

    /// The mark behind a block scalar stands at whatever comes next; the scalar ends with its last line.
    private int endOfBlock(int start, int mark) {
        byte[] bytes = source.bytes();
        int last = mark;
        while (last > start
                && (bytes[last - 1] == ' ' || bytes[last - 1] == '\n' || bytes[last - 1] == '\r' || bytes[last - 1] == '\t')) {
            last--;
        }
        return last;
    }

    private void alias(AliasEvent event) throws DocumentException {
        String name = event.getAlias().getValue();
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw source.error(at, "no anchor '" + Keys.shown(name) + "' stands before this alias");
        }
        if (anchored.value() == null) {
            throw source.error(at, "the alias stands inside the value that it names");
        }
        budget.values(anchored.size(), at);
        budget.depth(open.size() + anchored.height(), at);
        place(anchored.value(), anchored.height(), false);
    }

    /// Puts the value that stands from [#at] to [#end] where it belongs.
    ///
    /// @param merge
    ///            whether it is a merge key if it is a key at all
    private void place(Value value, int height, boolean merge) throws DocumentException {
        YamlNode outer = open.peek();
        if (outer == null) {
            root = value;
        } else if (!outer.mapping()) {
            outer.item(value, height, end);
        } else if (outer.wantsKey()) {
            key(outer, value, merge);
        } else if (!outer.value(value, height, end)) {
            throw source.error(at, "a merge key '<<' needs a mapping or a sequence of mappings, not " + value.kind());
        }
    }

    private void key(YamlNode outer, Value key, boolean merge) throws DocumentException {
        if (!(key instanceof Scalar scalar)) {
            throw source.error(at, "the key of a mapping must be a scalar, not " + key.kind()
                    + "; a template's {{ }} needs quotes around it");
        }
        Member first = merge || duplicates == Duplicates.KEEP ? null : outer.find(scalar.text());
        if (first != null) {
            throw source.error(at, "the key '" + Keys.shown(scalar.text()) + "' (line " + first.keyRange().line()
                    + ") is defined a second time");
        }
        outer.key(scalar.text(), source.range(at, end), merge);
    }

    private int offset(Optional<Mark> mark) {
        return mark.map(known -> codePoints.offset(known.getIndex())).orElse(at);
    }

    private boolean hasNext() throws DocumentException {
        try {
            return parser.hasNext();
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    private Event next() throws DocumentException {
        try {
            return parser.next();
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /// The parser leaves some malformed input to the exceptions of the JDK, so all that it throws is the document's fault.
    private DocumentException refused(RuntimeException e) {
        return switch (e) {
            case MarkedYamlEngineException marked -> source.error(offset(marked.getProblemMark()), marked.getProblem()
                    + (marked.getContext() == null ? "" : ", " + marked.getContext()));
            case ReaderException unprintable -> source.error(codePoints.offset(unprintable.getPosition()),
                    String.format("character U+%04X is not allowed in YAML", unprintable.getCodePoint()));
            default -> source.error(at, "this is not valid YAML");
        };
    }
}

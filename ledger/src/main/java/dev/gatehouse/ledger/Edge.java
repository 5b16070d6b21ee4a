package dev.gatehouse.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The end of a ledger, where it grows: tree, last entry, length of the file.
///
/// It is kept in a file, so that an append does not read everything again. The file need not be trusted: what it says is only
/// taken if its roots add up to the root of the checkpoint.
final class Edge {
    static final String FILE = "edge";

    private final String origin;
    private final Frontier tree;
    private Hash last;
    private long offset;

    private Edge(String origin, Frontier tree, Hash last, long offset) {
        this.origin = origin;
        this.tree = tree;
        this.last = last;
        this.offset = offset;
    }

    /// The end of the ledger in the folder: as it was kept, else read from all entries; then with those entries that were
    /// appended whole but never got their checkpoint.
    static Edge of(Path folder, FileChannel entries, Checkpoint checkpoint) throws IOException, LedgerException {
        Edge edge;
        try {
            edge = kept(folder, checkpoint);
        } catch (IOException | LedgerException | RuntimeException e) {
            edge = null;
        }
        if (edge == null || edge.offset > entries.size()) {
            edge = rebuilt(entries, checkpoint);
        }
        edge.adopt(folder);
        return edge;
    }

    private static Edge kept(Path folder, Checkpoint checkpoint) throws IOException, LedgerException {
        List<String> lines = Files.readAllLines(folder.resolve(FILE));
        Base64.Decoder base64 = Base64.getDecoder();
        List<Hash> roots = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            roots.add(Hash.of(base64.decode(line)));
        }
        Frontier tree = Frontier.of(checkpoint.size(), roots);
        if (!tree.root().base64().equals(checkpoint.root())) {
            throw new LedgerException("the kept edge is not that of the checkpoint");
        }
        return new Edge(checkpoint.origin(), tree, Hash.of(base64.decode(lines.get(1))), Long.parseLong(lines.get(0)));
    }

    private static Edge rebuilt(FileChannel entries, Checkpoint checkpoint) throws IOException, LedgerException {
        Edge edge = new Edge(checkpoint.origin(), new Frontier(), Hash.EMPTY, 0);
        // Not closed: closing would close the channel, which is the caller's.
        var lines = new EntryLines(entries, 0);
        while (edge.tree.size() < checkpoint.size()) {
            byte[] line = lines.next();
            if (line == null) {
                throw new LedgerException(
                        "the ledger has " + edge.tree.size() + " entries, its checkpoint covers " + checkpoint.size()
                                + "; nothing is appended to a ledger that was cut short (gatehouse ledger verify)");
            }
            edge.take(line, lines.offset());
        }
        if (!edge.tree.root().base64().equals(checkpoint.root())) {
            throw new LedgerException(
                    "the entries do not fit the checkpoint; nothing is appended to a ledger that was changed (gatehouse ledger verify)");
        }
        return edge;
    }

    private void adopt(Path folder) throws IOException {
        try (var lines = new EntryLines(FileChannel.open(folder.resolve(Ledger.ENTRIES), StandardOpenOption.READ), offset)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                Entry entry = Entry.read(line);
                if (entry.index() != tree.size() || !entry.previous().equals(last.base64())) {
                    return;
                }
                take(line, lines.offset());
            }
        } catch (LedgerException e) {
            // What follows is no entry: a line that was cut off. The append that comes writes over it.
        }
    }

    private void take(byte[] line, long end) {
        last = Hash.leaf(line);
        tree.append(last);
        offset = end;
    }

    /// The line of an event that is appended here.
    byte[] append(Event event) {
        byte[] line = new Entry(tree.size(), last.base64(), event).line();
        take(line, offset + line.length + 1);
        return line;
    }

    /// Length of the file up to here, in bytes.
    long offset() {
        return offset;
    }

    Checkpoint checkpoint() {
        return new Checkpoint(origin, tree.size(), tree.root().base64(), List.of());
    }

    /// What is kept: length of the file, last leaf, roots of the perfect subtrees.
    String text() {
        var text = new StringBuilder().append(offset).append('\n').append(last.base64()).append('\n');
        tree.roots().forEach(root -> text.append(root.base64()).append('\n'));
        return text.toString();
    }
}

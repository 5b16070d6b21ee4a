package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Refs as a stack of tables (gitformat-reftable): `reftable/tables.list` names them, oldest first; what a later one says of a
/// name holds.
///
/// @param format
///            of the ids in the tables
record RefTables(ObjectFormat format) implements RefStore {
    private static final String FOLDER = "reftable";
    private static final long LARGEST_LIST = 4 << 20;
    private static final long LARGEST = 512L << 20;
    private static final Pattern FILE_NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,250}");
    /// How often the list may change while its tables are opened.
    private static final int ATTEMPTS = 5;

    @Override
    public Map<String, String> refs(Path directory) throws IOException {
        Map<String, String> refs = new HashMap<>();
        Reftable.Budget budget = new Reftable.Budget();
        for (Reftable table : tables(directory)) {
            table.refs(budget, (name, value) -> {
                if (value == null) {
                    refs.remove(name);
                } else {
                    refs.put(name, value);
                }
            });
        }
        return refs;
    }

    @Override
    public List<ObjectId> stash(Path directory) throws IOException {
        TreeMap<Long, ObjectId> values = new TreeMap<>(Comparator.reverseOrder());
        Reftable.Budget budget = new Reftable.Budget();
        for (Reftable table : tables(directory)) {
            table.log(STASH, budget, (update, id) -> {
                if (id == null) {
                    values.remove(update);
                } else if (!id.isZero()) {
                    values.put(update, id);
                }
            });
        }
        return List.copyOf(values.values());
    }

    private List<Reftable> tables(Path directory) throws IOException {
        Path folder = directory.resolve(FOLDER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        for (int attempt = 1;; attempt++) {
            try {
                return open(folder, names(folder.resolve("tables.list")));
            } catch (NoSuchFileException e) {
                // git has joined tables meanwhile, and the list names the new one.
                if (attempt == ATTEMPTS) {
                    throw new GitFormatException("the table of refs " + Path.of(e.getFile()).getFileName()
                            + " is not there; `git fsck` says more");
                }
            }
        }
    }

    private static List<String> names(Path list) throws IOException {
        if (Files.size(list) > LARGEST_LIST) {
            throw new GitFormatException("the list of the tables of refs is too large to be read");
        }
        List<String> names = new ArrayList<>();
        for (String line : Files.readString(list).split("\n", -1)) {
            if (!line.isEmpty()) {
                if (!FILE_NAME.matcher(line).matches()) {
                    throw new GitFormatException("the list of the tables of refs names something that is no table");
                }
                names.add(line);
            }
        }
        return names;
    }

    private List<Reftable> open(Path folder, List<String> names) throws IOException {
        List<Reftable> tables = new ArrayList<>();
        long total = 0;
        for (String name : names) {
            Path file = folder.resolve(name);
            total += Files.size(file);
            if (total > LARGEST) {
                throw new GitFormatException("the tables of refs are too large to be read");
            }
            tables.add(new Reftable(name, Files.readAllBytes(file), format));
        }
        return tables;
    }
}

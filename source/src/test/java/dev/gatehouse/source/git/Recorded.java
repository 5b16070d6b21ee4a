package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// What a source hands over, each content checked against its id.
final class Recorded {
    final Map<ContentId, byte[]> contents = new ConcurrentHashMap<>();
    final List<Diagnostic> diagnostics = Collections.synchronizedList(new ArrayList<>());
    final List<String> twice = Collections.synchronizedList(new ArrayList<>());
    final Set<ContentId> wrong = ConcurrentHashMap.newKeySet();

    static Recorded of(Source source) throws IOException, InterruptedException {
        return of(source, id -> false);
    }

    static Recorded of(Source source, Predicate<ContentId> known) throws IOException, InterruptedException {
        Recorded recorded = new Recorded();
        source.contents(new Threads(3), new ContentVisitor() {
            @Override
            public boolean known(ContentId id) {
                return known.test(id);
            }

            @Override
            public void visit(Blob blob) {
                recorded.take(blob);
            }
        }, recorded.diagnostics::add);
        return recorded;
    }

    private void take(Blob blob) {
        byte[] bytes = Arrays.copyOfRange(blob.array(), blob.offset(), blob.offset() + blob.length());
        if (!id(blob.id().algorithm(), bytes).equals(blob.id())) {
            wrong.add(blob.id());
        }
        if (contents.put(blob.id(), bytes) != null) {
            twice.add(blob.id().toString());
        }
    }

    /// Everything came once and is what its id says.
    Recorded flawless() {
        assertThat(wrong).as("contents that are not what their ids say").isEmpty();
        assertThat(twice).as("contents handed over twice").isEmpty();
        return this;
    }

    Recorded undisturbed() {
        assertThat(diagnostics).isEmpty();
        return flawless();
    }

    Set<String> blobs() {
        Set<String> hex = new TreeSet<>();
        contents.keySet().stream().filter(id -> id.algorithm() != ContentId.Algorithm.SHA256).forEach(id -> hex.add(id.hex()));
        return hex;
    }

    /// Text of the messages → their ids.
    Map<String, ContentId> messages() {
        Map<String, ContentId> texts = new TreeMap<>();
        contents.forEach((id, bytes) -> {
            if (id.algorithm() == ContentId.Algorithm.SHA256) {
                texts.put(new String(bytes, StandardCharsets.UTF_8), id);
            }
        });
        return texts;
    }

    /// Text of the blobs → their ids.
    Map<String, ContentId> texts() {
        Map<String, ContentId> texts = new TreeMap<>();
        contents.forEach((id, bytes) -> {
            if (id.algorithm() != ContentId.Algorithm.SHA256) {
                texts.put(new String(bytes, StandardCharsets.UTF_8), id);
            }
        });
        return texts;
    }

    /// The id of the blob with the text.
    ContentId text(String text) {
        return Objects.requireNonNull(texts().get(text), text);
    }

    /// The id of the message with the text.
    ContentId message(String text) {
        return Objects.requireNonNull(messages().get(text), text);
    }

    List<String> codes() {
        return diagnostics.stream().map(Diagnostic::code).sorted().toList();
    }

    static ContentId id(ContentId.Algorithm algorithm, byte[] bytes) {
        MessageDigest digest = algorithm == ContentId.Algorithm.GIT_SHA1
                ? ObjectFormat.SHA1.newDigest()
                : ObjectFormat.SHA256.newDigest();
        if (algorithm != ContentId.Algorithm.SHA256) {
            digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.ISO_8859_1));
        }
        return ContentId.of(algorithm, digest.digest(bytes));
    }

    /// So many threads.
    record Threads(int parallelism) implements Work {
        @Override
        public void run(List<? extends Callable<?>> tasks) throws InterruptedException {
            try (var pool = Executors.newFixedThreadPool(parallelism)) {
                List<Future<?>> futures = new ArrayList<>();
                tasks.forEach(task -> futures.add(pool.submit(task)));
                for (Future<?> future : futures) {
                    try {
                        future.get();
                    } catch (ExecutionException e) {
                        throw new CompletionException(e.getCause());
                    }
                }
            }
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}

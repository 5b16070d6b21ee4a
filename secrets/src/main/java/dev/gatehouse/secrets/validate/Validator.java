package dev.gatehouse.secrets.validate;

import dev.gatehouse.secrets.rule.LiveValidation;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Asks providers whether secrets still work: one request a secret, one after the other at each server with a pause between, never
/// following a redirect, never to a server that is not on the list. Bodies of answers are not read. Thread-safe.
public final class Validator {
    private static final String PLACEHOLDER = "{secret}";
    private static final int TOO_MANY_REQUESTS = 429;

    private final Egress egress;
    private final Pace pace;

    /// How fast and how patiently.
    ///
    /// @param pause between two requests to one server
    /// @param connect how long a connection may take to come about
    /// @param answer how long an answer may take
    /// @param failures after how many failures in a row a server is not asked again
    public record Pace(Duration pause, Duration connect, Duration answer, int failures) {
        /// Four requests a second, five and ten seconds, three failures.
        public static final Pace DEFAULT = new Pace(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(10), 3);
    }

    /// One that sends secrets to these servers only.
    public Validator(Egress egress, Pace pace) {
        this.egress = egress;
        this.pace = pace;
    }

    /// Asks.
    ///
    /// @return for each id what the provider says
    /// @throws InterruptedException if the thread is interrupted; requests under way are abandoned
    public Map<String, Answer> ask(Collection<Question> questions) throws InterruptedException {
        Map<String, List<Question>> byServer = new TreeMap<>();
        Map<String, Answer> answers = new ConcurrentHashMap<>();
        for (Question question : questions) {
            URI uri = uri(question);
            if (uri == null || !egress.allows(uri)) {
                answers.put(question.id(), new Answer(Answer.State.UNKNOWN, "not asked: its provider is not on the list"));
            } else {
                byServer.computeIfAbsent(uri.getAuthority(), _ -> new ArrayList<>()).add(question);
            }
        }
        try (HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1).connectTimeout(pace.connect).proxy(ProxySelector.getDefault()).build()) {
            List<Thread> threads = new ArrayList<>();
            byServer.forEach((_, asked) -> threads.add(Thread.ofVirtual().start(() -> ask(client, asked, answers))));
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                threads.forEach(Thread::interrupt);
                client.shutdownNow();
                throw e;
            }
        }
        return new LinkedHashMap<>(new TreeMap<>(answers));
    }

    /// All that go to one server.
    private void ask(HttpClient client, List<Question> questions, Map<String, Answer> answers) {
        int failures = 0;
        boolean first = true;
        for (Question question : questions) {
            if (failures >= pace.failures || Thread.currentThread().isInterrupted()) {
                answers.put(question.id(), new Answer(Answer.State.UNKNOWN, "not asked: the provider did not answer others"));
                continue;
            }
            try {
                if (!first) {
                    Thread.sleep(pace.pause);
                }
                first = false;
                Reply reply = reply(client, question);
                answers.put(question.id(), reply.answer);
                failures = reply.failed ? failures + 1 : 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answers.put(question.id(), new Answer(Answer.State.UNKNOWN, "not asked: stopped"));
            }
        }
    }

    /// @param failed whether the server is better left alone
    private record Reply(Answer answer, boolean failed) {}

    /// No exception's message gets out: it may repeat the request.
    private Reply reply(HttpClient client, Question question) throws InterruptedException {
        URI uri = uri(question);
        if (uri == null) {
            return new Reply(new Answer(Answer.State.UNKNOWN, "not asked: it does not fit into a request"), false);
        }
        try {
            int status = client.send(request(question, uri), HttpResponse.BodyHandlers.discarding()).statusCode();
            return new Reply(new Answer(state(question.request(), status), uri.getHost() + " answered " + status),
                    status == TOO_MANY_REQUESTS || status >= 500);
        } catch (HttpTimeoutException e) {
            return new Reply(new Answer(Answer.State.UNKNOWN, uri.getHost() + " did not answer in time"), true);
        } catch (IOException e) {
            return new Reply(new Answer(Answer.State.UNKNOWN, uri.getHost() + " could not be reached"), true);
        } catch (IllegalArgumentException e) {
            return new Reply(new Answer(Answer.State.UNKNOWN, "not asked: it does not fit into a request"), false);
        }
    }

    private HttpRequest request(Question question, URI uri) {
        LiveValidation how = question.request();
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(pace.answer).method(how.method(), how.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(how.body().replace(PLACEHOLDER, question.secret())));
        builder.setHeader("User-Agent", "gatehouse");
        how.headers().forEach((name, value) -> builder.setHeader(name, value.replace(PLACEHOLDER, question.secret())));
        return builder.build();
    }

    private static Answer.State state(LiveValidation how, int status) {
        return how.valid().contains(status)
                ? Answer.State.VALID
                : how.revoked().contains(status) ? Answer.State.REVOKED : Answer.State.UNKNOWN;
    }

    /// @return null if the template and the secret make no address
    private static @org.jspecify.annotations.Nullable URI uri(Question question) {
        try {
            // Colons stay as they are: providers that take a token in the path want them so.
            String encoded = URLEncoder.encode(question.secret(), StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
            URI uri = URI.create(question.request().url().replace(PLACEHOLDER, encoded));
            return uri.getHost() == null ? null : uri;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

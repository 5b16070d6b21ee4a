package dev.gatehouse.secrets.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.secrets.FingerprintKey;
import dev.gatehouse.secrets.SecretFacts;
import dev.gatehouse.secrets.SecretsCheck;
import dev.gatehouse.secrets.SecretsOptions;
import dev.gatehouse.secrets.engine.Engines;
import dev.gatehouse.secrets.match.HeuristicJudge;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import dev.gatehouse.secrets.rule.Catalogue;
import dev.gatehouse.secrets.rule.LiveValidation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server on the loopback interface.
class ValidatorTest {
    private static final Validator.Pace QUICK = new Validator.Pace(Duration.ofMillis(1), Duration.ofSeconds(20),
            Duration.ofSeconds(20), 3);
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private HttpServer elsewhere;

    @BeforeEach
    void start() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            requests.add("elsewhere");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        elsewhere.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        elsewhere.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).replace("Bearer ", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + token + " " + body);
        switch (token) {
            case "good" -> exchange.sendResponseHeaders(200, -1);
            case "gone" -> exchange.sendResponseHeaders(401, -1);
            case "busy" -> exchange.sendResponseHeaders(429, -1);
            case "moved" -> {
                exchange.getResponseHeaders().set("Location",
                        "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/" + token);
                exchange.sendResponseHeaders(302, -1);
            }
            case "slow" -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            default -> exchange.sendResponseHeaders(418, -1);
        }
        exchange.close();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Question question(String id, String secret) {
        return question(id, secret, origin() + "/user");
    }

    private static Question question(String id, String secret, String url) {
        return new Question(id,
                new LiveValidation("GET", url, new LinkedHashMap<>(Map.of("Authorization", "Bearer {secret}")), "",
                        List.of(200), List.of(401)),
                secret);
    }

    private Map<String, Answer> ask(Question... questions) throws InterruptedException {
        return new Validator(new Egress(Set.of(origin())), QUICK).ask(List.of(questions));
    }

    @Test
    void theStatusSaysWhetherTheSecretWorks() throws Exception {
        Map<String, Answer> answers = ask(question("1", "good"), question("2", "gone"), question("3", "other"));
        assertThat(answers).containsExactly(Map.entry("1", new Answer(Answer.State.VALID, "127.0.0.1 answered 200")),
                Map.entry("2", new Answer(Answer.State.REVOKED, "127.0.0.1 answered 401")),
                Map.entry("3", new Answer(Answer.State.UNKNOWN, "127.0.0.1 answered 418")));
        assertThat(requests).containsExactly("GET /user good ", "GET /user gone ", "GET /user other ");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        assertThat(Objects.requireNonNull(ask(question("1", "moved")).get("1")).state()).isEqualTo(Answer.State.UNKNOWN);
        assertThat(requests).containsExactly("GET /user moved ");
    }

    @Test
    void noOtherServerThanThoseOnTheListIsAsked() throws Exception {
        String other = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/";
        Map<String, Answer> answers = ask(question("1", "good", other), question("2", "good", origin() + "@evil.example/"),
                question("3", "good", origin().replace("127.0.0.1", "user@127.0.0.1")),
                question("4", "good", "nonsense:{secret}"));
        assertThat(answers.values()).hasSize(4).allMatch(answer -> answer.state() == Answer.State.UNKNOWN);
        assertThat(requests).isEmpty();
    }

    @Test
    void aServerThatDoesNotAnswerIsLeftAloneAfterAWhile() throws Exception {
        long started = System.nanoTime();
        var impatient = new Validator.Pace(Duration.ofMillis(1), Duration.ofSeconds(20), Duration.ofMillis(300), 3);
        Map<String, Answer> answers = new Validator(new Egress(Set.of(origin())), impatient)
                .ask(IntStream.range(0, 9).mapToObj(i -> question("" + i, "slow")).toList());
        assertThat(answers.values()).hasSize(9).allMatch(answer -> answer.state() == Answer.State.UNKNOWN);
        assertThat(requests).hasSizeLessThanOrEqualTo(3);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void aServerThatAsksForPatienceIsLeftAlone() throws Exception {
        ask(IntStream.range(0, 9).mapToObj(i -> question("" + i, "busy")).toArray(Question[]::new));
        assertThat(requests).hasSize(3);
    }

    @Test
    void requestsToOneServerKeepTheirDistance() throws Exception {
        var pace = new Validator.Pace(Duration.ofMillis(60), Duration.ofSeconds(5), Duration.ofSeconds(5), 3);
        long started = System.nanoTime();
        new Validator(new Egress(Set.of(origin())), pace)
                .ask(List.of(question("1", "good"), question("2", "good"), question("3", "gone")));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void aSecretThatWouldBreakOutOfTheRequestIsNotSentAndNotRepeated() throws Exception {
        String breaking = "good\r\nX-Injected: yes";
        Answer answer = Objects.requireNonNull(ask(question("1", breaking)).get("1"));
        assertThat(answer.state()).isEqualTo(Answer.State.UNKNOWN);
        assertThat(answer.evidence()).doesNotContain("Injected");
        Answer inPath = Objects.requireNonNull(ask(question("2", "../admin?x=1#y", origin() + "/bot{secret}/getMe")).get("2"));
        assertThat(inPath.evidence()).doesNotContain("admin");
        assertThat(requests).containsExactly("GET /bot..%2Fadmin%3Fx%3D1%23y/getMe ../admin?x=1#y ");
    }

    @Test
    void theCatalogueAsksFifteenProvidersAllByHttps() {
        var clear = new Clear(Catalogue.load());
        Egress egress = Egress.to(clear.requests());
        assertThat(egress.origins()).hasSizeGreaterThanOrEqualTo(15).allMatch(origin -> origin.startsWith("https://"));
        assertThat(clear.requests()).allSatisfy(request -> assertThat(request.url().replace("{secret}", "")).doesNotContain("{"));
    }

    @Test
    void onlyProvidersOfTheCatalogueAreAskedAndSecretsAreForgotten() {
        var clear = new Clear(Catalogue.load());
        clear.keep("1", "github-personal-access-token", "good");
        clear.keep("2", "a-rule-of-the-repository", "good");
        assertThat(clear.take(List.of("1", "2", "3"))).extracting(Question::id).containsExactly("1");
        assertThat(clear.take(List.of("1"))).isEmpty();
    }

    @Test
    void aFindingWhoseSecretWorksIsCertainAndARevokedOneMilder() throws Exception {
        RuleSet catalogue = asking("/user");
        for (String status : List.of("good", "gone", "other")) {
            String secret = "acme_" + status + "_" + "k3J9xQ2mZ7";
            Finding finding = found(catalogue, secret, status);
            assertThat(finding.evidence().get("validation")).startsWith(
                    switch (status) {
                        case "good" -> "valid: 127.0.0.1 answered 200";
                        case "gone" -> "revoked: 127.0.0.1 answered 401";
                        default -> "unknown: 127.0.0.1 answered 418";
                    });
            assertThat(finding.confidence()).isEqualTo(status.equals("good") ? Confidence.CERTAIN : Confidence.LIKELY);
            assertThat(finding.severity()).isEqualTo(status.equals("gone") ? Severity.MEDIUM : Severity.CRITICAL);
            assertThat(finding.toString()).doesNotContain(secret);
        }
    }

    /// A rule whose provider is the loopback server.
    private RuleSet asking(String path) {
        SecretRule real = Catalogue.load().rules().stream().filter(rule -> rule.id().equals("github-personal-access-token"))
                .findFirst().orElseThrow();
        Rule header = real.header();
        var milder = new Rule(header.id(), header.aliases(), header.engine(), header.family(), header.title(), Severity.CRITICAL,
                Confidence.LIKELY, header.cwe(), header.controls(), header.message(), header.fix(), header.link(),
                header.profile());
        Detection d = real.detection();
        var detection = new Detection("\\b(acme_[a-z]+_[A-Za-z0-9]{10})\\b", null, 1, d.entropy(), List.of("acme_"), List.of(),
                List.of(), d.tags(), true, null, false, 0, false);
        // The server reads the state from the token.
        var request = new LiveValidation("GET", origin() + path + "?{secret}",
                new LinkedHashMap<>(Map.of("X-Token", "{secret}")), "", List.of(200), List.of(401));
        return new RuleSet(List.of(new SecretRule(detection, new SecretRule.Details(milder, request))), List.of());
    }

    private Finding found(RuleSet catalogue, String secret, String status) throws Exception {
        server.removeContext("/");
        server.createContext("/", exchange -> {
            boolean whole = secret.equals(exchange.getRequestHeaders().getFirst("X-Token"));
            exchange.sendResponseHeaders(!whole ? 500 : status.equals("good") ? 200 : status.equals("gone") ? 401 : 418, -1);
            exchange.close();
        });
        var clear = new Clear(catalogue);
        byte[] bytes = ("token = '" + secret + "'\n").getBytes(StandardCharsets.UTF_8);
        ContentId id = ContentId.of(ContentId.Algorithm.SHA256, new byte[32]);
        try (SecretsCheck check = SecretsCheck.create(catalogue, SecretsOptions.DEFAULT, Engines::java, FingerprintKey.ofNobody(),
                new HeuristicJudge(), clear)) {
            SecretFacts facts = Objects.requireNonNull(
                    check.facts(new Blob(id, bytes, 0, bytes.length, Blob.Form.TEXT, SourcePath.of("a.txt"))));
            var shown = new Shown(new Region(9, 9 + secret.length(), 1, 10, 1, 10 + secret.length()),
                    new Excerpt(1, List.of("token = '****'"), 1, 9, 13), null, List.of());
            List<Finding> findings = check.place(id, facts, List.of(shown),
                    List.of(new Place(new Origin.File(), SourcePath.of("a.txt"), Set.of())));
            return Validated.of(findings, clear, new Validator(new Egress(Set.of(origin())), QUICK)).getFirst();
        }
    }
}

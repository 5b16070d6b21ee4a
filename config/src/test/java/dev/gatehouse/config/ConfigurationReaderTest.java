package dev.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.rule.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
    private static final String EVERYTHING = """
            service: {name: shop, owner: payments, criticality: high, exposure: internet, data: [cards]}
            gate:
              block: critical
              warn: never
              confidence: certain
              fail-on: warn
              inline-suppressions: false
              unfixable: warn
              baseline: .gatehouse-baseline
              stages:
                release: {block: low}
            paths: {include: [src], exclude: ['**/generated/**']}
            limits: {file-size: 64MiB, archive-depth: 3, archive-entries: 10, archive-total: 1 GiB}
            secrets:
              profile: strict
              disable: [jwt]
              severity: {slack-webhook: low}
              rules: rules/own.toml
              allow: ['dummy-[0-9]+']
            licences:
              allow: [MIT, 'BSD-*']
              review: [MPL-2.0]
              deny: ['AGPL-*']
              scopes: {development: {deny: []}, test: {allow: [MIT]}, runtime: {review: []}}
              exceptions:
                - {package: 'pkg:npm/rope@1.0', licence: MIT, reason: counsel, expires: 2026-12-31}
            vex: [vex/a.json]
            advisories: {warn-after: 3, fail-after: 10}
            approvers:
              - {name: alice, key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0, roles: [exceptions]}
            exceptions:
              - id: ex-1
                fingerprint: secret/1:public.00
                places: 2
                owner: payments
                reason: rotation is planned
                expires: 2026-12-31
                compensating-control: IP allow list
                requester: bob
                approval: {approver: alice, signature: U1NIU0lH}
            suppressions:
              - {paths: [docs/], rules: [jwt], reason: examples}
            gaps:
              - {code: file-too-large, path: 'data/**', reason: test data, expires: 2026-12-31}
            """;

    @Test
    void dependenciesAreJudgedByLicencesVexAndAge() throws ConfigurationException {
        Configuration configuration = ConfigurationReader.read(List.of(new Layer(Layer.Kind.REPOSITORY, "gatehouse.yaml", """
                gate:
                  unfixable: warn
                licences:
                  allow: [MIT]
                  deny: ["GPL-*"]
                  scopes:
                    test:
                      deny: []
                  exceptions:
                    - package: pkg:npm/rope
                      licence: MIT
                      reason: counsel
                      expires: 2026-12-31
                vex: [vex/a.json]
                advisories:
                  fail-after: 10
                """.getBytes(StandardCharsets.UTF_8)))).configuration();
        assertThat(configuration.gate().unfixable()).isEqualTo(dev.gatehouse.core.decision.Verdict.WARN);
        DependencySettings dependencies = configuration.dependencies();
        assertThat(dependencies.licences().at(LicenceSettings.Scope.RUNTIME))
                .isEqualTo(new LicenceSettings.Terms(List.of("MIT"), List.of(), List.of("GPL-*")));
        assertThat(dependencies.licences().at(LicenceSettings.Scope.TEST))
                .isEqualTo(new LicenceSettings.Terms(List.of("MIT"), List.of(), List.of()));
        assertThat(dependencies.licences().exceptions())
                .containsExactly(new LicenceSettings.PackageException("pkg:npm/rope", "MIT",
                        "counsel", java.time.LocalDate.parse("2026-12-31")));
        assertThat(dependencies.vex()).containsExactly("vex/a.json");
        assertThat(dependencies.advisories()).isEqualTo(new DependencySettings.AdvisoryAge(7, 10));
        assertThat(Configuration.builtIn().dependencies().licences().isEmpty()).isTrue();
    }

    @Test
    void readsEveryKey() throws Exception {
        Configuration c = read(EVERYTHING).configuration();
        assertThat(c.service()).isEqualTo(new ServiceSettings("shop", "payments", "high", "internet", List.of("cards")));
        assertThat(c.gate().block()).isEqualTo(Severity.CRITICAL);
        assertThat(c.gate().warn()).isNull();
        assertThat(c.gate().at(Stage.RELEASE).block()).isEqualTo(Severity.LOW);
        assertThat(c.gate().at(Stage.RELEASE).inlineSuppressions()).as("the rest is as for all stages").isFalse();
        assertThat(c.paths()).isEqualTo(new PathSettings(List.of("src"), List.of("**/generated/**")));
        assertThat(c.limits()).isEqualTo(new LimitSettings(64L << 20, 3, 10, 1L << 30));
        assertThat(c.secrets().severity()).containsEntry("slack-webhook", Severity.LOW);
        assertThat(c.exceptions()).singleElement().satisfies(e -> {
            assertThat(e.expires()).isEqualTo(LocalDate.of(2026, 12, 31));
            assertThat(e.line()).isEqualTo(32);
        });
        assertThat(c.suppressions()).singleElement().satisfies(s -> assertThat(s.paths()).containsExactly("docs/"));
        assertThat(c.acceptedGaps()).hasSize(1);
        assertThat(c.origins().byKey().get("gate.block")).isEqualTo(new Origins.Value("critical", "gatehouse.yaml:3", false));
    }

    @Test
    void theSchemaAcceptsWhatTheReaderReads() throws Exception {
        assertThat(schema().validate(EVERYTHING, InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gat: {}", "gate: {blok: high}", "gate: {block: severe}", "gate: {fail-on: allow}", "gate: []",
        "limits: {file-size: huge}", "limits: {archive-depth: 100}", "secrets: {profile: paranoid}", "exceptions: [{id: x}]",
        "suppressions: [{reason: x}]", "gate: {stages: {prod: {block: low}}}",
        "approvers: [{name: a, key: ssh-ed25519 AAAA, roles: [king]}]",
        "exceptions: [{id: x, fingerprint: nonsense, owner: o, reason: r, expires: 2026-12-31}]"})
    void readerAndSchemaRefuseTheSame(String yaml) throws Exception {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("gatehouse.yaml:1:");
        assertThat(schema().validate(yaml, InputFormat.YAML)).isNotEmpty();
    }

    @Test
    void anEmptyFileChangesNothing() throws Exception {
        assertThat(read("# nothing yet\n").configuration()).isEqualTo(Configuration.builtIn());
    }

    @Test
    void pathsOutsideOfTheRepositoryAreRefused() {
        for (String path : List.of("/etc/passwd", "../up", "a/../../b", "~/x")) {
            assertThatThrownBy(() -> read("secrets: {rules: '" + path + "'}")).hasMessageContaining("within the repository");
            assertThatThrownBy(() -> read("gate: {baseline: '" + path + "'}")).hasMessageContaining("within the repository");
        }
    }

    @Test
    void aLockedKeyKeepsTheOrganisationsValueAndSaysSo() throws Exception {
        var organisation = new Layer(Layer.Kind.ORGANISATION, "org.yaml",
                "gate: {block: medium, confidence: possible}\nlocked: [gate]\n".getBytes(StandardCharsets.UTF_8));
        var repository = new Layer(Layer.Kind.REPOSITORY, "gatehouse.yaml",
                "gate:\n  block: never\n  stages:\n    release:\n      block: never\n".getBytes(StandardCharsets.UTF_8));
        var result = ConfigurationReader.read(List.of(organisation, repository));
        assertThat(result.configuration().gate().block()).isEqualTo(Severity.MEDIUM);
        assertThat(result.configuration().gate().at(Stage.RELEASE).block()).isEqualTo(Severity.MEDIUM);
        assertThat(result.notes())
                .anySatisfy(note -> assertThat(note).contains("gatehouse.yaml:2", "gate.block is locked by org.yaml"));
    }

    @Test
    void onlyTheOrganisationLocks() {
        assertThatThrownBy(() -> read("locked: [gate]")).hasMessageContaining("only the organisation's layer may lock keys");
    }

    private static ConfigurationReader.Result read(String yaml) throws ConfigurationException {
        return ConfigurationReader
                .read(List.of(new Layer(Layer.Kind.REPOSITORY, "gatehouse.yaml", yaml.getBytes(StandardCharsets.UTF_8))));
    }

    private static Schema schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(Configuration.class.getResourceAsStream("gatehouse-1.schema.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
        }
    }

    @Test
    void approversMayBeLinesOfAnAllowedSignersFile() throws Exception {
        String text = """
                approvers:
                  - alice@example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0 her laptop
                  - bob@example.com,bob namespaces="git,gatehouse-exception" ssh-rsa AAAAB3Nz
                """;
        assertThat(read(text).configuration().approvers()).containsExactly(
                new Approver("alice@example.com", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0", List.of()),
                new Approver("bob@example.com", "ssh-rsa AAAAB3Nz", List.of("exceptions")));
        assertThat(schema().validate(text, InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com", "ssh-ed25519 AAAA", "alice valid-before=\"20260101\" ssh-ed25519 AAAA",
        "alice namespaces=\"git\" ssh-ed25519 AAAA", "alice cert-authority ssh-ed25519 AAAA", "alice ssh-dss AAAA"})
    void aSignerWhomWeWouldTrustMoreThanTheLineDoesIsRefused(String line) {
        assertThatThrownBy(() -> read("approvers:\n  - '" + line + "'\n")).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gatehouse.yaml:2");
    }

    @Test
    void whatIsExtendedIsReadOnlyIfItIsWhatWasNamed() throws Exception {
        byte[] content = "gate: {block: medium}\nlocked: [gate]\n".getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        String text = "extends: .gatehouse/org.yaml@sha256:" + digest + "\ngate: {block: never}\n";
        var repository = new Layer(Layer.Kind.REPOSITORY, "gatehouse.yaml", text.getBytes(StandardCharsets.UTF_8));
        assertThat(schema().validate(text, InputFormat.YAML)).isEmpty();
        Extension extension = Objects.requireNonNull(ConfigurationReader.extension(repository));
        assertThat(extension.path()).isEqualTo(".gatehouse/org.yaml");
        var result = ConfigurationReader.read(List.of(extension.layer(Layer.Kind.EXTENDED, content), repository));
        assertThat(result.configuration().gate().block()).as("locked by the extended file").isEqualTo(Severity.MEDIUM);
        byte[] other = "gate: {block: low}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> extension.layer(Layer.Kind.EXTENDED, other)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("its SHA-256 is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.yaml", "../org.yaml@sha256:DIGEST", "/etc/org.yaml@sha256:DIGEST",
        "https://example.com/org.yaml",
        "org.yaml@sha256:abc", "org.yaml@md5:DIGEST"})
    void whatIsExtendedLiesWithinTheRepositoryAndIsNamedByDigest(String extended) {
        var layer = new Layer(Layer.Kind.REPOSITORY, "gatehouse.yaml",
                ("extends: " + extended.replace("DIGEST", "0".repeat(64))).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ConfigurationReader.extension(layer)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("gatehouse.yaml:1:");
    }

    @Test
    void onlyTheOrganisationSwitchesOnTheNetwork() throws Exception {
        byte[] content = "secrets: {validate: true}".getBytes(StandardCharsets.UTF_8);
        assertThat(ConfigurationReader.read(List.of(new Layer(Layer.Kind.ORGANISATION, "org.yaml", content))).configuration()
                .secrets().validate()).isTrue();
        for (Layer.Kind kind : List.of(Layer.Kind.EXTENDED, Layer.Kind.REPOSITORY)) {
            assertThatThrownBy(() -> ConfigurationReader.read(List.of(new Layer(kind, "gatehouse.yaml", content))))
                    .hasMessageContaining("cannot switch on network access");
        }
    }

    @Test
    void aTrivyIgnoreFileSuppressesById() {
        String text = "# old\nCVE-2018-14618 exp:2026-01-01\nCVE-2019-14697 exp:2027-01-01 # patched\n\njwt-token\nCVE-1 exp:soon\n";
        List<SuppressionEntry> entries = TrivyIgnore.read(text.getBytes(StandardCharsets.UTF_8), LocalDate.of(2026, 6, 1));
        assertThat(entries).extracting(SuppressionEntry::rules).containsExactly(List.of("CVE-2019-14697"), List.of("jwt-token"));
        assertThat(entries.getFirst().reason()).isEqualTo("patched");
        assertThat(entries).allMatch(SuppressionEntry::foreign);
    }
}

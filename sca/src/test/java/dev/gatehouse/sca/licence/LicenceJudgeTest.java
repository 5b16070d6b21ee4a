package dev.gatehouse.sca.licence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import dev.gatehouse.sca.Tree;
import dev.gatehouse.sca.listing.Scope;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LicenceJudgeTest {
    private static final LicencePolicy STRICT = new LicencePolicy(
            Set.of("MIT", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
            Set.of("MPL-2.0"), Set.of("GPL-*", "AGPL-*"));

    private static List<Finding> judge(String packages, LicenceTerms.Accepted... accepted) {
        Map<Scope, LicencePolicy> policies = new EnumMap<>(Scope.class);
        Arrays.stream(Scope.values()).forEach(scope -> policies.put(scope, STRICT));
        policies.put(Scope.DEVELOPMENT, new LicencePolicy(Set.of(), Set.of(), Set.of("AGPL-*")));
        return judge(new LicenceTerms(policies, List.of(accepted)), packages);
    }

    private static List<Finding> judge(LicenceTerms terms, String packages) {
        Tree tree = new Tree().add("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {" + packages + "}}");
        return new LicenceJudge(terms, new LicenceReader(SpdxList.load()), LocalDate.parse("2026-06-15"))
                .judge(tree.inventory(), _ -> {});
    }

    private static String locked(String name, String licence) {
        return "\"node_modules/" + name + "\": {\"version\": \"1.0.0\""
                + (licence.isEmpty() ? "" : ", \"license\": \"" + licence + "\"")
                + (name.startsWith("dev") ? ", \"dev\": true" : "") + "}";
    }

    private static LicenceTerms.Accepted accepted(String name, @Nullable String licence, @Nullable LocalDate expires)
            throws PackageUrlException {
        return new LicenceTerms.Accepted(PackageUrl.parse(name), licence, "counsel says so", expires);
    }

    @Test
    void withoutTermsNothingIsJudged() {
        assertThat(judge(new LicenceTerms(Map.of(), List.of()), locked("rope", "AGPL-3.0-only"))).isEmpty();
    }

    @Test
    void whatIsAllowedPassesAndWhatIsDeniedOrNotNamedIsFound() {
        assertThat(judge(locked("rope", "MIT"))).isEmpty();
        assertThat(judge(locked("rope", "GPL-3.0-or-later"))).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("denied-licence");
            assertThat(finding.fingerprint().toString()).isEqualTo("licence/1:pkg:npm/rope|GPL-3.0-or-later");
            assertThat(finding.message()).isEqualTo("rope 1.0.0 is under GPL-3.0-or-later, which the policy refuses.");
            assertThat(finding.evidence()).containsEntry("decided", "GPL-3.0-or-later by deny: gpl-*");
            assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        });
        assertThat(judge(locked("rope", "MPL-2.0"))).extracting(each -> each.rule().id()).containsExactly("unreviewed-licence");
        assertThat(judge(locked("rope", "Zlib"))).singleElement().satisfies(finding -> assertThat(finding.evidence())
                .containsEntry("decided", "Zlib by no entry names it, and only what is named is allowed"));
    }

    @Test
    void expressionsAreEvaluated() {
        assertThat(judge(locked("rope", "(GPL-2.0-only OR MIT)"))).isEmpty();
        assertThat(judge(locked("rope", "MIT AND GPL-2.0-only"))).extracting(each -> each.rule().id())
                .containsExactly("denied-licence");
        assertThat(judge(locked("rope", "GPL-2.0-only WITH Classpath-exception-2.0"))).isEmpty();
        assertThat(judge(locked("rope", "MIT AND (AGPL-3.0-only OR MPL-2.0)"))).extracting(each -> each.rule().id())
                .containsExactly("unreviewed-licence");
    }

    @Test
    void unknownIsAFindingAndNotAPass() {
        assertThat(judge(locked("rope", "") + "," + locked("sail", "SEE LICENSE IN terms.txt") + "," + locked("keel", "MIT")))
                .singleElement().satisfies(finding -> {
                    assertThat(finding.rule().id()).isEqualTo("unknown-licence");
                    assertThat(finding.fingerprint().toString()).isEqualTo("licence/1:unknown|npm");
                    assertThat(finding.message())
                            .isEqualTo("Of 2 npm packages no licence is known, such as rope 1.0.0, sail 1.0.0.");
                    assertThat(finding.occurrences()).hasSize(2);
                });
    }

    @Test
    void scopesHaveTermsOfTheirOwn() {
        assertThat(judge(locked("dev-rope", "GPL-3.0-only"))).isEmpty();
        assertThat(judge(locked("dev-rope", "AGPL-3.0-only"))).hasSize(1);
    }

    @Test
    void anExceptionSaysWhichLicenceItIsOrTakesThePackageUntilItExpires() throws PackageUrlException {
        assertThat(judge(locked("rope", ""), accepted("pkg:npm/rope", "MIT", null))).isEmpty();
        assertThat(judge(locked("rope", ""), accepted("pkg:npm/rope", "GPL-3.0-only", null))).singleElement()
                .satisfies(finding -> assertThat(finding.evidence()).containsEntry("stated", "counsel says so"));
        String denied = locked("rope", "GPL-3.0-only");
        assertThat(judge(denied, accepted("pkg:npm/rope", null, LocalDate.parse("2026-06-15")))).isEmpty();
        assertThat(judge(denied, accepted("pkg:npm/rope", null, LocalDate.parse("2026-06-14")))).hasSize(1);
        assertThat(judge(denied, accepted("pkg:npm/rope@2.0.0", null, null))).hasSize(1);
        assertThat(judge(denied, accepted("pkg:pypi/rope", null, null))).hasSize(1);
    }
}

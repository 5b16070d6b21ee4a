package dev.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CodeOwnersTest {
    private static CodeOwners read(String path, String text) {
        return CodeOwners.read(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void onGithubTheLastPatternThatMatchesDecides() {
        CodeOwners owners = read(".github/CODEOWNERS", """
                # everything
                *       @org/all
                *.js    @js-owner #this is a comment
                /build/logs/ @doctocat
                docs/*  docs@example.com
                apps/   @octocat @org/apps
                /scripts/ @doctocat @octocat
                **/logs @org/logs
                /apps/github
                my\\ file.txt @space
                """);
        assertThat(owners.of("README.md")).containsExactly("@org/all");
        assertThat(owners.of("src/a/b.js")).containsExactly("@js-owner");
        assertThat(owners.of("docs/getting-started.md")).containsExactly("docs@example.com");
        assertThat(owners.of("docs/build-app/troubleshooting.md")).as("docs/* is not recursive").containsExactly("@org/all");
        assertThat(owners.of("x/docs/a.md")).as("a slash within anchors").containsExactly("@org/all");
        assertThat(owners.of("x/apps/y/z.c")).containsExactly("@octocat", "@org/apps");
        assertThat(owners.of("deep/logs/a.log")).containsExactly("@org/logs");
        assertThat(owners.of("apps/github/main.c")).as("a pattern without owners takes them away").isEmpty();
        assertThat(owners.of("my file.txt")).containsExactly("@space");
        assertThat(owners.of("build/logs/x")).as("a later pattern").containsExactly("@org/logs");
    }

    @Test
    void onGitlabSectionsStandSideBySide() {
        CodeOwners owners = read("CODEOWNERS", """
                * @default

                [Documentation] @docs-team
                docs/
                README.md @writer

                ^[Database][2] @dba
                model/db/
                config/db/database-setup.md @docs-team
                !model/db/readme.txt

                [documentation]
                *.adoc
                """);
        assertThat(owners.of("a.c")).containsExactly("@default");
        assertThat(owners.of("x/docs/a.md")).as("no slash at the beginning: any depth").containsExactly("@default", "@docs-team");
        assertThat(owners.of("sub/README.md")).containsExactly("@default", "@writer");
        assertThat(owners.of("model/db/schema.sql")).containsExactly("@default", "@dba");
        assertThat(owners.of("model/db/readme.txt")).containsExactly("@default");
        assertThat(owners.of("a.adoc")).as("sections of one name are one, with the defaults of the last header")
                .containsExactly("@default");
    }

    @Test
    void whatIsNoOwnerIsPassedOver() {
        assertThat(read("CODEOWNERS", "* alice @bob not@@address @\n").of("x")).containsExactly("@bob");
        assertThat(CodeOwners.NONE.of("x")).isEmpty();
        assertThat(read("CODEOWNERS", "\u0000[[[\n!\n\\\n").of("x")).isEmpty();
    }
}

package dev.gatehouse.cli.setup;

import static dev.gatehouse.cli.setup.ShellRepository.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class HookCommandTest {
    @TempDir
    Path temporary;

    private ShellRepository repository;
    private Path hooks;

    @BeforeEach
    void repository() throws Exception {
        repository = ShellRepository.create(temporary);
        hooks = repository.root.resolve(".git/hooks");
    }

    private CommandLineRun hook(String... arguments) {
        return hookAt(repository.root, arguments);
    }

    private static CommandLineRun hookAt(Path root, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "hook";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--root";
        all[arguments.length + 2] = root.toString();
        return CommandLineRun.of(Map.of(), all);
    }

    @Test
    void aBlockedCommitIsNotMadeAndCanBeMadeAllTheSame() throws Exception {
        assertThat(hook("install").code()).isZero();
        repository.gatehouseExits(1);
        ShellRepository.Result refused = repository.commit("a.txt", "a");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output()).contains("git commit --no-verify");
        assertThat(repository.called()).singleElement().asString().endsWith("scan --staged --stage commit");
        assertThat(repository.tryGit("commit", "-q", "--no-verify", "-m", "All the same").exit()).isZero();
        repository.gatehouseExits(0);
        assertThat(repository.commit("b.txt", "b").exit()).isZero();
    }

    @Test
    void theRealCommandRefusesALeakedKeyAndTakesTheRest() throws Exception {
        hook("install");
        repository.realGatehouse();
        assertThat(repository.commit("clean.properties", "region = eu\n").exit()).isZero();
        String key = "AKIA" + "Q3EGRIBJ4TZL5V2N";
        String secret = "kWcrlUX5JEDGM/LtmEENI" + "/aVmYvHNif5zB+d9+ct";
        ShellRepository.Result refused = repository.commit("credentials",
                "aws_access_key_id = " + key + "\naws_secret_access_key = " + secret + "\n");
        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains("credentials").doesNotContain(secret);
        assertThat(repository.git("rev-list", "--count", "HEAD")).isEqualTo("1");
    }

    @Test
    void installingTwiceIsInstallingOnce() throws Exception {
        assertThat(hook("install").out()).contains("installed");
        String once = Files.readString(hooks.resolve("pre-commit"));
        assertThat(hook("install").out()).contains("on already");
        assertThat(Files.readString(hooks.resolve("pre-commit"))).isEqualTo(once);
        assertThat(hooks.resolve("pre-commit.before-gatehouse")).doesNotExist();
        assertThat(hook("install", "--if-missing", "allow").out()).contains("updated");
    }

    @Test
    void anExistingHookRunsFirstAndItsRefusalCounts() throws Exception {
        script(hooks.resolve("pre-commit"), "#!/bin/sh\necho before ran; [ ! -e stop ]\n");
        assertThat(hook("install").out()).contains("runs first");
        repository.gatehouseExits(0);
        assertThat(repository.commit("a.txt", "a").output()).contains("before ran");
        assertThat(repository.called()).hasSize(1);
        Files.writeString(repository.root.resolve("stop"), "");
        assertThat(repository.commit("b.txt", "b").exit()).isNotZero();
        assertThat(repository.called()).hasSize(1);
        assertThat(hook("install").out()).contains("on already");

        assertThat(hook("uninstall").out()).contains("is back");
        assertThat(Files.readString(hooks.resolve("pre-commit"))).contains("before ran").doesNotContain("gatehouse");
        assertThat(Files.isExecutable(hooks.resolve("pre-commit"))).isTrue();
        assertThat(hooks.resolve("pre-commit.before-gatehouse")).doesNotExist();
    }

    @Test
    void aHookThatWasSwitchedOffStaysSo() throws Exception {
        Files.createDirectories(hooks);
        Files.writeString(hooks.resolve("pre-commit"), "#!/bin/sh\nexit 1\n");
        hook("install");
        repository.gatehouseExits(0);
        assertThat(repository.commit("a.txt", "a").exit()).isZero();
    }

    @Test
    void twoForeignHooksAreNeverMixedUp() throws Exception {
        script(hooks.resolve("pre-commit"), "#!/bin/sh\nexit 0\n");
        hook("install");
        script(hooks.resolve("pre-commit"), "#!/bin/sh\necho another\n");
        CommandLineRun run = hook("install");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("pre-commit.before-gatehouse");
        assertThat(Files.readString(hooks.resolve("pre-commit"))).contains("another");
        assertThat(Files.readString(hooks.resolve("pre-commit.before-gatehouse"))).contains("exit 0");
    }

    @Test
    void withoutGatehouseTheHookDoesWhatItWasToldAtInstallation() throws Exception {
        hook("install");
        ShellRepository.Result refused = repository.commit("a.txt", "a");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output()).contains("not found").contains("git commit --no-verify");
        hook("install", "--if-missing", "allow");
        ShellRepository.Result passed = repository.commit("a.txt", "a");
        assertThat(passed.exit()).isZero();
        assertThat(passed.output()).contains("not found");
    }

    @Test
    void hooksPathOfTheRepositoryIsRespected() throws Exception {
        repository.git("config", "core.hooksPath", ".githooks");
        CommandLineRun run = hook("install");
        assertThat(run.out()).contains("commit them");
        assertThat(repository.root.resolve(".githooks/pre-commit")).isExecutable();
        assertThat(hooks.resolve("pre-commit")).doesNotExist();
    }

    @Test
    void aFolderThatServesEveryRepositoryNeedsAWord() throws Exception {
        Path everybody = temporary.resolve("everybody");
        repository.git("config", "core.hooksPath", everybody.toString());
        CommandLineRun refused = hook("install");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--shared");
        assertThat(everybody).doesNotExist();
        assertThat(hook("install", "--shared").code()).isZero();
        assertThat(everybody.resolve("pre-commit")).isExecutable();
    }

    @Test
    void aLinkedWorkTreeHasTheHooksOfItsRepository() throws Exception {
        repository.gatehouseExits(0);
        repository.commit("a.txt", "a");
        Path linked = temporary.resolve("linked tree");
        repository.git("worktree", "add", "-q", "-b", "other", linked.toString());
        assertThat(hookAt(linked, "install").code()).isZero();
        assertThat(hooks.resolve("pre-commit")).isExecutable();
        repository.at(linked).commit("b.txt", "b");
        assertThat(repository.called()).hasSize(1);
    }

    @Test
    void husksOfFrameworksAreLeftAloneAndAdviceIsGiven() throws Exception {
        repository.git("config", "core.hooksPath", ".husky/_");
        script(repository.root.resolve(".husky/_/pre-commit"), "#!/bin/sh\n. husky.sh\n");
        CommandLineRun husky = hook("install");
        assertThat(husky.code()).isEqualTo(2);
        assertThat(husky.err()).contains(".husky/pre-commit").contains("gatehouse scan --staged --stage commit");
        Files.writeString(repository.root.resolve(".husky/pre-commit"), "gatehouse scan --staged --stage commit\n");
        assertThat(hook("install").out()).contains("calls gatehouse already");

        repository.git("config", "--unset", "core.hooksPath");
        String generated = "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n";
        script(hooks.resolve("pre-commit"), generated);
        CommandLineRun framework = hook("install");
        assertThat(framework.code()).isEqualTo(2);
        assertThat(framework.err()).contains(".pre-commit-config.yaml");
        assertThat(Files.readString(hooks.resolve("pre-commit"))).isEqualTo(generated);
    }

    @Test
    void whatIsPushedIsComparedWithWhatTheRemoteHas() throws Exception {
        Path remote = Files.createDirectories(temporary.resolve("remote.git"));
        repository.at(remote).git("init", "-q", "--bare", "-b", "main");
        repository.git("remote", "add", "origin", remote.toString());
        assertThat(hook("install", "--pre-push").out()).contains("pre-push: installed");
        repository.gatehouseExits(0);
        repository.commit("a.txt", "a");
        repository.git("push", "-q", "origin", "main");
        assertThat(repository.called().getLast()).endsWith("scan --stage commit --history");
        String there = repository.git("rev-parse", "HEAD");

        repository.commit("b.txt", "b");
        repository.git("push", "-q", "origin", "main");
        assertThat(repository.called().getLast()).endsWith("scan --stage commit --base " + there);

        // A branch that is not checked out is looked at as it is, and leaves nothing behind.
        String main = repository.git("rev-parse", "HEAD");
        repository.git("switch", "-q", "-c", "side");
        repository.commit("c.txt", "c");
        String side = repository.git("rev-parse", "HEAD");
        repository.git("switch", "-q", "main");
        repository.git("push", "-q", "origin", "side");
        assertThat(repository.called().getLast()).isEqualTo(side + " scan --stage commit --base " + main);
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);

        int before = repository.called().size();
        repository.git("push", "-q", "origin", "--delete", "side");
        assertThat(repository.called()).hasSize(before);

        repository.commit("d.txt", "d");
        repository.gatehouseExits(1);
        ShellRepository.Result refused = repository.tryGit("push", "-q", "origin", "main");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output()).contains("git push --no-verify");
        assertThat(repository.at(remote).git("rev-parse", "main")).isEqualTo(main);
    }

    @Test
    void aPushHookThatWasThereSeesWhatGitSays() throws Exception {
        Path remote = Files.createDirectories(temporary.resolve("remote.git"));
        repository.at(remote).git("init", "-q", "--bare");
        repository.git("remote", "add", "origin", remote.toString());
        script(hooks.resolve("pre-push"), "#!/bin/sh\necho \"$1\" >seen; cat >>seen\n");
        hook("install", "--pre-push");
        repository.gatehouseExits(0);
        repository.commit("a.txt", "a");
        repository.git("push", "-q", "origin", "main");
        assertThat(Files.readAllLines(repository.root.resolve("seen"))).hasSize(2).first().isEqualTo("origin");
        assertThat(repository.called()).hasSize(2);
    }

    @Test
    void statusSaysWhatIsOn() throws Exception {
        assertThat(hook("status").out()).contains("pre-commit: off").contains("pre-push: off");
        hook("install");
        assertThat(hook("status").out()).contains("pre-commit: on").contains("pre-push: off");
        Files.setPosixFilePermissions(hooks.resolve("pre-commit"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(hook("status").out()).contains("not executable");
        assertThat(hook("install").out()).contains("updated");
        assertThat(hooks.resolve("pre-commit")).isExecutable();
    }

    @Test
    void outsideOfGitOneLineSaysSo() {
        CommandLineRun run = hookAt(temporary, "install");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines().toList()).isEqualTo(List.of(
                "gatehouse: " + temporary + " is in no git repository; hooks need one: git init"));
    }
}

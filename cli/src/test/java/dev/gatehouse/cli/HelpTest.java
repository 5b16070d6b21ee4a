package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What help promises, for every command.
class HelpTest {
    static Stream<Arguments> commands() {
        return Commands.all().entrySet().stream()
                .flatMap(each -> all(each.getKey(), new CommandLine(each.getValue().supplier().get())))
                .map(Arguments::of);
    }

    private record Named(String name, CommandLine command) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Named> all(String name, CommandLine command) {
        return Stream.concat(Stream.of(new Named(name, command)), command.getSubcommands().entrySet().stream()
                .flatMap(each -> all(name + " " + each.getKey(), each.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyCommandThatDoesSomethingShowsHow(Named each) {
        CommandLine.Model.CommandSpec spec = each.command().getCommandSpec();
        assertThat(spec.usageMessage().description()).as("what it is for").isNotEmpty();
        if (each.command().getSubcommands().isEmpty()) {
            assertThat(Arrays.stream(spec.usageMessage().footer())).as("examples").anyMatch(line -> line.startsWith("Example"))
                    .anyMatch(line -> line.contains("gatehouse " + each.name()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyOptionIsDescribed(Named each) {
        assertThat(each.command().getCommandSpec().options()).filteredOn(option -> !option.hidden())
                .allSatisfy(option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
    }
}

package dev.gatehouse.oci.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstructionTest {

    @Test
    void whatBuildersRecordBecomesTheInstruction() {
        assertThat(Instruction.of("/bin/sh -c #(nop)  CMD [\"bash\"]")).isEqualTo("CMD [\"bash\"]");
        assertThat(Instruction.of("/bin/sh -c #(nop) ADD file:12ab in / ")).isEqualTo("ADD file:12ab in /");
        assertThat(Instruction.of("/bin/sh -c apt-get update \t&&   apt-get install x")).isEqualTo("RUN apt-get update && apt-get install x");
        assertThat(Instruction.of("|2 A=b C=d /bin/sh -c make all")).isEqualTo("RUN make all");
        assertThat(Instruction.of("RUN /bin/sh -c make all # buildkit")).isEqualTo("RUN make all");
        assertThat(Instruction.of("RUN |1 A=b /bin/sh -c make all # buildkit")).isEqualTo("RUN make all");
        assertThat(Instruction.of("COPY a b # buildkit")).isEqualTo("COPY a b");
        assertThat(Instruction.of("bazel build ...")).isEqualTo("bazel build ...");
        assertThat(Instruction.of("")).isEmpty();
    }
}

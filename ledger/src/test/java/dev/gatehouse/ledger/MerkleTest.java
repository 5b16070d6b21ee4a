package dev.gatehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MerkleTest {

    /// RFC 6962, section 2.1, word by word: split at the largest power of two below the size.
    private static Hash root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return Hash.EMPTY;
        }
        if (leaves.size() == 1) {
            return Hash.leaf(leaves.getFirst());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Hash.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    @Property(tries = 300)
    void theGrowingTreeHasTheRootOfTheDefinition(@ForAll @Size(max = 130) List<byte[]> leaves) throws Exception {
        var tree = new Frontier();
        for (byte[] leaf : leaves) {
            tree.append(Hash.leaf(leaf));
        }
        assertThat(tree.root()).isEqualTo(root(leaves));
        assertThat(Frontier.of(tree.size(), tree.roots()).root()).isEqualTo(tree.root());
    }

    @Test
    void theEmptyTreeAndTheEmptyLeafHaveTheKnownHashes() {
        // Of RFC 6962: SHA-256 of nothing, and of one zero byte.
        assertThat(HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(Hash.EMPTY.base64())))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(Hash.leaf(new byte[0]).base64())))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(Hash.leaf("a".getBytes(StandardCharsets.UTF_8))).isNotEqualTo(Hash.leaf("b".getBytes(StandardCharsets.UTF_8)));
    }
}

package dev.gatehouse.oci.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.oci.OciException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ImageReferenceTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    @Example
    void namesAreCompletedAsDockerDoesIt() throws OciException {
        assertThat(parsed("alpine")).isEqualTo("docker.io/library/alpine:latest");
        assertThat(parsed("alpine:3.22")).isEqualTo("docker.io/library/alpine:3.22");
        assertThat(parsed("team/shop")).isEqualTo("docker.io/team/shop:latest");
        assertThat(parsed("index.docker.io/alpine")).isEqualTo("docker.io/library/alpine:latest");
        assertThat(parsed("localhost/shop")).isEqualTo("localhost/shop:latest");
        assertThat(parsed("localhost:5000/a/b:1")).isEqualTo("localhost:5000/a/b:1");
        assertThat(parsed("registry.example/a/b__c/d---e@sha256:" + HEX)).isEqualTo("registry.example/a/b__c/d---e@sha256:" + HEX);
        assertThat(parsed("registry.example:443/a:1@sha256:" + HEX)).isEqualTo("registry.example:443/a:1@sha256:" + HEX);
        assertThat(parsed("[::1]:5000/a:1")).isEqualTo("[::1]:5000/a:1");
        assertThat(parsed("Registry/a")).isEqualTo("Registry/a:latest");
    }

    @Example
    void theDigestDecidesWhereBothAreGiven() throws OciException {
        var reference = ImageReference.parse("a:1@sha256:" + HEX);
        assertThat(reference.tag()).isEqualTo("1");
        assertThat(reference.wanted()).isEqualTo("sha256:" + HEX);
    }

    @Example
    void whatIsNoNameIsRefused() {
        for (String text : new String[]{"", "/a", "a/", "Alpine", "a..b", "a:", "a:" + "t".repeat(129), "a@sha256:12", "a@md5:1", "a b",
            "-a", "a-", "a//b", HEX, "https://registry.example/a", "registry.example/A", "a:1:2", "a@", "host:port/a",
            "a/" + "b".repeat(260), "a:.x"}) {
            assertThatThrownBy(() -> ImageReference.parse(text)).as(text).isInstanceOf(OciException.class)
                    .hasMessageNotContaining("\n");
        }
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        try {
            var reference = ImageReference.parse(text);
            assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
        } catch (OciException e) {
            assertThat(e.kind()).isIn(OciException.Kind.MALFORMED, OciException.Kind.UNSUPPORTED);
        }
    }

    private static String parsed(String text) throws OciException {
        return ImageReference.parse(text).toString();
    }
}

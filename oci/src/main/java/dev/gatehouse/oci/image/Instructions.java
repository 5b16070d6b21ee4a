package dev.gatehouse.oci.image;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.oci.manifest.ImageConfiguration;
import dev.gatehouse.oci.manifest.Instruction;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.store.Image;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The instructions that made the layers, fit to be shown: what builders record holds build arguments and commands with secrets in
/// them, so nothing of it is shown unless the scan has masked it.
final class Instructions {
    private static final int LONGEST = 300;

    private Instructions() {}

    /// One for each layer; none if history and layers do not fit together, or if nobody can tell what is secret.
    ///
    /// @param configuration
    ///            the image's configuration as it is: a secret known there is known in the instructions
    static List<String> of(Image image, Blob configuration, ContentVisitor visitor) {
        List<ImageConfiguration.Step> steps = image.configuration().layerSteps(image.layers().size());
        if (steps.isEmpty()) {
            return List.of();
        }
        var lines = new StringBuilder();
        for (ImageConfiguration.Step step : steps) {
            lines.append(Instruction.of(step.createdBy())).append('\n');
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        int from = configuration.length() + 1;
        byte[] both = new byte[from + text.length];
        System.arraycopy(configuration.array(), configuration.offset(), both, 0, configuration.length());
        both[from - 1] = '\n';
        System.arraycopy(text, 0, both, from, text.length);
        var id = ContentId.of(ContentId.Algorithm.SHA256, Digest.Algorithm.SHA256.start().digest(both));
        List<String> masked = visitor.masked(new Blob(id, both, 0, both.length, Blob.Form.TEXT, configuration.hint()), from);
        return masked.size() != steps.size() ? List.of() : masked.stream().map(Instructions::shortened).toList();
    }

    private static String shortened(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + "…";
    }
}

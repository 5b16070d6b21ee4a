package dev.gatehouse.oci.manifest;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Range;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a container of the image is started, and how the image came about (image-spec, config.md; Docker's image.json). Ranges are
/// those of the bytes it was read from.
///
/// @param platform
///            null if it is not said
/// @param contentDigests
///            of the layers as tar files, uncompressed (`rootfs.diff_ids`)
/// @param labels
///            in order of their keys
/// @param settings
///            the members of `config`, for whoever looks closer; null if there is no such object
/// @param range
///            of the whole document
public record ImageConfiguration(@Nullable Platform platform, List<Digest> contentDigests, List<Step> history,
        Map<String, String> labels, @Nullable Mapping settings, Range range) {

    /// A step of the build.
    ///
    /// @param createdBy
    ///            the command or instruction as the builder recorded it; may hold secrets; empty if it is not said
    /// @param range
    ///            of that text with its quotes; null if there is none
    /// @param empty
    ///            whether it made no layer
    public record Step(String createdBy, @Nullable Range range, boolean empty) {

        /// Prints no content: commands hold secrets.
        @Override
        public String toString() {
            return "step at " + range;
        }
    }

    public ImageConfiguration {
        contentDigests = List.copyOf(contentDigests);
        history = List.copyOf(history);
        labels = Collections.unmodifiableMap(labels);
    }

    /// Reads one.
    ///
    /// @param what
    ///            names it for messages
    /// @throws OciException
    ///             `MALFORMED` or `LIMIT`
    public static ImageConfiguration read(String what, byte[] bytes, ImageLimits limits) throws OciException {
        if (bytes.length > limits.configurationBytes()) {
            throw new OciException(OciException.Kind.LIMIT,
                    what + ": an image configuration has at most " + limits.configurationBytes() + " bytes");
        }
        Mapping json = Members.object(what, bytes);
        String os = Members.textOrEmpty(what, json, "os");
        String architecture = Members.textOrEmpty(what, json, "architecture");
        Platform platform = os.isEmpty() || architecture.isEmpty()
                ? null
                : new Platform(os, architecture, Members.text(what, json, "variant"));
        List<Digest> digests = new ArrayList<>();
        Mapping files = Members.mapping(what, json, "rootfs");
        for (String digest : files == null ? List.<String>of() : Members.texts(what, files, "diff_ids")) {
            digests.add(Digest.parse(digest));
        }
        List<Step> history = new ArrayList<>();
        for (Mapping step : Members.objects(what, json, "history")) {
            history.add(step(what, step));
        }
        Mapping settings = Members.mapping(what, json, "config");
        return new ImageConfiguration(platform, digests, history,
                settings == null ? Map.of() : Members.strings(what, settings, "Labels"), settings, json.range());
    }

    private static Step step(String what, Mapping step) throws OciException {
        boolean empty = Members.value(step, "empty_layer") instanceof Scalar.Bool bool && bool.truth();
        return step.get("created_by") instanceof Scalar.Text text
                ? new Step(text.text(), text.range(), empty)
                : new Step(Members.textOrEmpty(what, step, "created_by"), null, empty);
    }

    /// The step that made each layer; empty if history and layers do not fit together, for then nobody can tell.
    public List<Step> layerSteps(int layers) {
        List<Step> steps = history.stream().filter(step -> !step.empty).toList();
        return steps.size() == layers ? steps : List.of();
    }
}

package dev.gatehouse.iac.kubernetes;

import dev.gatehouse.document.Part;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An image that a manifest deploys.
///
/// @param image
///            as the manifest names it
/// @param resource
///            of the workload: `namespace/kind/name`
/// @param container
///            its name
/// @param line
///            of the image's name, 1-based
public record ContainerImage(String image, String resource, String container, int line) {
    static final Limits LIMITS = new Limits(8 << 20, 64, 500_000);

    /// The images of all workloads of a manifest.
    ///
    /// @param name
    ///            of the file, for messages
    /// @throws DocumentException
    ///             if it is neither YAML nor JSON
    public static List<ContainerImage> of(String name, byte[] bytes) throws DocumentException {
        List<ContainerImage> images = new ArrayList<>();
        for (Value document : documents(name, bytes)) {
            for (Workload workload : Workload.of(Part.of(document))) {
                for (Workload.Container container : workload.containers()) {
                    Part image = container.part().at("image");
                    if (image.exists()) {
                        images.add(new ContainerImage(image.text().strip(), workload.resource(), container.name(),
                                image.where().line()));
                    }
                }
            }
        }
        return images;
    }

    static List<Value> documents(String name, byte[] bytes) throws DocumentException {
        boolean json = name.toLowerCase(Locale.ROOT).endsWith(".json");
        return Documents.readAll(json ? Format.JSON : Format.YAML, name, bytes, LIMITS);
    }
}

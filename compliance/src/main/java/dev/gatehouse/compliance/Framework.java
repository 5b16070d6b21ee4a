package dev.gatehouse.compliance;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A framework and those of its controls that a delivery loop can prove. The texts are our own words; the framework's own hold.
///
/// @param id
///            `soc2`
/// @param controls
///            in the order of the framework
public record Framework(String id, String title, List<Control> controls) {
    /// The frameworks that come with Gatehouse.
    public static final List<String> IDS = List.of("soc2", "pci-dss");

    /// A control.
    ///
    /// @param id
    ///            as the framework numbers it: `CC8.1`, `6.3.2`
    /// @param asks
    ///            what of it is answered here, in our own words
    public record Control(String id, String title, String asks, List<String> questions) {
        public Control {
            questions = List.copyOf(questions);
        }
    }

    public Framework {
        controls = List.copyOf(controls);
    }

    /// One that comes with Gatehouse.
    ///
    /// @throws IllegalArgumentException
    ///             if there is none of that id
    public static Framework of(String id) {
        if (!IDS.contains(id)) {
            throw new IllegalArgumentException("there is no framework '" + id + "'; frameworks: " + String.join(", ", IDS));
        }
        String file = id + ".yaml";
        try (InputStream in = Framework.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            Fields fields = Fields.of(file, Documents.read(Format.YAML, file, in.readAllBytes(), Limits.DEFAULT));
            String title = fields.requiredText("title");
            List<Control> controls = new ArrayList<>();
            for (Fields each : fields.each("controls")) {
                controls.add(new Control(each.requiredText("id"), each.requiredText("title"), each.requiredText("asks"),
                        each.texts("questions")));
                each.finish();
            }
            fields.finish();
            return new Framework(id, title, controls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DocumentException e) {
            throw new IllegalStateException(e);
        }
    }
}

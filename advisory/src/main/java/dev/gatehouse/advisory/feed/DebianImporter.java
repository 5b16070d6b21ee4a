package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.EcosystemFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/// The Debian security tracker: `{package: {CVE: {"releases": {codename: {"status", "fixed_version", "urgency"}}}}}`, tens of
/// megabytes and so streamed. Source: security-tracker.debian.org/tracker/data/json.
final class DebianImporter implements Importer {
    private static final String NEVER = "0";
    private final JsonFactory factory = new JsonFactory();

    @Override
    public void read(Entry entry, Intake intake) throws IOException {
        try (JsonParser parser = factory.createParser(tools.jackson.core.ObjectReadContext.empty(), entry.bytes())) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                expect(parser.nextToken(), JsonToken.START_OBJECT);
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    weakness(parser, name, parser.currentName(), intake);
                }
            }
        } catch (JacksonException e) {
            throw new IOException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new IOException("not the format of the Debian security tracker");
        }
    }

    private static void weakness(JsonParser parser, String name, String id, Intake intake) throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        Draft draft = new Draft(id, "debian");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            if (key.equals("description")) {
                draft.summary(parser.getValueAsString());
            } else if (key.equals("releases") && token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String codename = parser.currentName();
                    expect(parser.nextToken(), JsonToken.START_OBJECT);
                    release(parser, name, codename, draft);
                }
            } else {
                parser.skipChildren();
            }
        }
        if (draft.isEmpty()) {
            intake.leftOut(id, "affects no release of Debian");
        } else {
            intake.advisory(draft.finish());
        }
    }

    private static void release(JsonParser parser, String name, String codename, Draft draft) {
        String status = "";
        String fixed = null;
        List<Rating> ratings = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "status" -> status = parser.getValueAsString("");
                case "fixed_version" -> fixed = parser.getValueAsString();
                case "urgency" -> Rating.of(parser.getValueAsString("").replace("*", "")).ifPresent(ratings::add);
                default -> parser.skipChildren();
            }
        }
        boolean open = status.equals("open");
        boolean resolved = status.equals("resolved") && fixed != null && !fixed.equals(NEVER);
        if (open || resolved) {
            draft.affected(new Affected(Ecosystem.release(EcosystemFamily.DEBIAN, codename), name,
                    List.of(open ? Span.ALL : Span.between(null, fixed)), List.of(), List.of(), List.of(), ratings));
        }
    }
}

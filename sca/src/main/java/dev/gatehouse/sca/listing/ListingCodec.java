package dev.gatehouse.sca.listing;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes listings for the cache and reads them back.
public final class ListingCodec {
    /// Nothing in a listing is longer or more; a damaged entry must not ask for gigabytes.
    private static final int MOST = 1 << 26;

    private ListingCodec() {}

    /// Reads or writes one value.
    @FunctionalInterface
    private interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    @FunctionalInterface
    private interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /// Writes one.
    public static void write(Listing listing, DataOutput out) throws IOException {
        text(listing.format(), out);
        text(listing.role().name(), out);
        Subject subject = listing.subject();
        out.writeBoolean(subject != null);
        if (subject != null) {
            text(subject.name(), out);
            text(subject.version(), out);
            text(subject.licence(), out);
        }
        list(listing.components(), ListingCodec::component, out);
        list(listing.problems(), (problem, to) -> {
            text(problem.code(), to);
            to.writeBoolean(problem.grave());
            to.writeInt(problem.line());
            text(problem.what(), to);
        }, out);
        list(listing.attributes(), (attribute, to) -> {
            text(attribute.name(), to);
            text(attribute.value(), to);
        }, out);
        Pom pom = listing.pom();
        out.writeBoolean(pom != null);
        if (pom != null) {
            pom(pom, out);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException
    ///             if it is damaged
    public static Listing read(DataInput in) throws IOException {
        String format = text(in);
        Role role = constant(Role.class, in);
        Subject subject = in.readBoolean() ? new Subject(text(in), text(in), text(in)) : null;
        List<Component> components = list(ListingCodec::component, in);
        List<Problem> problems = list(from -> new Problem(text(from), from.readBoolean(), from.readInt(), text(from)), in);
        List<Listing.Attribute> attributes = list(from -> new Listing.Attribute(text(from), text(from)), in);
        return new Listing(format, role, subject, components, problems, attributes, in.readBoolean() ? pom(in) : null);
    }

    private static void component(Component component, DataOutput out) throws IOException {
        text(component.key(), out);
        text(component.purl().toString(), out);
        text(component.requirement(), out);
        text(component.scope().name(), out);
        out.writeBoolean(component.direct());
        out.writeBoolean(component.own());
        span(component.span(), out);
        list(component.requires(), ListingCodec::text, out);
        list(component.hashes(), (hash, to) -> {
            text(hash.algorithm(), to);
            text(hash.hex(), to);
        }, out);
        text(component.licence(), out);
        text(component.supplier(), out);
        text(component.source(), out);
        list(component.paths(), ListingCodec::text, out);
    }

    private static Component component(DataInput in) throws IOException {
        String key = text(in);
        PackageUrl purl;
        try {
            purl = PackageUrl.parse(text(in));
        } catch (PackageUrlException e) {
            throw new IOException("an entry of another version", e);
        }
        return new Component(key, purl, text(in), constant(Scope.class, in), in.readBoolean(), in.readBoolean(), span(in),
                list(ListingCodec::text, in), list(from -> new Hash(text(from), text(from)), in), text(in), text(in), text(in),
                list(ListingCodec::text, in));
    }

    private static void pom(Pom pom, DataOutput out) throws IOException {
        coordinates(pom.coordinates(), out);
        Pom.Parent parent = pom.parent();
        out.writeBoolean(parent != null);
        if (parent != null) {
            coordinates(parent.coordinates(), out);
            text(parent.relativePath(), out);
        }
        text(pom.licence(), out);
        Pom.Coordinates relocated = pom.relocated();
        out.writeBoolean(relocated != null);
        if (relocated != null) {
            coordinates(relocated, out);
        }
        part(pom.base(), out);
        list(pom.profiles(), (profile, to) -> {
            text(profile.id(), to);
            texts(profile.activation(), to);
            part(profile.part(), to);
        }, out);
    }

    private static Pom pom(DataInput in) throws IOException {
        Pom.Coordinates own = coordinates(in);
        Pom.@Nullable Parent parent = in.readBoolean() ? new Pom.Parent(coordinates(in), text(in)) : null;
        return new Pom(own, parent, text(in), in.readBoolean() ? coordinates(in) : null, part(in),
                list(from -> new Pom.Profile(text(from), texts(from), part(from)), in));
    }

    private static void part(Pom.Part part, DataOutput out) throws IOException {
        texts(part.properties(), out);
        list(part.managed(), ListingCodec::dependency, out);
        list(part.dependencies(), ListingCodec::dependency, out);
        list(part.plugins(), ListingCodec::dependency, out);
        list(part.modules(), ListingCodec::text, out);
    }

    private static Pom.Part part(DataInput in) throws IOException {
        return new Pom.Part(texts(in), list(ListingCodec::dependency, in), list(ListingCodec::dependency, in),
                list(ListingCodec::dependency, in), list(ListingCodec::text, in));
    }

    private static void texts(Map<String, String> texts, DataOutput out) throws IOException {
        list(List.copyOf(texts.entrySet()), (entry, to) -> {
            text(entry.getKey(), to);
            text(entry.getValue(), to);
        }, out);
    }

    private static Map<String, String> texts(DataInput in) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = count(in); i > 0; i--) {
            texts.put(text(in), text(in));
        }
        return texts;
    }

    private static void dependency(Pom.Dependency dependency, DataOutput out) throws IOException {
        coordinates(dependency.coordinates(), out);
        text(dependency.type(), out);
        text(dependency.classifier(), out);
        text(dependency.scope(), out);
        out.writeBoolean(dependency.optional());
        list(dependency.exclusions(), ListingCodec::text, out);
        span(dependency.span(), out);
    }

    private static Pom.Dependency dependency(DataInput in) throws IOException {
        return new Pom.Dependency(coordinates(in), text(in), text(in), text(in), in.readBoolean(), list(ListingCodec::text, in),
                span(in));
    }

    private static void coordinates(Pom.Coordinates coordinates, DataOutput out) throws IOException {
        text(coordinates.group(), out);
        text(coordinates.artifact(), out);
        text(coordinates.version(), out);
    }

    private static Pom.Coordinates coordinates(DataInput in) throws IOException {
        return new Pom.Coordinates(text(in), text(in), text(in));
    }

    private static void span(Span span, DataOutput out) throws IOException {
        out.writeInt(span.start());
        out.writeInt(span.end());
    }

    private static Span span(DataInput in) throws IOException {
        int start = in.readInt();
        int end = in.readInt();
        if (start < 0 || end < start) {
            throw new IOException("a damaged entry");
        }
        return new Span(start, end);
    }

    private static <T> void list(List<T> values, Writer<? super T> writer, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(value, out);
        }
    }

    private static <T> List<T> list(Reader<T> reader, DataInput in) throws IOException {
        int count = count(in);
        List<T> values = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            values.add(reader.read(in));
        }
        return values;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a damaged entry");
        }
        return count;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, DataInput in) throws IOException {
        try {
            return Enum.valueOf(type, text(in));
        } catch (IllegalArgumentException e) {
            throw new IOException("a damaged entry", e);
        }
    }

    private static void text(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInput in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

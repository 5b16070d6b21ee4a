package dev.gatehouse.sca.registry;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.XmlElement;
import dev.gatehouse.ecosystem.PackageUrl;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Maven Central, or what mirrors it in the user's `~/.m2/settings.xml` (maven.apache.org/settings.html): the `maven-metadata.xml` of
/// an artifact lists its versions.
record MavenRepository(RegistryConnection connection, UserSettings.Address address) implements UserRegistries.Registry {
    private static final Limits LIMITS = new Limits(16 << 20, 64, 1_000_000);
    private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

    static MavenRepository of(RegistryConnection connection, Map<String, String> environment) throws RegistryException {
        Path home = UserSettings.home(environment);
        byte[] settings = UserSettings.read(home == null ? null : home.resolve(".m2").resolve("settings.xml"));
        UserSettings.Address address = UserSettings.Address.of(CENTRAL, "Maven Central");
        if (settings.length > 0) {
            try {
                XmlElement root = Documents.readXml("settings.xml", settings, LIMITS);
                XmlElement mirror = mirror(root);
                if (mirror != null) {
                    UserSettings.Address named = UserSettings.Address.of(text(mirror, "url"), "a Maven mirror");
                    String user = named.authorization() == null ? server(root, text(mirror, "id")) : named.authorization();
                    address = new UserSettings.Address(named.uri(), user);
                }
            } catch (DocumentException e) {
                throw new RegistryException("~/.m2/settings.xml: " + e.what(), e);
            }
        }
        return new MavenRepository(connection, address);
    }

    /// The first one that stands for Maven Central.
    private static @Nullable XmlElement mirror(XmlElement root) {
        XmlElement mirrors = root.element("mirrors");
        for (XmlElement mirror : mirrors == null ? List.<XmlElement>of() : mirrors.elements("mirror")) {
            List<String> of = List.of(text(mirror, "mirrorOf").split("\\s*,\\s*"));
            boolean all = of.contains("*") || of.contains("external:*");
            if ((all || of.contains("central")) && !of.contains("!central") && !text(mirror, "blocked").equals("true")) {
                return mirror;
            }
        }
        return null;
    }

    /// Passwords that Maven encrypted stay closed to others.
    private static @Nullable String server(XmlElement root, String id) {
        XmlElement servers = root.element("servers");
        for (XmlElement server : servers == null ? List.<XmlElement>of() : servers.elements("server")) {
            String password = text(server, "password");
            if (text(server, "id").equals(id) && !password.isEmpty() && !password.startsWith("{") && !password.contains("${")) {
                return UserSettings.Address.basic(text(server, "username") + ":" + password);
            }
        }
        return null;
    }

    private static String text(XmlElement element, String child) {
        XmlElement found = element.element(child);
        return found == null ? "" : found.text().strip();
    }

    @Override
    public Optional<List<PublishedVersions.Release>> releases(PackageUrl purl) throws RegistryException, InterruptedException {
        String group = purl.namespace();
        if (group == null || !(group + purl.name()).matches("[A-Za-z0-9._-]+")) {
            return Optional.empty();
        }
        URI metadata = address.uri().resolve(group.replace('.', '/') + "/" + purl.name() + "/maven-metadata.xml");
        Optional<byte[]> answer = connection.get(metadata, address.authorization(), "application/xml, text/xml, */*");
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        try {
            XmlElement versioning = Documents.readXml("maven-metadata.xml", answer.get(), LIMITS).element("versioning");
            XmlElement versions = versioning == null ? null : versioning.element("versions");
            return versions == null
                    ? Optional.empty()
                    : Optional.of(versions.elements("version").stream()
                            .map(each -> new PublishedVersions.Release(each.text().strip(), null, false)).toList());
        } catch (DocumentException e) {
            throw new RegistryException(metadata + ": " + e.what(), e);
        }
    }
}

package dev.gatehouse.sca.reach;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.inventory.PackageUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Java: whether sources import the packages that an artifact is named for. Never *not reachable*: which packages a jar has stands in
/// the jar, and frameworks load classes by name.
final class JavaReach {
    /// Artifacts that are named for something else than their packages.
    private static final Map<String, String> NAMED_OTHERWISE = Map.ofEntries(
            Map.entry("com.google.guava:guava", "com.google.common"), Map.entry("commons-io:commons-io", "org.apache.commons.io"),
            Map.entry("commons-collections:commons-collections", "org.apache.commons.collections"),
            Map.entry("org.apache.commons:commons-collections4", "org.apache.commons.collections4"),
            Map.entry("commons-beanutils:commons-beanutils", "org.apache.commons.beanutils"),
            Map.entry("commons-fileupload:commons-fileupload", "org.apache.commons.fileupload"),
            Map.entry("commons-codec:commons-codec", "org.apache.commons.codec"),
            Map.entry("commons-lang:commons-lang", "org.apache.commons.lang"),
            Map.entry("commons-httpclient:commons-httpclient", "org.apache.commons.httpclient"),
            Map.entry("org.apache.httpcomponents:httpclient", "org.apache.http"), Map.entry("log4j:log4j", "org.apache.log4j"),
            Map.entry("ch.qos.logback:logback-classic", "ch.qos.logback.classic"),
            Map.entry("com.google.code.gson:gson", "com.google.gson"), Map.entry("junit:junit", "org.junit"),
            Map.entry("org.codehaus.jackson:jackson-mapper-asl", "org.codehaus.jackson.map"),
            Map.entry("com.google.protobuf:protobuf-java", "com.google.protobuf"), Map.entry("com.h2database:h2", "org.h2"),
            Map.entry("mysql:mysql-connector-java", "com.mysql"), Map.entry("dom4j:dom4j", "org.dom4j"),
            Map.entry("org.apache.velocity:velocity", "org.apache.velocity"),
            Map.entry("org.apache.velocity:velocity-engine-core", "org.apache.velocity"),
            Map.entry("com.squareup.okhttp3:okhttp", "okhttp3"), Map.entry("org.apache.shiro:shiro-core", "org.apache.shiro"),
            Map.entry("org.apache.zookeeper:zookeeper", "org.apache.zookeeper"),
            Map.entry("org.jsoup:jsoup", "org.jsoup"), Map.entry("io.undertow:undertow-core", "io.undertow"));

    private JavaReach() {}

    static Answer of(SourceUse sources, String folder, PackageUse use) {
        List<String> packages = packages(use.purl());
        Optional<SourceUse.Use> found = sources.first("java", folder,
                name -> packages.stream().anyMatch(each -> name.equals(each) || name.startsWith(each + ".")));
        return found.map(each -> Answer.reachable(each + " imports " + each.name()))
                .orElse(Answer.unknown("no source is seen to import it; dependencies and frameworks may load it"));
    }

    /// The packages for which an artifact is named: its group with what its name adds, `org.apache.commons` and `commons-text` make
    /// `org.apache.commons.text`; a group that only it has.
    static List<String> packages(PackageUrl purl) {
        String group = purl.namespace() == null ? "" : purl.namespace();
        String known = NAMED_OTHERWISE.get(group + ":" + purl.name());
        if (known != null) {
            return List.of(known);
        }
        String artifact = purl.name().toLowerCase(Locale.ROOT);
        String last = group.substring(group.lastIndexOf('.') + 1);
        List<String> packages = new ArrayList<>();
        if (artifact.equals(last) && group.contains(".")) {
            packages.add(group);
        } else {
            packages.add(group + "." + artifact.replace('-', '.'));
            int hyphen = artifact.indexOf('-');
            String added = artifact.substring(hyphen + 1).replace('-', '.');
            String first = hyphen < 0 ? "" : artifact.substring(0, hyphen);
            if (!first.isEmpty() && !added.equals("core") && !added.equals("api") && !added.equals("all")
                    && !added.equals("parent")
                    || last.equals(first) && added.equals("core")) {
                if (last.startsWith(first) || first.startsWith(last)) {
                    packages.add(group + "." + added);
                }
                int above = group.lastIndexOf('.');
                if (above > 0 && group.substring(0, above).endsWith(first)) {
                    packages.add(group.substring(0, above) + "." + added);
                }
            }
        }
        return packages;
    }
}

package dev.gatehouse.sca.ruby;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `*.gemspec` (guides.rubygems.org, Specification Reference): in a project what it asks for, in a `specifications` folder what
/// is installed. Literals are read; what a program computes is not known.
final class Gemspec implements PackageFormat {
    private static final Pattern NAME = Pattern.compile("\\w+\\.name\\s*=\\s*[\"']([A-Za-z0-9_.-]+)[\"'].*");
    private static final Pattern VERSION = Pattern
            .compile("\\w+\\.version\\s*=\\s*(?:Gem::Version\\.new\\s*\\(?\\s*)?[\"']([^\"']+)[\"'].*");
    private static final Pattern LICENCE = Pattern
            .compile("\\w+\\.licenses?\\s*=\\s*\\[?\\s*([\"'][^\\]]*?[\"'])(?:\\.freeze)?\\s*]?.*");
    private static final Pattern NEED = Pattern.compile(
            "\\w+\\.add_(runtime_|development_)?dependency[ (]+(?:%q<)?[\"']?([A-Za-z0-9_.-]+)[\"'>]?(?:\\.freeze)?(.*)");
    private static final Pattern TEXT = Pattern.compile("[\"']([^\"']+)[\"']");

    @Override
    public String id() {
        return "gemspec";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".gemspec");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        String name = "";
        String version = "";
        String licence = "";
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            Matcher matcher = NAME.matcher(text);
            if (matcher.matches()) {
                name = matcher.group(1);
                continue;
            }
            matcher = VERSION.matcher(text);
            if (matcher.matches()) {
                version = matcher.group(1);
                continue;
            }
            matcher = LICENCE.matcher(text);
            if (matcher.matches()) {
                StringBuilder all = new StringBuilder();
                Matcher each = TEXT.matcher(matcher.group(1));
                while (each.find()) {
                    all.append(all.isEmpty() ? "" : " OR ").append(each.group(1));
                }
                licence = all.toString();
                continue;
            }
            matcher = NEED.matcher(text);
            if (matcher.matches()) {
                StringBuilder requirement = new StringBuilder();
                Matcher each = TEXT.matcher(matcher.group(3));
                while (each.find()) {
                    requirement.append(requirement.isEmpty() ? "" : ", ").append(each.group(1));
                }
                listing.add(matcher.group(2), Purls.of("gem", "", matcher.group(2), ""), line.span(matcher.group(2)))
                        .requirement(requirement.toString()).direct()
                        .scope("development_".equals(matcher.group(1)) ? Scope.DEVELOPMENT : Scope.RUNTIME);
            }
        }
        listing.subject(name, version, licence);
    }
}

package dev.gatehouse.sca.library;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gatehouse.advisory.feed.LibrarySignature;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JavaScript file that is a library, or has some packed into it: by its digest, else by texts in it, else by its name. Files below
/// `node_modules` have their package's manifest and are left to it.
///
/// The expressions come from a feed: they run on re2j, in time linear in the file, and only where a text that they need occurs. Those that
/// re2j refuses (references back, looking around) are of no use here; those that need no text of [#LEAST_LITERAL] characters would run on
/// every file and are not used either.
public final class LibraryFile implements PackageFormat {
    private static final int LARGEST = 8 << 20;
    private static final int LEAST_LITERAL = 4;
    private static final int LONGEST_EXPRESSION = 2_000;
    private static final int MOST_EXPRESSIONS = 5_000;
    private static final String VERSION = "[0-9][0-9.a-z_\\\\-]+";

    private final List<LibrarySignature> signatures;
    private final Map<String, LibrarySignature> digests = new HashMap<>();
    private final String summary;
    /// Made for the first file that asks: most scans meet none, and some hundred expressions take a while.
    private volatile @Nullable Expressions expressions;

    /// An expression whose one group is the version.
    private record Expression(String library, Pattern pattern) {}

    /// What is looked for in texts and names.
    ///
    /// @param literals
    ///            what must occur for each of `contents`
    private record Expressions(List<Expression> contents, List<Expression> names, Literals literals) {}

    public LibraryFile(List<LibrarySignature> signatures) {
        this.signatures = List.copyOf(signatures);
        StringBuilder all = new StringBuilder();
        for (LibrarySignature each : signatures) {
            if (each.kind() == LibrarySignature.Kind.DIGEST) {
                digests.put(each.text().toLowerCase(Locale.ROOT), each);
            }
            all.append(each.name()).append('\n').append(each.kind()).append('\n').append(each.text()).append('\n')
                    .append(each.version()).append('\n');
        }
        summary = sha1(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private Expressions expressions() {
        Expressions made = expressions;
        if (made == null) {
            made = compiled();
            expressions = made;
        }
        return made;
    }

    private Expressions compiled() {
        List<Expression> contents = new ArrayList<>();
        List<Expression> names = new ArrayList<>();
        List<String> required = new ArrayList<>();
        for (LibrarySignature signature : signatures) {
            if (contents.size() + names.size() >= MOST_EXPRESSIONS) {
                break;
            }
            String literal = signature.kind() == LibrarySignature.Kind.CONTENT ? literal(signature.text()) : "";
            if (signature.kind() == LibrarySignature.Kind.NAME) {
                expression(signature, "^", "$").ifPresent(names::add);
            } else if (literal.length() >= LEAST_LITERAL) {
                expression(signature, "", "").ifPresent(expression -> {
                    contents.add(expression);
                    required.add(literal);
                });
            }
        }
        return new Expressions(contents, names, new Literals(required));
    }

    /// Changes with the signatures, the same in every process.
    public String version() {
        return summary;
    }

    private static String literal(String text) {
        // The version is a hole in the text.
        return Literals
                .required(text.replace("(" + LibrarySignature.VERSION + ")", "(.)").replace(LibrarySignature.VERSION, "(.)"));
    }

    private static Optional<Expression> expression(LibrarySignature signature, String before, String after) {
        String text = signature.text();
        if (!text.contains(LibrarySignature.VERSION) || text.length() > LONGEST_EXPRESSION) {
            return Optional.empty();
        }
        try {
            String named = text.replaceFirst("\\(" + LibrarySignature.VERSION + "\\)", "(?P<version>" + VERSION + ")")
                    .replaceFirst(LibrarySignature.VERSION, "(?P<version>" + VERSION + ")");
            return Optional.of(new Expression(signature.name(), Pattern.compile(before + named + after)));
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }

    @Override
    public String id() {
        return "javascript-library";
    }

    @Override
    public Role role() {
        return Role.ARTEFACT;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return (name.endsWith(".js") || name.endsWith(".mjs") || name.endsWith(".cjs")) && blob.form() != Blob.Form.BINARY
                && blob.length() <= LARGEST && !path.contains("node_modules/")
                && !signatures.isEmpty();
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        byte[] bytes = content.bytes();
        LibrarySignature known = digests.isEmpty() ? null : digests.get(sha1(bytes));
        if (known != null) {
            add(listing, known.name(), known.version(), new Span(0, 0));
            return;
        }
        Expressions sought = expressions();
        int found = 0;
        // One byte a character: positions in the text are those in the file.
        String text = null;
        BitSet occurring = sought.literals.in(bytes);
        for (int i = occurring.nextSetBit(0); i >= 0; i = occurring.nextSetBit(i + 1)) {
            text = text == null ? new String(bytes, StandardCharsets.ISO_8859_1) : text;
            Matcher matcher = sought.contents.get(i).pattern.matcher(text);
            if (matcher.find()) {
                String version = matcher.group("version");
                // An expression may match without its version.
                if (version != null) {
                    add(listing, sought.contents.get(i).library, version,
                            new Span(matcher.start("version"), matcher.end("version")));
                    found++;
                }
            }
        }
        for (Expression expression : found > 0 ? List.<Expression>of() : sought.names) {
            Matcher matcher = expression.pattern.matcher(content.path().fileName());
            String version = matcher.find() ? matcher.group("version") : null;
            if (version != null) {
                add(listing, expression.library, version, new Span(0, 0));
            }
        }
    }

    private static void add(ListingBuilder listing, String library, String version, Span span) {
        String plain = version.replaceFirst("[._-](min|slim|js|pack|packed|prod|umd|esm).*$", "").replaceFirst("[._-]+$", "");
        listing.add(library + "@" + plain, Purls.npm(library, plain), span);
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}

package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a file that says which version, or which versions.
///
/// @param file
///            as it was read
/// @param start
///            offset of its first byte
/// @param end
///            offset after its last byte
/// @param text
///            what stands there
/// @param requirement
///            whether it asks for a range of versions instead of naming one
/// @param scheme
///            in which versions are compared
/// @param frame
///            what is written around the version where nothing stands yet
public record Site(Path file, int start, int end, String text, boolean requirement, VersionScheme scheme, Frame frame) {
    /// One bound with its operator: the only ranges that can be raised without deciding what was meant by the rest.
    private static final Pattern SINGLE = Pattern
            .compile("(?<operator>\\^|~=|~>|~|={1,3}|>=)?(?<space>\\s*)(?<version>v?[0-9][A-Za-z0-9.+_-]*)(?<wild>\\.\\*)?");

    /// What is written around a version that is new to a file: before and after each one, and, once for all that are put at the
    /// same place, before the first and after the last.
    public record Frame(String opening, String before, String after, String closing) {
        /// Nothing.
        public static final Frame NONE = new Frame("", "", "", "");
    }

    /// A site that names one version.
    public static Site exact(Path file, int start, int end, String text, VersionScheme scheme) {
        return new Site(file, start, end, text, false, scheme, Frame.NONE);
    }

    /// A site that asks for a range of versions.
    public static Site range(Path file, int start, int end, String text, VersionScheme scheme) {
        return new Site(file, start, end, text, true, scheme, Frame.NONE);
    }

    /// A place where a version is to be put.
    public static Site insertion(Path file, int at, VersionScheme scheme, Frame frame) {
        return new Site(file, at, at, "", false, scheme, frame);
    }

    /// What is to stand there so that a version is asked for: the same text if it is asked for already.
    ///
    /// @throws UnresolvableException
    ///             if the range cannot be raised by changing one version in it
    public String raised(String version) throws UnresolvableException {
        if (!requirement) {
            return version;
        }
        try {
            if (Requirement.parse(scheme, text).admits(scheme.parse(version))) {
                return text;
            }
        } catch (RangeException | VersionException e) {
            throw new UnresolvableException("it is asked for as " + text + ", which cannot be compared with " + version, e);
        }
        Matcher single = SINGLE.matcher(text);
        if (!single.matches() || single.group("wild") != null) {
            throw new UnresolvableException("it is asked for as " + text + "; what should be asked for instead is yours to say");
        }
        String operator = single.group("operator") == null ? "" : single.group("operator");
        return operator + single.group("space") + version;
    }
}

package dev.gatehouse.document;

/// Reads HCL, the language of Terraform, as documents. Thread-safe.
///
/// A block is a member named after its type, holding a list of bodies: `resource "a" "b" {}` is `resource.a.b[0]`. Text, numbers, truth
/// values, null, lists and objects become themselves; any other expression becomes the text `${…}` with the expression as it was written, also
/// within text. Nothing is evaluated.
public final class Hcl {
    private Hcl() {}

    /// Reads a file.
    ///
    /// @param name
    ///            the document as people know it, for messages
    /// @throws DocumentException
    ///             if it is not well-formed or exceeds a limit
    public static Mapping read(String name, byte[] bytes, Limits limits) throws DocumentException {
        return new HclReader(SourceText.utf8(name, bytes, limits), limits).read();
    }
}

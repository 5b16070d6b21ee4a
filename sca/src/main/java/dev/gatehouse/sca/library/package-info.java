/// JavaScript libraries that were copied into a project: known by the digest, text or name of a file, with the signatures that come with the
/// advisories.
@NullMarked
package dev.gatehouse.sca.library;

import org.jspecify.annotations.NullMarked;

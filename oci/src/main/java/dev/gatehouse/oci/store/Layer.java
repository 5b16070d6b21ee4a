package dev.gatehouse.oci.store;

import dev.gatehouse.oci.reference.Digest;

/// A layer of an image.
///
/// @param index
///            position from the base, 0 first
/// @param size
///            of the bytes as they are stored; -1 if only reading tells
/// @param digestOfContent
///            whether the digest is that of the uncompressed tar file, because nothing names the bytes as stored (`docker save`)
public record Layer(int index, Digest digest, long size, String mediaType, boolean digestOfContent) {}

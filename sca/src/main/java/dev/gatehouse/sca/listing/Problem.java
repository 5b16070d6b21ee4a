package dev.gatehouse.sca.listing;

/// Something in a file that could not be read or resolved.
///
/// @param code
///            stable, kebab-case, becomes the code of a diagnostic
/// @param grave
///            whether nothing could be read
/// @param line
///            1-based; 0 if none
/// @param what
///            one sentence without a full stop
public record Problem(String code, boolean grave, int line, String what) {}

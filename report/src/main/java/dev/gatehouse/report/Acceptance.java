package dev.gatehouse.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An exception in force: the finding is true and accepted for a time.
///
/// @param id
///            id of the exception in the configuration
/// @param reason
///            why it is accepted
/// @param owner
///            who answers for it
/// @param requester
///            who asked; null if unknown
/// @param approver
///            who agreed, proven by signature; null if nobody's signature is needed or given
/// @param expires
///            last day on which it holds
/// @param compensatingControl
///            what protects meanwhile; null if nothing was named
/// @param places
///            up to how many places it covers
public record Acceptance(String id, String reason, String owner, @Nullable String requester, @Nullable String approver,
        LocalDate expires, @Nullable String compensatingControl, int places) {}

/// Asks package registries: only those that the user's own client settings name, with limits on size, time and number of
/// requests, and credentials to nobody but their host.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.registry;

/// Licences: SPDX expressions, what people write instead, and what a policy says of them.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.licence;

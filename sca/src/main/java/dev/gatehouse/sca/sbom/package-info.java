/// Writes bills of materials: CycloneDX and SPDX.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.sbom;

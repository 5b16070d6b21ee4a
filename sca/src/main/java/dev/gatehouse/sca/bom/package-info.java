/// Bills of materials that others wrote: CycloneDX and SPDX.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.bom;

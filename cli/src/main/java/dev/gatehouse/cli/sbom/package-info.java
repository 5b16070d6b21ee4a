/// Bills of materials.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.sbom;

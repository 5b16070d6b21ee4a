/// The plan that repairs dependencies, and carrying it out.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.fix;

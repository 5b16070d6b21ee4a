/// gatehouse.yaml: layers, schema, origins; exceptions and suppressions as data.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.config;

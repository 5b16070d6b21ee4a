/// The Java world: Maven, Gradle, sbt, Ivy, jars.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.java;

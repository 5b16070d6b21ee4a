/// Formats of ecosystems that have one or two of them: Swift, CocoaPods, Dart, Elixir, Conan, Helm, GitHub Actions, Terraform,
/// Dockerfiles, pre-commit.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.other;

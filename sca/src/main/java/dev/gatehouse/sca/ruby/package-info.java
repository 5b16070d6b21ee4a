/// Ruby: Bundler and RubyGems.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.ruby;

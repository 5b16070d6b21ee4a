/// JSON Schema, drafts 4, 6 and 7, as OPA's `json.match_schema` reads it: without a `$schema`, what any of the three allows is allowed;
/// `pattern` is not looked at; documents elsewhere are never loaded.
@NullMarked
package dev.gatehouse.rego.jsonschema;

import org.jspecify.annotations.NullMarked;

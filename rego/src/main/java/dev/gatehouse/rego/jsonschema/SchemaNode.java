package dev.gatehouse.rego.jsonschema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One schema within a schema. Filled by [SchemaCompiler], because schemas may refer to themselves, and not changed afterwards.
final class SchemaNode {
    /// A schema that is just true or false.
    @Nullable
    Boolean constant;
    @Nullable
    SchemaNode reference;
    final List<String> types = new ArrayList<>();
    final Map<String, SchemaNode> properties = new LinkedHashMap<>();
    /// Whether other properties than the named ones are allowed.
    boolean noAdditionalProperties;
    @Nullable
    SchemaNode additionalProperties;
    final Map<com.google.re2j.Pattern, SchemaNode> patternProperties = new LinkedHashMap<>();
    @Nullable
    SchemaNode propertyNames;
    /// A list of names, or one schema.
    final Map<String, List<String>> requiredWith = new LinkedHashMap<>();
    final Map<String, SchemaNode> schemaWith = new LinkedHashMap<>();
    /// The schema of all items.
    @Nullable
    SchemaNode items;
    /// The schemas of the first items, one by one.
    final List<SchemaNode> itemList = new ArrayList<>();
    boolean noAdditionalItems;
    @Nullable
    SchemaNode additionalItems;
    @Nullable
    SchemaNode contains;
    @Nullable
    BigDecimal multipleOf;
    @Nullable
    BigDecimal minimum;
    @Nullable
    BigDecimal exclusiveMinimum;
    @Nullable
    BigDecimal maximum;
    @Nullable
    BigDecimal exclusiveMaximum;
    @Nullable
    Long minLength;
    @Nullable
    Long maxLength;
    @Nullable
    Long minItems;
    @Nullable
    Long maxItems;
    @Nullable
    Long minProperties;
    @Nullable
    Long maxProperties;
    boolean uniqueItems;
    final List<String> required = new ArrayList<>();
    String format = "";
    /// The only allowed value, as JSON.
    @Nullable
    String only;
    /// The allowed values, as JSON.
    final List<String> values = new ArrayList<>();
    final List<SchemaNode> oneOf = new ArrayList<>();
    final List<SchemaNode> anyOf = new ArrayList<>();
    final List<SchemaNode> allOf = new ArrayList<>();
    @Nullable
    SchemaNode not;
    @Nullable
    SchemaNode condition;
    @Nullable
    SchemaNode consequence;
    @Nullable
    SchemaNode alternative;
}

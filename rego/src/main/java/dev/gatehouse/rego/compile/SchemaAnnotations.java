package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Annotations;
import dev.gatehouse.rego.syntax.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What metadata says about the types of documents, rule by rule.
final class SchemaAnnotations {
    /// By the words of a scope and what it holds for.
    private final Map<String, List<Annotations.Schema>> schemas = new HashMap<>();

    SchemaAnnotations(List<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            for (Annotations annotations : module.module().annotations()) {
                if (!annotations.schemas().isEmpty()) {
                    add(module, annotations);
                }
            }
        }
    }

    private void add(ModuleUnit module, Annotations annotations) {
        switch (annotations.scope()) {
            case PACKAGE -> put("package " + module.packagePath(), annotations);
            case SUBPACKAGES -> put("below " + module.packagePath(), annotations);
            case RULE, DOCUMENT -> {
                for (Definition definition : module.definitions()) {
                    if (definition.location().offset() == annotations.target().offset()) {
                        put(annotations.scope() == Annotations.Scope.RULE ? rule(definition) : document(definition), annotations);
                        break;
                    }
                }
            }
        }
    }

    private void put(String key, Annotations annotations) {
        schemas.computeIfAbsent(key, k -> new ArrayList<>()).addAll(annotations.schemas());
    }

    private static String rule(Definition definition) {
        return "rule " + definition.location().offset() + " " + definition.location().file();
    }

    private static String document(Definition definition) {
        return "document " + new Term.Ref(definition.location(), definition.groundPath());
    }

    boolean isEmpty() {
        return schemas.isEmpty();
    }

    /// The schemas that hold for a rule; later ones before earlier ones where they speak of the same document.
    List<Annotations.Schema> of(Definition definition) {
        List<Annotations.Schema> found = new ArrayList<>();
        List<Term> packagePath = definition.module().packagePath().parts();
        for (int size = 1; size <= packagePath.size(); size++) {
            add(found, "below " + new Term.Ref(definition.location(), packagePath.subList(0, size)));
        }
        add(found, "package " + definition.module().packagePath());
        add(found, document(definition));
        add(found, rule(definition));
        return found;
    }

    private void add(List<Annotations.Schema> found, String key) {
        found.addAll(schemas.getOrDefault(key, List.of()));
    }
}

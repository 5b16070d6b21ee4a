package dev.gatehouse.rego.template;

import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// A template that can be filled in. Immutable; may be shared between threads.
public final class Template {
    private final Map<String, List<Node>> templates;

    private Template(Map<String, List<Node>> templates) {
        this.templates = templates;
    }

    /// Parses a template.
    public static Template parse(String text) throws TemplateException {
        return new Template(TemplateParser.parse(text));
    }

    /// Fills a template in.
    ///
    /// @param data what the dot is at the beginning
    /// @param work counts what is done; may throw to stop
    /// @param size is told how long the text has become; may throw to stop
    /// @throws TemplateException if a value is not of the kind that the template wants
    public String render(Value data, LongConsumer work, LongConsumer size) throws TemplateException {
        return new TemplateEvaluator(templates, work, size).run(data);
    }
}

package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.template.Template;
import dev.gatehouse.rego.template.TemplateException;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;

/// `strings.render_template`.
final class Templates {
    private Templates() {}

    static void register(Builtins.Table table) {
        table.add("strings.render_template", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            ObjectValue data = Operands.object(arguments, 1);
            context.read(text);
            try {
                int most = context.limits().characters();
                String rendered = Template.parse(text).render(data, context::work, length -> {
                    if (length > most) {
                        throw BuiltinError.failure("result of more than " + most + " characters");
                    }
                });
                context.checkCharacters(rendered.length());
                return StringValue.of(rendered.replace("<no value>", "<undefined>"));
            } catch (TemplateException e) {
                throw BuiltinError.failure(String.valueOf(e.getMessage()));
            }
        });
    }
}

package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.type.FunctionType;
import dev.gatehouse.rego.type.TypeNotation;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a compiler must know of a built-in.
public final class Declaration {
    /// What is special about a built-in.
    public enum Flag {
        /// Kept for old policies; OPA 1.x accepts it in v0 modules only.
        DEPRECATED,
        /// The same arguments may give another result in another evaluation.
        NONDETERMINISTIC,
        /// The result is an array, each element of which is one result of the call.
        RELATION
    }

    private final String name;
    private final @Nullable String infix;
    private final Set<Flag> flags;
    private final List<String> categories;
    private final String signature;
    // Read when first needed: a policy uses few of the built-ins.
    private @Nullable FunctionType type;

    private Declaration(String name, @Nullable String infix, Set<Flag> flags, List<String> categories, String signature) {
        this.name = name;
        this.infix = infix;
        this.flags = flags;
        this.categories = categories;
        this.signature = signature;
    }

    /// Reads a line `NAME INFIX FLAGS CATEGORIES SIGNATURE` with `-` for what there is none of and commas between flags.
    static Declaration parse(String line) {
        String[] columns = line.strip().split(" +", 5);
        var flags = EnumSet.noneOf(Flag.class);
        for (String flag : list(columns[2])) {
            flags.add(Flag.valueOf(flag.toUpperCase(Locale.ROOT)));
        }
        return new Declaration(columns[0], columns[1].equals("-") ? null : columns[1], flags, list(columns[3]), columns[4]);
    }

    private static List<String> list(String column) {
        return column.equals("-") ? List.of() : List.of(column.split(","));
    }

    /// The name, dots included.
    public String name() {
        return name;
    }

    /// The operator that stands for it, such as `+`; null if there is none.
    public @Nullable String infix() {
        return infix;
    }

    /// The groups it is documented in.
    public List<String> categories() {
        return categories;
    }

    /// Whether it is kept for old policies only.
    public boolean isDeprecated() {
        return flags.contains(Flag.DEPRECATED);
    }

    /// Whether another evaluation may give another result.
    public boolean isNondeterministic() {
        return flags.contains(Flag.NONDETERMINISTIC);
    }

    /// Whether each element of the result is one result of the call.
    public boolean isRelation() {
        return flags.contains(Flag.RELATION);
    }

    /// The types of arguments and result. For a relation, the result is the type of one element.
    public FunctionType type() {
        FunctionType known = type;
        if (known == null) {
            known = TypeNotation.function(signature);
            type = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return name + signature;
    }
}

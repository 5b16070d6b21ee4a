package dev.gatehouse.rego.syntax;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A rule: one definition, with the `else` branches that hang on it.
///
/// @param generatedBody whether the text has no body, so that [#body] is the constant `true`
/// @param otherwise the next `else`, if any
public record Rule(
        Location location,
        boolean isDefault,
        Head head,
        List<Expr> body,
        boolean generatedBody,
        @Nullable Rule otherwise) {
    public Rule {
        body = List.copyOf(body);
    }

    public Rule with(Head newHead, List<Expr> newBody) {
        return new Rule(location, isDefault, newHead, newBody, generatedBody, otherwise);
    }

    public Rule withElse(@Nullable Rule newElse) {
        return new Rule(location, isDefault, head, body, generatedBody, newElse);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }

    /// What a rule defines.
    ///
    /// @param reference the name, with the steps of a general reference
    /// @param arguments a function's parameters, empty for a rule without
    /// @param key the member of a partial set, or the last step of a partial object
    /// @param value the value, null for a partial set
    /// @param assigned whether the value is written with `:=`
    /// @param generatedValue whether the text names no value, so that it is `true`
    /// @param keywords which of `if` and `contains` were written
    public record Head(
            Location location,
            Term.Ref reference,
            List<Term> arguments,
            @Nullable Term key,
            @Nullable Term value,
            boolean assigned,
            boolean generatedValue,
            Set<Keyword> keywords) {
        public Head {
            arguments = List.copyOf(arguments);
            keywords = Set.copyOf(keywords);
        }

        /// Whether the rule adds members to a set.
        public boolean isMultiValue() {
            return value == null;
        }

        public boolean isFunction() {
            return !arguments.isEmpty();
        }

        public Head withReference(Term.Ref other) {
            return new Head(
                    location, other, arguments, key, value, assigned, generatedValue, keywords);
        }

        public Head withKey(@Nullable Term other) {
            return new Head(
                    location, reference, arguments, other, value, assigned, generatedValue, keywords);
        }

        public Head withValue(@Nullable Term other) {
            return new Head(
                    location, reference, arguments, key, other, assigned, generatedValue, keywords);
        }

        public Head withArguments(List<Term> other) {
            return new Head(location, reference, other, key, value, assigned, generatedValue, keywords);
        }
    }

    /// The words of a head whose presence matters.
    public enum Keyword {
        IF, CONTAINS
    }
}

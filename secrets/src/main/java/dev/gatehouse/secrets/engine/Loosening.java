package dev.gatehouse.secrets.engine;

/// Makes a language larger and its automaton smaller.
final class Loosening {
    static final Node ANYTHING = new Node.Repeat(new Node.One(CharacterSet.ALL), 0, Node.UNBOUNDED);

    private Loosening() {}

    /// Counts above the cap become open: `x{3,200}` becomes `x{3,}`, `x{200}` with cap 8 `x{8,}`.
    static Node upTo(Node node, int cap) {
        return switch (node) {
            case Node.Repeat repeat -> {
                Node body = upTo(repeat.body(), cap);
                int max = repeat.max() > cap ? Node.UNBOUNDED : repeat.max();
                yield new Node.Repeat(body, Math.min(repeat.min(), cap), max);
            }
            case Node.Sequence sequence -> new Node.Sequence(sequence.parts().stream().map(part -> upTo(part, cap)).toList());
            case Node.Choice choice -> new Node.Choice(choice.options().stream().map(option -> upTo(option, cap)).toList());
            case Node.One _,Node.Assertion _ -> node;
        };
    }
}

package dev.gatehouse.secrets.engine;

/// Scanners of two sets of literals that lie one behind the other: two engines at once. The literals of each are told in the order of
/// their ends, those of the second after those of the first.
///
/// @param firstOfSecond
///            number of the second set's first literal
record BothScanners(LiteralScanner.Source first, LiteralScanner.Source second,
        int firstOfSecond) implements LiteralScanner.Source {
    @Override
    public LiteralScanner scanner() {
        return new Scanner(first.scanner(), second.scanner(), firstOfSecond);
    }

    @Override
    public String name() {
        return first.name() + " and " + second.name();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }

    private record Scanner(LiteralScanner first, LiteralScanner second, int firstOfSecond) implements LiteralScanner {
        @Override
        public void find(byte[] text, int from, int to, Listener listener) {
            first.find(text, from, to, listener);
            second.find(text, from, to, (literal, end) -> listener.found(firstOfSecond + literal, end));
        }

        @Override
        public void close() {
            first.close();
            second.close();
        }
    }
}

package dev.gatehouse.secrets.match;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is made when first asked for; made twice at worst when two threads ask at once.
final class Lazy<T> implements Supplier<T> {
    private final Supplier<? extends T> maker;
    private volatile @Nullable T value;

    Lazy(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T known = value;
        if (known == null) {
            known = Objects.requireNonNull(maker.get());
            value = known;
        }
        return known;
    }
}

package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.sca.remedy.Bump;
import dev.gatehouse.sca.remedy.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pin moved.
///
/// @param from
///            its version before
record PinChange(Pin pin, String from, String to) implements Change {
    @Override
    public List<Bump> bumps() {
        return List.of(new Bump(pin.name(), from, to, pin.how()));
    }

    @Override
    public @Nullable Change followedBy(Change later) {
        return later instanceof PinChange next && next.pin().equals(pin) ? new PinChange(pin, from, next.to()) : null;
    }
}

package dev.gatehouse.cli.scan;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Turns Ctrl-C into a clean stop: the first asks the scan to end, the second ends the process at once.
final class Interrupt implements AutoCloseable {
    private final Signal signal = new Signal("INT");
    private final SignalHandler before;

    Interrupt(Runnable stop) {
        before = Signal.handle(signal, _ -> {
            Signal.handle(signal, SignalHandler.SIG_DFL);
            stop.run();
        });
    }

    @Override
    public void close() {
        Signal.handle(signal, before);
    }
}

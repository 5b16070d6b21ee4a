package dev.gatehouse.cli;

/// Entry point.
public final class Main {
    private Main() {}

    /// Runs the command and exits with its code.
    public static void main(String[] arguments) {
        System.out.println("gatehouse");
    }
}

package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.outside.AddressResolver;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.net.InetAddress;

/// `net.lookup_ip_addr`: a host's addresses, asked for once in an evaluation.
final class AddressLookup {
    private static final int WORK = 10_000;

    private AddressLookup() {}

    private record Key(String host) {}

    static void register(Builtins.Table table) {
        table.add("net.lookup_ip_addr", (context, arguments) -> {
            String host = Operands.string(arguments, 0);
            return context.cached(new Key(host), Value.class, () -> addresses(context, host));
        });
    }

    private static Value addresses(BuiltinContext context, String host) {
        Network.Address literal = Network.address(host);
        if (literal != null) {
            // An address is its own: nobody is asked.
            return SetValue.of(StringValue.of(literal.toString()));
        }
        AddressResolver resolver = context.outside().resolver();
        if (resolver == null) {
            throw BuiltinError.notAllowed();
        }
        context.work(WORK);
        try {
            var addresses = SetValue.builder();
            for (InetAddress address : resolver.addresses(host)) {
                Network.Address read = Network.address(address.getHostAddress().split("%", 2)[0]);
                addresses.add(StringValue.of(read == null ? address.getHostAddress() : read.toString()));
            }
            return addresses.build();
        } catch (IOException e) {
            throw BuiltinError.failure("lookup " + host + ": " + e.getMessage());
        }
    }
}

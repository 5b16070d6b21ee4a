package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Functions of address ranges.
final class Networks {
    /// A range of addresses.
    ///
    /// @param name the network that the range still is; empty once ranges were merged
    private record Range(int bits, BigInteger first, BigInteger last, String name) {}

    private record Candidate(Value text, Value index) {}

    private Networks() {}

    static void register(Builtins.Table table) {
        Builtin contains = (context, arguments) -> BooleanValue.of(contains(arguments[0], arguments[1]));
        table.add("net.cidr_contains", contains);
        table.add("net.cidr_overlap", contains);
        table.add("net.cidr_intersects", (context, arguments) -> {
            Network left = network(Operands.string(arguments, 0));
            Network right = network(Operands.string(arguments[1], 1));
            return BooleanValue.of(left.contains(right.bits(), right.first()) || right.contains(left.bits(), left.first()));
        });
        table.add("net.cidr_contains_matches", (context, arguments) -> matches(context, arguments[0], arguments[1]));
        table.add("net.cidr_expand", (context, arguments) -> expand(context, network(Operands.string(arguments, 0))));
        table.add("net.cidr_is_valid", (context, arguments) -> BooleanValue
                .of(arguments[0] instanceof StringValue string && Network.parse(string.text()) != null));
        table.add("net.cidr_merge", (context, arguments) -> merge(context, arguments[0]));
    }

    private static Network network(String text) {
        Network network = Network.parse(text);
        if (network == null) {
            throw BuiltinError.failure("invalid CIDR address: " + text);
        }
        return network;
    }

    private static boolean contains(Value network, Value addressOrNetwork) {
        Network outer = network(Operands.string(network, 1));
        String text = Operands.string(addressOrNetwork, 1);
        Network.Address address = Network.address(text);
        if (address != null) {
            return outer.contains(address.bits(), address.value());
        }
        Network inner = Network.parse(text);
        if (inner == null) {
            throw BuiltinError.failure("not a valid textual representation of an IP address or CIDR: " + text);
        }
        return outer.contains(inner);
    }

    private static Value matches(BuiltinContext context, Value networks, Value addresses) {
        List<Candidate> outer = candidates(1, networks);
        List<Candidate> inner = outer.isEmpty() ? List.of() : candidates(2, addresses);
        context.work((long) outer.size() * inner.size());
        var matches = SetValue.builder();
        for (Candidate network : outer) {
            for (Candidate address : inner) {
                if (contains(network.text, address.text)) {
                    matches.add(ArrayValue.of(network.index, address.index));
                }
            }
        }
        return matches.build();
    }

    private static List<Candidate> candidates(int position, Value collection) {
        var candidates = new ArrayList<Candidate>();
        switch (collection) {
            case StringValue string -> candidates.add(new Candidate(string, string));
            case ArrayValue array -> {
                for (int index = 0; index < array.size(); index++) {
                    candidates.add(new Candidate(text(position, array.get(index)), NumberValue.of(index)));
                }
            }
            case SetValue set -> set.forEach(element -> candidates.add(new Candidate(text(position, element), element)));
            case ObjectValue object -> object.forEach((key, value) -> candidates.add(new Candidate(text(position, value), key)));
            default -> {
                // Nothing else can match.
            }
        }
        return candidates;
    }

    private static Value text(int position, Value element) {
        if (element instanceof StringValue) {
            return element;
        }
        if (element instanceof ArrayValue array && array.size() > 0) {
            return array.get(0);
        }
        throw BuiltinError.failure("operand " + position + ": element must be string or non-empty array");
    }

    private static Value expand(BuiltinContext context, Network network) {
        int hostBits = network.bits() - network.prefix();
        context.checkElements(hostBits > 40 ? Long.MAX_VALUE >> 8 : 1L << hostBits);
        var addresses = SetValue.builder(1 << hostBits);
        BigInteger address = network.first();
        for (long count = 1L << hostBits; count > 0; count--) {
            addresses.add(StringValue.of(new Network.Address(network.bits(), address).text()));
            address = address.add(BigInteger.ONE);
        }
        return addresses.build();
    }

    private static Value merge(BuiltinContext context, Value collection) {
        if (!(collection instanceof ArrayValue) && !(collection instanceof SetValue)) {
            throw BuiltinError.failure("operand must be an array");
        }
        var ranges = new ArrayList<Range>();
        for (Value element : Operands.elements(collection, 1, "array", "set")) {
            context.work(1);
            if (!(element instanceof StringValue string)) {
                throw BuiltinError.failure("element must be string");
            }
            ranges.add(range(string.text()));
        }
        ranges.sort(Comparator.comparing(Range::bits).thenComparing(Range::last).thenComparing(Range::first));
        for (int index = ranges.size() - 1; index > 0; index--) {
            Range range = ranges.get(index);
            Range previous = ranges.get(index - 1);
            BigInteger before = range.first.signum() == 0 ? range.first : range.first.subtract(BigInteger.ONE);
            if (range.bits == previous.bits && before.compareTo(previous.last) <= 0) {
                ranges.set(index - 1, new Range(range.bits, previous.first.min(range.first), range.last, ""));
                ranges.remove(index);
            }
        }
        var merged = SetValue.builder();
        for (Range range : ranges) {
            if (range.name.isEmpty()) {
                networks(range).forEach(network -> merged.add(StringValue.of(network.toString())));
            } else {
                merged.add(StringValue.of(range.name));
            }
        }
        return merged.build();
    }

    private static Range range(String text) {
        Network.Address address = Network.address(text);
        if (address == null) {
            Network network = network(text);
            return new Range(network.bits(), network.first(), network.last(), network.toString());
        }
        if (address.bits() != 32) {
            throw BuiltinError.failure("IPv6 invalid: needs prefix length");
        }
        // An address alone stands for the network of its class, as in Go.
        int first = address.value().shiftRight(24).intValue();
        int prefix = first < 128 ? 8 : first < 192 ? 16 : 24;
        Network network = network(address.text() + "/" + prefix);
        return new Range(32, network.first(), network.last(), address.text() + "/" + prefix);
    }

    /// The fewest networks that make up a range.
    private static List<Network> networks(Range range) {
        var networks = new ArrayList<Network>();
        BigInteger next = range.first;
        while (next.compareTo(range.last) <= 0) {
            int hostBits = next.signum() == 0 ? range.bits : Math.min(range.bits, next.getLowestSetBit());
            while (next.add(BigInteger.ONE.shiftLeft(hostBits)).subtract(BigInteger.ONE).compareTo(range.last) > 0) {
                hostBits--;
            }
            networks.add(new Network(range.bits, next, range.bits - hostBits));
            next = next.add(BigInteger.ONE.shiftLeft(hostBits));
        }
        return networks;
    }
}

package dev.gatehouse.cli.policy;

import dev.gatehouse.rego.outside.AddressResolver;
import dev.gatehouse.rego.outside.HttpCache;
import dev.gatehouse.rego.outside.JdkHttpSender;
import dev.gatehouse.rego.outside.Outside;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/// The hosts that policies may reach: none unless they are named.
final class OutsideOption {
    private static final int MOST_BYTES = 16 << 20;
    private static final long CACHE_BYTES = 64L << 20;

    @CommandLine.Option(names = "--allow-net", paramLabel = "HOST", split = ",", description = "http.send and net.lookup_ip_addr may reach this host; may be repeated. Without it they reach none.")
    List<String> hosts = new ArrayList<>();

    Outside outside() {
        if (hosts.isEmpty()) {
            return Outside.NONE;
        }
        AddressResolver system = AddressResolver.system();
        return new Outside(new JdkHttpSender(this::allows, MOST_BYTES, new HttpCache(CACHE_BYTES)), host -> {
            if (!allows(host)) {
                throw new IOException("unallowed host: " + host);
            }
            return system.addresses(host);
        });
    }

    private boolean allows(String host) {
        // The name in a URL may have the brackets of an address of version 6.
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return hosts.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }
}

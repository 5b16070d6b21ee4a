package dev.gatehouse.rego.crypto;

import dev.gatehouse.rego.value.GoUrl;
import java.util.ArrayList;
import java.util.List;

/// Names of hosts, mailboxes, addresses and resources (RFC 5280, section 4.2.1.6).
record GeneralNames(List<String> hosts, List<String> mailboxes, List<byte[]> addresses, List<GoUrl> resources) {
    static final GeneralNames NONE = new GeneralNames(List.of(), List.of(), List.of(), List.of());

    static GeneralNames read(byte[] value) throws CryptoException {
        var names = new GeneralNames(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Der sequence = new Der(value).content(Der.SEQUENCE, "x509: invalid subject alternative names");
        while (!sequence.isEmpty()) {
            int tag = sequence.peek();
            byte[] octets = sequence.content(tag, "x509: invalid subject alternative name").rest();
            switch (tag) {
                case 0x81 -> names.mailboxes.add(Name.ascii(octets, "x509: SAN rfc822Name is malformed"));
                case 0x82 -> names.hosts.add(Name.ascii(octets, "x509: SAN dNSName is malformed"));
                case 0x86 -> names.resources.add(resource(octets));
                case 0x87 -> {
                    if (octets.length != 4 && octets.length != 16) {
                        throw new CryptoException("x509: cannot parse IP address of length " + octets.length);
                    }
                    names.addresses.add(octets);
                }
                default -> {
                    // Other kinds of names do not count.
                }
            }
        }
        return names;
    }

    private static GoUrl resource(byte[] octets) throws CryptoException {
        String text = Name.ascii(octets, "x509: SAN uniformResourceIdentifier is malformed");
        GoUrl url;
        try {
            url = GoUrl.parse(text);
        } catch (GoUrl.Malformed e) {
            throw new CryptoException("x509: cannot parse URI \"" + text + "\": " + e.getMessage());
        }
        if (!isDomain(url.host(), false)) {
            throw new CryptoException("x509: cannot parse URI \"" + text + "\": invalid domain");
        }
        return url;
    }

    /// Whether a text can be a domain's name.
    ///
    /// @param constraint whether it may begin with a dot
    static boolean isDomain(String text, boolean constraint) {
        String labels = constraint && text.startsWith(".") ? text.substring(1) : text;
        if (text.isEmpty()) {
            return true;
        }
        for (String label : labels.split("\\.", -1)) {
            if (label.isEmpty() || label.chars().anyMatch(unit -> unit < 33 || unit > 126)) {
                return false;
            }
        }
        return true;
    }

    boolean isEmpty() {
        return hosts.isEmpty() && mailboxes.isEmpty() && addresses.isEmpty() && resources.isEmpty();
    }
}

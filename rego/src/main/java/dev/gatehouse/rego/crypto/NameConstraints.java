package dev.gatehouse.rego.crypto;

import java.util.ArrayList;
import java.util.List;

/// Which names a certificate authority may vouch for (RFC 5280, section 4.2.1.10).
record NameConstraints(Subtrees permitted, Subtrees excluded, boolean critical) {
    static final NameConstraints NONE = new NameConstraints(Subtrees.none(), Subtrees.none(), false);

    /// A range of addresses.
    record Range(byte[] address, byte[] mask) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int index = 0; index < other.length; index++) {
                if (((other[index] ^ address[index]) & mask[index]) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Parts of the spaces of names.
    record Subtrees(List<String> hosts, List<Range> ranges, List<String> mailboxes, List<String> resources) {
        static Subtrees none() {
            return new Subtrees(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /// @param unhandled gets a true if there are constraints of unknown kinds
    static NameConstraints read(Extension extension, boolean[] unhandled) throws CryptoException {
        String invalid = "x509: invalid NameConstraints extension";
        Der outer = new Der(extension.value());
        Der content = outer.content(Der.SEQUENCE, invalid);
        Der permitted = content.optional(Der.context(0, true), invalid);
        Der excluded = content.optional(Der.context(1, true), invalid);
        if (!outer.isEmpty() || !content.isEmpty()) {
            throw new CryptoException(invalid);
        }
        if ((permitted == null || permitted.isEmpty()) && (excluded == null || excluded.isEmpty())) {
            throw new CryptoException("x509: empty name constraints extension");
        }
        return new NameConstraints(subtrees(permitted == null ? new Der(new byte[0]) : permitted, unhandled),
                subtrees(excluded == null ? new Der(new byte[0]) : excluded, unhandled), extension.critical());
    }

    private static Subtrees subtrees(Der trees, boolean[] unhandled) throws CryptoException {
        var subtrees = Subtrees.none();
        while (!trees.isEmpty()) {
            Der tree = trees.content(Der.SEQUENCE, "x509: invalid NameConstraints extension");
            int tag = tree.peek();
            byte[] octets = tree.content(tag, "x509: invalid NameConstraints extension").rest();
            switch (tag) {
                case 0x81 -> subtrees.mailboxes.add(domain(octets, "rfc822Name", true));
                case 0x82 -> subtrees.hosts.add(domain(octets, "dnsName", false));
                case 0x86 -> subtrees.resources.add(domain(octets, "URI", false));
                case 0x87 -> subtrees.ranges.add(range(octets));
                default -> unhandled[0] = true;
            }
        }
        return subtrees;
    }

    private static String domain(byte[] octets, String kind, boolean mailbox) throws CryptoException {
        String text = Name.ascii(octets, "x509: invalid constraint value");
        boolean whole = mailbox && text.indexOf('@') >= 0;
        if (whole
                ? text.indexOf('@') == 0 || !GeneralNames.isDomain(text.substring(text.lastIndexOf('@') + 1), false)
                : !GeneralNames.isDomain(text, true)) {
            throw new CryptoException("x509: failed to parse " + kind + " constraint \"" + text + "\"");
        }
        return text;
    }

    private static Range range(byte[] octets) throws CryptoException {
        if (octets.length != 8 && octets.length != 32) {
            throw new CryptoException("x509: IP constraint contained value of length " + octets.length);
        }
        int half = octets.length / 2;
        byte[] mask = java.util.Arrays.copyOfRange(octets, half, octets.length);
        boolean ended = false;
        for (int bit = 0; bit < 8 * half; bit++) {
            boolean set = (mask[bit / 8] >> (7 - bit % 8) & 1) != 0;
            if (set && ended) {
                throw new CryptoException("x509: IP constraint contained invalid mask");
            }
            ended = !set;
        }
        return new Range(java.util.Arrays.copyOf(octets, half), mask);
    }
}

package dev.gatehouse.ledger;

import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import dev.gatehouse.signing.VerificationKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// The state of a ledger at one moment: its name, size and root. As text it is a transparency-log checkpoint, a signed note
/// (c2sp.org/tlog-checkpoint, c2sp.org/signed-note), so that other tools can verify and witness it.
///
/// Whoever keeps a signed checkpoint elsewhere can tell later that nothing of what it covers was taken away or changed.
///
/// @param origin
///            name of the ledger: a URL without scheme, without spaces and plus signs
/// @param size
///            how many entries it covers
/// @param root
///            root of the Merkle tree over them, in base64
/// @param signatures
///            signature lines as they stand in the note; not verified
public record Checkpoint(String origin, long size, String root, List<String> signatures) {
    private static final int LONGEST = 64 << 10;
    private static final int MOST_SIGNATURES = 64;
    private static final String DASH = "\u2014 ";
    private static final Pattern ORIGIN = Pattern.compile("[^\\s+\\p{Cntrl}]{1,255}");
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern ROOT = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final byte ED25519 = 1;

    public Checkpoint {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException("a ledger's name has no spaces and plus signs: " + origin);
        }
        if (size < 0 || !ROOT.matcher(root).matches()) {
            throw new IllegalArgumentException("not a size and root: " + size + " " + root);
        }
        signatures = List.copyOf(signatures);
    }

    /// Reads the text form.
    ///
    /// @throws LedgerException
    ///             if it has another form
    public static Checkpoint parse(byte[] note) throws LedgerException {
        if (note.length > LONGEST) {
            throw new LedgerException("the checkpoint is too long");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString();
        } catch (CharacterCodingException e) {
            throw new LedgerException("the checkpoint is not UTF-8", e);
        }
        int blank = text.lastIndexOf("\n\n");
        String[] lines = blank < 0 ? new String[0] : text.substring(0, blank).split("\n", -1);
        if (lines.length != 3 || !ORIGIN.matcher(lines[0]).matches() || !SIZE.matcher(lines[1]).matches()
                || !ROOT.matcher(lines[2]).matches()) {
            throw new LedgerException("it is no checkpoint: name, size and root on three lines, a blank line, signatures");
        }
        List<String> signatures = new ArrayList<>();
        for (String line : text.substring(blank + 2).lines().toList()) {
            if (!line.startsWith(DASH) || line.split(" ").length != 3) {
                throw new LedgerException("a line below the checkpoint is no signature");
            }
            signatures.add(line);
        }
        if (signatures.size() > MOST_SIGNATURES) {
            throw new LedgerException("the checkpoint has more than " + MOST_SIGNATURES + " signatures");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), lines[2], signatures);
    }

    /// The same with one more signature.
    public Checkpoint signedBy(SigningKey key) {
        byte[] signature = key.sign(body().getBytes(StandardCharsets.UTF_8));
        byte[] sealed = ByteBuffer.allocate(4 + signature.length).put(keyId(key.verificationKey())).put(signature).array();
        List<String> more = new ArrayList<>(signatures);
        more.add(DASH + origin + " " + Base64.getEncoder().encodeToString(sealed));
        return new Checkpoint(origin, size, root, more);
    }

    /// Whether one of the keys signed it, and none of those whose signature it claims failed.
    public boolean isSignedBy(Collection<VerificationKey> trusted) {
        byte[] body = body().getBytes(StandardCharsets.UTF_8);
        boolean signed = false;
        for (String line : signatures) {
            String[] parts = line.split(" ");
            byte[] sealed;
            try {
                sealed = Base64.getDecoder().decode(parts[2]);
            } catch (IllegalArgumentException e) {
                return false;
            }
            for (VerificationKey key : trusted) {
                if (parts[1].equals(origin) && sealed.length > 4 && Arrays.equals(keyId(key), Arrays.copyOf(sealed, 4))) {
                    if (!key.verifies(body, Arrays.copyOfRange(sealed, 4, sealed.length))) {
                        return false;
                    }
                    signed = true;
                }
            }
        }
        return signed;
    }

    private String body() {
        return origin + "\n" + size + "\n" + root + "\n";
    }

    /// First four bytes of a digest, as the note's specification says for each kind of key.
    private byte[] keyId(VerificationKey key) {
        MessageDigest digest = Hash.sha256();
        byte[] encoded = key.encoded();
        if (key.algorithm() == Algorithm.ED25519) {
            digest.update((origin + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(ED25519);
            // The raw key is the end of its SubjectPublicKeyInfo (RFC 8410).
            digest.update(encoded, encoded.length - 32, 32);
        } else {
            digest.update(encoded);
        }
        return Arrays.copyOf(digest.digest(), 4);
    }

    /// The text form.
    public String note() {
        var text = new StringBuilder(body()).append('\n');
        signatures.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /// Name, size and beginning of the root.
    @Override
    public String toString() {
        return origin + " at " + size + " (" + root.substring(0, 8) + "…)";
    }
}

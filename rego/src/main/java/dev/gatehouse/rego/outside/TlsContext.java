package dev.gatehouse.rego.outside;

import dev.gatehouse.rego.crypto.Certificate;
import dev.gatehouse.rego.crypto.CertificateChain;
import dev.gatehouse.rego.crypto.CryptoException;
import dev.gatehouse.rego.crypto.Pem;
import dev.gatehouse.rego.crypto.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// TLS as a request's options want it.
final class TlsContext {
    private static final char[] NO_PASSWORD = {};

    private TlsContext() {}

    static SSLContext of(HttpCall.Tls tls) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identities(tls), new TrustManager[]{trust(tls)}, null);
            return context;
        } catch (GeneralSecurityException | CryptoException e) {
            throw new IOException("TLS: " + e.getMessage(), e);
        }
    }

    private static KeyManager @Nullable [] identities(HttpCall.Tls tls)
            throws GeneralSecurityException, CryptoException, IOException {
        if (tls.identities().isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (HttpCall.Identity identity : tls.identities()) {
            PrivateKey key = PrivateKeys.readForTls(identity.key());
            store.setKeyEntry("identity " + store.size(), key, NO_PASSWORD,
                    certificates(identity.certificate()).toArray(X509Certificate[]::new));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException, IOException {
        var certificates = new ArrayList<X509Certificate>();
        for (Pem block = Pem.decode(pem); block != null; block = Pem.decode(block.rest())) {
            if (block.type().equals("CERTIFICATE")) {
                certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.bytes())));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException("could not append certificates");
        }
        return certificates;
    }

    private static TrustManager trust(HttpCall.Tls tls) throws GeneralSecurityException, IOException {
        if (!tls.verifies()) {
            return new Everybody();
        }
        KeyStore store = null;
        if (!tls.authorities().isEmpty()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (byte[] pem : tls.authorities()) {
                for (X509Certificate certificate : certificates(pem)) {
                    store.setCertificateEntry("authority " + store.size(), certificate);
                }
            }
            if (tls.systemAuthorities()) {
                for (X509Certificate certificate : standard(null).getAcceptedIssuers()) {
                    store.setCertificateEntry("authority " + store.size(), certificate);
                }
            }
        }
        X509ExtendedTrustManager trust = standard(store);
        return tls.serverName() == null ? trust : new Named(trust, tls.serverName());
    }

    private static X509ExtendedTrustManager standard(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no trust manager");
    }

    /// Trusts everybody, because the policy says so: `tls_insecure_skip_verify`.
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /// Trusts certificates for another name than the one that the connection went to.
    private static final class Named extends X509ExtendedTrustManager {
        private final X509TrustManager trust;
        private final String name;

        private Named(X509TrustManager trust, String name) {
            this.trust = trust;
            this.name = name;
        }

        private void check(X509Certificate[] chain, String type) throws CertificateException {
            // Without an engine or a socket, the chain is checked and the name is not.
            trust.checkServerTrusted(chain, type);
            try {
                if (!CertificateChain.isFor(Certificate.read(chain[0].getEncoded()), name)) {
                    throw new CertificateException("certificate is not valid for " + name);
                }
            } catch (CryptoException e) {
                throw new CertificateException(e.getMessage(), e);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            trust.checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            check(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            trust.checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            check(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            trust.checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }
}

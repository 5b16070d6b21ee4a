package dev.gatehouse.oci.registry;

import dev.gatehouse.oci.OciException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whom TLS believes: the platform's authorities, and those of a file.
final class Trust {
    private Trust() {}

    /// @param authorities
    ///            PEM file
    static SSLContext with(Path authorities) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(authorities))) {
            Collection<? extends Certificate> added = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (added.isEmpty()) {
                throw new OciException(OciException.Kind.MALFORMED, authorities + " holds no certificate");
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (X509Certificate known : managers(null)[0] instanceof X509TrustManager platform
                    ? platform.getAcceptedIssuers()
                    : new X509Certificate[0]) {
                all.setCertificateEntry("platform-" + number++, known);
            }
            for (Certificate certificate : added) {
                all.setCertificateEntry("added-" + number++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new OciException(OciException.Kind.MALFORMED,
                    authorities + ": its certificates cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}

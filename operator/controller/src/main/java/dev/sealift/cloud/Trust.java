package dev.sealift.cloud;

import dev.sealift.api.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a connection's clients believe: the JDK's own roots and the connection's bundle. A bundle adds and never replaces. */
public final class Trust {

    private Trust() {}

    /** The JDK's roots, and the bundle's if there is one. */
    public static X509TrustManager of(Optional<Referenced> bundle) {
        X509TrustManager roots = manager(null);
        return bundle.map(b -> manager(store(roots.getAcceptedIssuers(), certificates(b))))
                .orElse(roots);
    }

    private static Collection<? extends Certificate> certificates(Referenced bundle) {
        byte[] pem = bundle.only().getBytes(StandardCharsets.UTF_8);
        try {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (!read.isEmpty()) {
                return read;
            }
        } catch (CertificateException unreadable) {
            // Told below, in the same words as an empty bundle.
        }
        throw new Refusal(new CloudProblem(
                Reason.ReferenceNotFound,
                bundle.where() + " holds no certificate that can be read",
                "put the certificate authorities there in PEM, each from BEGIN CERTIFICATE to END CERTIFICATE",
                false,
                Optional.empty()));
    }

    private static KeyStore store(X509Certificate[] roots, Collection<? extends Certificate> more) {
        List<Certificate> all = new ArrayList<>(Arrays.asList(roots));
        all.addAll(more);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("ca-" + i, all.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the JDK can't hold certificates in memory", impossible);
        }
    }

    /** A null store means the JDK's own. */
    private static X509TrustManager manager(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK can't check certificates", impossible);
        }
    }
}

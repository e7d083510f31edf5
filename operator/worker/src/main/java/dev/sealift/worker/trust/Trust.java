package dev.sealift.worker.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's roots and, joined to them, a bundle of further authorities: as the default of this JVM, and as a file for a child
 * process.
 */
public final class Trust {

    private final List<X509Certificate> roots;

    private Trust(List<X509Certificate> roots) {
        this.roots = roots;
    }

    /** @param bundle a PEM file, or a directory of such, as a projected volume is; null for the JDK's roots alone */
    public static Trust of(@Nullable Path bundle) {
        try {
            List<X509Certificate> roots = new ArrayList<>(ofTheJdk());
            if (bundle != null) {
                for (Path file : files(bundle)) {
                    roots.addAll(read(file));
                }
            }
            return new Trust(List.copyOf(roots));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "can't read the certificate bundle " + bundle + ": " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> ofTheJdk() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toList();
    }

    private static List<Path> files(Path bundle) throws IOException {
        if (!Files.isDirectory(bundle)) {
            return List.of(bundle);
        }
        try (Stream<Path> entries = Files.list(bundle)) {
            return entries.filter(entry -> entry.toString().endsWith(".pem"))
                    .sorted()
                    .toList();
        }
    }

    private static List<X509Certificate> read(Path bundle) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(bundle)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    /**
     * Makes these roots the JVM's default, by the properties that the JDK, Netty and the Apache client all read. To be called
     * before the first connection.
     */
    public void install(Path directory) {
        try {
            Path store = Files.createTempFile(directory, "trust", ".p12");
            char[] password = "not-a-secret".toCharArray();
            try (OutputStream out = Files.newOutputStream(store)) {
                keyStore().store(out, password);
            }
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
            System.setProperty("javax.net.ssl.trustStorePassword", new String(password));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("can't write a trust store to " + directory, e);
        }
    }

    private KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < roots.size(); i++) {
            store.setCertificateEntry("root-" + i, roots.get(i));
        }
        return store;
    }

    /** Writes the roots as one PEM file, for a child's {@code SSL_CERT_FILE}. */
    public Path writePem(Path directory) {
        try {
            Path pem = Files.createTempFile(directory, "roots", ".pem");
            StringBuilder text = new StringBuilder();
            for (Certificate root : roots) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
            return Files.writeString(pem, text, StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("can't write certificates to " + directory, e);
        }
    }
}

package io.github.dynamosession.store.codec;

import java.awt.Color;
import java.awt.Point;
import java.beans.PropertyChangeSupport;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.RSAPublicKeySpec;
import java.sql.SQLException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.SimpleDateFormat;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SealedObject;
import javax.crypto.spec.SecretKeySpec;
import javax.management.BadAttributeValueExpException;
import javax.naming.CommunicationException;
import javax.naming.Reference;
import javax.naming.directory.BasicAttributes;
import javax.naming.ldap.LdapName;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.x500.X500Principal;
import javax.sql.rowset.serial.SerialBlob;
import javax.swing.table.DefaultTableModel;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.namespace.QName;

/** What frameworks and applications have kept in sessions, and what reading one does, which decides whether it may be there. */
record JudgedKind(String name, Object value, String reading) {

    private static final String CERTIFICATE =
            "MIIBPTCB46ADAgECAghOzDELHbiGxTAKBggqhkjOPQQDAjASMRAwDgYDVQQDEwdleGFtcGxlMCAXDTI2MTEyNjE2MzAxNFoYDzIx"
                    + "MjYxMTAyMTYzMDE0WjASMRAwDgYDVQQDEwdleGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE42BQVUdvVNmWRTOKLpDc"
                    + "AmoPMfABGYw9BTMS/582YGcUn9mOOGbvFq7gq791Iet+7cAXeqeNiVBosxXvnMDSzqMhMB8wHQYDVR0OBBYEFDs2mQirMD8VZhD/"
                    + "t4LuDmElWjhLMAoGCCqGSM49BAMCA0kAMEYCIQDYWtoeAAvRdRE3/QYsqm590Olw0VmbiWfcHvYwrCFkbAIhAIkZg1WbOH8E1ypt"
                    + "sgJbTSF8ja7eklYobM6+zEG2t+mh";

    static Stream<JudgedKind> all() throws Exception {
        return Stream.of(text(), concurrent(), names(), security(), others(), refused())
                .flatMap(kinds -> kinds);
    }

    private static Stream<JudgedKind> text() {
        return Stream.of(
                kind("`Pattern`", Pattern.compile("a+"), "keeps its text, and compiles it when it is used"),
                kind("`SimpleDateFormat`", new SimpleDateFormat("yyyy", Locale.ROOT), "fills fields"),
                kind(
                        "`DecimalFormat`",
                        new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)),
                        "fills fields"),
                kind("`MessageFormat`", new MessageFormat("{0}", Locale.ROOT), "fills fields"));
    }

    private static Stream<JudgedKind> concurrent() {
        return Stream.of(
                kind("`LinkedBlockingDeque`", new LinkedBlockingDeque<>(List.of("a")), "adds its elements"),
                kind("`ArrayBlockingQueue`", new ArrayBlockingQueue<>(2, false, List.of("a")), "adds its elements"),
                kind("`ReentrantReadWriteLock`", new ReentrantReadWriteLock(), "is free again"),
                kind("`Semaphore`", new Semaphore(2), "has the permits it had"));
    }

    private static Stream<JudgedKind> names() throws Exception {
        return Stream.of(
                kind("`File`", new File("a"), "is a name; nothing is opened"),
                kind(
                        "`URL`",
                        URI.create("http://localhost/").toURL(),
                        "is compared by its text ever after, without DNS"),
                kind(
                        "`InetAddress`",
                        InetAddress.getByAddress("name", new byte[] {127, 0, 0, 1}),
                        "is an address with its name; nobody is asked"),
                kind("`LdapName`", new LdapName("cn=Ann,dc=example"), "parses its text"),
                kind("`BasicAttributes`", new BasicAttributes("cn", "Ann"), "adds its elements"),
                kind("`QName`", new QName("urn:a", "b"), "fills fields"));
    }

    private static Stream<JudgedKind> security() throws Exception {
        byte[] certificate = Base64.getDecoder().decode(CERTIFICATE);
        return Stream.of(
                kind(
                        "`X509Certificate`",
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(certificate)),
                        "parses its standard bytes"),
                kind(
                        "`PublicKey`",
                        KeyFactory.getInstance("RSA")
                                .generatePublic(
                                        new RSAPublicKeySpec(BigInteger.TWO.pow(1023), BigInteger.valueOf(65537))),
                        "parses its standard bytes"),
                kind("`SecretKeySpec`", new SecretKeySpec(new byte[16], "AES"), "fills fields"),
                kind("`X500Principal`", new X500Principal("CN=Ann"), "parses its standard bytes"),
                kind("`KerberosPrincipal`", new KerberosPrincipal("ann@EXAMPLE"), "parses its standard bytes"),
                kind("`Subject`", new Subject(), "adds its principals, not its credentials"));
    }

    private static Stream<JudgedKind> others() throws Exception {
        DatatypeFactory xml = DatatypeFactory.newInstance();
        return Stream.of(
                kind("`XMLGregorianCalendar`", xml.newXMLGregorianCalendar("2026-11-21"), "fills fields"),
                kind("`javax.xml.datatype.Duration`", xml.newDuration("P1D"), "parses its text"),
                kind("`java.util.logging.Level`", Level.FINE, "finds the constant, or makes one"),
                kind("`Point`", new Point(1, 2), "fills fields"),
                kind("`Color`", new Color(1, 2, 3), "fills fields"),
                kind("`SerialBlob`", new SerialBlob(new byte[] {1}), "fills fields"),
                kind("`DefaultMutableTreeNode`", new DefaultMutableTreeNode("a"), "fills fields"),
                kind("`PropertyChangeSupport`", new PropertyChangeSupport("a"), "adds its listeners"),
                kind("`SQLException`", new SQLException("a"), "fills fields"),
                kind(
                        "`NamingException`",
                        new CommunicationException("a"),
                        "fills fields; what cannot be stored in it is left out"));
    }

    private static Stream<JudgedKind> refused() throws Exception {
        javax.crypto.NullCipher cipher = new javax.crypto.NullCipher();
        return Stream.of(
                kind(
                        "`DefaultTableModel`, other models of Swing",
                        new DefaultTableModel(),
                        "loads the classes of listeners that the bytes name"),
                kind("`LogRecord`", new LogRecord(Level.FINE, "a"), "loads the resource bundle that the bytes name"),
                kind("`javax.naming.Reference`", new Reference("a"), "nothing, but JNDI makes what it names out of it"),
                kind("`SealedObject`, `SignedObject`", new SealedObject("a", cipher), "holds bytes that nobody judges"),
                kind("`Class` of what is refused, `Class[]`", new Class<?>[0], "is a step to call any method"),
                kind(
                        "`BadAttributeValueExpException`",
                        new BadAttributeValueExpException("a"),
                        "asks any object for its text; stored as an `Exception` of that text"));
    }

    private static JudgedKind kind(String name, Object value, String reading) {
        return new JudgedKind(name, value, reading);
    }
}

package io.github.dynamosession.store.codec;

import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of the JDK, of containers and of Spring that sessions may hold, beside those of {@link HarmlessKinds}. One rule
 * decides it, whatever package or class loader a class is in: to read one of its objects, and to hash, compare and print it,
 * does no more than fill and check memory. Nothing is opened, connected, looked up, loaded or run that the bytes name.
 *
 * <p>So a file's name is here, and a log record is not, which loads the resource bundle that the bytes name. A class that
 * nobody has reviewed is refused. {@code java.net.URL} is here since {@link FilteredObjectInput} makes URLs that never ask
 * DNS for their hash.
 */
final class ReviewedClasses {

    static final List<ClassPattern> PATTERNS = Stream.of(
                    jdkLanguage(),
                    jdkUtilities(),
                    concurrent(),
                    names(),
                    security(),
                    desktop(),
                    containers(),
                    SpringClasses.names())
            .flatMap(names -> names)
            .map(ClassPattern::of)
            .toList();

    private ReviewedClasses() {}

    private static Stream<String> jdkLanguage() {
        return Stream.of(
                // element types of arrays, and superclasses that streams name
                "java.lang.Object",
                "java.lang.Number",
                "java.lang.Enum",
                "java.lang.Record",
                "java.lang.Boolean",
                "java.lang.Byte",
                "java.lang.Character",
                "java.lang.Short",
                "java.lang.Integer",
                "java.lang.Long",
                "java.lang.Float",
                "java.lang.Double",
                "java.lang.Void",
                "java.lang.String",
                "java.lang.String$CaseInsensitiveComparator",
                "java.lang.StringBuilder",
                "java.lang.StringBuffer",
                "java.lang.StackTraceElement",
                // a lambda or proxy of the application: what they run is a class of its own, checked for itself
                "java.lang.invoke.SerializedLambda",
                "java.lang.reflect.Proxy",
                "java.math.*",
                "java.text.*",
                "java.time.**");
    }

    private static Stream<String> jdkUtilities() {
        return Stream.of(
                "java.util.*",
                "java.util.function.*",
                "java.util.logging.Level",
                "java.util.regex.Pattern",
                "sun.util.calendar.ZoneInfo",
                "java.beans.PropertyChangeSupport",
                "java.beans.VetoableChangeSupport",
                "java.sql.Date",
                "java.sql.Time",
                "java.sql.Timestamp",
                "javax.sql.rowset.serial.SerialBlob",
                "javax.sql.rowset.serial.SerialClob",
                "javax.xml.namespace.QName",
                "com.sun.org.apache.xerces.internal.jaxp.datatype.*");
    }

    /** Locks are free when they are read. Tasks and what runs them are not here. */
    private static Stream<String> concurrent() {
        return Stream.of(
                "java.util.concurrent.ArrayBlockingQueue",
                "java.util.concurrent.ConcurrentHashMap",
                "java.util.concurrent.ConcurrentHashMap$CollectionView",
                "java.util.concurrent.ConcurrentHashMap$KeySetView",
                "java.util.concurrent.ConcurrentHashMap$Segment",
                "java.util.concurrent.ConcurrentLinkedDeque",
                "java.util.concurrent.ConcurrentLinkedQueue",
                "java.util.concurrent.ConcurrentSkipListMap",
                "java.util.concurrent.ConcurrentSkipListSet",
                "java.util.concurrent.CopyOnWriteArrayList",
                "java.util.concurrent.CopyOnWriteArraySet",
                "java.util.concurrent.LinkedBlockingDeque",
                "java.util.concurrent.LinkedBlockingQueue",
                "java.util.concurrent.LinkedTransferQueue",
                "java.util.concurrent.PriorityBlockingQueue",
                "java.util.concurrent.Semaphore",
                "java.util.concurrent.Semaphore$FairSync",
                "java.util.concurrent.Semaphore$NonfairSync",
                "java.util.concurrent.Semaphore$Sync",
                "java.util.concurrent.atomic.*",
                "java.util.concurrent.locks.*");
    }

    private static Stream<String> names() {
        return Stream.of(
                "java.io.File",
                "java.net.Inet4Address",
                "java.net.Inet6Address",
                "java.net.InetAddress",
                "java.net.InetSocketAddress",
                "java.net.SocketAddress",
                "java.net.URI",
                "java.net.URL",
                "javax.naming.CompositeName",
                "javax.naming.CompoundName",
                "javax.naming.directory.BasicAttribute",
                "javax.naming.directory.BasicAttributes",
                "javax.naming.ldap.LdapName",
                "javax.naming.ldap.Rdn");
    }

    /** Keys and certificates are stored as their standard bytes, and parsed again. */
    private static Stream<String> security() {
        return Stream.of(
                "java.security.KeyPair",
                "java.security.KeyRep",
                "java.security.cert.CertPath$CertPathRep",
                "java.security.cert.Certificate$CertificateRep",
                "javax.crypto.spec.SecretKeySpec",
                "javax.security.auth.Subject",
                "javax.security.auth.Subject$SecureSet",
                "javax.security.auth.kerberos.KerberosPrincipal",
                "javax.security.auth.x500.X500Principal",
                "sun.security.util.ObjectIdentifier",
                "sun.security.x509.AlgorithmId");
    }

    private static Stream<String> desktop() {
        return Stream.of(
                "java.awt.Color",
                "java.awt.Dimension",
                "java.awt.Insets",
                "java.awt.Point",
                "java.awt.Rectangle",
                "java.awt.geom.*",
                "javax.swing.tree.DefaultMutableTreeNode");
    }

    /**
     * What Tomcat and Jetty bring of Jakarta EE, and their expressions, which JSF keeps: these load the class that the bytes
     * name as the type of their value, which no other does.
     */
    private static Stream<String> containers() {
        return Stream.of(
                "jakarta.annotation.**",
                "jakarta.el.**",
                "jakarta.enterprise.**",
                "jakarta.inject.**",
                "jakarta.interceptor.**",
                "jakarta.security.auth.message.**",
                "jakarta.servlet.**",
                "jakarta.transaction.**",
                "jakarta.websocket.**",
                "org.apache.el.**");
    }
}

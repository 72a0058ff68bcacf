package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectStreamConstants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 35: stored bytes name a class that others have been attacked with, wherever bytes can name one. */
class GadgetsTest {

    /** Of libraries that a container may share; here they tell if they are ever initialised. */
    private static final List<String> OF_THE_CONTAINER = List.of(
            "org.apache.commons.collections.functors.InvokerTransformer",
            "org.apache.commons.collections4.functors.InstantiateTransformer",
            "org.apache.commons.beanutils.BeanComparator",
            "org.apache.commons.fileupload.disk.DiskFileItem",
            "org.springframework.core.SerializableTypeWrapper$MethodInvokeTypeProvider",
            "org.codehaus.groovy.runtime.ConvertedClosure",
            "com.mchange.v2.c3p0.impl.PoolBackedDataSourceBase",
            "com.zaxxer.hikari.HikariConfig",
            "org.apache.catalina.session.StandardSession",
            "bsh.XThis");

    private static final List<String> OF_THE_JDK = List.of(
            "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
            "com.sun.rowset.JdbcRowSetImpl",
            "sun.reflect.annotation.AnnotationInvocationHandler",
            "javax.management.BadAttributeValueExpException",
            "javax.management.remote.rmi.RMIConnectionImpl_Stub",
            "javax.script.ScriptEngineManager",
            "javax.swing.event.EventListenerList",
            "java.beans.EventHandler",
            "java.rmi.server.UnicastRemoteObject",
            "java.rmi.server.RemoteObjectInvocationHandler",
            "java.security.SignedObject",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.net.URLClassLoader",
            // beside what sessions may hold
            "com.sun.jndi.ldap.LdapAttribute",
            "java.lang.Class",
            "java.security.GuardedObject",
            "java.util.logging.LogRecord",
            "javax.crypto.SealedObject",
            "javax.management.openmbean.TabularDataSupport",
            "javax.naming.LinkRef",
            "javax.naming.Reference",
            "javax.sql.rowset.serial.SerialJavaObject");

    enum Place {
        KRYO_OBJECT(kryo(name -> name)),
        KRYO_ARRAY(kryo(name -> "[[L" + name + ";")),
        KRYO_ELEMENT(
                name -> concat(new byte[] {64 + 2, 1, 1}, kryo(each -> each).apply(name))),
        OBJECT(java(ObjectStreamConstants.TC_OBJECT, name -> name)),
        CLASS(java(ObjectStreamConstants.TC_CLASS, name -> name)),
        ARRAY(java(ObjectStreamConstants.TC_ARRAY, name -> "[[L" + name + ";")),
        ENUM(java(ObjectStreamConstants.TC_ENUM, name -> name)),
        SUPERCLASS(name -> stream(out -> {
            out.writeByte(ObjectStreamConstants.TC_OBJECT);
            beginDescription(out, ArrayList.class.getName());
            description(out, name);
        })),
        PROXY(name -> stream(out -> {
            out.writeByte(ObjectStreamConstants.TC_OBJECT);
            out.writeByte(ObjectStreamConstants.TC_PROXYCLASSDESC);
            out.writeInt(1);
            out.writeUTF(name);
            out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
            out.writeByte(ObjectStreamConstants.TC_NULL);
        }));

        private final Function<String, byte[]> bytes;

        Place(Function<String, byte[]> bytes) {
            this.bytes = bytes;
        }

        AttributeCodec codec(ClassFilter filter) {
            return name().startsWith("KRYO")
                    ? new KryoAttributeCodec(filter, Codecs.MAX_BYTES)
                    : new JavaAttributeCodec(filter, Codecs.MAX_BYTES);
        }
    }

    @TempDir
    Path directory;

    private Application container;
    private RecordingLoader application;

    @BeforeEach
    void compileGadgets() throws Exception {
        container = Application.of(
                directory, OF_THE_CONTAINER.stream().collect(Collectors.toMap(name -> name, GadgetsTest::source)));
        System.clearProperty("gadget");
        application =
                new RecordingLoader(container.type(OF_THE_CONTAINER.get(0)).getClassLoader());
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aGadgetIsRefusedByItsNameAndNeverInitialised(Place place) {
        ClassFilter filter = ClassFilter.forApplication(application, List.of());
        application.asked.clear(); // who defines the servlet API
        List<String> names =
                Stream.concat(OF_THE_CONTAINER.stream(), OF_THE_JDK.stream()).toList();
        for (String name : names) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> place.codec(filter).decode(place.bytes.apply(name)))
                    .withMessageContaining("class " + name + " is not allowed in sessions");
        }
        assertThat(System.getProperty("gadget")).as("initialised").isNull();
        assertThat(application.asked).as("of the loader").isSubsetOf(withList(names));
    }

    /** Whose superclass one of them claims to be. */
    private static List<String> withList(List<String> names) {
        return Stream.concat(names.stream(), Stream.of(ArrayList.class.getName()))
                .toList();
    }

    private static String source(String name) {
        int dot = name.lastIndexOf('.');
        return "package %s; public class %s implements java.io.Serializable { static { %s } }"
                .formatted(
                        name.substring(0, dot),
                        name.substring(dot + 1),
                        "System.setProperty(\"gadget\", \"" + name + "\");");
    }

    private static Function<String, byte[]> kryo(Function<String, String> className) {
        return name -> {
            Output output = new Output(512);
            output.writeVarInt(1, true); // a class by its name, the first
            output.writeVarInt(0, true);
            output.writeString(className.apply(name));
            return output.toBytes();
        };
    }

    private static Function<String, byte[]> java(byte tag, Function<String, String> className) {
        return name -> stream(out -> {
            out.writeByte(tag);
            description(out, className.apply(name));
        });
    }

    private static void description(DataOutputStream out, String className) throws IOException {
        beginDescription(out, className);
        out.writeByte(ObjectStreamConstants.TC_NULL);
    }

    private static void beginDescription(DataOutputStream out, String className) throws IOException {
        out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
        out.writeUTF(className);
        out.writeLong(1);
        out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
        out.writeShort(0);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
    }

    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] stream(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
            out.writeShort(ObjectStreamConstants.STREAM_VERSION);
            writer.write(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    /** Of a web application without classes; what the container has, it can see. */
    private static final class RecordingLoader extends ClassLoader {

        private final List<String> asked = new ArrayList<>();
        private final ClassLoader container;

        RecordingLoader(ClassLoader container) {
            super(GadgetsTest.class.getClassLoader());
            this.container = container;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return container.loadClass(name);
        }
    }
}

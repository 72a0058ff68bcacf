package io.github.dynamosession.store.codec;

import java.util.List;
import java.util.stream.Stream;

/**
 * The JDK's classes that sessions may hold. Values and containers only: nothing that opens, connects, loads or runs. Not
 * {@code java.net.URL} (its hashCode asks DNS), of the sub-packages of {@code java.util} as little as needed.
 */
final class JdkValueTypes {

    static final List<ClassPattern> PATTERNS = Stream.of(
                    // element types of arrays, and superclasses that streams name
                    "java.lang.Object",
                    "java.lang.Number",
                    "java.lang.Enum",
                    "java.lang.Record",
                    "java.lang.Comparable",
                    "java.lang.CharSequence",
                    "java.io.Serializable",
                    "java.lang.Boolean",
                    "java.lang.Byte",
                    "java.lang.Character",
                    "java.lang.Short",
                    "java.lang.Integer",
                    "java.lang.Long",
                    "java.lang.Float",
                    "java.lang.Double",
                    "java.lang.String",
                    "java.lang.String$CaseInsensitiveComparator",
                    "java.lang.StringBuilder",
                    "java.lang.StringBuffer",
                    "java.lang.StackTraceElement",
                    "java.lang.Throwable",
                    "java.lang.Exception",
                    "java.lang.Error",
                    "java.lang.RuntimeException",
                    "java.lang.ArithmeticException",
                    "java.lang.ArrayIndexOutOfBoundsException",
                    "java.lang.ClassCastException",
                    "java.lang.CloneNotSupportedException",
                    "java.lang.IllegalArgumentException",
                    "java.lang.IllegalStateException",
                    "java.lang.IndexOutOfBoundsException",
                    "java.lang.InterruptedException",
                    "java.lang.NullPointerException",
                    "java.lang.NumberFormatException",
                    "java.lang.ReflectiveOperationException",
                    "java.lang.ClassNotFoundException",
                    "java.lang.SecurityException",
                    "java.lang.StringIndexOutOfBoundsException",
                    "java.lang.UnsupportedOperationException",
                    "java.lang.AssertionError",
                    // an ObjectOutputStream that fails writes the exception, too, before it throws it
                    "java.io.IOException",
                    "java.io.ObjectStreamException",
                    "java.io.InvalidClassException",
                    "java.io.InvalidObjectException",
                    "java.io.NotActiveException",
                    "java.io.NotSerializableException",
                    // a lambda or proxy of the application: what they run is a class of its own, checked for itself
                    "java.lang.invoke.SerializedLambda",
                    "java.lang.reflect.Proxy",
                    "java.math.*",
                    "java.time.**",
                    "java.util.*",
                    "java.util.function.*",
                    "sun.util.calendar.ZoneInfo",
                    "java.util.concurrent.TimeUnit",
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
                    "java.util.concurrent.PriorityBlockingQueue",
                    "java.util.concurrent.atomic.*",
                    // the stored form of concurrent collections holds locks
                    "java.util.concurrent.locks.AbstractOwnableSynchronizer",
                    "java.util.concurrent.locks.AbstractQueuedSynchronizer",
                    "java.util.concurrent.locks.ReentrantLock",
                    "java.util.concurrent.locks.ReentrantLock$FairSync",
                    "java.util.concurrent.locks.ReentrantLock$NonfairSync",
                    "java.util.concurrent.locks.ReentrantLock$Sync",
                    "java.net.URI",
                    "java.sql.Date",
                    "java.sql.Time",
                    "java.sql.Timestamp")
            .map(ClassPattern::of)
            .toList();

    private JdkValueTypes() {}
}

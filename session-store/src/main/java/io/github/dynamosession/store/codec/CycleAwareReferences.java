package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Keeps shared references, and refuses what Kryo would silently turn into null: a reference back to an object that can
 * be made only when all its elements are read, as {@code List.of} from within itself.
 */
final class CycleAwareReferences extends MapReferenceResolver {

    private final Set<Object> unfinished = Collections.newSetFromMap(new IdentityHashMap<>());

    private Trail trail = new Trail();

    /** Where the objects are noted that are written from now on. */
    void follow(Trail newTrail) {
        trail = newTrail;
    }

    void begin(Object object) {
        unfinished.add(object);
    }

    void end(Object object) {
        unfinished.remove(object);
    }

    @Override
    public int addWrittenObject(Object object) {
        trail.add(object);
        return super.addWrittenObject(object);
    }

    @Override
    public int getWrittenId(Object object) {
        int id = super.getWrittenId(object);
        if (id >= 0 && unfinished.contains(object)) {
            throw new NotPlainException(object.getClass(), "is immutable and contains itself");
        }
        return id;
    }

    /** Kryo puts what this returns into fields without a check, so an object of another class could crash the JVM. */
    @Override
    @SuppressWarnings("rawtypes") // as Kryo declares it
    public Object getReadObject(Class type, int id) {
        Object object = super.getReadObject(type, id);
        if (!fits(object, type)) {
            throw new KryoException("damaged: a reference that leads to no " + type.getName());
        }
        return object;
    }

    /** Which of its hidden classes List.of and the like make may differ between JDKs; no field is declared as one. */
    private static boolean fits(Object object, Class<?> type) {
        boolean hiddenInJdk = PlainClasses.isOfJdk(type) && !Modifier.isPublic(type.getModifiers());
        return type.isInstance(object) || (hiddenInJdk && type.getSuperclass().isInstance(object));
    }

    @Override
    public void reset() {
        super.reset();
        unfinished.clear();
        trail = new Trail(); // what is pooled must not keep values alive
    }
}

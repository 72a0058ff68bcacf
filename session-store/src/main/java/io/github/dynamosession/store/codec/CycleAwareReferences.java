package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Keeps shared references, and refuses what Kryo would silently turn into null: a reference back to an object that can
 * be made only when all its elements are read, as {@code List.of} from within itself.
 */
final class CycleAwareReferences extends MapReferenceResolver {

    private final Set<Object> unfinished = Collections.newSetFromMap(new IdentityHashMap<>());

    void begin(Object object) {
        unfinished.add(object);
    }

    void end(Object object) {
        unfinished.remove(object);
    }

    @Override
    public int getWrittenId(Object object) {
        int id = super.getWrittenId(object);
        if (id >= 0 && unfinished.contains(object)) {
            throw new NotPlainException(object.getClass(), "is immutable and contains itself");
        }
        return id;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Kryo declares it
    public Object getReadObject(Class type, int id) {
        Object object = super.getReadObject(type, id);
        if (object == null) {
            throw new KryoException("damaged: a reference to an object that is not read yet");
        }
        return object;
    }

    @Override
    public void reset() {
        super.reset();
        unfinished.clear();
    }
}

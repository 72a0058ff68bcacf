package io.github.dynamosession.node.session;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicReference;

/** A value of the application in which a test runs code while it is encoded or decoded. */
final class Cart implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Runnable NOTHING = () -> {};
    private static final AtomicReference<Runnable> ON_WRITE = new AtomicReference<>(NOTHING);
    private static final AtomicReference<Runnable> ON_READ = new AtomicReference<>(NOTHING);

    int items;
    final byte[] picture;

    Cart(int bytes) {
        picture = new byte[bytes];
    }

    static Cart of(int items) {
        Cart cart = new Cart(0);
        cart.items = items;
        return cart;
    }

    /** Each time, until another is set. */
    static void onWrite(Runnable action) {
        ON_WRITE.set(action);
    }

    static void onRead(Runnable action) {
        ON_READ.set(action);
    }

    static void onNextWrite(Runnable action) {
        ON_WRITE.set(() -> {
            ON_WRITE.set(NOTHING);
            action.run();
        });
    }

    static void onNextRead(Runnable action) {
        ON_READ.set(() -> {
            ON_READ.set(NOTHING);
            action.run();
        });
    }

    static void reset() {
        ON_WRITE.set(NOTHING);
        ON_READ.set(NOTHING);
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        ON_WRITE.get().run();
        out.defaultWriteObject();
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        ON_READ.get().run();
        in.defaultReadObject();
    }
}

package io.github.dynamosession.store;

/** Makes the loggers of this product. */
public final class Loggers {

    private Loggers() {}

    /**
     * Returns the logger of a class, which belongs to the container and to none of its web applications.
     *
     * <p>Tomcat's log manager ties a new logger to the context class loader of the thread that asks for it first. That is
     * the loader of the application that is just being started: when it is stopped, all others lose what is logged there.
     */
    public static System.Logger of(Class<?> logging) {
        return OwnThreads.under(logging.getClassLoader(), () -> System.getLogger(logging.getName()));
    }
}

package io.github.dynamosession.store;

/**
 * Exports the figures of sessions in one way. A jar beside this one has it as a service of {@link java.util.ServiceLoader};
 * it is asked by the web applications whose property {@code metrics} names that way.
 */
public interface MetricsExport {

    /** The way that it is for. */
    MetricsSettings.Export way();

    /**
     * From now on the figures of one more web application are exported. It must hold nothing of the application but its
     * name, and must not keep it from starting by what may pass, such as a port that is taken.
     *
     * @return ends it, after a last report if this is the way
     * @throws InvalidConfigurationException if what only a try can tell is wrong, such as a file that cannot be written
     */
    Runnable begin(SessionStoreConfig config, SessionMetrics metrics);
}

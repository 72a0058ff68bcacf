package io.github.dynamosession.store;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class logs, on all levels and threads, as long as this is open. */
public final class Logged extends Handler implements AutoCloseable {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private Logged(Logger logger) {
        this.logger = logger;
    }

    public static Logged by(Class<?> type) {
        return by(type.getName());
    }

    /** What any class of this one's package says. */
    public static Logged byPackageOf(Class<?> type) {
        return by(type.getPackageName());
    }

    private static Logged by(String name) {
        Logger logger = Logger.getLogger(name);
        Logged logged = new Logged(logger);
        logger.addHandler(logged);
        logger.setLevel(Level.ALL);
        return logged;
    }

    /** Those whose first parameter is this one. */
    public List<LogRecord> of(String parameter) {
        return records.stream()
                .filter(each -> parameter.equals(each.getParameters()[0]))
                .toList();
    }

    public List<String> lines() {
        return records.stream().map(Logged::line).toList();
    }

    public List<String> warnings() {
        return records.stream()
                .filter(each -> each.getLevel() == Level.WARNING)
                .map(Logged::line)
                .toList();
    }

    private static String line(LogRecord logged) {
        return MessageFormat.format(logged.getMessage(), logged.getParameters());
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}

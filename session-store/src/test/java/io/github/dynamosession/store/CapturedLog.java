package io.github.dynamosession.store;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs while this is open. */
public final class CapturedLog extends Handler implements AutoCloseable {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private CapturedLog(Logger logger) {
        this.logger = logger;
    }

    public static CapturedLog of(Class<?> logging) {
        CapturedLog log = new CapturedLog(Logger.getLogger(logging.getName()));
        log.logger.addHandler(log);
        return log;
    }

    public List<String> warnings() {
        return records.stream()
                .filter(each -> each.getLevel() == Level.WARNING)
                .map(each -> MessageFormat.format(each.getMessage(), each.getParameters()))
                .toList();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}

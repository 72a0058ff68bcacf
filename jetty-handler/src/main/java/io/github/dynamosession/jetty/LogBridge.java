package io.github.dynamosession.jetty;

import java.util.Arrays;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Hands the log of the core, which the JDK's System.Logger gives to java.util.logging, to Jetty's SLF4J. */
final class LogBridge {

    /** Held, as java.util.logging forgets a logger with its handlers that nobody holds. */
    private static final Logger OURS = Logger.getLogger("io.github.dynamosession");

    private LogBridge() {}

    static synchronized void install() {
        boolean installed = Arrays.stream(OURS.getHandlers()).anyMatch(SLF4JBridgeHandler.class::isInstance);
        if (!installed && !slf4jWritesToJavaUtilLogging()) {
            OURS.addHandler(new SLF4JBridgeHandler());
            OURS.setUseParentHandlers(false);
        }
    }

    /** Then every record would come back to this handler for ever; and it is where it belongs already. */
    private static boolean slf4jWritesToJavaUtilLogging() {
        return LoggerFactory.getILoggerFactory().getClass().getName().contains("JDK14");
    }
}

package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.regions.Region;

/**
 * Lets calls pass to a table that somebody has looked at. A node that is started while DynamoDB cannot be reached starts
 * all the same: a thread looks at the table again until it is as sessions need it, and calls are refused meanwhile, at
 * once and without asking DynamoDB. What is wrong with the configuration at the first look still stops the start.
 */
final class TableGate implements AutoCloseable {

    private static final Logger LOG = Loggers.of(TableGate.class);

    /** The pause between two looks: the longest that users wait after DynamoDB is back. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final String first;
    private final List<String> applications = new CopyOnWriteArrayList<>();
    private final Runnable look;
    private final Region region;
    private final boolean awsChoosesTheHost;
    private volatile @Nullable RuntimeException shut;
    private @Nullable ScheduledExecutorService looks;

    private TableGate(SessionStoreConfig config, Region region, Runnable look) {
        this.first = config.applicationName();
        this.awsChoosesTheHost = config.endpoint().isEmpty();
        this.region = region;
        this.look = look;
    }

    /**
     * Looks at the table, and begins to look again if DynamoDB cannot be reached.
     *
     * @param look returns if the table is as sessions need it
     * @throws InvalidConfigurationException from the look
     * @throws StoreException from the look, if it is not an outage: no credentials, no permission
     */
    static TableGate of(SessionStoreConfig config, Region region, Runnable look) {
        TableGate gate = new TableGate(config, region, look);
        try {
            look.run();
        } catch (StoreException e) {
            if (!gate.passes(e)) {
                throw e;
            }
            gate.lookAgain(e);
        }
        return gate;
    }

    /** Empty if the table was seen to be right, and ever after; otherwise what a call is refused with, from the last look. */
    Optional<StoreException> refusal() {
        return Optional.ofNullable(shut).map(reason -> new StoreException(String.valueOf(reason.getMessage()), reason));
    }

    /**
     * An application has its sessions in the table from now on; its name may be one that is there already.
     *
     * @throws RuntimeException as {@link #of}, if somebody has to change what the last look has found
     */
    void admit(String application) {
        RuntimeException found = shut;
        if (found != null) {
            if (!(found instanceof StoreException e && passes(e))) {
                throw found;
            }
            LOG.log(
                    Level.WARNING,
                    "sessions of {0}: {1}; until it can, requests that need a session get 503",
                    application,
                    found.getMessage());
        }
        applications.add(application);
    }

    /** One of that name has gone. */
    void dismiss(String application) {
        applications.remove(application);
    }

    private void lookAgain(StoreException reason) {
        shut = reason;
        ScheduledExecutorService executor = OwnedClient.oneThread("dynamosession-start " + first);
        looks = executor;
        executor.scheduleWithFixedDelay(
                () -> lookOnce(executor), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookOnce(ScheduledExecutorService executor) {
        try {
            look.run();
            shut = null;
            executor.shutdown();
            LOG.log(
                    Level.INFO,
                    "sessions of {0}: DynamoDB is reached, requests are served",
                    String.join(", ", applications));
        } catch (RuntimeException e) {
            boolean isNews =
                    !Objects.equals(e.getMessage(), Objects.requireNonNull(shut).getMessage());
            shut = e;
            if (isNews && !executor.isShutdown()) {
                LOG.log(Level.WARNING, "sessions of {0}: {1}", String.join(", ", applications), e.getMessage());
            }
        }
    }

    /** Tells whether time alone may mend it. What somebody has to change is told at once, and stops the start. */
    private boolean passes(StoreException e) {
        Throwable cause = e.getCause();
        if (cause instanceof AwsServiceException answer) {
            return ErrorMeaning.of(answer).isRepeated();
        }
        return cause instanceof ApiCallTimeoutException
                || Stream.iterate(cause, Objects::nonNull, Throwable::getCause).anyMatch(this::isOutage);
    }

    /** A name that no server knows is a slip of whoever typed it; DynamoDB's own has been unknown for hours, in 2025. */
    private boolean isOutage(Throwable e) {
        if (e instanceof UnknownHostException) {
            return awsChoosesTheHost && Region.regions().contains(region);
        }
        return e instanceof IOException && !(e instanceof SSLException);
    }

    @Override
    public void close() {
        if (looks != null) {
            looks.shutdownNow();
        }
    }
}

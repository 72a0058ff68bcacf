package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.SessionMetrics;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls: each is counted, timed for those who listen, and its exceptions are ours. */
final class CallRunner {

    /** The result of a call that has a condition. */
    interface Conditional {

        /** False if its condition did not hold. */
        boolean applied();
    }

    private final CallCounter counter;

    CallRunner(CallCounter counter) {
        this.counter = counter;
    }

    /** @param where says in messages what the call is about */
    <T> T call(Operation operation, String where, Supplier<T> call) {
        counter.call(operation);
        SessionMetrics metrics = counter.metrics();
        if (!metrics.isHeard()) {
            return translated(operation, where, call);
        }
        long begin = System.nanoTime();
        Outcome outcome = Outcome.FAILURE;
        try {
            T result = translated(operation, where, call);
            outcome = result instanceof Conditional answer && !answer.applied() ? Outcome.CONFLICT : Outcome.SUCCESS;
            return result;
        } catch (RuntimeException e) {
            outcome = isThrottled(e.getCause()) ? Outcome.THROTTLED : Outcome.FAILURE;
            throw e;
        } finally {
            metrics.storeCall(operation.toString(), outcome, System.nanoTime() - begin);
        }
    }

    static boolean isThrottled(@Nullable Throwable failure) {
        return failure instanceof AwsServiceException service && ErrorMeaning.of(service) == ErrorMeaning.THROTTLED;
    }

    private static <T> T translated(Operation operation, String where, Supplier<T> call) {
        try {
            return uninterrupted(call);
        } catch (SdkException | IllegalStateException | RejectedExecutionException e) {
            // the latter two: the client was closed under us
            throw StoreFailures.of(operation + " " + where, e);
        }
    }

    /**
     * An interruption ends no call: time-outs bound it, and what the application does with its threads must not cost it
     * the session. The SDK makes no call on an interrupted thread, and throws away the answer of one that is interrupted
     * meanwhile: that is made again, as any call may be whose outcome is unknown.
     */
    private static <T> T uninterrupted(Supplier<T> call) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return call.get();
                } catch (SdkClientException e) {
                    boolean timedOut =
                            e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
                    if (timedOut || !Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

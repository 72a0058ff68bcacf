package io.github.dynamosession.tomcat;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Unlocks the sessions of an asynchronous request when its work has ended, in whatever way, and before the last byte of
 * its response. The listener that is added last is called last.
 */
record UnlockOnComplete(RequestScope scope) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        SaveBeforeResponseValve.saveAndUnlock(scope);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this); // which begins without listeners
    }
}

package io.github.dynamosession.tomcat;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Unlocks the sessions of an asynchronous request when its work has ended, in whatever way, and before the last byte of
 * its response; what it does to sessions from here on is nobody's in particular. The listener that is added last is called
 * last.
 */
record EndOnComplete(RequestScope scope) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        SaveBeforeResponseValve.saveAndUnlock(scope);
        scope.end();
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

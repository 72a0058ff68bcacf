package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trap 19: what is made in a request, or at the start of an application, must not hold that application. */
class OwnThreadsTest {

    private static final InheritableThreadLocal<String> OF_A_REQUEST = new InheritableThreadLocal<>();

    private final Thread here = Thread.currentThread();
    private final ClassLoader before = here.getContextClassLoader();
    private final ClassLoader application = new ClassLoader() {};

    @AfterEach
    void leave() {
        here.setContextClassLoader(before);
        OF_A_REQUEST.remove();
    }

    @Test
    void aThreadOfOursHoldsNothingOfTheApplicationThatNeedsItFirst() {
        here.setContextClassLoader(application);
        OF_A_REQUEST.set("the request");
        CompletableFuture<String> inherited = new CompletableFuture<>();

        Thread made = OwnThreads.named("ours").newThread(() -> inherited.complete(OF_A_REQUEST.get()));
        made.start();

        assertThat(inherited.join()).isNull();
        assertThat(made.getContextClassLoader()).isSameAs(OwnThreads.class.getClassLoader());
    }

    @Test
    void itHasANameAndKeepsNoServerFromItsEnd() {
        Thread made = OwnThreads.named("ours").newThread(() -> {});

        assertThat(made.getName()).isEqualTo("ours");
        assertThat(made.isDaemon()).isTrue();
    }

    @Test
    void whatIsMadeUnderAnotherClassLoaderIsTiedToThatOne() {
        ClassLoader seen = OwnThreads.under(application, here::getContextClassLoader);

        assertThat(seen).isSameAs(application);
        assertThat(here.getContextClassLoader()).isSameAs(before);
    }

    @Test
    void theCallersClassLoaderIsBackAlsoAfterAFailure() {
        assertThatThrownBy(() -> OwnThreads.under(application, () -> {
                    throw new NoClassDefFoundError("as the test wants");
                }))
                .isInstanceOf(NoClassDefFoundError.class);

        assertThat(here.getContextClassLoader()).isSameAs(before);
    }
}

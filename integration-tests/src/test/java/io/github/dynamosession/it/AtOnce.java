package io.github.dynamosession.it;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Checks several things at once, such as all containers, where each check waits for as long as the others do. */
final class AtOnce {

    private AtOnce() {}

    static <T> void forEach(Collection<T> all, Consumer<T> check) {
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            List<CompletableFuture<Void>> checks = all.stream()
                    .map(each -> CompletableFuture.runAsync(() -> check.accept(each), threads))
                    .toList();
            checks.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
    }
}

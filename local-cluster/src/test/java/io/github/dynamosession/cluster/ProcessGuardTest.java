package io.github.dynamosession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessGuardTest {

    /** What {@link #noProcessOutlivesTheJvmThatStartedIt()} runs in a JVM of its own, and ends by SIGTERM. */
    static final class Launcher {
        public static void main(String[] args) throws InterruptedException {
            ProcessBuilder program = new ProcessBuilder("sleep", "600");
            System.out.println(ProcessGuard.start(program).pid());
            Thread.currentThread().join();
        }
    }

    @Test
    void noProcessOutlivesTheJvmThatStartedIt() throws Exception {
        Process launcher = launcher();
        try (BufferedReader output = launcher.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

            launcher.destroy();

            assertThat(launcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
            await().until(() -> !child.isAlive());
        } finally {
            launcher.destroyForcibly();
        }
    }

    private static Process launcher() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Launcher.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}

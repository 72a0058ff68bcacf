package io.github.dynamosession.it.failover;

import io.github.dynamosession.cluster.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What a fault needs of the machine, besides Docker. */
enum Need {
    NOTHING("nothing") {
        @Override
        boolean isMet() {
            return true;
        }
    },
    PACKET_FILTER("Linux, root, nsenter and iptables") {
        @Override
        boolean isMet() {
            return "root".equals(System.getProperty("user.name")) && isInstalled("nsenter") && isInstalled("iptables");
        }
    },
    FAKE_CLOCK("libfaketime (Debian package of this name)") {
        @Override
        boolean isMet() {
            return libfaketime().isPresent();
        }
    };

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final String description;

    Need(String description) {
        this.description = description;
    }

    abstract boolean isMet();

    /** Skips the test, loudly, on a machine that has not got it; where {@code CI} is set, the test fails instead. */
    void orSkip() {
        if (System.getenv("CI") == null && !isMet()) {
            System.err.printf("%n======== a fault of FailoverIT SKIPPED: it needs %s ========%n%n", this);
            Assumptions.abort("needs " + this);
        }
    }

    private static boolean isInstalled(String program) {
        return Programs.onPath(program).isPresent();
    }

    /** The library that lies to a process about the time. */
    static Optional<Path> libfaketime() {
        try (Stream<Path> directories = Files.list(LIBRARIES)) {
            return directories
                    .map(directory -> directory.resolve("faketime").resolve("libfaketime.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return description;
    }
}

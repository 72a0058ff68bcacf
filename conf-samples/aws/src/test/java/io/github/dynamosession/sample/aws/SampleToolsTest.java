package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dynamosession.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tools of the trade say of the samples, where they are installed. */
final class SampleToolsTest {

    /** It knows the resources' properties and IAM's actions. */
    @Test
    void cfnLintFindsNoError() throws Exception {
        List<String> command = new ArrayList<>(List.of("cfn-lint", "--non-zero-exit-code", "error"));
        try (Stream<Path> templates = Files.list(Path.of("cloudformation"))) {
            templates.map(Path::toString).sorted().forEach(command::add);
        }

        assertSucceeds(command);
    }

    @Test
    void terraformReadsTheModulesAndWouldFormatThemSo() throws Exception {
        assertSucceeds(List.of("terraform", "fmt", "-check", "-diff", "-recursive", "terraform"));
    }

    private static void assertSucceeds(List<String> command) throws IOException, InterruptedException {
        assumeThat(Programs.onPath(command.get(0)))
                .as("%s is on the path; it is not, so NOTHING IS CHECKED BY IT", command.get(0))
                .isPresent();
        Programs.requireSuccess(command);
    }
}

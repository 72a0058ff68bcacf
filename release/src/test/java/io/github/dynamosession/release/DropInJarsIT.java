package io.github.dynamosession.release;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drop-in jars are small, and have all that is used of what they hold. */
class DropInJarsIT {

    private static final long MOST_BYTES = 10_500_000;

    private static final String OURS = "io/github/dynamosession/";
    private static final String SHADED = OURS + "shaded/";
    private static final String SERVICES = "META-INF/services/";

    /** What the tool for operators needs, and no node. */
    private static final List<String> OF_THE_TOOL = List.of(
            "SegmentSample", "SegmentTally", "SessionImage", "TableFacts", "TableSample", "TableStream", "TableSurvey");

    /** What our jars refer to and never had: annotations, and what libraries use only where other ones are there, too. */
    private static final String OPTIONAL = "io.github.dynamosession.shaded."
            + "(com.google.errorprone.annotations|metrics.io|software.amazon.awssdk.crt(core)?)\\..*";

    private static Path jar(String module) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                PublishedModule.ROOT.resolve(module).resolve("target"), "dynamosession-*-all.jar")) {
            return found.iterator().next();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat-manager", "jetty-handler"})
    void aDropInJarHasTenAndAHalfMegabytesAtMost(String module) throws IOException {
        Path jar = jar(module);

        assertThat(Files.size(jar))
                .as("bytes of %s, whose largest packages are %s", jar, largestPackages(jar))
                .isLessThanOrEqualTo(MOST_BYTES);
    }

    private static String largestPackages(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            Map<String, Long> sizes = file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .collect(Collectors.groupingBy(DropInJarsIT::library, summingLong(ZipEntry::getCompressedSize)));
            return sizes.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(12)
                    .map(size -> "%n  %,d in %s".formatted(size.getValue(), size.getKey()))
                    .collect(joining());
        }
    }

    /** As much of a name as tells one part of a library from another. */
    private static String library(ZipEntry entry) {
        String name = entry.getName().replace(SHADED, "");
        return Arrays.stream(name.split("/"))
                .limit(Math.min(5, name.chars().filter(each -> each == '/').count()))
                .collect(joining("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat-manager", "jetty-handler"})
    void noNodeCarriesWhatOnlyTheToolNeeds(String module) throws IOException {
        Path classes = PublishedModule.ROOT.resolve("session-store/target/classes");
        for (String name : OF_THE_TOOL) {
            String path = OURS + "store/dynamodb/" + name;
            assertThat(classes.resolve(path + ".class")).isRegularFile();
            assertThat(entries(jar(module)))
                    .filteredOn(entry -> entry.matches(path + "[.$].*"))
                    .isEmpty();
        }
    }

    /** HttpClient reads it to judge cookies, of which DynamoDB sets none. */
    @ParameterizedTest
    @ValueSource(strings = {"tomcat-manager", "jetty-handler"})
    void noNodeHoldsTheListOfPublicSuffixesInItsMemory(String module) throws IOException {
        assertThat(entries(jar(module)))
                .filteredOn(entry -> entry.contains("publicsuffix"))
                .isEmpty();
    }

    /** With the jars that may lie beside it, which build upon its classes. */
    @ParameterizedTest
    @ValueSource(strings = {"tomcat-manager", "jetty-handler"})
    void whatAClassRefersToIsThere(String module) throws IOException {
        StringWriter missing = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();

        int end = jdeps.run(
                new PrintWriter(missing),
                new PrintWriter(missing),
                "--multi-release",
                "base",
                "--missing-deps",
                jar(module).toString(),
                jar("session-encryption").toString(),
                jar("metrics/export").toString());

        assertThat(end).as(missing.toString()).isZero();
        assertThat(missing.toString()).contains("NullMarked"); // it has looked
        assertThat(missing.toString()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.contains(" -> "))
                        .map(line -> line.split(" +")[2]))
                .filteredOn(name -> name.startsWith("io.github.dynamosession."))
                .filteredOn(name -> !name.matches(OPTIONAL))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat-manager", "jetty-handler", "session-encryption"})
    void whatServiceLoaderIsToFindIsThere(String module) throws IOException {
        Path jar = jar(module);
        try (ZipFile file = new ZipFile(jar.toFile())) {
            List<String> providers = file.stream()
                    .filter(entry -> entry.getName().startsWith(SERVICES) && !entry.isDirectory())
                    .flatMap(entry -> lines(file, entry))
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(name -> name.replace('.', '/') + ".class")
                    .toList();

            assertThat(providers).isNotEmpty();
            Set<String> entries = Set.copyOf(entries(jar));
            assertThat(providers)
                    .filteredOn(provider -> !entries.contains(provider))
                    .isEmpty();
        }
    }

    private static Stream<String> lines(ZipFile file, ZipEntry entry) {
        try {
            return new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}

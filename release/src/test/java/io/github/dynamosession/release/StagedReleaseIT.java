package io.github.dynamosession.release;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files for Maven Central, as {@code release.sh} has staged them. */
@EnabledIfSystemProperty(named = "release.staged", matches = ".+", disabledReason = "not a release")
class StagedReleaseIT {

    private static final boolean SIGNED = Boolean.getBoolean("release.signed");
    private static final String GROUP = "io/github/dynamosession";

    private Path staged = Path.of("");
    private String version = "";

    @BeforeEach
    void findThem() {
        staged = Path.of(requireNonNull(System.getProperty("release.staged"))).resolve(GROUP);
        version = Pom.read(PublishedModule.ROOT.resolve("pom.xml")).text("version");
    }

    static List<PublishedModule> libraries() {
        return PublishedModule.libraries();
    }

    static List<PublishedModule> modules() {
        return PublishedModule.all();
    }

    @Test
    void allThatIsPublishedIsThereAndNothingElse() throws IOException {
        assertThat(version).doesNotEndWith("-SNAPSHOT");
        try (Stream<Path> found = Files.list(staged)) {
            assertThat(found.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            modules().stream().map(PublishedModule::artifactId).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void itsPomIsTheOneThatTheRulesWereCheckedOn(PublishedModule module) throws IOException {
        assertThat(file(module, ".pom"))
                .hasSameBinaryContentAs(module.directory().resolve(".flattened-pom.xml"));
        assertThat(module.published().text("version")).isEqualTo(version);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void thereIsAJarWithItsSourcesAndItsJavadoc(PublishedModule module) throws IOException {
        Path main = module.directory().resolve("src/main/java");
        Set<String> sources;
        try (Stream<Path> files = Files.walk(main)) {
            sources = files.filter(Files::isRegularFile)
                    .map(file -> main.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toSet());
        }

        assertThat(entries(file(module, ".jar"))).anyMatch(name -> name.endsWith(".class"));
        assertThat(entries(file(module, "-sources.jar"))).containsAll(sources);
        assertThat(entries(file(module, "-javadoc.jar"))).contains("index.html");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void itsBillOfMaterialsNamesWhatItBringsAlong(PublishedModule module) throws IOException {
        Map<?, ?> bill = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(file(module, "-cyclonedx.json")));

        List<String> names = ((List<?>) requireNonNull(bill.get("components")))
                .stream()
                        .map(component -> ((Map<?, ?>) component).get("name"))
                        .map(String::valueOf)
                        .toList();
        assertThat(bill.get("bomFormat")).isEqualTo("CycloneDX");
        assertThat(names)
                .contains("dynamodb", "kryo")
                .doesNotContain("tomcat-catalina", "jetty-session", "junit-jupiter");
        assertThat(names.contains("tink"))
                .isEqualTo(
                        List.of("dynamosession-encryption", "dynamosession-cli").contains(module.artifactId()));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void eachFileHasItsSumsAndInASignedReleaseItsSignature(PublishedModule module) throws Exception {
        try (Stream<Path> found = Files.list(staged.resolve(module.artifactId()).resolve(version))) {
            for (Path file : found.toList()) {
                if (file.toString().matches(".*\\.(md5|sha1)")) {
                    continue;
                }
                assertThat(beside(file, ".md5")).hasContent(digest("MD5", file));
                assertThat(beside(file, ".sha1")).hasContent(digest("SHA-1", file));
                if (SIGNED && !file.toString().endsWith(".asc")) {
                    assertThat(beside(file, ".asc")).content().startsWith("-----BEGIN PGP SIGNATURE-----");
                }
            }
        }
    }

    private Path file(PublishedModule module, String suffix) {
        String name = module.artifactId() + "-" + version + suffix;
        return staged.resolve(module.artifactId()).resolve(version).resolve(name);
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
        }
    }

    private static String digest(String algorithm, Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }
}

package io.github.dynamosession.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars as they were packaged: the module system reads them, and they say under which licence they are. */
class PublishedJarsIT {

    static List<PublishedModule> libraries() {
        return PublishedModule.libraries();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void eachJarIsAModuleAndHasItsLicence(PublishedModule module) throws IOException {
        List<Path> jars = jarsOf(module);

        assertThat(jars).isNotEmpty();
        for (Path jar : jars) {
            assertThat(ModuleFinder.of(jar).findAll()).singleElement().satisfies(found -> assertThat(
                            found.descriptor().name())
                    .isEqualTo(module.source().text("properties/module.name")));
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.getEntry("META-INF/LICENSE"))
                        .as("licence in " + jar)
                        .isNotNull();
            }
        }
    }

    private static List<Path> jarsOf(PublishedModule module) throws IOException {
        List<Path> jars = new ArrayList<>();
        String name = module.artifactId() + "-*.jar";
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(module.directory().resolve("target"), name)) {
            for (Path jar : found) {
                if (!jar.toString().matches(".*-(tests|sources|javadoc)\\.jar")) {
                    jars.add(jar);
                }
            }
        }
        return jars;
    }
}

package io.github.dynamosession.release;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The POMs that users get, as the build of their modules has written them. */
class PublishedPomsTest {

    private static final Set<String> PUBLISHED =
            PublishedModule.all().stream().map(PublishedModule::artifactId).collect(toUnmodifiableSet());

    static List<PublishedModule> modules() {
        return PublishedModule.all();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void mavenCentralTakesIt(PublishedModule module) {
        assertThat(new CentralRules(PUBLISHED).violations(module.published())).isEmpty();
    }

    /** Not the libraries that this build manages: who imports the BOM has versions of his own. */
    @Test
    void theBomNamesAllThatIsPublishedAndNothingElse() {
        PublishedModule bom = PublishedModule.all().stream()
                .filter(PublishedModule::isBom)
                .findFirst()
                .orElseThrow();
        List<String> managed = bom.published().texts("dependencyManagement/dependencies/dependency/artifactId");

        assertThat(Set.copyOf(managed))
                .isEqualTo(PublishedModule.libraries().stream()
                        .map(PublishedModule::artifactId)
                        .collect(toUnmodifiableSet()));
        assertThat(bom.published().has("dependencies")).isFalse();
    }

    /** It has them inside. */
    @Test
    void theToolBringsNoDependencyAlong() {
        PublishedModule tool = PublishedModule.all().stream()
                .filter(module -> module.artifactId().equals("dynamosession-cli"))
                .findFirst()
                .orElseThrow();

        assertThat(tool.published().has("dependencies")).isFalse();
    }

    @Test
    void eachLibraryIsAJavaModuleWithANameOfItsOwn() {
        assertThat(PublishedModule.libraries())
                .extracting(module -> module.source().text("properties/module.name"))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("io\\.github\\.dynamosession(\\.[a-z]+)+"));
    }
}

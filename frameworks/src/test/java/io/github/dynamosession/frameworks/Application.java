package io.github.dynamosession.frameworks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The applications, each as its module has packaged it. */
enum Application {
    SPRING("spring/target/spring.war", List.of("spring-webmvc", "spring-security-web", "thymeleaf")),
    MOJARRA("faces/target/faces.war", List.of("jakarta.faces", "weld-servlet-core")),
    MYFACES("faces/target/faces-myfaces.war", List.of("myfaces-impl", "weld-servlet-core")),
    WICKET("wicket/target/wicket.war", List.of("wicket-core"));

    private final Path war;
    private final List<String> frameworks;

    Application(String war, List<String> frameworks) {
        this.war = Path.of(war).toAbsolutePath();
        this.frameworks = frameworks;
    }

    Path war() {
        return war;
    }

    /** Below which all its pages are, without a slash. */
    String context() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The jars of its frameworks, with their versions. */
    String frameworks() throws IOException {
        try (ZipFile files = new ZipFile(war.toFile())) {
            List<String> jars = files.stream().map(ZipEntry::getName).toList();
            return frameworks.stream().map(each -> versioned(each, jars)).collect(Collectors.joining(", "));
        }
    }

    private static String versioned(String framework, List<String> jars) {
        String beginning = "WEB-INF/lib/" + framework + "-";
        return jars.stream()
                .filter(jar -> jar.matches("\\Q" + beginning + "\\E\\d.*\\.jar"))
                .map(jar -> framework + " " + jar.substring(beginning.length(), jar.length() - ".jar".length()))
                .findFirst()
                .orElseThrow();
    }
}

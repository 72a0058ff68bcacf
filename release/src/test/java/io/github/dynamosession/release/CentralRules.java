package io.github.dynamosession.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Maven Central asks of a POM (its page "Requirements"), and
 * what its users do: a POM that stands by itself and names nothing that is only here.
 */
final class CentralRules {

    private static final List<String> NEEDED = List.of(
            "modelVersion",
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url");
    private static final List<String> UNWANTED =
            List.of("parent", "repositories", "pluginRepositories", "distributionManagement", "build", "profiles");
    private static final Pattern VERSION = Pattern.compile("\\d[\\w.-]*");
    private static final String DEPENDENCY = "dependencies/dependency";

    private final Set<String> published;

    /** @param published artifactIds of ours that users can have */
    CentralRules(Set<String> published) {
        this.published = Set.copyOf(published);
    }

    /** One sentence each; empty for a POM that may go out. */
    List<String> violations(Pom pom) {
        List<String> violations = new ArrayList<>();
        NEEDED.stream().filter(path -> pom.text(path).isEmpty()).forEach(path -> violations.add("no " + path));
        UNWANTED.stream().filter(pom::has).forEach(path -> violations.add("has " + path));
        for (String place : List.of(DEPENDENCY, "dependencyManagement/" + DEPENDENCY)) {
            dependencies(pom, place, violations);
        }
        return violations;
    }

    private void dependencies(Pom pom, String place, List<String> violations) {
        int count = pom.texts(place).size();
        for (int i = 1; i <= count; i++) {
            String one = place + "[" + i + "]/";
            String artifactId = pom.text(one + "artifactId");
            String version = pom.text(one + "version").replace("${project.version}", pom.text("version"));
            boolean ours = pom.text(one + "groupId").equals(pom.text("groupId"));
            if (!VERSION.matcher(version).matches()) {
                violations.add(artifactId + " has no version but '" + version + "'");
            }
            if (ours && !published.contains(artifactId)) {
                violations.add(artifactId + " is not published");
            }
            if (ours && !version.equals(pom.text("version"))) {
                violations.add(artifactId + " is of another release");
            }
            if (!ours && version.endsWith("-SNAPSHOT")) {
                violations.add(artifactId + " is a snapshot");
            }
            if (Set.of("test", "system").contains(pom.text(one + "scope"))) {
                violations.add(artifactId + " is none of a user's: " + pom.text(one + "scope"));
            }
        }
    }
}

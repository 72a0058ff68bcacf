package io.github.dynamosession.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules see what is wrong. */
class CentralRulesTest {

    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>io.github.dynamosession</groupId>
              <artifactId>dynamosession-tomcat</artifactId>
              <version>1.2.3</version>
              <name>Tomcat</name>
              <description>Sessions.</description>
              <url>https://example.org</url>
              <licenses><license><name>Apache-2.0</name><url>https://example.org/licence</url></license></licenses>
              <developers><developer><name>Ann</name></developer></developers>
              <scm>
                <connection>scm:git:x</connection>
                <developerConnection>scm:git:y</developerConnection>
                <url>https://example.org/scm</url>
              </scm>
              <dependencies>
                <dependency>
                  <groupId>io.github.dynamosession</groupId>
                  <artifactId>dynamosession-node</artifactId>
                  <version>1.2.3</version>
                </dependency>
                <dependency>
                  <groupId>org.example</groupId>
                  <artifactId>library</artifactId>
                  <version>7.0</version>
                  <scope>runtime</scope>
                </dependency>
              </dependencies>
            </project>
            """;

    private final CentralRules rules = new CentralRules(Set.of("dynamosession-node"));

    @Test
    void aPomWithAllThatIsAskedForMayGoOut() {
        assertThat(rules.violations(Pom.parse(POM))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<name>Tomcat</name> | <name> </name> | no name",
                "<description>Sessions.</description> | '' | no description",
                "<developer><name>Ann</name></developer> | '' | no developers/developer/name",
                "<url>https://example.org/licence</url> | '' | no licenses/license/url",
                "<connection>scm:git:x</connection> | '' | no scm/connection",
                "<scm> | <repositories/><scm> | has repositories",
                "<scm> | <parent/><scm> | has parent",
                "<version>7.0</version> | <version>7.0-SNAPSHOT</version> | library is a snapshot",
                "<version>7.0</version> | '' | library has no version but ''",
                "<version>7.0</version> | <version>${library}</version> | library has no version but '${library}'",
                "dynamosession-node | dynamosession-workload | dynamosession-workload is not published",
                "node</artifactId><version>1.2.3 | node</artifactId><version>1.2.2 | dynamosession-node is of another release",
                "<scope>runtime | <scope>system | library is none of a user's: system",
            })
    void whatIsWrongIsTold(String right, String wrong, String violation) {
        String compact = POM.replaceAll(">\\s+<", "><");
        assertThat(compact).contains(right);

        assertThat(rules.violations(Pom.parse(compact.replace(right, wrong)))).containsExactly(violation);
    }
}

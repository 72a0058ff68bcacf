package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Documentation, samples and Jetty's module say of the properties what their declaration says, and no more; {@code
 * -Dproperties.write} brings them up to date.
 */
class PropertyPagesTest {

    private static final int WIDTH = 120;

    /** A part of a file: what is between two texts that stand there anyway. */
    private enum Part {
        REFERENCE(
                "docs/configuration.md",
                "| property | default | value | meaning |\n| --- | --- | --- | --- |\n",
                "\nThere is no property for an access key",
                property -> row(property.name(), defaultOf(property), allowed(property), property.meaning())),
        TOMCAT_COMMENT(
                "conf-samples/tomcat/context-full.xml",
                "docs/configuration.md.\n\n",
                "-->\n<Context>",
                property -> wrapped(property.name(), plain(property) + whenEmpty(property))),
        TOMCAT_ATTRIBUTES(
                "conf-samples/tomcat/context-full.xml",
                "DynamoDbManager\"",
                "/>",
                property -> "\n             " + property.name() + "=\"" + property.defaultText() + "\""),
        JETTY_SAMPLE(
                "conf-samples/jetty/session-store-dynamodb-full.ini",
                "--module=session-store-dynamodb\n",
                "",
                property -> "\n# " + plain(property) + whenEmpty(property) + "\njetty.session.dynamodb."
                        + property.name() + "=" + property.defaultText() + "\n"),
        JETTY_XML(
                "jetty-handler/src/main/module/etc/sessions/session-store-dynamodb.xml",
                "<Property name=\"jetty.base\"/></Arg></Call>\n",
                "      </New>",
                property -> "        <Call name=\"setProperty\"><Arg>" + property.name()
                        + "</Arg><Arg><Property name=\"jetty.session.dynamodb." + property.name()
                        + "\"/></Arg></Call>\n"),
        JETTY_TEMPLATE(
                "jetty-handler/src/main/module/modules/session-store-dynamodb.mod",
                "or an example where there is none.\n",
                "",
                property -> "\n## " + plain(property)
                        + (property.unset().isEmpty() ? "" : "; by default " + plain(property.unset()))
                        + "\n#jetty.session.dynamodb." + property.name() + "=" + property.defaultText()
                        + property.example() + "\n"),
        BOOT_METADATA(
                "spring-boot/src/main/resources/META-INF/spring-configuration-metadata.json",
                "",
                "",
                BootMetadata::text);

        private final Path file;
        private final String before;
        private final String after;
        private final Supplier<String> content;

        Part(String file, String before, String after, Function<ConfigProperty<?>, String> entry) {
            this(file, before, after, () -> SessionStoreProperties.ALL.stream()
                    .map(entry)
                    .collect(Collectors.joining()));
        }

        Part(String file, String before, String after, Supplier<String> content) {
            this.file = Path.of("..").resolve(file);
            this.before = before;
            this.after = after;
            this.content = content;
        }

        String written() {
            return content.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePartIsAsDeclared(Part part) throws IOException {
        String text = Files.readString(part.file);
        assertThat(text).as("%s", part.file).contains(part.before);
        int begin = text.indexOf(part.before) + part.before.length();
        int end = part.after.isEmpty() ? text.length() : text.indexOf(part.after, begin);
        assertThat(end).as("the place of %s in %s", part.after, part.file).isNotNegative();
        if (System.getProperty("properties.write") != null) {
            Files.writeString(part.file, text.substring(0, begin) + part.written() + text.substring(end));
        } else {
            assertThat(text.substring(begin, end))
                    .as("the properties in %s; -Dproperties.write replaces them", part.file)
                    .isEqualTo(part.written());
        }
    }

    @Test
    void everyPropertyHasASentenceAndADefaultOrWhatHoldsWithoutIt() {
        assertThat(SessionStoreProperties.ALL).allSatisfy(property -> {
            assertThat(property.meaning()).isNotBlank().doesNotContain("\n", "|", "--");
            assertThat(property.defaultText().isEmpty())
                    .isEqualTo(!property.unset().isEmpty())
                    .isEqualTo(!property.example().isEmpty());
        });
    }

    @Test
    void theExamplesAreValid() {
        Set<String> ofKeysThatThisMachineHasNot = Set.of("userIndexKey", "encryptionKeys");
        Map<String, String> examples = SessionStoreProperties.ALL.stream()
                .filter(property -> !property.example().isEmpty())
                .filter(property -> !ofKeysThatThisMachineHasNot.contains(property.name()))
                .collect(Collectors.toMap(ConfigProperty::name, ConfigProperty::example));

        assertThat(SessionStoreConfig.of(examples)).asString().contains(examples.values());
    }

    private static String row(String name, String... cells) {
        return Stream.concat(Stream.of("`" + name + "`"), Stream.of(cells))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String defaultOf(ConfigProperty<?> property) {
        return property.unset().isEmpty() ? "`" + property.defaultText() + "`" : property.unset();
    }

    private static String allowed(ConfigProperty<?> property) {
        return property.rule().replaceFirst("^must be ", "");
    }

    private static String whenEmpty(ConfigProperty<?> property) {
        return property.unset().isEmpty() ? "" : "; empty: " + plain(property.unset());
    }

    private static String plain(ConfigProperty<?> property) {
        return plain(property.meaning());
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }

    /** Words in a column of their own behind the name. */
    private static String wrapped(String name, String sentence) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder("     %-21s".formatted(name));
        for (String word : sentence.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line = new StringBuilder(" ".repeat(26));
            }
            line.append(' ').append(word);
        }
        return lines.append(line).append('\n').toString();
    }
}

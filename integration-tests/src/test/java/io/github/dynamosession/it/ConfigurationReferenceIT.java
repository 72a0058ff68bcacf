package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.tomcat.DynamoDbManager;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NamedNodeMap;

/** Code, samples and documentation know the same properties, with the same defaults. */
final class ConfigurationReferenceIT {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern JETTYS = Pattern.compile("jetty\\.session\\.dynamodb\\.(\\w+)(?:=(.*))?");
    /** In Jetty's template: those that have no default to show. */
    private static final List<String> EXAMPLES =
            List.of("region", "endpoint", "applicationName", "touchInterval", "ignoredUris", "allowedClasses");

    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/configuration.md"})
    void theTableNamesEveryPropertyInOrder(String document) throws IOException {
        assertThat(ROW.matcher(Files.readString(PROJECT.resolve(document))).results())
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(SessionStoreConfig.propertyNames());
    }

    @Test
    void theManagerHasASetterForEachProperty() {
        assertThat(Arrays.stream(DynamoDbManager.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
                        .map(Method::getName)
                        .filter(name -> name.startsWith("set")))
                .containsExactlyInAnyOrderElementsOf(SessionStoreConfig.propertyNames().stream()
                        .map(name -> "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1))
                        .toList());
    }

    @Test
    void theFullSampleHasEveryPropertyWithItsDefault() throws Exception {
        Map<String, String> sample = managerAttributes("context-full.xml");
        sample.remove("className");
        hasEveryPropertyWithItsDefault(sample);
    }

    @Test
    void jettysFullSampleHasEveryPropertyWithItsDefault() throws IOException {
        Map<String, String> sample = JETTYS.matcher(
                        Files.readString(PROJECT.resolve("conf-samples/jetty/session-store-dynamodb-full.ini")))
                .results()
                .collect(Collectors.toMap(property -> property.group(1), property -> property.group(2)));
        hasEveryPropertyWithItsDefault(sample);
    }

    private static void hasEveryPropertyWithItsDefault(Map<String, String> sample) {
        assertThat(List.copyOf(sample.keySet()))
                .containsExactlyInAnyOrderElementsOf(SessionStoreConfig.propertyNames());

        sample.put("applicationName", "app");
        assertThat(SessionStoreConfig.of(sample))
                .hasToString(
                        SessionStoreConfig.of(Map.of("applicationName", "app")).toString());
    }

    @Test
    void jettysXmlHandsOverEveryProperty() throws IOException {
        assertThat(JETTYS.matcher(module("etc/sessions/session-store-dynamodb.xml"))
                        .results()
                        .map(property -> property.group(1)))
                .containsExactlyElementsOf(SessionStoreConfig.propertyNames());
    }

    @Test
    void jettysIniTemplateHasEveryPropertyWithItsDefaultOrAnExample() throws IOException {
        Map<String, String> template = JETTYS.matcher(module("modules/session-store-dynamodb.mod"))
                .results()
                .collect(Collectors.toMap(property -> property.group(1), property -> property.group(2)));
        assertThat(List.copyOf(template.keySet()))
                .containsExactlyInAnyOrderElementsOf(SessionStoreConfig.propertyNames());
        template.replace("userIndexKey", "env:SESSION_USER_KEY", ""); // which this machine has not
        template.replace("encryptionKeys", "file:/etc/sessions/keys", "");
        SessionStoreConfig.of(template); // every value is a valid one

        EXAMPLES.forEach(template::remove);
        template.put("applicationName", "app");
        assertThat(SessionStoreConfig.of(template))
                .hasToString(
                        SessionStoreConfig.of(Map.of("applicationName", "app")).toString());
    }

    private static String module(String file) throws IOException {
        return Files.readString(PROJECT.resolve("jetty-handler/src/main/module").resolve(file));
    }

    private static Map<String, String> managerAttributes(String sample) throws Exception {
        NamedNodeMap attributes = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(PROJECT.resolve("conf-samples/tomcat").resolve(sample).toFile())
                .getElementsByTagName("Manager")
                .item(0)
                .getAttributes();
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            values.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
        }
        return values;
    }
}

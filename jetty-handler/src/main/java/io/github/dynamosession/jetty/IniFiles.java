package io.github.dynamosession.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files in which the users of a {@code JETTY_BASE} set properties: {@code start.ini}, and those in {@code start.d}. */
record IniFiles(List<Path> files) {

    /** As in {@code name=value}, {@code name?=value} and {@code name+=value}; what begins with a # is commented out. */
    private static final Pattern PROPERTY =
            Pattern.compile("\\s*" + Pattern.quote(ContextProperties.PREFIX) + "([^=?+\\s]+)\\s*[?+]?=(.*)");

    static IniFiles of(Path jettyBase) {
        List<Path> files = new ArrayList<>(List.of(jettyBase.resolve("start.ini")));
        Path directory = jettyBase.resolve("start.d");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                entries.filter(file -> file.toString().endsWith(".ini")).forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new IniFiles(files.stream().filter(Files::isRegularFile).toList());
    }

    /** The properties of this module, by their names without its prefix. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (Path file : files) {
            try {
                for (String line : Files.readAllLines(file)) {
                    Matcher property = PROPERTY.matcher(line);
                    if (property.matches()) {
                        properties.put(property.group(1), property.group(2));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }
}

package io.github.dynamosession.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes a deployed test web application its own older release: without some classes, and with other versions of some. */
final class OlderRelease {

    private static final String PACKAGE = "io/github/dynamosession/testapp/attribute/";

    /** The order of names matters: the first field to lead to the list is the one that release 2 lacks. */
    private static final String PROFILE = """
            package io.github.dynamosession.testapp.attribute;

            import java.io.Serializable;
            import java.util.ArrayList;
            import java.util.List;

            public final class Profile implements Serializable {
                private final List<String> names = new ArrayList<>(List.of("Ann", "Annie"));
                private final List<String> aliases = names;

                @Override
                public String toString() {
                    return "release 1: " + names + (aliases == null ? " without aliases" : " with aliases");
                }
            }

            enum Level {
                SILVER
            }
            """;

    private static final String ATTRIBUTES = """
            package io.github.dynamosession.testapp.attribute;

            public final class Attributes {
                public static Object newValue(String kind) {
                    return new Profile();
                }
            }
            """;

    private OlderRelease() {}

    static void of(Path webapp) throws IOException {
        Path classes = webapp.resolve("WEB-INF/classes");
        for (String gone : List.of("Cart", "Badge")) {
            Files.delete(classes.resolve(PACKAGE + gone + ".class"));
        }
        compile(classes);
    }

    private static void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path sources = Files.createDirectory(classes.resolveSibling("sources"));
        Path profile = Files.writeString(sources.resolve("Profile.java"), PROFILE);
        Path attributes = Files.writeString(sources.resolve("Attributes.java"), ATTRIBUTES);
        List<String> options = List.of("-d", classes.toString(), "--release", "17", "-proc:none");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(profile, attributes))
                    .call()) {
                throw new IllegalStateException("the older release cannot be compiled");
            }
        }
    }
}

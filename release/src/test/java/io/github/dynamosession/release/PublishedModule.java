package io.github.dynamosession.release;

import java.nio.file.Path;
import java.util.List;

/** A module that says {@code <unpublished>false</unpublished>}. */
record PublishedModule(Path directory, Pom source) {

    static final Path ROOT = Path.of("..");

    static List<PublishedModule> all() {
        return Pom.read(ROOT.resolve("pom.xml")).texts("modules/module").stream()
                .map(ROOT::resolve)
                .map(module -> new PublishedModule(module, Pom.read(module.resolve("pom.xml"))))
                .filter(module -> module.source.isPublished())
                .toList();
    }

    /** With a jar; the other one is the BOM. */
    static List<PublishedModule> libraries() {
        return all().stream().filter(module -> !module.isBom()).toList();
    }

    boolean isBom() {
        return source.text("packaging").equals("pom");
    }

    String artifactId() {
        return source.artifactId();
    }

    /** The POM that users get. */
    Pom published() {
        return Pom.read(directory.resolve(".flattened-pom.xml"));
    }

    @Override
    public String toString() {
        return artifactId();
    }
}

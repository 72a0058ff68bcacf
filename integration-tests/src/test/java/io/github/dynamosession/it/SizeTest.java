package io.github.dynamosession.it;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.junit.jupiter.api.Test;

/**
 * How much somebody has to keep in mind who reads one file, one class, or a few that know each other. What is larger has a
 * name and a reason here, and the size that it may not outgrow; what is so no more leaves its list.
 */
@AnalyzeClasses(
        packages = {
            LayersTest.ROOT + "store",
            LayersTest.ROOT + "node",
            LayersTest.ROOT + "tomcat",
            LayersTest.ROOT + "jetty",
            LayersTest.ROOT + "cluster",
            LayersTest.ROOT + "workload"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class SizeTest {

    private static final int MOST_LINES = 300;
    private static final int MOST_FIELDS = 8;
    private static final int LARGEST_KNOT = 4;

    private static final Path ROOT_FOLDER = Path.of("..");
    private static final List<String> MODULES = List.of(
            "session-store",
            "session-node",
            "tomcat-manager",
            "jetty-handler",
            "metrics",
            "metrics/export",
            "devices",
            "audit",
            "spring-boot",
            "command-line",
            "local-cluster",
            "workload",
            "demo",
            "demo/webapp");

    private static final Map<String, Integer> LONG_FILES =
            Map.of("store.dynamodb.TableCalls", 324); // one method for each call: long by the SDK's builders

    private static final Map<String, Integer> CLASSES_OF_MANY_FIELDS = Map.of(
            "store.dynamodb.DynamoDbSessionStore",
                    15, // makes the parts of the store, and hands each call to one of them
            "store.dynamodb.SessionUpdate", 9, // builds one expression; its maps are the SDK's
            "workload.Shopper", 10, // counts what it sees
            "workload.VisitPlan", 9); // options of a run

    private static final Map<String, Integer> LARGE_KNOTS = Map.of(
            "jetty", 14, // Jetty's cache makes sessions, and these and each request's objects call back to it
            "tomcat", 20); // the manager, its sessions, and each request's objects

    @Test
    void filesAreShortEnoughToBeReadAtOnce() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        for (Path file : sources()) {
            try (Stream<String> all = Files.lines(file)) {
                lines.merge(nameOf(file), (int) all.count(), Math::max);
            }
        }

        assertWithin(MOST_LINES, LONG_FILES, lines, "lines");
    }

    @ArchTest
    static void classesHaveFewEnoughFields(JavaClasses ours) {
        Map<String, Integer> fields = new TreeMap<>();
        ours.stream()
                .filter(type -> !type.isRecord() && !type.isAssignableTo(Throwable.class))
                .forEach(type -> fields.put(nameOf(type), instanceFields(type)));

        assertWithin(MOST_FIELDS, CLASSES_OF_MANY_FIELDS, fields, "fields");
    }

    @ArchTest
    static void fewFilesOfAPackageKnowEachOtherInACircle(JavaClasses ours) {
        Map<String, Integer> largest = new TreeMap<>();
        Map<String, String> members = new TreeMap<>();
        ours.stream().collect(groupingBy(JavaClass::getPackageName)).forEach((name, types) -> {
            Set<String> knot = largestKnot(types);
            largest.put(shortened(name), knot.size());
            if (knot.size() > LARGEST_KNOT) {
                members.put(shortened(name), knot.toString());
            }
        });

        assertWithin(LARGEST_KNOT, LARGE_KNOTS, largest, "files in a knot: " + members);
    }

    /** @param listed what may be larger, and how much at most */
    private static void assertWithin(int most, Map<String, Integer> listed, Map<String, Integer> sizes, String unit) {
        List<String> faults = new ArrayList<>();
        sizes.forEach((name, size) -> {
            int allowed = listed.getOrDefault(name, most);
            if (size > allowed) {
                faults.add(name + " has " + size + ", at most " + allowed + " are allowed: split it by role");
            }
        });
        listed.forEach((name, allowed) -> {
            if (sizes.getOrDefault(name, 0) <= most) {
                faults.add(name + " is no exception any more: take it off the list");
            }
        });
        assertThat(faults).as(unit).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            Path main = ROOT_FOLDER.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(main)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static String nameOf(Path file) {
        String path = file.toString().replace(file.getFileSystem().getSeparator(), ".");
        String packages = "src.main.java." + LayersTest.ROOT;
        return path.substring(path.indexOf(packages) + packages.length(), path.length() - ".java".length());
    }

    private static String nameOf(JavaClass type) {
        return shortened(type.getName());
    }

    private static String shortened(String name) {
        return name.substring(LayersTest.ROOT.length());
    }

    private static int instanceFields(JavaClass type) {
        return (int) type.getFields().stream().filter(SizeTest::isOfAnInstance).count();
    }

    private static boolean isOfAnInstance(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static Set<String> largestKnot(List<JavaClass> ofOnePackage) {
        Graph<String, DefaultEdge> uses = new SimpleDirectedGraph<>(DefaultEdge.class);
        ofOnePackage.forEach(type -> uses.addVertex(fileOf(type)));
        for (JavaClass type : ofOnePackage) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (used.getPackageName().equals(type.getPackageName())
                        && !fileOf(used).equals(fileOf(type))) {
                    uses.addEdge(fileOf(type), fileOf(used));
                }
            }
        }
        return new KosarajuStrongConnectivityInspector<>(uses)
                .stronglyConnectedSets().stream()
                        .map(set -> set.stream().collect(toCollection(TreeSet::new)))
                        .max((a, b) -> Integer.compare(a.size(), b.size()))
                        .orElseThrow();
    }

    /** Types of a file are one: its nested ones, too. */
    private static String fileOf(JavaClass type) {
        return LayersTest.outermost(type).getSimpleName();
    }
}

package io.github.dynamosession.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of docs/design.md: adapters depend on the core, the core on no container, the contract on nothing. */
@AnalyzeClasses(
        packages = {
            LayersTest.ROOT + "store",
            LayersTest.ROOT + "encryption",
            LayersTest.ROOT + "node",
            LayersTest.ROOT + "tomcat",
            LayersTest.ROOT + "jetty"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    static final String ROOT = "io.github.dynamosession.";

    private static final List<String> CORE = List.of(ROOT + "store", ROOT + "node");

    @ArchTest
    static final ArchRule theCoreKnowsNoContainer = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "store..", ROOT + "node..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.catalina..", "org.apache.tomcat..", "org.eclipse.jetty..", "jakarta..");

    @ArchTest
    static final ArchRule theContractDependsOnNoImplementation = noClasses()
            .that()
            .resideInAPackage(ROOT + "store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "store.*..",
                    ROOT + "node..",
                    ROOT + "tomcat..",
                    ROOT + "jetty..",
                    "software.amazon..",
                    "com.esotericsoftware..");

    @ArchTest
    static final ArchRule onlyThePackagesOfAwsServicesKnowTheSdk = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "store.dynamodb..", ROOT + "encryption..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule onlyTheCodecPackageKnowsKryo = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "store.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.esotericsoftware..");

    @ArchTest
    static final ArchRule onlyTheJarForEncryptionKnowsTink = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "encryption..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.crypto.tink..");

    /** It is found by ServiceLoader, where it is. */
    @ArchTest
    static final ArchRule nobodyNeedsTheJarForEncryption = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "encryption..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "encryption..");

    @ArchTest
    static final ArchRule theSessionsOfANodeKnowTheContractOnly = noClasses()
            .that()
            .resideInAPackage(ROOT + "node..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "store.dynamodb..", ROOT + "encryption..");

    @ArchTest
    static final ArchRule whatIsStoredKnowsNoSessionsOfANode = noClasses()
            .that()
            .resideInAPackage(ROOT + "store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "node..");

    @ArchTest
    static final ArchRule thePackagesOfANodeBuildUponEachOther = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("request")
            .definedBy(ROOT + "node.request")
            .layer("values")
            .definedBy(ROOT + "node.values")
            .layer("lease")
            .definedBy(ROOT + "node.lease")
            .layer("users")
            .definedBy(ROOT + "node.users")
            .layer("session")
            .definedBy(ROOT + "node.session")
            .layer("expiry")
            .definedBy(ROOT + "node.expiry")
            .layer("node")
            .definedBy(ROOT + "node")
            .whereLayer("request")
            .mayNotAccessAnyLayer()
            .whereLayer("values")
            .mayOnlyAccessLayers("request")
            .whereLayer("lease")
            .mayNotAccessAnyLayer()
            .whereLayer("users")
            .mayOnlyAccessLayers("request", "values")
            .whereLayer("session")
            .mayOnlyAccessLayers("request", "values", "lease", "users")
            .whereLayer("expiry")
            .mayOnlyAccessLayers("session")
            .whereLayer("node")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theAdaptersDoNotSeeEachOther = noClasses()
            .that()
            .resideInAPackage(ROOT + "tomcat..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "jetty..");

    @ArchTest
    static final ArchRule norTheOtherWayRound = noClasses()
            .that()
            .resideInAPackage(ROOT + "jetty..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "tomcat..");

    @ArchTest
    static final ArchRule usersSeeTheManagerValveFactoriesStoresAndCacheOnly = classes()
            .that()
            .resideInAnyPackage(ROOT + "tomcat..", ROOT + "jetty..")
            .and()
            .arePublic()
            .should()
            .haveNameMatching(".*\\.DynamoDb(Manager|Store|SingleSignOn|Sessions|Session(DataStore|Cache)(Factory)?)");

    /** The JVM wants the interface of an MXBean public, whoever uses it. The starter, which is not among them, gives a tracer. */
    @ArchTest
    static void whatIsPublicInTheCoreIsUsedByAnotherPackage(JavaClasses ours) {
        JavaClasses tool = new ClassFileImporter().importPath(Path.of("..", "command-line", "target", "classes"));
        JavaClasses audit = new ClassFileImporter().importPath(Path.of("..", "audit", "target", "classes"));
        Set<String> used = Stream.of(ours, tool, audit)
                .flatMap(JavaClasses::stream)
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(LayersTest::leavesItsPackage)
                .map(dependency -> outermost(dependency.getTargetClass()).getName())
                .collect(toSet());

        assertThat(ours)
                .filteredOn(type -> CORE.stream().anyMatch(type.getPackageName()::startsWith))
                .filteredOn(
                        type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filteredOn(type -> !type.getSimpleName().matches(".*MXBean|OpenTelemetryTracer"))
                .extracting(JavaClass::getName)
                .filteredOn(name -> !used.contains(name))
                .as("public types that are to be package-private, as no other package uses them")
                .isEmpty();
    }

    /** In Jetty all other classes of the store are hidden from them; {@code session-store-dynamodb.mod} names these. */
    @Test
    void theServletForWebApplicationsUsesNoClassOfTheStoreThatTheyDoNotSee() {
        JavaClasses servlet = new ClassFileImporter().importPath(Path.of("..", "devices", "target", "classes"));

        assertThat(servlet).isNotEmpty();
        assertThat(servlet.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream()))
                .extracting(dependency -> dependency.getTargetClass().getName())
                .filteredOn(name -> name.startsWith(ROOT + "store"))
                .isSubsetOf(ROOT + "store.UserSessions", ROOT + "store.UserSession", ROOT + "store.StoreException");
    }

    private static boolean leavesItsPackage(Dependency dependency) {
        return !dependency
                .getOriginClass()
                .getPackageName()
                .equals(dependency.getTargetClass().getBaseComponentType().getPackageName());
    }

    /** The type that a file is named after. */
    static JavaClass outermost(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.getEnclosingClass().map(LayersTest::outermost).orElse(element);
    }
}

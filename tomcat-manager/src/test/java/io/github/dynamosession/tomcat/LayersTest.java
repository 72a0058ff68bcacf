package io.github.dynamosession.tomcat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.catalina.Manager;

/** The arrows of docs/design.md: adapters depend on the core, the core on no container, the contract on nothing. */
@AnalyzeClasses(packages = "io.github.dynamosession", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    private static final String ROOT = "io.github.dynamosession.";

    @ArchTest
    static final ArchRule theCoreKnowsNoContainer = noClasses()
            .that()
            .resideInAPackage(ROOT + "store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.catalina..", "org.apache.tomcat..", "org.eclipse.jetty..", "jakarta..");

    @ArchTest
    static final ArchRule theContractDependsOnNoImplementation = noClasses()
            .that()
            .resideInAPackage(ROOT + "store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "store.*..", ROOT + "tomcat..", "software.amazon..", "com.esotericsoftware..");

    @ArchTest
    static final ArchRule onlyTheDynamoDbPackageKnowsTheSdk = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "store.dynamodb..")
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
    static final ArchRule theLiveSessionAndTheSweepKnowTheContractOnly = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "store.live..", ROOT + "store.expiry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "store.dynamodb..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theManagerIsAllThatTomcatUsersSee = classes()
            .that()
            .resideInAPackage(ROOT + "tomcat..")
            .and()
            .arePublic()
            .should()
            .beAssignableTo(Manager.class);
}

package io.github.dynamosession.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/design.md: adapters depend on the core, the core on no container, the contract on nothing. */
@AnalyzeClasses(
        packages = {
            LayersTest.ROOT + "store",
            LayersTest.ROOT + "node",
            LayersTest.ROOT + "tomcat",
            LayersTest.ROOT + "jetty"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    static final String ROOT = "io.github.dynamosession.";

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
            .resideOutsideOfPackages(ROOT + "store.dynamodb..", ROOT + "store.kms..")
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
    static final ArchRule onlyThePayloadPackageKnowsTink = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "store.payload..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.crypto.tink..");

    @ArchTest
    static final ArchRule theSessionsOfANodeKnowTheContractOnly = noClasses()
            .that()
            .resideInAPackage(ROOT + "node..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "store.dynamodb..", ROOT + "store.kms..");

    @ArchTest
    static final ArchRule whatIsStoredKnowsNoSessionsOfANode = noClasses()
            .that()
            .resideInAPackage(ROOT + "store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "node..");

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
    static final ArchRule usersSeeTheManagerValveFactoriesStoreAndCacheOnly = classes()
            .that()
            .resideInAnyPackage(ROOT + "tomcat..", ROOT + "jetty..")
            .and()
            .arePublic()
            .should()
            .haveNameMatching(".*\\.DynamoDb(Manager|SingleSignOn|Sessions|Session(DataStore|Cache)(Factory)?)");
}

package io.github.dynamosession.boot;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** A container that Spring Boot has inside; the class path of these tests has both. */
enum Container {
    TOMCAT("org.eclipse.jetty.server", "org.eclipse.jetty.ee"),
    JETTY("org.apache.catalina", "org.apache.coyote");

    private final String[] packagesOfTheOther;

    Container(String... packagesOfTheOther) {
        this.packagesOfTheOther = packagesOfTheOther;
    }

    /** Starts an application that hides nothing but the other container. */
    ConfigurableApplicationContext run(Class<?> application, String... arguments) {
        SpringApplication program = new SpringApplication(
                new DefaultResourceLoader(new FilteredClassLoader(packagesOfTheOther)), application);
        return program.run(
                Stream.concat(Stream.of("--server.port=0", "--server.address=127.0.0.1"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** What two lines of an application.properties say, where DynamoDB is, and that is all. */
    static List<String> twoLines() {
        return new ArrayList<>(List.of(
                "--dynamosession.table-name=" + newTable(),
                "--dynamosession.create-table=true",
                "--dynamosession.endpoint=" + DynamoDbLocal.shared().endpoint(),
                "--dynamosession.region=eu-central-1"));
    }

    static String newTable() {
        return "boot-" + UUID.randomUUID();
    }
}

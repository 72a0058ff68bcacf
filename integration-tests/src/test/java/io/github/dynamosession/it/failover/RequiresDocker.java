package io.github.dynamosession.it.failover;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skips the tests of a class, loudly, where no Docker Engine answers; where {@code CI} is set, they fail there. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("docker") // see pom.xml: nothing runs beside them
@ExtendWith(DockerCondition.class)
@interface RequiresDocker {}

package io.github.dynamosession.sample;

import io.github.dynamosession.cluster.sample.SpringBootContract;
import java.nio.file.Path;

class SpringBootTomcatIT extends SpringBootContract {

    SpringBootTomcatIT() {
        super(Path.of("target", "spring-boot-tomcat.jar"));
    }
}

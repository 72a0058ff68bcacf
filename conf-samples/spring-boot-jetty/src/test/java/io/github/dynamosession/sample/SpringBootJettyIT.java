package io.github.dynamosession.sample;

import io.github.dynamosession.cluster.sample.SpringBootContract;
import java.nio.file.Path;

class SpringBootJettyIT extends SpringBootContract {

    SpringBootJettyIT() {
        super(Path.of("target", "spring-boot-jetty.jar"));
    }
}

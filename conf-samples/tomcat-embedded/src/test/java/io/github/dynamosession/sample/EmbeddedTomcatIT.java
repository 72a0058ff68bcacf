package io.github.dynamosession.sample;

import io.github.dynamosession.cluster.ProgramNodeBuilder;
import io.github.dynamosession.cluster.sample.SampleContract;
import java.nio.file.Path;

class EmbeddedTomcatIT extends SampleContract {

    EmbeddedTomcatIT() {
        super(Path.of("target", "tomcat-embedded.jar"));
    }

    @Override
    protected ProgramNodeBuilder configure(ProgramNodeBuilder node) {
        return node.argument("PORT");
    }
}

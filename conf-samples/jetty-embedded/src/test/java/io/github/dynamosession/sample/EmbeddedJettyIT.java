package io.github.dynamosession.sample;

import io.github.dynamosession.cluster.ProgramNodeBuilder;
import io.github.dynamosession.cluster.sample.SampleContract;
import java.nio.file.Path;

class EmbeddedJettyIT extends SampleContract {

    EmbeddedJettyIT() {
        super(Path.of("target", "jetty-embedded.jar"));
    }

    @Override
    protected ProgramNodeBuilder configure(ProgramNodeBuilder node) {
        return node.argument("PORT");
    }
}

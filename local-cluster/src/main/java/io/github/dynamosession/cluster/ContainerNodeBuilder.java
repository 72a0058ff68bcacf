package io.github.dynamosession.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Describes a node to which web applications are deployed.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ContainerNodeBuilder<B extends ContainerNodeBuilder<B>> extends ServerNodeBuilder<B>
        permits TomcatNodeBuilder, JettyNodeBuilder {

    private final Map<String, Path> webapps = new LinkedHashMap<>();

    ContainerNodeBuilder() {}

    /**
     * Deploys a web application.
     *
     * @param context its name as below {@code webapps}: {@code ROOT} for the root
     * @param application a war file or the directory of an exploded one; the node works on a copy
     */
    public B webapp(String context, Path application) {
        webapps.put(context, application);
        return self();
    }

    Map<String, Path> webapps() {
        return webapps;
    }
}

package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.junit.jupiter.api.Test;

class ContextPropertiesTest {

    private static final Map<String, String> SERVERS = Map.of("tableName", "of-the-server");

    @Test
    void anApplicationIsNamedByItsContextPathAsInTomcat() {
        assertThat(applicationName(new ContextHandler("/shop"))).isEqualTo("/shop");
        assertThat(applicationName(new ContextHandler("/"))).isEqualTo("/");
    }

    @Test
    void aVirtualHostIsPartOfTheName() {
        ContextHandler context = new ContextHandler("/shop");
        context.setVirtualHosts(List.of("shop.example"));
        assertThat(applicationName(context)).isEqualTo("shop.example/shop");
    }

    @Test
    void aContextAttributeOverridesThePropertyOfTheServer() {
        ContextHandler context = new ContextHandler("/shop");
        context.setAttribute("jetty.session.dynamodb.tableName", "of-the-context");
        context.setAttribute("jetty.session.dynamodb.applicationName", "shop");
        assertThat(config(context).tableName()).isEqualTo("of-the-context");
        assertThat(applicationName(context)).isEqualTo("shop");
    }

    @Test
    void anUnknownPropertyIsNamed() {
        ContextHandler context = new ContextHandler("/shop");
        context.setAttribute("jetty.session.dynamodb.tabelName", "x");
        assertThatThrownBy(() -> applicationName(context))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("tabelName");
    }

    private static String applicationName(ContextHandler context) {
        return config(context).applicationName();
    }

    private static SessionStoreConfig config(ContextHandler context) {
        Map<String, String> properties = new HashMap<>(SERVERS);
        ContextProperties.addTo(properties, context.getContext());
        return SessionStoreConfig.of(properties);
    }
}

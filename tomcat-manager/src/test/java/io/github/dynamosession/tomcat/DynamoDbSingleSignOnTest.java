package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardEngine;
import org.apache.catalina.core.StandardHost;
import org.junit.jupiter.api.Test;

final class DynamoDbSingleSignOnTest {

    private final DynamoDbSingleSignOn valve = new DynamoDbSingleSignOn();

    @Test
    void aValveThatWouldNeedPasswordsDoesNotStart() {
        valve.setContainer(new StandardHost());
        valve.setRequireReauthentication(true);

        assertThatThrownBy(valve::start).hasMessageContaining("passwords, which are not stored");
    }

    @Test
    void aValveOfAnEngineDoesNotStart() {
        valve.setContainer(new StandardEngine());

        assertThatThrownBy(valve::start).hasMessageContaining("belongs into a <Host>");
    }

    @Test
    void aPropertyThatIsWrongIsNamed() {
        StandardHost host = new StandardHost();
        host.setName("localhost");
        valve.setContainer(host);
        valve.setProperty("tabelName", "http-sessions");

        assertThatThrownBy(valve::start)
                .isInstanceOf(LifecycleException.class)
                .hasMessageContaining("localhost")
                .hasMessageContaining("tabelName");
    }
}

package io.github.dynamosession.frameworks;

import java.net.InetAddress;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;

/** A provider of OpenID Connect, which asks its users for their names. */
final class Provider implements AutoCloseable {

    private final MockOAuth2Server server = new MockOAuth2Server(new OAuth2Config(true));

    Provider() {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    String issuer() {
        return server.issuerUrl("shop").toString();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}

package io.github.dynamosession.metrics;

import io.github.dynamosession.store.MetricsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a page of figures can be read.
 *
 * @param host empty: at all addresses of this machine
 */
record ScrapeAddress(String host, int port) {

    static ScrapeAddress of(MetricsSettings settings) {
        return new ScrapeAddress(settings.address().orElse(""), settings.port());
    }

    /** @throws UnknownHostException for a name that stands for no address now */
    InetSocketAddress resolved() throws UnknownHostException {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        String shown = host.isEmpty() ? "*" : host;
        return (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
    }
}

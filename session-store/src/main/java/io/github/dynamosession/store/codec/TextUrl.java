package io.github.dynamosession.store.codec;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Locale;

/**
 * Makes URLs that are compared by their text. The JDK's ask DNS for their hash, so bytes with a URL in a hash table would
 * make the node that reads them ask.
 */
final class TextUrl {

    private TextUrl() {}

    /** The same URL, compared by its text, and with no hash yet. */
    static URL of(URL url) {
        String text = url.toExternalForm();
        try {
            return new URL(null, text, new Handler(url.getDefaultPort()));
        } catch (MalformedURLException e) {
            throw new CodecException("cannot keep a URL of the protocol " + url.getProtocol() + "; keep its text", e);
        }
    }

    /** Connects as the JDK does, to the same text. */
    private static final class Handler extends URLStreamHandler {

        private final int defaultPort;

        Handler(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return new URL(url.toExternalForm()).openConnection();
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
            return new URL(url.toExternalForm()).openConnection(proxy);
        }

        @Override
        protected int getDefaultPort() {
            return defaultPort;
        }

        @Override
        protected int hashCode(URL url) {
            return comparable(url).hashCode();
        }

        @Override
        protected boolean equals(URL one, URL other) {
            return comparable(one).equals(comparable(other));
        }

        @Override
        protected boolean sameFile(URL one, URL other) {
            return withoutFragment(one).equals(withoutFragment(other));
        }

        @Override
        protected boolean hostsEqual(URL one, URL other) {
            return host(one).equals(host(other));
        }

        private static String comparable(URL url) {
            return withoutFragment(url) + '#' + url.getRef();
        }

        private static String withoutFragment(URL url) {
            int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
            return url.getProtocol() + "://" + host(url) + ':' + port + url.getFile();
        }

        private static String host(URL url) {
            return url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        }
    }
}

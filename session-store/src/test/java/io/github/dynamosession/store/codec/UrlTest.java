package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trap 35: a URL asks DNS for its hash, so bytes could make a node ask; what is read of them never does. */
class UrlTest {

    private final JavaAttributeCodec java = Codecs.java();

    /** Names of one address are one URL to the JDK, which looks them up. */
    @Test
    void aUrlThatWasReadIsComparedByItsText() throws Exception {
        URL name = url("http://localhost/a");
        URL address = url("http://127.0.0.1/a");
        assertThat(copy(name)).isNotEqualTo(copy(address)).isEqualTo(copy(url("http://LOCALHOST:80/a")));
        assertThat(copy(name).hashCode()).isNotEqualTo(copy(address).hashCode());
        assertThat(copy(name)).hasSameHashCodeAs(copy(url("http://LOCALHOST:80/a")));
        assertThat(copy(name).sameFile(copy(url("http://localhost/a#b")))).isTrue();
    }

    /** The oldest gadget: the table hashes it while it is read, unless its hash is in the bytes. */
    @Test
    void bytesWithAUrlAsAKeyAreReadByItsText() throws Exception {
        URL key = url("http://localhost/a");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(new HashMap<>(Map.of(key, "value")));
        }
        Map<?, ?> read = (Map<?, ?>) java.decode(bytes.toByteArray());
        assertThat(read.get(copy(key))).isEqualTo("value");
        assertThat(read.get(copy(url("http://127.0.0.1/a")))).isNull();
    }

    @Test
    void askingForItsHashIsNoChangeOfIt() throws Exception {
        URL url = copy(url("http://localhost/a"));
        byte[] before = java.encode(new ArrayList<>(List.of(url)));
        assertThat(url.hashCode()).isNotZero();
        assertThat(java.encode(new ArrayList<>(List.of(url)))).isEqualTo(before);
    }

    @Test
    void itIsTheSameUrlOtherwise(@TempDir Path directory) throws Exception {
        for (String text : List.of(
                "https://Ann@example.com:8443/a/../b?c=d#e", "file:/tmp/a%20b", "jar:file:/a.jar!/b/c", "mailto:a@b")) {
            URL url = url(text);
            assertThat(copy(url)).hasToString(text);
            assertThat(copy(url).getDefaultPort()).isEqualTo(url.getDefaultPort());
            assertThat(copy(url).getHost()).isEqualTo(url.getHost());
            assertThat(copy(url).getPath()).isEqualTo(url.getPath());
        }
        Path file = Files.writeString(directory.resolve("file"), "content");
        try (InputStream content = copy(file.toUri().toURL()).openStream()) {
            assertThat(content).hasContent("content");
        }
    }

    private URL copy(URL url) {
        return (URL) java.decode(java.encode(url));
    }

    private static URL url(String text) throws Exception {
        return URI.create(text).toURL();
    }
}

package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A web application as a codec sees it: classes of its own, compiled here, in a class loader of its own. */
final class Application implements AutoCloseable {

    private final URLClassLoader loader;

    private Application(URLClassLoader loader) {
        this.loader = loader;
    }

    /** @param sources class name to source text */
    static Application of(Path directory, Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Source> units = sources.entrySet().stream()
                    .map(source -> new Source(source.getKey(), source.getValue()))
                    .toList();
            List<String> options = List.of("-d", directory.toString(), "-proc:none");
            assertThat(compiler.getTask(null, files, null, options, null, units).call())
                    .isTrue();
        }
        URL[] classes = {directory.toUri().toURL()};
        return new Application(new URLClassLoader(classes, Application.class.getClassLoader()));
    }

    ClassFilter filter() {
        return ClassFilter.forApplication(loader, List.of());
    }

    KryoAttributeCodec kryo() {
        return new KryoAttributeCodec(filter(), Codecs.MAX_BYTES);
    }

    JavaAttributeCodec java() {
        return new JavaAttributeCodec(filter(), Codecs.MAX_BYTES);
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
    }

    Object make(String name) throws ReflectiveOperationException {
        return type(name).getConstructor().newInstance();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

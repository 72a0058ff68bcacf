package io.github.dynamosession.store.codec;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which classes may be part of a session, on the way out and on the way in. Allowed are the application's own
 * classes (with the libraries it brings), of all others those that are harmless to read ({@link ReviewedClasses}, {@link
 * HarmlessKinds}), and what patterns add; arrays go by their elements.
 *
 * <p>Immutable. A class that is refused is never initialised, and one that is neither allowed by name nor the
 * application's is looked up in its class loader at most to learn who defines it.
 */
public final class ClassFilter {

    private final ClassLoader applicationLoader;
    private final Set<ClassLoader> ownLoaders;
    private final List<ClassPattern> patterns;

    private ClassFilter(ClassLoader applicationLoader, Set<ClassLoader> ownLoaders, List<ClassPattern> patterns) {
        this.applicationLoader = applicationLoader;
        this.ownLoaders = ownLoaders;
        this.patterns = List.copyOf(patterns);
    }

    /**
     * The filter of one application. A loader that defines the servlet API is the container's, as are those above it.
     *
     * @param allowedPatterns {@code com.example.Cart}, {@code com.example.*} (one package), {@code com.example.**} (and
     *     those below)
     */
    public static ClassFilter forApplication(ClassLoader applicationLoader, List<String> allowedPatterns) {
        return new ClassFilter(applicationLoader, ownLoaders(applicationLoader), ReviewedClasses.PATTERNS)
                .alsoAllowing(allowedPatterns);
    }

    /** A filter that allows more: for what the container keeps in a session, such as its principals. */
    public ClassFilter alsoAllowing(List<String> morePatterns) {
        List<ClassPattern> all = new ArrayList<>(patterns);
        morePatterns.forEach(pattern -> all.add(ClassPattern.of(pattern)));
        return new ClassFilter(applicationLoader, ownLoaders, all);
    }

    /** Whether objects of this very class may be stored. */
    boolean allows(Class<?> type) {
        Class<?> element = elementOf(type);
        if (element.isPrimitive() || allowsName(element.getName())) {
            return true;
        }
        if (Proxy.isProxyClass(element)) {
            return List.of(element.getInterfaces()).stream().allMatch(this::allows);
        }
        return isOwnOrHarmless(element);
    }

    /** Whether the application brings a class, which then answers for what reading it does. */
    boolean isOwn(Class<?> type) {
        return ownLoaders.contains(type.getClassLoader());
    }

    private boolean isOwnOrHarmless(Class<?> element) {
        return isOwn(element) || HarmlessKinds.contains(element);
    }

    /** Refuses a class that may not be stored. */
    void check(Class<?> type) {
        if (!allows(type)) {
            throw new RefusedClassException(elementOf(type).getName());
        }
    }

    /**
     * Loads a class that was named by stored bytes.
     *
     * @throws RefusedClassException if it is not allowed
     * @throws MissingClassException if it is not there
     */
    Class<?> load(String className) {
        String element = elementOf(className);
        boolean allowedByName = element.isEmpty() || allowsName(element);
        // Of a name that says nothing, ask a loader only for the element: it is not initialised, and no array is made.
        if (!allowedByName && !isOwnOrHarmless(find(element))) {
            throw new RefusedClassException(element);
        }
        return find(className);
    }

    ClassLoader applicationLoader() {
        return applicationLoader;
    }

    private boolean allowsName(String className) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(className));
    }

    private Class<?> find(String className) {
        try {
            return Class.forName(className, false, applicationLoader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new MissingClassException(className, e);
        }
    }

    /** What an array holds, however many dimensions it has; of any other class itself. */
    static Class<?> elementOf(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    /** The class name inside an array's name, which is {@code [[Lcom.example.Cart;}; empty for one of primitives. */
    private static String elementOf(String className) {
        int dimensions = className.lastIndexOf('[') + 1;
        if (dimensions == 0) {
            return className;
        }
        boolean ofObjects = className.startsWith("L", dimensions) && className.endsWith(";");
        return ofObjects ? className.substring(dimensions + 1, className.length() - 1) : "";
    }

    /** The application's loader and those between it and the container's, to which this class belongs. */
    private static Set<ClassLoader> ownLoaders(ClassLoader applicationLoader) {
        Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
        loaders.add(applicationLoader);
        ClassLoader ofServlets = definerOfServlets(applicationLoader);
        for (ClassLoader loader = applicationLoader;
                loader != ofServlets && !isContainers(loader);
                loader = loader.getParent()) {
            loaders.add(loader);
        }
        return loaders;
    }

    /** Jetty has a loader for it and the libraries around it between its own and the application's; Tomcat has not. */
    private static @Nullable ClassLoader definerOfServlets(ClassLoader applicationLoader) {
        try {
            return Class.forName("jakarta.servlet.Servlet", false, applicationLoader)
                    .getClassLoader();
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static boolean isContainers(@Nullable ClassLoader loader) {
        return loader == null
                || loader == ClassFilter.class.getClassLoader()
                || loader == ClassLoader.getSystemClassLoader()
                || loader == ClassLoader.getPlatformClassLoader();
    }
}

package io.github.dynamosession.boot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;

/**
 * Patterns of the classes that the sessions of an application may hold, besides those allowed anyway. In an executable jar one
 * class loader has the application and all libraries, so the application's own are told by its packages.
 */
final class AllowedClasses {

    private static final String SESSION_SCOPE = "session";

    /**
     * The callback at the end of a session-scoped bean calls a method that its bytes name, without arguments, on an object
     * that they hold. So only who has such beans has it.
     */
    private static final List<String> CALLBACKS = List.of(
            "org.springframework.beans.factory.annotation.InitDestroyAnnotationBeanPostProcessor",
            "org.springframework.beans.factory.support.DisposableBeanAdapter",
            "org.springframework.context.annotation.CommonAnnotationBeanPostProcessor",
            "org.springframework.web.context.request.DestructionCallbackBindingListener");

    private AllowedClasses() {}

    /** As of the property {@code allowedClasses}. */
    static List<String> of(ConfigurableListableBeanFactory application) {
        return Stream.concat(packages(application), callbacks(application)).toList();
    }

    private static Stream<String> packages(ConfigurableListableBeanFactory application) {
        List<String> packages =
                AutoConfigurationPackages.has(application) ? AutoConfigurationPackages.get(application) : List.of();
        return packages.stream().filter(name -> !name.isEmpty()).map(name -> name + ".**");
    }

    private static Stream<String> callbacks(ConfigurableListableBeanFactory application) {
        return Arrays.stream(application.getBeanDefinitionNames())
                        .anyMatch(name -> SESSION_SCOPE.equals(
                                application.getMergedBeanDefinition(name).getScope()))
                ? CALLBACKS.stream()
                : Stream.empty();
    }
}

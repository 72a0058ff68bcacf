package io.github.dynamosession.boot;

import java.util.Optional;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** The other way to keep sessions outside of a node: a filter that has sessions of its own, of which no container hears. */
final class SpringSession {

    private static final String FILTER = "org.springframework.session.web.http.SessionRepositoryFilter";

    private SpringSession() {}

    /** What is to be said if the application has it. */
    static Optional<String> objection(ConfigurableListableBeanFactory application) {
        ClassLoader loader = application.getBeanClassLoader();
        if (!ClassUtils.isPresent(FILTER, loader)) {
            return Optional.empty();
        }
        String[] filters = application.getBeanNamesForType(ClassUtils.resolveClassName(FILTER, loader), true, false);
        return filters.length == 0
                ? Optional.empty()
                : Optional.of("Spring Session is in this application, too (the bean " + filters[0]
                        + "), and its filter would hide the sessions in DynamoDB from it; take spring-session off the"
                        + " dependencies, or leave the sessions to it by enabled=false");
    }
}

package io.github.dynamosession.node.users;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where a container keeps its login in the container state.
 *
 * @param name of the value
 * @param user the user's name in the value
 */
public record ContainerLogin(String name, Function<Object, Optional<String>> user) {

    /** Of a container that knows of no logins. */
    public static final ContainerLogin NONE = new ContainerLogin("", login -> Optional.empty());
}

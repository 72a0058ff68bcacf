package io.github.dynamosession.store.codec;

import java.util.HashSet;
import java.util.Set;

/**
 * Which classes a value is made of, on which it depends whether what was written can be read.
 *
 * @param objects the classes of its objects, strings and class objects left out
 * @param described the classes that its bytes name: those of its objects, their superclasses, and class objects
 */
record Shape(Set<Class<?>> objects, Set<Class<?>> described) {

    Shape() {
        this(new HashSet<>(), new HashSet<>());
    }
}

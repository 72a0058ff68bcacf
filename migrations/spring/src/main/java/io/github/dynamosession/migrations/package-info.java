/** The shop in Spring Boot. */
@NullMarked
package io.github.dynamosession.migrations;

import org.jspecify.annotations.NullMarked;

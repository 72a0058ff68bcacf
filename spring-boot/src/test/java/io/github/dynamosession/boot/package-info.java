/** Tests of the starter, on Spring Boot 3.5 and once more on 4. */
@NullMarked
package io.github.dynamosession.boot;

import org.jspecify.annotations.NullMarked;

/** Spring Boot on its embedded Tomcat, to start from. */
@NullMarked
package io.github.dynamosession.sample;

import org.jspecify.annotations.NullMarked;

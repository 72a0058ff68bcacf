/** Users of the test web application as a JAAS login module gives them to Tomcat's {@code JAASRealm}. */
@NullMarked
package io.github.dynamosession.testapp.jaas;

import org.jspecify.annotations.NullMarked;

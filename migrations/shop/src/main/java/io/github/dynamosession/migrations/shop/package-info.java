/** A shop that runs on old nodes and on new ones; with {@code javax} in place of {@code jakarta} on Tomcat 9, too. */
@NullMarked
package io.github.dynamosession.migrations.shop;

import org.jspecify.annotations.NullMarked;

/** The web page for operators, and its API. Start at {@link io.github.dynamosession.cli.console.Console}. Not for users. */
@NullMarked
package io.github.dynamosession.cli.console;

import org.jspecify.annotations.NullMarked;

/**
 * The web application that the tests drive: one servlet that carries out the steps of its query in their order. Start at
 * {@link io.github.dynamosession.testapp.ScriptServlet}.
 */
@NullMarked
package io.github.dynamosession.testapp;

import org.jspecify.annotations.NullMarked;

/**
 * A page for the users of a web application: where they are logged in. Start at {@link
 * io.github.dynamosession.devices.DevicesServlet}.
 */
@NullMarked
package io.github.dynamosession.devices;

import org.jspecify.annotations.NullMarked;

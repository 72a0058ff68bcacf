/** A browser without a window, for tests that see what a user sees; start at {@link io.github.dynamosession.browser.Chromium}. */
@NullMarked
package io.github.dynamosession.browser;

import org.jspecify.annotations.NullMarked;

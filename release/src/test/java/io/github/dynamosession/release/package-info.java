/** What a release must be. Start with {@link io.github.dynamosession.release.CentralRules}. */
@NullMarked
package io.github.dynamosession.release;

import org.jspecify.annotations.NullMarked;

/** What the tool and its console tell programs; see {@link io.github.dynamosession.cli.document.Documents}. Not for users. */
@NullMarked
package io.github.dynamosession.cli.document;

import org.jspecify.annotations.NullMarked;

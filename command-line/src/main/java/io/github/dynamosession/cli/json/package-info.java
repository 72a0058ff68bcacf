/** What the tool and its console tell programs. */
@NullMarked
package io.github.dynamosession.cli.json;

import org.jspecify.annotations.NullMarked;

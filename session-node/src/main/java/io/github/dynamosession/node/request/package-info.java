/** Who changes sessions, and what is done with ids and failures of requests. Not for users. */
@NullMarked
package io.github.dynamosession.node.request;

import org.jspecify.annotations.NullMarked;

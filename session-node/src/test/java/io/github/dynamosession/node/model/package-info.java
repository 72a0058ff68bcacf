/** Random programs of overlapping requests, run by the product and by a plain model of its rules. */
@NullMarked
package io.github.dynamosession.node.model;

import org.jspecify.annotations.NullMarked;

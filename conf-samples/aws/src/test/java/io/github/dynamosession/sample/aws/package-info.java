/** Holds the samples for AWS against the code. Start with {@link io.github.dynamosession.sample.aws.SessionTableTest}. */
@NullMarked
package io.github.dynamosession.sample.aws;

import org.jspecify.annotations.NullMarked;

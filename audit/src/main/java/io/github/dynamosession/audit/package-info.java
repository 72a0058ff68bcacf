/**
 * The trail of sessions: what DynamoDB Streams tells of their table becomes events. {@link
 * io.github.dynamosession.audit.SessionEvents} decides which; {@link io.github.dynamosession.audit.AuditHandler} runs it as an
 * AWS Lambda function, {@link io.github.dynamosession.audit.StreamFollower} in a process.
 */
@NullMarked
package io.github.dynamosession.audit;

import org.jspecify.annotations.NullMarked;

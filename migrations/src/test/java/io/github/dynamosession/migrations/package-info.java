/** What {@code docs/migration.md} tells to do, done: start with {@link io.github.dynamosession.migrations.MigrationIT}. */
@NullMarked
package io.github.dynamosession.migrations;

import org.jspecify.annotations.NullMarked;
